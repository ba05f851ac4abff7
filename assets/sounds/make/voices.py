"""Sung, shouted and laughed, without a word of any language: bezos, noooo, ohmy, ohyeah, trololo, yay, yeah, yodel."""

import numpy as np

from drums import applause, cymbal, kick, snap, snare
from instruments import cast_bell, electric_bass, pizzicato, power_chord, tuba
from shaping import drive, high, low, peaks, room
from synth import Mix, decay, drift, fade, glide, hertz, line, normal, saw, sine, swell, vibrato, white
from voice import crowd, sing


def bezos(rng):
    """A laugh that starts in the knees and takes the furniture with it."""
    mix, at = Mix(), 0.0
    bursts = [
        (0.26, 250, 0.8),
        (0.2, 300, 0.9),
        (0.17, 330, 1.0),
        (0.16, 340, 1.0),
        (0.15, 335, 1.0),
        (0.15, 320, 0.95),
        (0.16, 290, 0.9),
        (0.18, 255, 0.8),
    ]
    for gap, pitch, level in bursts:
        mix.add(ha(rng, pitch, min(0.16, gap * 0.75)), at, level)
        at += gap
    gasp = peaks(high(white(rng, 0.4), 500), (900, 200, 3), (2100, 400, 3)) * line(0.4, (0, 0), (0.33, 1), (0.4, 0))
    mix.add(normal(gasp), at + 0.02, 0.22)
    at += 0.5
    for gap, pitch, level in ((0.3, 390, 1.0), (0.24, 350, 0.95), (0.24, 300, 0.85), (0.28, 235, 0.7), (0.3, 175, 0.5)):
        mix.add(ha(rng, pitch, 0.2), at, level)
        at += gap
    return room(mix.tape, rng, 0.9, 0.25, tail=0.25)


def ha(rng, pitch, seconds):
    puff = peaks(high(white(rng, 0.07), 400), (1100, 300, 2)) * swell(0.07, 0.03, 0.03)
    tone = sing(
        glide(seconds, (0, pitch * 1.1), (seconds * 0.4, pitch * 1.05), (seconds, pitch * 0.78)),
        [(0, "uh"), (seconds * 0.3, "a"), (seconds, "uh")],
        rng,
        1.05,
        0.12,
        0.5,
        0.55,
    )
    return Mix().add(normal(puff), 0, 0.25).add(tone * swell(seconds, 0.015, seconds * 0.4), 0.045).tape


def noooo(rng):
    """From a mountain top, in the rain, both arms raised. It was only the last biscuit."""
    seconds = 4.0
    pitch = glide(seconds, (0, 150), (0.25, 178), (0.9, 262), (1.4, 270), (2.6, 252), (seconds, 92))
    pitch = vibrato(pitch, 5.3, 0.55, 0.8)
    shapes = [(0, "n"), (0.16, "n"), (0.3, "uh"), (0.6, "o"), (1.1, "a"), (2.4, "o"), (3.4, "u"), (seconds, "u")]
    cry = peaks(sing(pitch, shapes, rng, 1.05, 0.06, 0.7, 0.55), (2800, 500, 2.2))
    cry = normal(cry + 0.35 * normal(drive(cry, 3))) * line(seconds, (0, 0.2), (0.2, 0.35), (0.8, 1), (2.4, 1), (seconds, 0))
    mix = Mix().add(cry)
    mix.add(high(white(rng, 5.0), 2500) * swell(5.0, 0.5, 1.2), 0, 0.03)
    thunder = low(white(rng, 2.4), 160) * (1 + 0.8 * drift(rng, 2.4, 10)) * swell(2.4, 0.1, 2.0)
    mix.add(normal(thunder), 1.3, 0.35)
    return room(mix.tape, rng, 3.2, 0.4, 3500, tail=0.9)


def ohmy(rng):
    """Velvet, at the bottom of the stairs; one eyebrow is heard to rise."""
    seconds = 1.9
    pitch = glide(seconds, (0, 112), (0.2, 138), (0.55, 104), (0.75, 96), (0.95, 128), (1.2, 104), (seconds, 74))
    shapes = [(0, "uh"), (0.12, "o"), (0.55, "u"), (0.66, "m"), (0.82, "m"), (0.92, "a"), (1.25, "a"), (1.55, "e"), (seconds, "i")]
    level = line(seconds, (0, 0), (0.08, 1), (0.5, 0.9), (0.64, 0.5), (0.82, 0.55), (0.95, 1), (1.5, 0.7), (seconds, 0))
    voice = peaks(sing(vibrato(pitch, 4.5, 0.15, 1.0), shapes, rng, 1.16, 0.05, 0.1, 0.95), (130, 80, 0.8)) * level
    mix = Mix().add(normal(voice))
    brow = glide(0.55, (0, 620), (0.12, 600), (0.5, 1500), (0.55, 1520))
    mix.add((sine(brow) + 0.1 * sine(2 * brow)) * swell(0.55, 0.04, 0.08), 1.95, 0.32)
    mix.add(pizzicato(hertz("D5"), 0.3), 2.52, 0.35)
    return room(mix.tape, rng, 0.8, 0.22, 3500, tail=0.35)


