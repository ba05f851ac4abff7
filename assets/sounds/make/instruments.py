"""Instruments that play a note: `f(hertz, seconds)` and what can be said about how. Drums live in `drums`, throats in `voice`."""

import numpy as np

from shaping import chorus, drive, high, low, opening, peaks, resonance, sweeping
from synth import RATE, clock, cycles, decay, fade, glide, normal, partials, pulse, saw, sine, steady, swell, triangle, vibrato, white
from voice import sing


def along(pitch, seconds):
    """A pitch may be a number or a curve."""
    return steady(seconds, pitch) if np.isscalar(pitch) else np.asarray(pitch)


def horn(pitch, seconds, loud=0.8, attack=0.05, bright=1.0, wobble=0.15, body=((480, 400, 1.0), (1200, 900, 0.8))):
    """Brass: the louder it is blown the brighter it sounds, so that every attack opens like a mouth."""
    frequency = along(pitch, seconds)
    seconds = len(frequency) / RATE
    scoop = 2.0 ** (-0.6 / 12 * np.exp(-clock(seconds)[: len(frequency)] / 0.035))
    frequency = vibrato(frequency * scoop, 5.2, wobble, 0.3)
    envelope = swell(seconds, attack, min(0.12, seconds / 3))[: len(frequency)]
    time = clock(seconds)[: len(frequency)]
    envelope = envelope * (0.78 + 0.22 * np.exp(-time / 0.12))
    effort = loud * envelope
    turns = cycles(frequency)
    slope = (0.62 - 0.52 * np.clip(effort, 0, 1)) / bright
    total = np.zeros(len(frequency))
    for number in range(1, int(min(40, 11000 / frequency.min())) + 1):
        total += np.exp(-slope * (number - 1)) * np.sin(2 * np.pi * number * turns + 0.4 * number)
    return normal(peaks(total * envelope, *body))


def tuba(pitch, seconds):
    return horn(pitch, seconds, loud=0.7, attack=0.025, wobble=0, body=((230, 200, 1.5), (600, 300, 0.6)))


def saxophone(pitch, seconds, loud=0.8, growl=0.15, wobble=0.35, attack=0.04):
    """A reed in a cone: breath, a nasal throat, a growl, and a vibrato that comes late."""
    frequency = along(pitch, seconds)
    seconds = len(frequency) / RATE
    time = clock(seconds)[: len(frequency)]
    frequency = vibrato(frequency, 5.0, wobble, 0.22)
    envelope = swell(seconds, attack, min(0.1, seconds / 3))[: len(frequency)]
    turns = cycles(frequency)
    total = np.zeros(len(frequency))
    for number in range(1, int(min(36, 12000 / frequency.min())) + 1):
        at = number * frequency
        level = (1 / number**0.75) * (0.25 + resonance(at, 650, 450) + 0.8 * resonance(at, 1500, 700) + 0.5 * resonance(at, 3100, 1200))
        total += level * np.sin(2 * np.pi * number * turns + 1.3 * number)
    total *= 1 + growl * np.sin(2 * np.pi * 68 * time + 2 * np.sin(2 * np.pi * 3 * time))
    noise = np.random.default_rng(1).standard_normal(len(total)) * 0.05
    breath = peaks(high(noise, 1200), (2400, 900, 2))
    chiff = 1 + 3 * np.exp(-time / 0.03)
    return normal((normal(total) * loud + breath * chiff) * envelope)


def strings(pitch, seconds, attack=0.12, players=5, wobble=0.25, rate=5.6, bright=5000, bow=0.02):
    """A section: saws that don't quite agree, each in its own vibrato, in wooden bodies."""
    frequency = along(pitch, seconds)
    seconds = len(frequency) / RATE
    total = np.zeros(len(frequency))
    for number in range(players):
        detune = 2.0 ** (0.09 * (number - (players - 1) / 2) / 12)
        total += saw(vibrato(frequency * detune, rate + 0.23 * number, wobble, 0.05 + 0.03 * number), start=0.37 * number % 1)
    scratch = np.random.default_rng(2).standard_normal(len(total)) * bow * players
    total = peaks(low(total + scratch, bright), (290, 90, 0.8), (470, 120, 0.9), (1100, 400, 0.5), (2600, 900, 0.9))
    return normal(total * swell(seconds, attack, min(0.15, seconds / 3))[: len(total)])


def fiddle(pitch, seconds):
    return strings(pitch, seconds, attack=0.02, players=1, wobble=0.2, bright=7000, bow=0.08)


