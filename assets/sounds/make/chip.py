"""Small computers: 56k, coin, nyan, unix."""

import numpy as np

from drums import hat, kick, snare, whoosh
from instruments import chip_bass, lead
from shaping import band, echo, high, low, peaks, room
from synth import Mix, clock, cycles, decay, fade, glide, hertz, normal, pulse, samples, sine, steady, swell, white
from voice import sing

KEYPAD = {
    "1": (697, 1209),
    "2": (697, 1336),
    "3": (697, 1477),
    "4": (770, 1209),
    "5": (770, 1336),
    "6": (770, 1477),
    "7": (852, 1209),
    "8": (852, 1336),
    "9": (852, 1477),
    "0": (941, 1336),
}


def modem(rng):
    """56k. Dial tone, seven digits, the far end's answer, the argument, and then the two of them talk over each other."""
    mix = Mix()
    mix.add(fade(sine(steady(0.42, 350)) + sine(steady(0.42, 440)), 0.005, 0.005), 0, 0.35)
    for number, key in enumerate("7305519"):
        bottom, top = KEYPAD[key]
        mix.add(fade(sine(steady(0.065, bottom)) + sine(steady(0.065, top)), 0.004, 0.004), 0.5 + 0.095 * number, 0.42)
    at = 1.3
    reversals = np.where((clock(0.75) / 0.25).astype(int) % 2, -1.0, 1.0)
    mix.add(fade(sine(steady(0.75, 2100)) * reversals * (1 + 0.2 * sine(steady(0.75, 15))), 0.01, 0.005), at, 0.6)
    mix.add(fade(babble(rng, 0.55, 1180, 980), 0.005, 0.005), at + 0.8, 0.6)
    mix.add(fade(babble(rng, 0.5, 1650, 1850), 0.005, 0.005), at + 1.1, 0.5)
    for start, tone in ((1.66, 1200), (1.78, 2400), (1.92, 1800)):
        mix.add(fade(sine(steady(0.1, tone)), 0.004, 0.004), at + start, 0.6)
    probe = sum(np.cos(2 * np.pi * tone * clock(0.42) + tone**2) for tone in range(150, 3750, 150) if tone not in (900, 1200, 1800, 2400))
    mix.add(fade(normal(probe), 0.004, 0.004), at + 2.06, 0.75)
    mix.add(fade(normal(probe)[: samples(0.2)], 0.004, 0.004), at + 2.5, 0.4)
    for start, seconds, bottom, top, level in ((2.72, 0.32, 900, 2600, 0.7), (3.08, 0.24, 500, 3000, 0.5), (3.34, 1.1, 300, 3400, 0.8)):
        noise = band(white(rng, seconds), bottom, top, 4) * (1 + 0.25 * pulse(steady(seconds, 8)))
        mix.add(fade(normal(noise), 0.004, 0.02), at + start, level)
    mix.add(fade(sine(steady(0.32, 1800)), 0.004, 0.004), at + 2.74, 0.3)
    return peaks(band(mix.tape, 300, 3500, 4), (1100, 700, 0.4))


def babble(rng, seconds, mark, space):
    """Ones and zeros, three hundred a second, one tone for each."""
    bits = np.repeat(rng.integers(0, 2, int(seconds * 300) + 1), 147)[: samples(seconds)]
    return sine(np.where(bits, mark, space).astype(float))


def coin(rng):
    """Somebody's allowance, in three quick steps; another one rolls away under the sofa."""
    mix = Mix()
    at = 0.0
    for name, seconds in (("A5", 0.055), ("C#6", 0.055), ("G#6", 0.5)):
        note = lead(hertz(name), seconds, 0.25) * (1 if seconds < 0.1 else np.exp(-clock(seconds) / 0.17))
        mix.add(note, at, 0.6).add(lead(hertz(name) * 2.003, seconds, 0.5) * np.exp(-clock(seconds) / 0.09), at, 0.16)
        at += seconds
    rate, at = 5.0, 0.5
    while rate < 26:
        ring = sine(steady(0.05, 5200 + 40 * rate)) + 0.6 * sine(steady(0.05, 8130))
        mix.add(ring * decay(0.05, 0.012, 0.0005), at, 0.42 - 0.008 * rate)
        at += 1 / rate
        rate *= 1.19
    return low(mix.tape, 12000)


