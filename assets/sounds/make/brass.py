"""Blown and bowed: deeper, drama, greyjoy, horror, sax, tada, trombone, vuvuzela."""

import numpy as np

from drums import cymbal, gong, snare, thud, timpani
from instruments import horn, piano, saxophone, strings
from shaping import high, low, peaks, room, wah
from synth import Mix, clock, cycles, drift, fade, glide, hertz, line, normal, sine, steady, swell, vibrato, white


def deeper(rng):
    """A top spins on a table; then the floor below the floor gives way."""
    mix = Mix()
    spin = glide(4.6, (0, 31), (1.2, 30), (4.0, 17), (4.6, 11))
    turns = cycles(spin)
    wobble = 0.6 + 0.4 * np.sin(2 * np.pi * turns * 0.25)
    whirr = sum(np.sin(2 * np.pi * number * turns * 12) / number for number in range(1, 7)) * wobble
    table = peaks(white(rng, 4.6), (1900, 300, 3), (3300, 500, 2)) * (0.5 + 0.5 * np.sin(2 * np.pi * turns)) ** 3
    mix.add(normal(whirr) * line(4.6, (0, 0), (0.2, 0.5), (4, 0.35), (4.6, 0)))
    mix.add(high(normal(table), 800) * line(4.6, (0, 0), (0.2, 0.3), (4.3, 0.25), (4.6, 0)))
    for pitch, level in (("D1", 1.0), ("D2", 0.9), ("A2", 0.5), ("Eb3", 0.35)):
        blast = horn(glide(3.4, (0, hertz(pitch)), (2.2, hertz(pitch)), (3.4, hertz(pitch) * 0.94)), 3.4, 1.0, 0.05, 1.5, 0)
        mix.add(blast * line(3.4, (0, 1), (0.5, 0.8), (2, 0.45), (3.4, 0)), 1.15, level)
    mix.add(thud(rng, 1.2, 36), 1.15, 1.2)
    return room(mix.tape, rng, 2.4, 0.35, 2200, tail=0.5)


def drama(rng):
    """Somebody's evil twin has come in. Three chords, each worse than the one before."""
    mix = Mix()
    chords = ((0, "F2 C3 F3 Ab3 F4 Ab4", 0.36), (0.52, "E2 Bb2 E3 G3 E4 Bb4", 0.36), (1.12, "C2 Gb2 C3 Eb3 A3 Eb4 Gb4", 2.6))
    for at, names, seconds in chords:
        for number, name in enumerate(names.split()):
            mix.add(strings(hertz(name), seconds, 0.015, 3, 0.35, 6.4, 8000), at, 0.42)
            if 0 < number < 6:
                mix.add(horn(hertz(name), min(seconds, 1.7), 1.0, 0.02, 1.5), at, 0.4)
        mix.add(timpani(65, 1.4), at, 0.55)
        mix.add(piano(hertz(names[:2]) / 2, seconds), at, 0.5)
    shiver = strings(hertz("Gb5"), 2.3, 0.3, 3, 0.5, 7.5, 7000) * (0.55 + 0.45 * sine(steady(2.3, 13)))
    mix.add(shiver, 1.4, 0.3)
    mix.add(timpani_roll(rng, 1.6), 1.35, 0.4)
    return room(mix.tape, rng, 1.9, 0.3, 4200, tail=0.5)


def timpani_roll(rng, seconds):
    mix = Mix()
    for number in range(int(seconds * 15)):
        mix.add(timpani(65, 0.6), number / 15 + rng.uniform(0, 0.008), 0.35 + 0.5 * (1 - number / (seconds * 15)))
    return normal(mix.tape)


def greyjoy(rng):
    """A war horn, blown by the one who lost the bet. He takes a breath, tries again, and it breaks."""
    mix = Mix()
    first = glide(1.5, (0, 92), (0.15, 116), (1.1, 117), (1.35, 108), (1.5, 70))
    mix.add(blown_badly(rng, first, 0.5), 0, 0.9)
    mix.add(high(white(rng, 0.32), 700) * swell(0.32, 0.2, 0.08), 1.6, 0.25)
    shape = [
        (0, 100),
        (0.12, 117),
        (0.7, 118),
        (0.75, 176),
        (1.0, 172),
        (1.04, 116),
        (1.25, 119),
        (1.3, 233),
        (1.42, 240),
        (1.45, 118),
        (2.1, 95),
        (2.5, 52),
    ]
    mix.add(blown_badly(rng, glide(2.5, *shape), 1.0), 2.0, 1.0)
    return room(mix.tape, rng, 2.2, 0.3, 2500, tail=0.5)


