"""Measures loudness as broadcasters do (ITU-R BS.1770: K-weighted, gated), and brings sounds to one level under one ceiling."""

import numpy as np

from synth import RATE, loudest, samples


def biquad(frequencies, numerator, denominator):
    z = np.exp(-2j * np.pi * frequencies / 48_000)
    return np.abs(np.polyval(numerator[::-1], z) / np.polyval(denominator[::-1], z))


def k_weighted(signal):
    """The weighting of the standard, from its own coefficients, which it gives for 48 kHz."""
    size = 1 << int(np.ceil(np.log2(len(signal) + 2)))
    frequencies = np.fft.rfftfreq(size, 1 / RATE)
    shelf = biquad(
        frequencies,
        (1.53512485958697, -2.69169618940638, 1.19839281085285),
        (1.0, -1.69065929318241, 0.73248077421585),
    )
    rumble = biquad(frequencies, (1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
    return np.fft.irfft(np.fft.rfft(signal, size) * shelf * rumble, size)[: len(signal)]


def loudness(signal):
    """In LUFS: blocks of 400 ms every 100 ms; those 10 LU below the rest are pauses, and don't count."""
    weighted = k_weighted(signal)
    block, hop = samples(0.4), samples(0.1)
    if len(weighted) < block:
        weighted = np.concatenate([weighted, np.zeros(block - len(weighted))])
    starts = range(0, len(weighted) - block + 1, hop)
    power = np.array([np.mean(weighted[start : start + block] ** 2) for start in starts])
    power = power[power > 10 ** ((-70 + 0.691) / 10)]
    if not len(power):
        return -120.0
    power = power[power > np.mean(power) / 10]
    return -0.691 + 10 * np.log10(np.mean(power))


def limited(signal, ceiling):
    """Nothing above `ceiling`: the gain dips 4 ms before a peak and recovers over 60 ms."""
    ahead, back = samples(0.004), samples(0.06)
    need = np.minimum(1.0, ceiling / np.maximum(np.abs(signal), 1e-9))
    coarse = 32
    count = -(-len(need) // coarse)
    padded = np.concatenate([need, np.ones(count * coarse - len(need))]).reshape(count, coarse).min(axis=1)
    held = padded.copy()
    for shift in range(1, ahead // coarse + 2):
        held[:-shift] = np.minimum(held[:-shift], padded[shift:])
        held[shift:] = np.minimum(held[shift:], padded[:-shift])
    recovery = 1 - np.exp(-coarse / back)
    gain = 1.0
    for index, wanted in enumerate(held):
        gain = wanted if wanted < gain else gain + (wanted - gain) * recovery
        held[index] = gain
    window = np.hanning(ahead // coarse + 4)[1:-1]
    ends = np.pad(held, len(window), mode="edge")
    smooth = np.convolve(ends, window / window.sum(), mode="same")[len(window) : -len(window)]
    smooth = np.minimum(smooth, 1.0)
    places = np.arange(len(signal))
    shaped = signal * np.interp(places, np.arange(count) * coarse + coarse / 2, smooth)
    return np.clip(shaped, -ceiling, ceiling)


def brought_to(signal, target, ceiling):
    """At `target` LUFS and below `ceiling`; a sound of sharp peaks is limited to get there."""
    gain = 10 ** ((target - loudness(signal)) / 20)
    for _ in range(6):
        level = limited(signal * gain, ceiling)
        gain *= 10 ** ((target - loudness(level)) / 20)
    return level if loudest(level) <= ceiling else level * (ceiling / loudest(level))
