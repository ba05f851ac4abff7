"""Struck, plucked and shining: bell, danielsan, greatjob, letitgo, maybe, rimshot, secret, tmyk."""

import numpy as np

from drums import applause, cymbal, gong, kick, snare, stomp, thud, tom, whoosh, wind
from instruments import cast_bell, choir, glockenspiel, harp, koto, marimba, pizzicato, sparkle, ukulele
from shaping import echo, high, low, peaks, room
from synth import Mix, drift, fade, glide, hertz, normal, partials, steady, swell, white
from voice import say, sing


def bell(rng):
    """A ship's bell, struck twice, as if someone had an announcement."""
    mix = Mix()
    for at, level in ((0, 0.85), (0.42, 1.0)):
        clapper = high(white(rng, 0.03), 2500) * np.exp(-np.arange(1323) / 180)
        mix.add(clapper, at, 0.35 * level)
        mix.add(cast_bell(620, 2.6, 0.42), at, level)
        mix.add(cast_bell(621.3, 2.6, 0.5), at, 0.5 * level)
    return room(mix.tape, rng, 1.6, 0.22, tail=0.2)


def danielsan(rng):
    """A koto gathers itself, a held breath, one kick; then the gong, and everybody is on their feet."""
    mix = Mix()
    end = mix.play(koto, "E4:1 A4:0.5 B4:0.5 F4:1 E4+A3:1.5", 0.24, level=0.45)
    mix.add(whoosh(rng, 0.42, 400, 4500, 0.8), end + 0.05, 0.7)
    mix.add(stomp(rng), end + 0.42, 1.5)
    mix.add(high(white(rng, 0.12), 900) * np.exp(-np.arange(5292) / 500), end + 0.42, 0.8)
    mix.add(gong(rng, 2.8, 82), end + 0.43, 1.0)
    mix.add(applause(rng, 2.4, 110, 0.5), end + 0.7, 0.5)
    return room(mix.tape, rng, 1.4, 0.25, tail=0.1)


def greatjob(rng):
    """The smallest possible parade: a few glockenspiel notes, a compliment, eight people clapping."""
    mix = Mix()
    end = mix.play(glockenspiel, "F5:0.5 A5:0.5 D6:0.5 C6:0.5 F6:1", 0.22, level=0.3)
    mix.play(ukulele, "F4+A4+C5:0.5 -:0.5 Bb4+D5+F4:0.5 -:0.5 F4+A4+C5:1", 0.22, level=0.2)
    mix.add(say("great job!", "en-us+f3", 75, 150), end - 0.05, 0.9)
    mix.add(applause(rng, 1.7, 16, 0.2), end + 0.45, 1.1)
    return room(mix.tape, rng, 0.7, 0.2, tail=0.1)


def letitgo(rng):
    """Wind, frost growing over a window, and a choir that opens like a curtain."""
    mix = Mix()
    mix.add(wind(rng, 4.6, 500, 1700) * swell(4.6, 0.6, 1.6), 0, 0.3)
    mix.play(sparkle, "E6:1 G#6:1 B6:1 F#6:1 C#7:1 G#6:1 D#7:1 B6:1 E7:2 G#7:3", 0.14, at=0.35, level=0.3)
    for pitch, at in (("E3", 1.3), ("B3", 1.3), ("E4", 1.45), ("G#4", 1.6), ("C#5", 1.75)):
        mix.add(choir(hertz(pitch), 4.3 - at, rng, "a" if pitch > "D" else "o", 0.85, 3, 0.7), at, 0.34)
    for start in np.sort(rng.uniform(0.3, 3.2, 40)):
        pitch = rng.uniform(3000, 9000)
        mix.add(
            partials(steady(0.06, pitch), (1, 1.41, 1.93), (1, 0.6, 0.4), (0.008, 0.005, 0.004), 0.0005), start, rng.uniform(0.02, 0.12)
        )
    return room(mix.tape, rng, 2.6, 0.45, 6000, tail=0.6)


