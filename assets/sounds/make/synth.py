"""Time, pitch, envelopes and oscillators: what every sound begins with. A signal is a mono numpy array at 44,100 Hz, about -1 to 1."""

import numpy as np

RATE = 44_100

SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


def samples(seconds):
    return int(round(seconds * RATE))


def clock(seconds):
    """The time of each sample, in seconds."""
    return np.arange(samples(seconds)) / RATE


def hertz(note):
    """The frequency of a note by name: `hertz("F#4")`."""
    step = SEMITONES[note[0]] + note.count("#") - note.count("b")
    return 440.0 * 2.0 ** ((step + 12 * int(note[-1]) - 57) / 12)


def line(seconds, *points):
    """Straight lines through `(time, value)` points."""
    times, values = zip(*points)
    return np.interp(clock(seconds), times, values)


def glide(seconds, *points):
    """Like `line`, but equal steps in time are equal musical steps: for frequencies."""
    times, values = zip(*points)
    return np.exp(np.interp(clock(seconds), times, np.log(values)))


def swell(seconds, attack, release, level=1.0):
    """Rises, holds, falls, each end rounded like a breath."""
    ramp = line(seconds, (0, 0), (attack, 1), (max(attack, seconds - release), 1), (seconds, 0))
    return level * np.sin(ramp * np.pi / 2) ** 2


def decay(seconds, half_life, attack=0.002):
    """Struck and left alone: half as loud after every `half_life`."""
    time = clock(seconds)
    tail = np.minimum(1.0, (seconds - time) / min(0.03, seconds / 4))
    return np.minimum(1.0, time / attack) * 0.5 ** (time / half_life) * tail


def vibrato(frequency, rate=5.5, depth=0.3, delay=0.15):
    """Wavers by `depth` semitones, after `delay` has passed."""
    time = np.arange(len(frequency)) / RATE
    onset = np.clip((time - delay) / 0.25, 0, 1)
    return frequency * 2.0 ** (onset * depth / 12 * np.sin(2 * np.pi * rate * time))


def drift(rng, seconds, rate, depth=1.0):
    """A smooth random wander between -depth and depth, with about `rate` turns a second."""
    count = max(4, int(seconds * rate) + 3)
    knots = rng.uniform(-depth, depth, count)
    place = clock(seconds) * rate
    index = np.minimum(place.astype(int), count - 2)
    blend = (1 - np.cos(np.clip(place - index, 0, 1) * np.pi)) / 2
    return knots[index] * (1 - blend) + knots[index + 1] * blend


def steady(seconds, frequency):
    return np.full(samples(seconds), float(frequency))


def cycles(frequency):
    """The phase of a wave, counted in cycles, for a frequency that may change with every sample."""
    return np.cumsum(frequency) / RATE


def sine(frequency):
    return np.sin(2 * np.pi * cycles(frequency))


def corner(phase, step):
    """What smooths the jump of a saw, so that it doesn't alias (a polynomial band-limited step)."""
    smooth = np.zeros_like(phase)
    near = phase < step
    part = phase[near] / step[near]
    smooth[near] = part + part - part * part - 1
    near = phase > 1 - step
    part = (phase[near] - 1) / step[near]
    smooth[near] = part * part + part + part + 1
    return smooth


def saw(frequency, start=0.0):
    phase = (cycles(frequency) + start) % 1.0
    return 2 * phase - 1 - corner(phase, np.asarray(frequency) / RATE)


def pulse(frequency, width=0.5, start=0.0):
    """A square wave, or a thinner one; its mean is taken out."""
    phase = (cycles(frequency) + start) % 1.0
    late = (phase + 1 - width) % 1.0
    step = np.asarray(frequency) / RATE
    wave = np.where(phase < width, 1.0, -1.0) + corner(phase, step) - corner(late, step)
    return wave - np.mean(wave)


def triangle(frequency):
    phase = cycles(frequency) % 1.0
    return 4 * np.abs(phase - 0.5) - 1


def partials(frequency, ratios, levels, half_lives, attack=0.002):
    """Rings at several ratios of one frequency, each with its own level and half-life: bells, bars, strings."""
    seconds = len(frequency) / RATE
    turns = cycles(frequency)
    total = np.zeros(len(frequency))
    for ratio, level, half_life in zip(ratios, levels, half_lives):
        if ratio * frequency[0] < 0.45 * RATE:
            total += level * np.sin(2 * np.pi * ratio * turns) * decay(seconds, half_life, attack)
    return total


def white(rng, seconds):
    return rng.standard_normal(samples(seconds)) * 0.3


def fade(signal, opening=0.003, closing=0.03):
    """Takes both ends down to nothing, so that neither clicks."""
    faded = np.array(signal, dtype=float)
    head, tail = min(samples(opening), len(faded)), min(samples(closing), len(faded))
    faded[:head] *= (1 - np.cos(np.linspace(0, np.pi, head))) / 2
    faded[len(faded) - tail :] *= (1 + np.cos(np.linspace(0, np.pi, tail))) / 2
    return faded


def loudest(signal):
    return float(np.max(np.abs(signal))) if len(signal) else 0.0


def normal(signal, level=1.0):
    """Scaled so that its peak is `level`: parts are balanced against each other this way."""
    peak = loudest(signal)
    return signal * (level / peak) if peak else signal


class Mix:
    """A tape that grows: signals are laid on it, each at its time and level."""

    def __init__(self):
        self.tape = np.zeros(0)

    def add(self, signal, at=0.0, level=1.0):
        start = samples(at)
        end = start + len(signal)
        if end > len(self.tape):
            self.tape = np.concatenate([self.tape, np.zeros(end - len(self.tape))])
        self.tape[start:end] += level * signal
        return self

    def play(self, instrument, tune, beat, at=0.0, level=1.0, hold=0.95):
        """Plays `"C4:1 -:0.5 E4+G4:2"` (notes, `-` a rest, `+` a chord, lengths in beats); the instrument is `f(hertz, seconds)`."""
        for word in tune.split():
            notes, _, length = word.partition(":")
            seconds = float(length or 1) * beat
            for name in notes.split("+") if notes != "-" else []:
                self.add(instrument(hertz(name), seconds * hold), at, level)
            at += seconds
        return at