def ohyeah(rng):
    """A synthesiser that has been taught two words through a plastic tube, and is pleased with both."""
    mix, beat = Mix(), 0.28
    mix.play(electric_bass, "C2:0.75 C2:0.25 -:0.5 G2:0.5 Bb2:0.5 C3:0.5 -:0.5 Eb2:0.25 F2:0.25 C2:2", beat, 0, 0.75)
    for step in range(8):
        mix.add(snap(rng) if step % 2 else kick(0.25), step * beat * 0.75, 0.35 if step % 2 else 0.6)
    one = glide(0.75, (0, hertz("Bb2")), (0.12, hertz("C3")), (0.75, hertz("C3")))
    mix.add(tube(rng, one, [(0, "o"), (0.4, "o"), (0.75, "u")]), 0.28, 0.9)
    two = glide(
        2.0,
        (0, hertz("G3")),
        (0.1, hertz("Bb3")),
        (0.35, hertz("G3")),
        (0.6, hertz("F3")),
        (0.85, hertz("C3")),
        (1.5, hertz("C3")),
        (2.0, hertz("C2")),
    )
    shapes = [(0, "y"), (0.1, "i"), (0.28, "ae"), (0.9, "a"), (1.3, "o"), (1.6, "a"), (2.0, "uh")]
    mix.add(tube(rng, vibrato(two, 5.2, 0.4, 0.9), shapes), 1.12, 1.0)
    return room(mix.tape, rng, 0.7, 0.18, tail=0.15)


def tube(rng, pitch, shapes):
    """The talk box: several throats on one pitch, too bright for a person, an octave of growl below."""
    seconds = len(pitch) / 44_100
    tone = sing(pitch, shapes, rng, 1.0, 0, 0, 0.35) + 0.6 * sing(pitch * 0.503, shapes, rng, 1.02, 0, 0, 0.3)
    return normal(np.tanh(2.2 * normal(tone))) * swell(seconds, 0.02, 0.12)[: len(tone)]


def trololo(rng):
    """A baritone in a brown suit, happy beyond what the occasion asks for."""
    mix, beat = Mix(), 0.2
    tune = "F3:1 A3:1 C4:1 A3:0.5 Bb3:0.5 G3:1 Bb3:1 D4:2 C4:0.5 C4:0.5 A3:0.5 A3:0.5 Bb3:1 E4:1 F4:3"
    at = 0.1
    for number, word in enumerate(tune.split()):
        name, length = word.split(":")
        seconds = float(length) * beat
        pitch = hertz(name)
        bent = vibrato(glide(seconds, (0, pitch * 0.93), (0.06, pitch), (seconds, pitch)), 5.6, 0.45, 0.16)
        shapes = [(0, "l"), (0.05, "l"), (0.1, "o"), (seconds, "o")] if number < 12 else [(0, "u"), (0.06, "o"), (seconds, "a")]
        syllable = sing(bent, shapes, rng, 1.06, 0.03, 0, 0.8) * swell(seconds, 0.03, 0.05)
        mix.add(peaks(syllable, (2700, 500, 1.2)), at, 0.9)
        at += seconds
    mix.play(tuba, "F2:1 -:1 C2:1 -:1 G2:1 -:1 D2:1 -:1 F2:1 -:1 C2:1 -:1 F2:1.5", beat, 0.1, 0.4, 0.7)
    mix.play(pizzicato, "- A4+C5 - A4+C5 - Bb4+D5 - Bb4+D5 - A4+C5 - Bb4+E5 A4+C5+F5:2", beat, 0.1, 0.22)
    return room(mix.tape, rng, 1.1, 0.25, tail=0.35)


