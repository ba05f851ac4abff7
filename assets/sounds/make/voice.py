"""Throats: a singing voice made of harmonics and formants, a speech synthesiser's words, and a vocoder."""

import io
import subprocess
import wave

import numpy as np

from shaping import band, low, stretch, sweeping
from synth import RATE, clock, cycles, normal, samples, white

# The first five resonances of a mouth, in hertz, for a grown man; `size` scales them for everybody else.
MOUTHS = {
    "a": (730, 1090, 2440, 3400, 4500),
    "ae": (660, 1720, 2410, 3400, 4500),
    "e": (530, 1840, 2480, 3500, 4500),
    "i": (270, 2290, 3010, 3600, 4600),
    "o": (500, 840, 2410, 3300, 4400),
    "u": (300, 870, 2240, 3300, 4400),
    "uh": (520, 1190, 2390, 3300, 4500),
    "er": (490, 1350, 1690, 3300, 4400),
    "l": (330, 1000, 2700, 3400, 4500),
    "y": (240, 2200, 3000, 3600, 4600),
    "n": (240, 1500, 2500, 3300, 4400),
    "m": (230, 950, 2200, 3200, 4400),
}
WIDTHS = np.array((80, 100, 140, 220, 300))
# A throat has resonances without end; without these five more, all of a voice above 3 kHz would be missing.
ABOVE = ((5500, 400), (6500, 450), (7500, 500), (8500, 600), (9500, 700))
STEP = 64


def mouth_at(times, shapes, size):
    """The five formants at each of `times`, gliding through `(time, mouth)` shapes."""
    places = [time for time, _ in shapes]
    targets = np.array([MOUTHS[mouth] for _, mouth in shapes], dtype=float) / size
    return np.array([np.interp(times, places, targets[:, number]) for number in range(5)])


def throat(frequencies, formants, size):
    """How strongly a mouth passes each frequency: its resonances one after the other."""
    gain = np.ones(np.broadcast(frequencies, formants[0]).shape)
    for formant, width in zip(formants, WIDTHS / size):
        gain = gain * formant**2 / np.sqrt((formant**2 - frequencies**2) ** 2 + (width * frequencies) ** 2)
    for formant, width in np.array(ABOVE) / size:
        gain = gain * formant**2 / np.sqrt((formant**2 - frequencies**2) ** 2 + (width * frequencies) ** 2)
    return gain


def sing(frequency, shapes, rng, size=1.0, breath=0.03, rough=0.0, press=1.0):
    """Sings along `frequency`, its mouth moving through `(time, mouth)` shapes.

    `press` above 1 is a soft voice, below 1 a shouted one; `rough` shakes each cycle, as a hoarse throat does.
    """
    seconds = len(frequency) / RATE
    time = clock(seconds)[: len(frequency)]
    coarse = time[::STEP]
    formants = mouth_at(coarse, shapes, size)
    jitter = 1 + 0.004 * low(rng.standard_normal(len(frequency)), 30) * 12
    if rough:
        jitter = jitter * (1 + rough * 0.02 * low(rng.standard_normal(len(frequency)), 120) * 8)
    turns = cycles(frequency * jitter)
    pitches = frequency[::STEP]
    total = np.zeros(len(frequency))
    for number in range(1, int(min(9000, 0.45 * RATE) / frequency.min()) + 1):
        gain = throat(number * pitches, formants, size) / number**press
        gain[number * pitches > 0.45 * RATE] = 0
        total += np.interp(time, coarse, gain) * np.sin(2 * np.pi * number * turns)
    if rough:
        total *= 1 + rough * low(rng.standard_normal(len(total)), 70) * 6
    total = normal(total)
    if breath:
        air = white(rng, seconds)[: len(total)]

        def gain(frequencies, at):
            shape = throat(frequencies, mouth_at(np.array([at]), shapes, size), size)
            return shape / max(shape.max(), 1e-9) * np.minimum(1, frequencies / 1500)

        total += breath * normal(sweeping(air, gain))
    return total


def say(words, voice="en-us", pitch=50, speed=160, size=1.0, gap=0):
    """Speaks `words`; `size` above 1 is a bigger body, below 1 a smaller one, at the same speed of talking."""
    command = ["espeak-ng", "--stdout", "-v", voice, "-p", str(pitch), "-s", str(int(speed * size)), "-g", str(gap), words]
    heard = subprocess.run(command, check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(heard)) as file:
        rate = file.getframerate()
        spoken = np.frombuffer(file.readframes(1 << 30), dtype="<i2") / 32768
    ours = resampled(spoken, rate)
    return normal(trim(ours if size == 1.0 else stretch(ours, 1 / size), 0.03))


def resampled(signal, rate):
    """From `rate` to ours, by way of the spectrum, so that nothing new appears above the old top."""
    count = int(len(signal) * RATE / rate)
    spectrum = np.fft.rfft(signal)
    wide = np.zeros(count // 2 + 1, dtype=complex)
    wide[: len(spectrum)] = spectrum[: len(wide)]
    return np.fft.irfft(wide, count) * count / len(signal)


def trim(signal, level):
    """Cuts silence off both ends."""
    loud = np.flatnonzero(np.abs(signal) > level * np.max(np.abs(signal)))
    start, end = max(0, loud[0] - samples(0.01)), loud[-1] + samples(0.02)
    return np.array(signal[start:end])


def vocoder(speech, carrier, rng, bands=28):
    """Lets the carrier speak: each band of it is as loud as the same band of the speech."""
    edges = np.geomspace(90, 8500, bands + 1)
    carrier = carrier[: len(speech)]
    hiss = white(rng, len(speech) / RATE)[: len(speech)]
    total = np.zeros(len(speech))
    for bottom, top in zip(edges, edges[1:]):
        level = np.maximum(low(np.abs(band(speech, bottom, top, 4)), 35), 0)
        source = band(carrier, bottom, top, 4) if bottom < 3500 else band(hiss, bottom, top, 4)
        total += source / max(np.std(source), 1e-6) * level
    return normal(total)


def crowd(rng, seconds, shapes, low_pitch=120, high_pitch=320, people=14, contour=None):
    """Many throats at once, each with its own pitch, size and moment."""
    total = np.zeros(samples(seconds + 0.3))
    bend = np.ones(samples(seconds)) if contour is None else contour
    for _ in range(people):
        pitch = np.exp(rng.uniform(np.log(low_pitch), np.log(high_pitch)))
        size = 1.0 - 0.25 * (pitch - low_pitch) / (high_pitch - low_pitch) + rng.uniform(-0.05, 0.05)
        wander = 2.0 ** (low(rng.standard_normal(len(bend)), 4) * 6 / 12)
        one = sing(pitch * bend * wander, shapes, rng, size=size, breath=0.1, rough=rng.uniform(0, 0.5))
        start = samples(rng.uniform(0, 0.12))
        total[start : start + len(one)] += one * rng.uniform(0.5, 1)
    return normal(total)