def nyan(rng):
    """A cat with a jet engine full of sugar. It sings along, having only the one word."""
    mix, beat = Mix(), 0.125
    tune = "G4 B4 D5 E5 D5 B4 F#5:2 E5 G5 A5 E5 C5 E5 D5:2 G4 B4 D5 G5 B5 A5 F#5 D5 E5 G5:3"
    mix.play(lambda pitch, seconds: lead(pitch, seconds, 0.25), tune, beat, 0, 0.4, 0.8)
    mix.play(chip_bass, "G2 G3 G2 G3 E2 E3 D2 D3 C2 C3 A2 A3 C3 C2 D3 D2 G2 G3 G2 G3 B2 B3 D3 D2 C2 C3 G2 G3", beat, 0, 0.7, 0.7)
    mix.play(
        lambda pitch, seconds: lead(pitch, seconds, 0.125),
        "B3+D4 - B3+D4 - G3+B3 - F#3+A3 - E3+G3 - C4+E4 - E4+G4 - D4+F#4 - B3+D4 - B3+D4 - D4+F#4 - D4+A4 - C4+E4 - B3+D4",
        beat,
        0,
        0.14,
        0.5,
    )
    for step in range(28):
        mix.add(hat(rng), step * beat, 0.16)
        if step % 4 == 0:
            mix.add(kick(0.15), step * beat, 0.5)
        if step % 4 == 2:
            mix.add(low(snare(rng, 0.12), 7000), step * beat, 0.3)
    for step, name, length in ((0, "G5", 2), (6, "F#5", 2), (14, "D5", 2), (20, "B5", 2), (25, "E5", 1), (26, "G5", 5)):
        mix.add(meow(rng, hertz(name), length * beat * 1.1), step * beat, 0.5)
    return mix.tape


def meow(rng, pitch, seconds):
    bent = glide(seconds, (0, pitch * 0.82), (seconds * 0.3, pitch), (seconds * 0.7, pitch), (seconds, pitch * 0.85))
    shapes = [(0, "n"), (seconds * 0.15, "i"), (seconds * 0.5, "ae"), (seconds, "o")]
    return sing(bent, shapes, rng, 0.62, 0.03, press=0.9) * swell(seconds, 0.02, seconds * 0.3)


def unix(rng):
    """Furious typing by someone who knows this. Enter. The disk thinks; the disk agrees."""
    mix, at = Mix(), 0.0
    for _ in range(17):
        mix.add(key(rng, rng.uniform(0.85, 1.2)), at, rng.uniform(0.6, 0.9))
        at += rng.choice((0.055, 0.075, 0.095, 0.15), p=(0.4, 0.3, 0.2, 0.1))
    mix.add(key(rng, 0.55), at + 0.14, 1.3)
    at += 0.35
    for start in np.cumsum(rng.choice((0.018, 0.026, 0.045, 0.08), 17)):
        seek = peaks(white(rng, 0.02), (420, 60, 5), (1300, 150, 5)) * decay(0.02, 0.004, 0.0005)
        mix.add(normal(seek), at + start, rng.uniform(0.25, 0.5))
    hum = sine(glide(1.5, (0, 180), (1.5, 240))) + 0.5 * sine(glide(1.5, (0, 720), (1.5, 960)))
    mix.add(hum * swell(1.5, 0.4, 0.5), at - 0.2, 0.05)
    mix.add(whoosh(rng, 1.1, 300, 2600, 0.85), at + 0.15, 0.18)
    for start, name, seconds in ((0.95, "C6", 0.09), (1.07, "G6", 0.09), (1.19, "E6", 0.09), (1.31, "B6", 0.3)):
        mix.add(low(lead(hertz(name), seconds), 6000), at + start, 0.2)
    return room(echo(mix.tape, 0.17, 0.2, 1), rng, 0.35, 0.15, tail=0.1)


def key(rng, size):
    """A switch with a spring in it: the click going down, the clack at the bottom, the way back up."""
    mix = Mix()
    for start, level, centre in ((0, 0.35, 4200), (0.012, 1.0, 2300), (0.075, 0.25, 3600)):
        tick = peaks(high(white(rng, 0.03), 500), (centre * size, 500, 5), (900 * size, 200, 3)) * decay(0.03, 0.004, 0.0004)
        mix.add(normal(tick), start, level)
    thump = np.sin(2 * np.pi * cycles(steady(0.04, 190 * size))) * decay(0.04, 0.008)
    return mix.add(thump, 0.012, 0.5).tape


SOUNDS = {"56k": modem, "coin": coin, "nyan": nyan, "unix": unix}