def plucked(pitch, seconds, half_life=0.4, bright=0.6, point=0.18, stiff=0.00008, ring=1.5):
    """A string plucked at `point` of its length, in no hurry to end: it rings `ring` times as long as it is held."""
    seconds = max(0.12, seconds * ring)
    frequency = steady(seconds, pitch)
    numbers = np.arange(1, int(min(45, 14000 / pitch)) + 1)
    levels = np.abs(np.sin(np.pi * numbers * point)) / numbers ** (2.2 - bright * 1.4)
    halves = half_life / (1 + 0.16 * numbers ** (1.6 - 0.6 * bright))
    ratios = numbers * np.sqrt(1 + stiff * numbers**2)
    return normal(partials(frequency, ratios, levels, halves, 0.0015))


def guitar(pitch, seconds):
    return peaks(plucked(pitch, seconds, 0.9, 0.55, 0.2), (105, 40, 0.8), (210, 60, 0.6))


def banjo(pitch, seconds):
    return peaks(plucked(pitch, seconds, 0.16, 1.0, 0.1, ring=2.5), (450, 300, 1.0), (900, 500, 0.8))


def ukulele(pitch, seconds):
    return peaks(plucked(pitch, seconds, 0.3, 0.35, 0.3, ring=2.0), (380, 150, 0.8))


def koto(pitch, seconds):
    """A long silk string: bright, with a bend up as the left hand presses it."""
    seconds = max(0.3, seconds * 2.2)
    numbers = np.arange(1, 26)
    bend = 2.0 ** (0.35 / 12 * np.exp(-clock(seconds) / 0.06))
    return normal(
        partials(
            pitch * bend,
            numbers * (1 + 0.0002 * numbers**2),
            np.abs(np.sin(np.pi * numbers * 0.07)) / numbers**0.9,
            0.5 / (1 + 0.12 * numbers),
            0.001,
        )
    )


def harp(pitch, seconds):
    return plucked(pitch, seconds, 0.7, 0.25, 0.45, ring=3)


def pizzicato(pitch, seconds):
    return peaks(plucked(pitch, min(seconds, 0.25), 0.07, 0.2, 0.35, ring=2), (290, 90, 1), (600, 200, 0.7))


def double_bass(pitch, seconds):
    return peaks(plucked(pitch, seconds, 0.28, 0.15, 0.3, ring=1.2), (95, 40, 1.2), (180, 60, 0.6))


def electric_bass(pitch, seconds):
    return opening(
        normal(saw(steady(seconds, pitch)) + 0.6 * sine(steady(seconds, pitch))) * decay(seconds, 0.35, 0.004),
        (0, 1800),
        (0.12, 420),
        (2, 300),
    )


def power_chord(pitch, seconds, bite=6.0):
    """Root, fifth and octave through an amplifier that has had enough."""
    seconds = max(0.12, seconds)
    raw = sum(plucked(pitch * ratio, seconds, 1.5, 0.9, 0.12, ring=1) for ratio in (1, 1.498, 2.0, 2.003))
    cabinet = low(high(drive(raw, bite), 90), 4200, 3)
    return normal(peaks(cabinet, (110, 60, 0.8), (2300, 900, 1.2)) * swell(seconds, 0.004, min(0.1, seconds / 3)))


def electric_piano(pitch, seconds):
    """A tine and its tone bar, by frequency modulation; soft, a little glassy."""
    seconds = max(0.4, seconds * 1.4)
    time = clock(seconds)
    tine = np.sin(2 * np.pi * pitch * 14 * time) * 0.35 * 0.5 ** (time / 0.06)
    tone = np.sin(2 * np.pi * pitch * time + 1.1 * 0.5 ** (time / 0.35) * np.sin(2 * np.pi * pitch * time))
    return normal((tone + 0.3 * tine) * decay(seconds, 0.5) * (1 + 0.12 * np.sin(2 * np.pi * 4.8 * time)))


def piano(pitch, seconds):
    numbers = np.arange(1, int(min(30, 9000 / pitch)) + 1)
    ratios = numbers * np.sqrt(1 + 0.0004 * numbers**2)
    seconds = max(0.3, seconds * 1.3)
    total = sum(
        partials(
            steady(seconds, pitch * detune), ratios, np.abs(np.sin(np.pi * numbers / 8)) / numbers**1.1, 0.9 / (1 + 0.18 * numbers), 0.002
        )
        for detune in (0.9996, 1.0004)
    )
    return normal(total)


