#!/usr/bin/env python3
"""Makes the fifty-nine sounds from nothing: `make.py` for all of them, `make.py bell coin` for some, `make.py --report` to measure only."""

import subprocess
import sys
import tempfile
import wave
import zlib
from pathlib import Path

import numpy as np

import bells
import brass
import chip
import creatures
import grooves
import machines
import scenes
import speeches
import voices
from loudness import brought_to, loudness
from shaping import high
from synth import RATE, fade, loudest, normal, samples

HERE = Path(__file__).resolve().parent
FAMILIES = (bells, brass, chip, creatures, grooves, machines, scenes, speeches, voices)
SOUNDS = {name: make for family in FAMILIES for name, make in family.SOUNDS.items()}

# LUFS of every decoded file. Low enough that a single bell stroke gets there without being squashed.
LOUDNESS = -18.0
# The peak before encoding, -3.3 dBFS, because what MP3 throws away makes a decoded file overshoot; and the peak after decoding.
CEILING = 10 ** (-3.3 / 20)
HIGHEST = 10 ** (-2.0 / 20)
# How often a sound is encoded at most, to get both right.
TRIES = 4
SHORTEST, LONGEST = 0.4, 6.0
# MP3 smears a sharp attack ahead of itself; without room before it, the smear would itself begin with a click.
LEAD_IN = 0.018
# An encoder pads a file with up to 50 ms; this is kept free for it.
PADDING = 0.08


def finished(signal, level, ceiling):
    """Without rumble below hearing, without dead ends, faded, at a level in LUFS and below a ceiling."""
    signal = high(normal(signal), 28)
    audible = np.flatnonzero(np.abs(signal) > 0.004 * loudest(signal))
    signal = signal[max(0, audible[0] - samples(0.004)) : audible[-1] + samples(0.03)]
    signal = signal[: samples(LONGEST - PADDING)]
    signal = np.concatenate([signal, np.zeros(max(0, samples(SHORTEST) - len(signal)))])
    closing = 0.25 if len(signal) > samples(1.2) else 0.06
    even = brought_to(fade(signal, 0.003, closing), level, ceiling)
    return np.concatenate([np.zeros(samples(LEAD_IN)), even, np.zeros(samples(0.01))])


def encoded(signal, path):
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "sound.wav"
        with wave.open(str(source), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(np.round(signal * 32767).astype("<i2").tobytes())
        options = ["--silent", "--cbr", "-b", "64", "-m", "m", "-q", "2", "--resample", "44.1", "--scale", "1"]
        subprocess.run(["lame", *options, str(source), str(path)], check=True)


def decoded(path):
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "sound.wav"
        subprocess.run(["lame", "--silent", "--decode", str(path), str(target)], check=True)
        with wave.open(str(target)) as file:
            return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768


def make(name, folder):
    """Each sound's chance comes from its own name, so that one can change without the others."""
    signal = SOUNDS[name](np.random.default_rng(zlib.crc32(name.encode())))
    path = folder / f"{name}.mp3"
    level, ceiling = LOUDNESS, CEILING
    for _ in range(TRIES):
        encoded(finished(signal, level, ceiling), path)
        heard = decoded(path)
        missing = LOUDNESS - loudness(heard)
        if abs(missing) < 0.1 and loudest(heard) < HIGHEST:
            break
        level += missing
        ceiling *= min(1.0, 0.98 * HIGHEST / loudest(heard))
    return measured(name, path)


def measured(name, path):
    heard = decoded(path)
    peak = 20 * np.log10(loudest(heard))
    figures = (len(heard) / RATE, peak, loudness(heard), path.stat().st_size)
    print("{:<14} {:5.2f} s  peak {:6.2f} dBFS  {:6.2f} LUFS  {:6d} bytes".format(name, *figures), flush=True)
    return figures


def report(rows):
    seconds, peaks, levels, sizes = (np.array(column) for column in zip(*rows))
    print(f"\n{len(rows)} sounds, {seconds.min():.2f} to {seconds.max():.2f} s, highest peak {peaks.max():.2f} dBFS,")
    print(f"loudness {levels.min():.2f} to {levels.max():.2f} LUFS (spread {np.ptp(levels):.2f} LU), {sizes.sum()} bytes in all")


def main(words):
    measure_only = "--report" in words
    names = sorted(word for word in words if word in SOUNDS) or sorted(SOUNDS)
    unknown = [word for word in words if word not in SOUNDS and word != "--report"]
    if unknown:
        sys.exit(f"No sound is called {', '.join(unknown)}. The names: {', '.join(sorted(SOUNDS))}")
    folder = HERE.parent
    report([measured(name, folder / f"{name}.mp3") if measure_only else make(name, folder) for name in names])


if __name__ == "__main__":
    main(sys.argv[1:])