def yay(rng):
    """A whole class, a party blower, and paper everywhere."""
    mix = Mix()
    shapes = [(0, "y"), (0.14, "i"), (0.28, "e"), (0.9, "e"), (1.5, "i")]
    bend = glide(1.5, (0, 0.85), (0.25, 1.1), (0.8, 1.0), (1.5, 0.72))
    kids = crowd(rng, 1.5, shapes, 260, 520, 12, bend)
    mix.add(kids[: int(1.8 * 44_100)] * line(1.8, (0, 0.3), (0.2, 1), (1.0, 0.9), (1.8, 0)), 0.05, 1.0)
    pop = low(white(rng, 0.2), 3500) * decay(0.2, 0.012, 0.0005)
    mix.add(normal(pop), 0.0, 0.9)
    flutter = high(white(rng, 1.6), 4000) * (0.4 + 0.6 * np.abs(drift(rng, 1.6, 45))) * line(1.6, (0, 1), (1.6, 0))
    mix.add(normal(flutter), 0.05, 0.14)
    blower = glide(0.75, (0, 330), (0.15, 470), (0.55, 480), (0.75, 290)) * (1 + 0.01 * drift(rng, 0.75, 25))
    reed = peaks(low(saw(blower) + 0.4 * saw(blower * 2.01), 6000), (1300, 400, 3), (3000, 800, 2))
    mix.add(normal(reed) * swell(0.75, 0.05, 0.08), 0.75, 0.45)
    mix.add(applause(rng, 1.9, 45, 0.3), 0.4, 0.8)
    return room(mix.tape, rng, 0.8, 0.22, tail=0.15)


def yeah(rng):
    """Sunglasses on; the amplifier answers; and somebody at the top of the stairs lets go."""
    mix = Mix()
    mix.add(snap(rng), 0, 0.8).add(kick(), 0.33, 0.9).add(snare(rng), 0.33, 0.5)
    mix.add(power_chord(hertz("D2"), 3.2, 7), 0.33, 0.5).add(power_chord(hertz("A2"), 3.2, 6), 0.33, 0.25)
    mix.add(cymbal(rng, 1.8, 0.35), 0.33, 0.3)
    seconds = 2.9
    pitch = glide(seconds, (0, 240), (0.16, 420), (0.35, 440), (1.5, 446), (2.0, 470), (seconds, 170))
    shapes = [(0, "y"), (0.08, "i"), (0.25, "ae"), (1.2, "ae"), (2.2, "a"), (seconds, "a")]
    scream = sing(vibrato(pitch, 5.8, 0.5, 0.9), shapes, rng, 0.98, 0.12, 0.9, 0.3)
    scream = normal(scream) + 0.5 * normal(peaks(drive(scream, 4), (2900, 600, 1.5)))
    mix.add(normal(scream) * line(seconds, (0, 0.3), (0.15, 1), (2.1, 0.95), (seconds, 0)), 0.45, 0.8)
    for at in (1.35, 1.85, 2.1, 2.35):
        mix.add(snare(rng), at, 0.35).add(kick(), at, 0.5)
    return room(mix.tape, rng, 1.6, 0.28, tail=0.45)


def yodel(rng):
    """One throat, two gears, a valley that answers, and a cow that would rather not."""
    mix, at = Mix(), 0.0
    phrase = (
        ("G3", 0.3, 0),
        ("E4", 0.34, 1),
        ("B3", 0.24, 0),
        ("F#4", 0.36, 1),
        ("D4", 0.22, 0),
        ("B4", 0.2, 1),
        ("D4", 0.18, 0),
        ("B4", 0.2, 1),
        ("D4", 0.18, 0),
        ("A4", 0.85, 1),
    )
    pitches, times, shapes, weights = [], [], [], []
    for name, seconds, head in phrase:
        times += [at, at + seconds - 0.028]
        pitches += [hertz(name)] * 2
        mouths = ("e", "o") if head else ("o", "a")
        shapes += [(at + 0.02, mouths[0]), (at + seconds - 0.03, mouths[1])]
        weights += [head, head]
        at += seconds
    curve = glide(at, *zip(times, pitches))
    voices = [sing(vibrato(curve, 5.4, 0.3, 2.2), shapes, rng, 0.95, 0.05, 0, press) for press in (0.75, 1.35)]
    head = np.interp(np.arange(len(curve)) / 44_100, times, weights)
    mix.add(fade((voices[0] * (1 - head) + 1.25 * voices[1] * head) * line(at, (0, 0), (0.05, 1), (at - 0.3, 1), (at, 0)), 0.02, 0.1))
    valley = low(mix.tape, 2600)
    mix.add(valley, 0.62, 0.34).add(low(valley, 1500), 1.24, 0.16)
    for start in (3.55, 3.86):
        mix.add(peaks(cast_bell(540, 0.5, 0.08), (800, 200, 2)), start, 0.24)
    return room(mix.tape, rng, 2.4, 0.25, 3000, tail=0.4)


SOUNDS = {"bezos": bezos, "noooo": noooo, "ohmy": ohmy, "ohyeah": ohyeah, "trololo": trololo, "yay": yay, "yeah": yeah, "yodel": yodel}
