"""What is done to a signal: filters, drive, echo and rooms. Filters work on the spectrum, so none of them moves a sound in time."""

import numpy as np

from synth import RATE, clock, normal, samples

BLOCK = 1024
HOP = BLOCK // 4


def on_spectrum(signal, gain):
    """Multiplies the spectrum by `gain(frequencies)`."""
    size = 1 << int(np.ceil(np.log2(len(signal) + samples(0.05))))
    spectrum = np.fft.rfft(signal, size) * gain(np.fft.rfftfreq(size, 1 / RATE))
    return np.fft.irfft(spectrum, size)[: len(signal)]


def low(signal, cutoff, order=2):
    """Keeps what is below `cutoff`."""
    return on_spectrum(signal, lambda f: 1 / np.sqrt(1 + (f / cutoff) ** (2 * order)))


def high(signal, cutoff, order=2):
    """Keeps what is above `cutoff`."""
    return on_spectrum(signal, lambda f: 1 / np.sqrt(1 + (cutoff / np.maximum(f, 1e-3)) ** (2 * order)))


def band(signal, bottom, top, order=2):
    return low(high(signal, bottom, order), top, order)


def peaks(signal, *resonances):
    """Adds `(frequency, width in hertz, level)` resonances: a wooden body, a horn's bell."""
    return on_spectrum(signal, lambda f: 1 + sum(level * resonance(f, centre, width) for centre, width, level in resonances))


def resonance(frequency, centre, width):
    """How loudly something tuned to `centre` answers, 1 at its best."""
    return 1 / np.sqrt(1 + ((frequency**2 - centre**2) / np.maximum(width * frequency, 1e-3)) ** 2)


def sweeping(signal, gain):
    """A filter that changes as it goes: `gain(frequencies, time)` for each block of 23 ms."""
    padded = np.concatenate([np.zeros(BLOCK), signal, np.zeros(2 * BLOCK)])
    window = np.hanning(BLOCK + 1)[:-1]
    frequencies = np.fft.rfftfreq(BLOCK, 1 / RATE)
    total = np.zeros(len(padded))
    for start in range(0, len(padded) - BLOCK, HOP):
        spectrum = np.fft.rfft(padded[start : start + BLOCK] * window)
        time = (start - BLOCK / 2) / RATE
        total[start : start + BLOCK] += np.fft.irfft(spectrum * gain(frequencies, time)) * window
    return total[BLOCK : BLOCK + len(signal)] / 1.5


def wah(signal, *points, width=0.35, floor=0.12):
    """A pedal, or a plunger before a horn: one resonance that moves along `(time, frequency)` points."""
    times, centres = zip(*points)

    def gain(frequencies, time):
        centre = np.exp(np.interp(time, times, np.log(centres)))
        return floor / (1 + (frequencies / (2 * centre)) ** 4) + resonance(frequencies, centre, centre * width)

    return sweeping(signal, gain)


def opening(signal, *points, order=3):
    """A low-pass whose cutoff moves along `(time, frequency)` points."""
    times, cutoffs = zip(*points)

    def gain(frequencies, time):
        cutoff = np.exp(np.interp(time, times, np.log(cutoffs)))
        return 1 / np.sqrt(1 + (frequencies / cutoff) ** (2 * order))

    return sweeping(signal, gain)


def drive(signal, amount):
    """An overdriven amplifier, computed at four times the rate so that it doesn't alias."""
    size = len(signal)
    spectrum = np.fft.rfft(normal(signal))
    wide = np.fft.irfft(np.concatenate([spectrum, np.zeros(size * 2 + 1 - len(spectrum))]), size * 4) * 4
    bent = np.fft.rfft(np.tanh(wide * amount))[: len(spectrum)]
    return np.fft.irfft(bent, size) / 4


def stretch(signal, factor):
    """Played faster (`factor` above 1, higher) or slower (below 1, deeper), like a tape."""
    places = np.arange(int(len(signal) / factor)) * factor
    if factor > 1:
        signal = low(signal, 0.45 * RATE / factor, 6)
    return np.interp(places, np.arange(len(signal)), signal)


def echo(signal, delay, level, times=4, darker=3000.0):
    """Comes back `times` times, each fainter and duller."""
    total = np.concatenate([signal, np.zeros(samples(delay) * times)])
    copy = signal
    for turn in range(1, times + 1):
        copy = low(copy, darker) * level
        start = samples(delay) * turn
        total[start : start + len(copy)] += copy
    return total


def room(signal, rng, seconds=1.2, wet=0.3, bright=4000.0, tail=None):
    """A room whose sound fades by 60 dB in `seconds`, the treble sooner; `tail` is how much of it is kept after the signal."""
    time = clock(seconds)
    burst = rng.standard_normal(len(time))
    body = low(burst, bright) * 10.0 ** (-3 * time / seconds)
    sparkle = high(burst, bright) * 10.0 ** (-3 * time / (seconds * 0.45))
    impulse = (body + 0.5 * sparkle) * np.minimum(1, time / 0.012)
    impulse /= np.sqrt(np.sum(impulse**2))
    dry = np.concatenate([signal, np.zeros(samples(seconds * 0.6 if tail is None else tail))])
    size = 1 << int(np.ceil(np.log2(len(dry) + len(impulse))))
    reverberant = np.fft.irfft(np.fft.rfft(dry, size) * np.fft.rfft(impulse, size), size)[: len(dry)]
    return dry + wet * reverberant * (np.std(dry) / max(np.std(reverberant), 1e-9)) * 1.4


def chorus(signal, depth=0.004, rates=(0.7, 1.1, 1.6)):
    """Several of the same, never quite together: one player becomes a section."""
    time = np.arange(len(signal)) / RATE
    places = np.arange(len(signal), dtype=float)
    total = np.array(signal)
    for number, rate in enumerate(rates):
        shift = depth * (1.2 + np.sin(2 * np.pi * rate * time + 2.1 * number)) * RATE
        total += np.interp(places - shift, places, signal, left=0.0)
    return total / np.sqrt(1 + len(rates))
