"""Engines and apparatus: dangerzone, horn, incoming, live, rollout."""

import numpy as np

from drums import boom, engine, kick, snare, thud, timpani, whoosh
from instruments import horn as brass_horn
from instruments import power_chord
from shaping import band, high, low, peaks, room, sweeping
from synth import Mix, clock, decay, drift, fade, glide, hertz, line, normal, pulse, saw, sine, steady, swell, white
from voice import say


def dangerzone(rng):
    """Guitars that wear sunglasses, and an aeroplane well below the height it was told to keep."""
    mix, beat = Mix(), 0.17
    riff = "E2 E2 - G2:1.5 E2:0.5 - D2 E2 E2 - A#2:1.5 A2:0.5 G2:3"
    mix.play(lambda pitch, seconds: power_chord(pitch, seconds, 7), riff, beat, 0, 0.55, 0.85)
    for step in range(16):
        mix.add(pulse(steady(0.12, hertz("E1") * (2 if step % 2 else 1)), 0.3) * decay(0.12, 0.06), step * beat, 0.16)
        if step % 4 == 0:
            mix.add(kick(), step * beat, 0.8)
        if step % 4 == 2:
            mix.add(gated(rng), step * beat, 0.65)
    mix.add(jet(rng), 0.35, 1.25)
    return mix.tape


def gated(rng):
    """A snare in a huge room whose door slams."""
    wet = room(snare(rng), rng, 1.5, 1.2, tail=0.1)[:11000]
    return fade(normal(wet), 0.001, 0.02)


def jet(rng):
    """From far ahead to far behind: the whine drops as it passes, the roar comes after."""
    seconds, passing = 3.9, 2.1
    place = (clock(seconds) - passing) * 260
    distance = np.sqrt(place**2 + 45**2)
    speed = 260 * place / distance / 340
    pitch = 1 / (1 + speed * 0.45)
    whine = sum(level * sine(tone * pitch) for tone, level in ((1150, 1), (1760, 0.6), (2310, 0.5), (3050, 0.2)))
    near = 45 / distance

    def gain(frequencies, at):
        close = np.interp(at, clock(seconds)[::441], near[::441])
        after = 1 if at > passing else 0.5
        return after / (1 + (frequencies / (300 + 5200 * close)) ** 3) + 0.5 * close

    roar = sweeping(white(rng, seconds), gain) * (0.06 + near**0.8) * (1 + 0.3 * drift(rng, seconds, 18))
    tail = 1 / (1 + np.exp((clock(seconds) - 3.2) * 6))
    return fade(normal(normal(roar) + 0.25 * normal(whine * (0.02 + near**1.4))) * tail, 0.3, 0.5)


def horn(rng):
    """Two taps that mean "after you", and one, going past, that does not."""
    mix = Mix()
    for at, seconds in ((0, 0.1), (0.2, 0.13)):
        mix.add(klaxon(steady(seconds, 1.0)), at, 0.75)
    seconds, passing = 2.3, 0.95
    place = (clock(seconds) - passing) * 24
    distance = np.sqrt(place**2 + 4.5**2)
    shift = 1 / (1 + 24 * place / distance / 340)
    loud = (4.5 / distance) ** 0.75
    mix.add(klaxon(shift) * loud * line(seconds, (0, 1), (1.9, 1), (2.3, 0)), 0.75, 1.2)
    tyres = np.interp(clock(seconds + 0.4), clock(seconds), loud) ** 1.5
    mix.add(low(white(rng, seconds + 0.4), 1500) * tyres, 0.75, 0.4)
    return room(mix.tape, rng, 0.9, 0.2, 3500, tail=0.25)


def klaxon(shift):
    """Two steel trumpets, a third apart, and the disc that shakes them."""
    tones = sum(pulse(415 * shift * ratio, 0.32) + 0.5 * saw(415 * shift * ratio * 1.004) for ratio in (1, 1.253))
    shaped = peaks(high(low(tones, 5200), 250), (1250, 500, 2), (2700, 700, 1.6))
    return fade(normal(np.tanh(1.5 * normal(shaped))), 0.008, 0.025)