def blown_badly(rng, frequency, trouble):
    """Lips that flutter, spit in the bore."""
    seconds = len(frequency) / 44_100
    shaky = frequency * (1 + 0.02 * trouble * drift(rng, seconds, 11)[: len(frequency)])
    tone = horn(shaky, seconds, 0.95, 0.09, 1.25, 0.25, ((260, 180, 1.5), (700, 400, 0.8)))
    flutter = 1 - 0.3 * trouble * (0.5 + 0.5 * np.sin(2 * np.pi * cycles(steady(seconds, 23) * (1 + 0.3 * drift(rng, seconds, 3)))))
    spit = peaks(white(rng, seconds), (900, 500, 2)) * np.maximum(0, drift(rng, seconds, 20)) ** 2
    return normal(tone * flutter[: len(tone)] + 0.12 * trouble * normal(spit)[: len(tone)] * swell(seconds, 0.1, 0.1)[: len(tone)])


def horror(rng):
    """A hinge, a heartbeat, and forty violins that have seen it first."""
    mix = Mix()
    creak = glide(1.3, (0, 8), (0.4, 19), (0.8, 13), (1.3, 42)) * (1 + 0.25 * drift(rng, 1.3, 9))
    clicks = np.diff(np.floor(cycles(creak)), prepend=0) > 0
    hinge = peaks(clicks.astype(float), (520, 60, 8), (1180, 90, 9), (2300, 150, 7))
    mix.add(normal(hinge) * line(1.3, (0, 0.3), (1, 1), (1.3, 0.2)), 0, 0.6)
    for at in (0.25, 0.5, 1.0, 1.25):
        mix.add(thud(rng, 0.3, 44), at, 0.5)
    for number in range(11):
        start = hertz("B4") * 2.0 ** (number * rng.uniform(0.6, 1.0) / 12)
        end = hertz("F6") * 2.0 ** (rng.uniform(-4, 5) / 12)
        up = glide(2.6, (0, start), (0.16 + 0.05 * rng.uniform(), end), (1.9, end * 1.01), (2.6, end * 0.5))
        scream = strings(up, 2.6, 0.01, 2, 0.7, 7.5, 9000, 0.05) * (0.6 + 0.4 * sine(steady(2.6, rng.uniform(8, 13))))
        mix.add(scream, 1.5 + 0.012 * number, 0.22)
    for at in (1.5, 1.83, 2.31):
        mix.add(piano(hertz("C1"), 1.6) + piano(hertz("C#1"), 1.6) + piano(hertz("G1"), 1.6), at, 0.4)
    mix.add(gong(rng, 2.5, 60), 1.5, 0.5)
    return room(mix.tape, rng, 2.2, 0.35, 5000, tail=0.5)


def sax(rng):
    """Late, warm, a window open over the city, and one who knows exactly how he looks."""
    mix = Mix()
    tune = "Bb3:0.5 D4:0.5 F4:0.75 A4:0.25 G4:1.75 -:0.25 F4:0.33 G4:0.33 Bb4:0.34 C5:2.2"
    beat, at = 0.34, 0.1
    for word in tune.split():
        name, length = word.split(":")
        seconds = float(length) * beat
        if name != "-":
            pitch = hertz(name)
            bend = glide(seconds * 1.04, (0, pitch * 2 ** (-0.9 / 12)), (min(0.07, seconds / 2), pitch), (seconds * 1.04, pitch))
            if seconds > 0.5:
                bend = glide(seconds, (0, pitch * 2 ** (-1.8 / 12)), (0.14, pitch), (seconds * 0.8, pitch), (seconds, pitch * 0.97))
            mix.add(saxophone(bend, seconds, growl=0.3 if seconds > 0.5 else 0.12), at, 0.9)
        at += seconds
    for chord, start in (("Eb3 Bb3 D4 G4", 0.1), ("C3 Bb3 Eb4 G4", 1.42)):
        for name in chord.split():
            mix.add(strings(hertz(name), 1.9, 0.4, 3, 0.15, 5, 1800), start, 0.08)
    mix.add(low(cymbal(rng, 2.2, 0.5), 9000), 1.4, 0.07)
    return room(mix.tape, rng, 2.2, 0.38, 4500, tail=0.6)