def maybe(rng):
    """A shrug: somebody hums "I don't know", and a marimba agrees."""
    mix = Mix()
    hum = glide(1.05, (0, 132), (0.22, 128), (0.32, 196), (0.52, 184), (0.66, 112), (1.05, 118))
    mix.add(
        sing(hum, [(0, "m"), (0.24, "m"), (0.3, "n"), (0.58, "m"), (1.05, "m")], rng, 1.0, 0.02, press=1.4) * swell(1.05, 0.05, 0.25),
        0.0,
        0.9,
    )
    mix.play(marimba, "A4:1 D#5:1 -:0.6 C5+F#5:1", 0.24, at=0.95, level=0.7)
    mix.play(pizzicato, "D3:1 -:1 -:0.6 G#3:1", 0.24, at=0.95, level=0.5)
    return room(mix.tape, rng, 0.6, 0.2, tail=0.15)


def rimshot(rng):
    """Ba-dum, tss."""
    mix = Mix()
    mix.add(tom(0.4, 165), 0.0, 0.8).add(snare(rng, 0.22, 220, 0.25), 0.0, 0.3)
    mix.add(tom(0.5, 98), 0.17, 1.0)
    mix.add(kick(), 0.47, 0.75).add(snare(rng), 0.47, 0.9)
    mix.add(cymbal(rng, 1.7, 0.24), 0.47, 1.9)
    return room(mix.tape, rng, 0.5, 0.22, tail=0.1)


def secret(rng):
    """Stone grinds aside; behind it, something old begins to shine."""
    mix = Mix()
    grind = normal(room(stone(rng, 1.25), rng, 0.9, 0.3, 1800, tail=0.2))
    mix.add(grind, 0, 1.2)
    end = mix.play(harp, "D5:1 E5:1 G#5:1 A#5:1 D6:1 C6:1 F#6:1.4", 0.1, at=1.25, level=0.36)
    mix.add(echo(sparkle(hertz("F#7"), 0.5), 0.13, 0.5, 3, 9000), end, 0.3)
    return room(mix.tape, rng, 1.8, 0.35, 5000, tail=0.5)


def stone(rng, seconds):
    scrape = peaks(low(white(rng, seconds), 1400), (95, 40, 6), (210, 80, 5), (430, 150, 4), (900, 250, 2))
    scrape = scrape * (0.55 + 0.45 * drift(rng, seconds, 38)) * swell(seconds, 0.15, 0.05)
    return Mix().add(normal(scrape)).add(thud(rng, 0.4, 55), seconds - 0.03, 0.9).tape


def tmyk(rng):
    """A star goes over, and leaves its glitter on everyone."""
    mix = Mix()
    star = glide(1.3, (0, 900), (1.3, 5200))
    mix.add(whoosh(rng, 1.5, 900, 8000, 0.75), 0, 0.35)
    for number, at in enumerate(np.linspace(0.05, 1.25, 26)):
        pitch = star[int(at * 44_100)] * 2.0 ** (rng.normal(0, 0.6) / 12)
        mix.add(sparkle(pitch, 0.2), at, 0.1 + 0.008 * number)
    mix.play(chime, "D5:1 A5:1 E6:1 B5+F#6:3.5", 0.17, at=1.15, level=0.5)
    for pitch in ("D3", "A3", "F#4"):
        mix.add(choir(hertz(pitch), 2.0, rng, "o", 0.95, 2, 0.5), 1.1, 0.22)
    return room(mix.tape, rng, 2.2, 0.4, 7000, tail=0.4)


def chime(pitch, seconds):
    return fade(glockenspiel(pitch, seconds * 1.5), 0.002, 0.2)


SOUNDS = {
    "bell": bell,
    "danielsan": danielsan,
    "greatjob": greatjob,
    "letitgo": letitgo,
    "maybe": maybe,
    "rimshot": rimshot,
    "secret": secret,
    "tmyk": tmyk,
}