def organ(pitch, seconds, stops=(1, 0.8, 0.6, 0.4, 0.2, 0.25)):
    """A fairground organ: pipes at octaves and fifths, with a shiver and a puff of air."""
    frequency = vibrato(steady(seconds, pitch), 6.5, 0.12, 0)
    turns = cycles(frequency)
    total = sum(level * np.sin(2 * np.pi * ratio * turns) for ratio, level in zip((1, 2, 3, 4, 6, 8), stops) if ratio * pitch < 15000)
    return normal(total * swell(seconds, 0.012, min(0.04, seconds / 3)))


def accordion(pitch, seconds):
    reeds = saw(steady(seconds, pitch)) + saw(steady(seconds, pitch * 1.006), 0.4)
    return normal(peaks(low(reeds, 4500), (900, 500, 1)) * swell(seconds, 0.02, min(0.05, seconds / 3)))


def cast_bell(pitch, seconds, half_life=0.5):
    """A cast bell: hum, prime, a minor third, fifth, and the octave that one hears as its pitch."""
    ratios = (0.5, 1, 1.183, 1.506, 2, 2.514, 2.662, 3.011, 4.166, 5.433, 6.8)
    levels = (0.5, 0.7, 0.6, 0.25, 1.0, 0.35, 0.3, 0.35, 0.3, 0.2, 0.12)
    halves = half_life * np.array((2, 1.2, 0.9, 0.6, 0.7, 0.4, 0.35, 0.3, 0.2, 0.14, 0.1))
    return normal(partials(steady(seconds, pitch), ratios, levels, halves, 0.001))


def glockenspiel(pitch, seconds):
    return normal(
        partials(steady(max(0.6, seconds * 3), pitch), (1, 2.756, 5.404, 8.933), (1, 0.45, 0.25, 0.1), (0.35, 0.16, 0.07, 0.04), 0.001)
    )


def marimba(pitch, seconds):
    return normal(partials(steady(max(0.5, seconds * 1.5), pitch), (1, 3.93, 9.2), (1, 0.28, 0.1), (0.12, 0.035, 0.012), 0.002))


def sparkle(pitch, seconds):
    """Glass, lightly touched."""
    return normal(partials(steady(max(0.5, seconds * 3), pitch), (1, 2.0, 3.01, 4.2), (1, 0.3, 0.2, 0.1), (0.22, 0.15, 0.08, 0.05), 0.004))


def whistle(pitch, seconds, rng, air=0.08):
    """Lips or a slide whistle: nearly a sine, with breath around it."""
    frequency = along(pitch, seconds)
    breath = white(rng, len(frequency) / RATE)[: len(frequency)]
    centre = frequency[:: max(1, len(frequency) // 400)]
    places = np.linspace(0, len(frequency) / RATE, len(centre))
    breath = sweeping(breath, lambda f, time: resonance(f, np.interp(time, places, centre), 120))
    tone = sine(frequency) + 0.06 * sine(2 * frequency)
    envelope = swell(len(frequency) / RATE, 0.03, 0.05)[: len(frequency)]
    return normal(tone + air * normal(breath)) * envelope


def choir(pitch, seconds, rng, mouth="a", size=0.95, singers=4, attack=0.3):
    """A section on one vowel, in no hurry."""
    total = np.zeros(len(steady(seconds, pitch)))
    for _ in range(singers):
        detuned = vibrato(steady(seconds, pitch * 2.0 ** (rng.normal(0, 0.08) / 12)), 4.8 + rng.uniform(0, 1), 0.25, 0)
        total += sing(detuned, [(0, mouth)], rng, size=size * rng.uniform(0.95, 1.05), breath=0.05, press=1.3)
    return normal(chorus(total) * swell(seconds, attack, min(0.3, seconds / 3)))


def lead(pitch, seconds, wide=0.5):
    """A game console's voice."""
    return pulse(steady(seconds, pitch), wide) * fade(np.ones(len(clock(seconds))), 0.002, min(0.02, seconds / 3))


def chip_bass(pitch, seconds):
    return triangle(steady(seconds, pitch)) * fade(np.ones(len(clock(seconds))), 0.002, min(0.02, seconds / 3))


def slide(seconds, start, end, rng):
    """A slide whistle from one pitch to another."""
    return whistle(glide(seconds, (0, start), (seconds * 0.9, end), (seconds, end)), seconds, rng)