def tada(rng):
    """A fanfare for having done the dishes."""
    mix = Mix()
    for number in range(7):
        mix.add(snare(rng, 0.12), number * 0.052, 0.15 + 0.05 * number)
    for at, names, seconds in ((0.38, "C4 E4 G4", 0.15), (0.56, "C4 F4 A4", 0.15), (0.74, "G3 D4 G4 B4 D5", 1.5)):
        for name in names.split():
            mix.add(horn(hertz(name), seconds, 0.95, 0.02, 1.15, 0.12), at, 0.5)
    mix.add(horn(hertz("G2"), 1.5, 0.8, 0.03), 0.74, 0.55)
    mix.add(timpani(98, 1.3), 0.74, 0.8).add(cymbal(rng, 1.8, 0.35), 0.74, 0.4)
    return room(mix.tape, rng, 1.5, 0.3, 5000, tail=0.4)


def trombone(rng):
    """Four notes down the stairs, the last one sits at the bottom and thinks about it."""
    mix = Mix()
    for at, name, seconds in ((0, "C4", 0.34), (0.44, "B3", 0.34), (0.88, "A3", 0.36)):
        note = horn(steady(seconds, hertz(name)), seconds, 0.75, 0.04, 1.0, 0.0)
        mix.add(wah(note, (0, 380), (seconds * 0.45, 1250), (seconds, 420), width=0.5), at, 0.85)
    seconds = 1.75
    sinking = glide(seconds, (0, hertz("G#3")), (0.6, hertz("G#3")), (seconds, hertz("E3")))
    last = horn(vibrato(sinking, 4.6, 0.55, 0.25), seconds, 0.8, 0.05, 1.0, 0.0)
    turns = [(time, 1250 if number % 2 else 400) for number, time in enumerate(np.arange(0, seconds + 0.1, 0.109))]
    mix.add(wah(last, *turns, width=0.5) * line(seconds, (0, 1), (1.1, 0.9), (seconds, 0)), 1.36, 1.0)
    return room(mix.tape, rng, 0.9, 0.22, 3500, tail=0.3)


def vuvuzela(rng):
    """One, then a stadium of them, none in tune with another."""
    mix = Mix()
    times = [(0, 3.4, 1.0)] + [(rng.uniform(0.5, 1.2), rng.uniform(1.6, 2.4), rng.uniform(0.15, 0.4)) for _ in range(12)]
    for number, (at, seconds, level) in enumerate(times):
        pitch = 233 * 2.0 ** ((rng.normal(0, 0.55) if number else 0) / 12)
        lips = glide(seconds, (0, pitch * 0.8), (0.09, pitch), (seconds - 0.15, pitch), (seconds, pitch * 0.85))
        lips = lips * (1 + 0.006 * drift(rng, seconds, 8)[: len(lips)])
        tone = horn(lips, seconds, 1.0, 0.07, 1.6, 0.1, ((520, 250, 1.2), (1450, 700, 1.3), (2900, 900, 0.8)))
        buzz = 1 - 0.22 * (0.5 + 0.5 * np.sin(2 * np.pi * 29 * clock(seconds)[: len(tone)] + number))
        mix.add(fade(tone * buzz, 0.02, 0.1), at, level)
    return room(mix.tape, rng, 1.2, 0.3, 5000, tail=0.2)


SOUNDS = {
    "deeper": deeper,
    "drama": drama,
    "greyjoy": greyjoy,
    "horror": horror,
    "sax": sax,
    "tada": tada,
    "trombone": trombone,
    "vuvuzela": vuvuzela,
}
