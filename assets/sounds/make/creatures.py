"""Animals, and a sound that all of them make: butts, crickets, honk."""

import numpy as np

from drums import stomp
from shaping import band, high, low, peaks, room
from synth import Mix, clock, cycles, decay, drift, fade, glide, line, normal, sine, steady, swell, white
from voice import sing


def butts(rng):
    """Two seconds of dignity lost on a leather sofa; then somebody small can't hold it in."""
    mix = Mix()
    rate = glide(1.55, (0, 58), (0.15, 92), (0.5, 78), (0.8, 105), (1.1, 70), (1.35, 120), (1.55, 46))
    rate = rate * (1 + 0.13 * drift(rng, 1.55, 16))
    flap = np.exp(-(((cycles(rate) % 1.0) / 0.2) ** 1.2))
    air = white(rng, 1.55)
    noise = (flap - flap.mean()) * 1.0 + flap * high(air, 500) * 0.9
    body = peaks(band(noise, 70, 5200), (240, 90, 3), (560, 180, 2.5), (1300, 400, 1))
    mix.add(np.tanh(2.5 * normal(body)) * line(1.55, (0, 0), (0.03, 1), (0.6, 0.5), (0.85, 1), (1.2, 0.3), (1.35, 0.9), (1.55, 0)), 0, 0.6)
    at = 2.0
    for number in range(7):
        seconds = 0.095
        pitch = 430 * 2.0 ** ((2.5 - abs(number - 2) * 1.4) / 12)
        giggle = sing(glide(seconds, (0, pitch * 1.15), (seconds, pitch * 0.85)), [(0, "i"), (seconds, "e")], rng, 0.72, 0.4, press=1.2)
        mix.add(giggle * swell(seconds, 0.025, 0.05), at, 0.34 - 0.02 * number)
        at += 0.135
    gasp = peaks(high(white(rng, 0.3), 900), (1700, 300, 3), (3200, 500, 2)) * swell(0.3, 0.22, 0.06)
    mix.add(normal(gasp), at + 0.05, 0.12)
    return room(mix.tape, rng, 0.45, 0.18, tail=0.15)


def crickets(rng):
    """A warm night, three crickets, a frog with nothing to add; and, in the silence after the joke, a cough."""
    mix = Mix()
    for tone, every, start, level, wings in ((4550, 0.56, 0.05, 1.0, 4), (4210, 0.68, 0.32, 0.5, 3), (5080, 0.47, 0.18, 0.22, 3)):
        at = start
        while at < 4.9:
            for wing in range(wings):
                seconds = 0.019
                stroke = sine(glide(seconds, (0, tone * 1.015), (seconds, tone * 0.985))) * np.sin(np.pi * clock(seconds) / seconds) ** 1.2
                mix.add(stroke, at + wing * 0.031, level * (0.7 + 0.1 * wing) * rng.uniform(0.9, 1))
            at += every * rng.uniform(0.97, 1.03)
    mix.add(low(white(rng, 5.2), 700) * swell(5.2, 0.4, 0.5), 0, 0.12)
    for start in (1.12, 4.35):
        mix.add(frog(rng), start, 0.35)
    for start, level in ((2.62, 1.0), (2.84, 0.6)):
        mix.add(cough(rng), start, 0.85 * level)
    return room(mix.tape, rng, 0.8, 0.12, tail=0.05)


def frog(rng):
    throb = np.maximum(0, sine(steady(0.32, 34))) ** 2 * swell(0.32, 0.05, 0.1)
    return normal(peaks(throb * (sine(steady(0.32, 410)) + 0.5 * sine(steady(0.32, 830))), (420, 90, 1)))


def cough(rng):
    """Polite, into a fist."""
    seconds = 0.2
    burst = peaks(band(white(rng, seconds), 250, 3800), (620, 150, 4), (1250, 250, 3), (2600, 400, 1)) * decay(seconds, 0.035, 0.004)
    croak = sing(glide(seconds, (0, 175), (seconds, 95)), [(0, "uh"), (seconds, "o")], rng, 1.0, 0, 0.8)
    return fade(normal(normal(burst) + 0.5 * croak * decay(seconds, 0.03, 0.01)), 0.002, 0.06)


def honk(rng):
    """A goose: wet feet, and then its opinion, three times."""
    mix = Mix()
    for number in range(4):
        slap = low(white(rng, 0.06), 2600) * decay(0.06, 0.012, 0.001)
        mix.add(normal(slap), 0.13 * number, 0.22).add(stomp(rng), 0.13 * number, 0.08)
    for at, seconds, level, height in ((0.6, 0.24, 0.8, 1.0), (0.95, 0.27, 0.9, 1.06), (1.42, 0.62, 1.0, 0.96)):
        mix.add(goose(rng, seconds, height), at, level)
    return room(mix.tape, rng, 0.7, 0.2, tail=0.2)


def goose(rng, seconds, height):
    """A reed in a long neck: it starts low, breaks upwards, and sags."""
    base = 395 * height
    shape = glide(seconds, (0, base * 0.62), (0.035, base * 0.7), (0.05, base * 1.12), (seconds * 0.6, base * 1.08), (seconds, base * 0.78))
    shape = shape * (1 + 0.012 * drift(rng, seconds, 40)[: len(shape)])
    voice = sing(shape, [(0, "o"), (0.05, "ae"), (seconds * 0.7, "a"), (seconds, "o")], rng, 0.8, 0.1, 0.5, press=0.35)
    return normal(peaks(np.tanh(3 * voice), (1050, 260, 2.2), (2250, 500, 1.2))) * swell(seconds, 0.018, seconds * 0.3)


SOUNDS = {"butts": butts, "crickets": crickets, "honk": honk}