def incoming(rng):
    """A siren with two things to say, something that whistles, and where it lands."""
    mix = Mix()
    for at in (0, 0.62):
        whoop = glide(0.6, (0, 380), (0.42, 1150), (0.6, 700))
        tone = saw(whoop) + 0.7 * pulse(whoop * 1.5, 0.4)
        mix.add(normal(peaks(low(tone, 4200), (1100, 500, 2), (2300, 700, 1))) * swell(0.6, 0.03, 0.06), at, 0.75)
    fall = glide(1.75, (0, 2700), (0.3, 2550), (1.75, 640))
    fluting = sine(fall) + 0.12 * sine(2 * fall) + 0.02 * white(rng, 1.75)
    mix.add(fluting * line(1.75, (0, 0), (0.3, 0.35), (1.6, 0.9), (1.75, 0.5)), 1.3, 0.55)
    mix.add(boom(rng, 2.5), 3.05, 1.6)
    for start in rng.uniform(3.5, 5.0, 18):
        pebble = peaks(white(rng, 0.05), (rng.uniform(600, 2400), 150, 5)) * decay(0.05, 0.01, 0.001)
        mix.add(normal(pebble), start, rng.uniform(0.06, 0.25))
    return room(mix.tape, rng, 1.3, 0.2, 3000, tail=0.05)


def live(rng):
    """Teleprinters, three beeps and a longer one, the brass of the hour: we are on, and nobody has a script."""
    mix = Mix()
    for start in np.arange(0, 2.1, 0.071):
        tick = peaks(high(white(rng, 0.03), 700), (2100 + 300 * rng.integers(3), 300, 4)) * decay(0.03, 0.005, 0.0005)
        mix.add(normal(tick), start + rng.uniform(0, 0.008), 0.16)
    for number in range(4):
        seconds = 0.09 if number < 3 else 0.34
        mix.add(fade(sine(steady(seconds, 880 if number < 3 else 1760)), 0.004, 0.01), 0.3 * number, 0.4)
    for at, names, seconds in (
        (1.28, "D4 G4 A4", 0.13),
        (1.45, "D4 G4 A4", 0.13),
        (1.62, "E4 A4 C#5", 0.2),
        (1.86, "C3 G3 D4 F#4 B4", 0.8),
    ):
        for name in names.split():
            mix.add(brass_horn(hertz(name), seconds, 0.9, 0.02, 1.1), at, 0.26)
    mix.add(timpani(65, 1.4), 1.86, 0.7)
    voice = say("we're live! good luck!", "en-us+m3", 40, 175)
    mix.add(band(voice, 180, 6000), 2.6, 1.3)
    return room(mix.tape, rng, 0.9, 0.2, 4500, tail=0.3)


def rollout(rng):
    """The garage door goes up, the starter argues, the tyres settle it."""
    mix = Mix()
    for number, start in enumerate(np.cumsum(np.linspace(0.085, 0.05, 16))):
        clank = peaks(white(rng, 0.09), (410, 40, 5), (930, 70, 6), (2240, 150, 4)) * decay(0.09, 0.013, 0.001)
        mix.add(normal(clank), start, 0.4 + 0.02 * number)
    mix.add(thud(rng, 0.3, 60), 1.13, 0.5)
    for start in (1.2, 1.38, 1.56):
        crank = saw(glide(0.14, (0, 90), (0.14, 66))) * swell(0.14, 0.02, 0.04)
        mix.add(peaks(low(crank, 1500), (380, 150, 2)), start, 0.45)
    seconds = 3.5
    revs = glide(
        seconds, (0, 26), (0.14, 85), (0.35, 48), (0.5, 44), (0.8, 130), (1.15, 165), (1.2, 104), (1.9, 170), (1.95, 112), (seconds, 150)
    )
    away = line(seconds, (0, 0.7), (0.1, 1), (0.45, 0.55), (0.8, 1), (1.6, 0.75), (2.6, 0.2), (seconds, 0))
    mix.add(engine(rng, revs) * away, 1.7, 1.0)
    squeal = glide(1.05, (0, 720), (0.2, 1010), (0.8, 930), (1.05, 800)) * (1 + 0.025 * drift(rng, 1.05, 30))
    rubber = np.tanh(2 * saw(squeal)) + 0.6 * saw(squeal * 1.34)
    rubber = peaks(band(rubber + white(rng, 1.05), 600, 5200), (1000, 200, 2), (2100, 400, 2))
    mix.add(normal(rubber) * swell(1.05, 0.05, 0.5) * (0.8 + 0.2 * drift(rng, 1.05, 20)), 2.35, 0.5)
    mix.add(whoosh(rng, 1.6, 150, 900, 0.4), 2.6, 0.3)
    return room(mix.tape, rng, 0.9, 0.2, 3000, tail=0.1)


SOUNDS = {"dangerzone": dangerzone, "horn": horn, "incoming": incoming, "live": live, "rollout": rollout}
