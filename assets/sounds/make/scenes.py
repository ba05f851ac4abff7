"""Things that happen one after the other: rumble, story, wups."""

import numpy as np

from drums import applause, crackle, glass, kick, stomp, thud
from instruments import cast_bell, harp, power_chord, slide
from shaping import band, high, low, peaks, room
from synth import Mix, clock, decay, drift, fade, glide, hertz, line, normal, sine, steady, swell, white
from voice import crowd, say


def rumble(rng):
    """Three strokes on the ringside bell, and a hall full of people who paid for this; then the ground itself walks in."""
    mix = Mix()
    for start in (0, 0.21, 0.42):
        stroke = cast_bell(940, 1.1, 0.2) + 0.5 * cast_bell(1408, 1.1, 0.12)
        mix.add(high(white(rng, 0.02), 2500), start, 0.5).add(stroke, start, 0.85)
    roar = crowd(rng, 3.4, [(0, "o"), (0.6, "a"), (2.2, "ae"), (3.4, "a")], 130, 330, 9)
    mix.add(roar[: int(3.5 * 44_100)] * line(3.5, (0, 0), (0.8, 0.5), (1.6, 1), (3.5, 0)), 0.55, 0.4)
    mix.add(applause(rng, 3.4, 60, 0.6), 0.6, 0.2)
    quake = low(white(rng, 3.6), 110, 3) * (0.6 + 0.4 * drift(rng, 3.6, 9))
    ground = np.tanh(2 * normal(quake) + 1.2 * sine(steady(3.6, 41) * (1 + 0.08 * drift(rng, 3.6, 7))))
    mix.add(ground * line(3.6, (0, 0), (1.2, 1), (2.6, 1), (3.6, 0)), 0.8, 0.7)
    mix.add(power_chord(hertz("E1") * 2, 2.4, 9) + 0.6 * power_chord(hertz("B2"), 2.4, 8), 1.75, 0.6)
    for start in (1.75, 2.19, 2.63, 2.85, 3.07):
        mix.add(kick(0.4, 46, 150), start, 0.8).add(stomp(rng), start, 0.5)
    for start in np.sort(rng.uniform(1.6, 4.0, 26)):
        rattle = peaks(white(rng, 0.04), (rng.uniform(1800, 4200), 200, 6)) * decay(0.04, 0.007, 0.0005)
        mix.add(normal(rattle), start, rng.uniform(0.03, 0.12))
    return room(mix.tape, rng, 1.6, 0.22, 3000, tail=0.3)


def story(rng):
    """A fire, an owl, a page; and somebody old, who was there, or says so."""
    mix = Mix()
    fire = crackle(rng, 5.6, 24)
    mix.add(fire * line(5.6, (0, 0.2), (0.4, 1), (4.8, 0.9), (5.6, 0)), 0, 0.6)
    for start, seconds, level in ((0.45, 0.24, 0.5), (0.86, 0.5, 0.7)):
        hoot = glide(seconds, (0, 345), (seconds * 0.3, 385), (seconds, 352))
        mix.add((sine(hoot) + 0.08 * sine(2 * hoot)) * swell(seconds, 0.07, 0.12), start, 0.3 * level)
    page = (
        band(white(rng, 0.42), 1200, 7500)
        * (0.5 + 0.5 * np.abs(drift(rng, 0.42, 40)))
        * line(0.42, (0, 0), (0.12, 0.5), (0.26, 0.25), (0.33, 1), (0.42, 0))
    )
    mix.add(normal(page), 1.55, 0.32)
    mix.add(say("so there I was.", "en-us+grandpa", 22, 118, 1.08), 2.1, 1.25)
    mix.play(harp, "A2 E3 B3 C4 G4 B4:3", 0.13, at=3.75, level=0.13)
    warm = peaks(mix.tape, (180, 120, 0.4))
    return room(warm, rng, 1.0, 0.14, 3000, tail=0.1)


def wups(rng):
    """A tray, a step that was not there, and one lid that takes its time."""
    mix = Mix()
    mix.add(say("wups!", "en-us+f2", 70, 150, 0.95), 0, 0.95)
    mix.add(slide(0.62, 1750, 420, rng), 0.5, 0.5)
    mix.add(glass(rng, 1.3, 55), 1.14, 0.95).add(thud(rng, 0.4, 90), 1.14, 0.6)
    for start in (1.22, 1.33, 1.47):
        mix.add(lid(rng, 0.5, rng.uniform(700, 1300)), start, 0.3)
    at, gap = 1.75, 0.2
    while gap > 0.022:
        mix.add(lid(rng, 0.16, 910), at, 0.16 + 0.8 * gap)
        at += gap
        gap *= 0.87
    mix.add(fade(lid(rng, 0.3, 905), 0.001, 0.1), at, 0.22)
    return room(mix.tape, rng, 0.7, 0.2, tail=0.15)


def lid(rng, seconds, pitch):
    """Tin, on a hard floor."""
    ring = sum(sine(steady(seconds, pitch * ratio)) * decay(seconds, 0.06 / ratio**0.5, 0.001) for ratio in (1, 1.58, 2.24, 2.92, 3.6, 5.1))
    edge = high(white(rng, seconds), 2000) * np.exp(-clock(seconds) / 0.004)
    return normal(ring + 2 * edge)


SOUNDS = {"rumble": rumble, "story": story, "wups": wups}
