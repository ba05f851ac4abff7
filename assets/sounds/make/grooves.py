"""Small bands, each playing a few bars of its own: clowntown, cottoneyejoe, curb, loggins, pushit, sexyback, whoomp."""

import numpy as np

from drums import clap, cymbal, hat, kick, snap, snare, stomp, thud
from instruments import (
    banjo,
    double_bass,
    electric_bass,
    electric_piano,
    fiddle,
    guitar,
    organ,
    pizzicato,
    power_chord,
    slide,
    strings,
    tuba,
    ukulele,
)
from shaping import band, drive, echo, high, low, peaks, room, wah
from synth import Mix, decay, fade, glide, hertz, line, normal, pulse, saw, sine, steady, swell, white
from voice import crowd, sing


def beats(mix, drum, pattern, step, at=0.0, level=1.0):
    """Lays `drum()` wherever the pattern has an `x`; `X` is an accent."""
    for number, mark in enumerate(pattern.replace(" ", "")):
        if mark in "xX":
            mix.add(drum(), at + number * step, level * (1 if mark == "X" else 0.7))


def clowntown(rng):
    """Eleven people get out of a very small car, to an organ that has seen it before."""
    mix, beat = Mix(), 0.155
    mix.play(organ, "C5 E5 D#5 E5 G5:2 F#5 G5 A5 G#5 A5 F5 D5:2 B4:2 C5 C#5 D5 D#5 E5 G5 C6:2", beat, 0, 0.5, 0.8)
    mix.play(tuba, "C3 - G2 - C3 - G2 - D3 - A2 - G2 - D3 - C3 - G2 - G2 - C3:2", beat, 0, 0.6, 0.75)
    mix.play(
        lambda pitch, seconds: organ(pitch, seconds, (0.5, 0.4, 0, 0.2, 0, 0)),
        "- E4+G4 - E4+G4 - E4+G4 - E4+G4 - F4+A4 - F4+A4 - F4+B4 - F4+B4 - E4+G4 - E4+G4 - F4+B4 E4+G4+C5:2",
        beat,
        0,
        0.22,
        0.6,
    )
    beats(mix, lambda: snare(rng, 0.14), "..x...x...x...x...x...xx", beat, 0, 0.3)
    beats(mix, lambda: kick(0.2), "X...X...X...X...X...X...", beat, 0, 0.5)
    mix.add(slide(0.62, 450, 1900, rng), 15.6 * beat, 0.45)
    for start in (3.72, 3.98):
        mix.add(bulb_horn(rng), start, 0.95)
    return room(mix.tape, rng, 0.7, 0.18, tail=0.15)


def bulb_horn(rng):
    """Rubber and a reed: squeezed, then let go, when it breathes in."""
    pitch = glide(0.2, (0, 240), (0.03, 318), (0.16, 306), (0.2, 255))
    reed = np.tanh(2.5 * pulse(pitch, 0.22))
    honked = normal(peaks(high(low(reed, 6500), 200), (880, 200, 3), (1750, 400, 2))) * swell(0.2, 0.01, 0.04)
    breath = normal(band(white(rng, 0.12), 800, 3000)) * swell(0.12, 0.06, 0.05)
    return Mix().add(honked).add(breath, 0.19, 0.1).tape


def cottoneyejoe(rng):
    """A barn, a fiddle that is late for something, and boots."""
    mix, step = Mix(), 0.104
    tune = "A4 C#5 E5 C#5 F#5 E5 C#5 A4 B4 D5 F#5 D5 E5 C#5 B4:2 A4 E5 A5 E5 G#5 F#5 E5 C#5 D5 B4 G#4 B4 A4 C#5 A4:3"
    mix.play(fiddle, tune, step, 0.1, 0.9, 1.0)
    mix.play(fiddle, "E4:8 D4:4 E4:4 C#4:4 E4:4 E4:4 C#4+E4:5", step, 0.1, 0.16)
    mix.play(
        banjo, "A3 C#5 E4 C#5 A3 E5 E4 C#5 D4 A4 F#4 D5 E4 B4 G#4 B4 A3 C#5 E4 A4 C#4 E5 A4 C#5 D4 B4 E4 G#4 A3 E4 A4:3", step, 0.1, 0.5
    )
    mix.play(double_bass, "A2:2 -:2 E2:2 -:2 D2:2 -:2 E2:2 -:2 A2:2 -:2 C#2:2 -:2 E2:2 -:2 A2:3", step, 0.1, 0.6)
    beats(mix, lambda: stomp(rng), "X...X...X...X...X...X...X...X.X", step, 0.1, 0.5)
    beats(mix, lambda: clap(rng), "..x...x...x...x...x...x...x...", step, 0.1, 0.45)
    whoop = glide(0.62, (0, 300), (0.12, 420), (0.28, 640), (0.5, 900), (0.62, 560))
    mix.add(
        sing(whoop, [(0, "y"), (0.1, "i"), (0.3, "i"), (0.4, "a"), (0.62, "u")], rng, 0.95, 0.1, 0.4, 0.6) * swell(0.62, 0.05, 0.12),
        1.72,
        0.5,
    )
    return room(mix.tape, rng, 0.6, 0.18, tail=0.25)


def curb(rng):
    """Somebody has said a thing at a party. A tuba and a ukulele walk them to the door."""
    mix, beat = Mix(), 0.2
    mix.play(tuba, "F2:0.8 -:0.2 -:1 Ab2:0.8 -:0.2 G2:1 C2:0.8 -:1.2 -:1 Db2:1 -:0.5 C2:0.5 F1:1.4", beat, 0.1, 1.3)
    mix.play(ukulele, "-:1 Ab4+C5:1 -:1 Ab4+C5:1 -:1 G4+Bb4:1 -:1 G4+Bb4:1 -:1 F4+Ab4+Db5:0.5 E4+G4+C5:0.5 -:1", beat, 0.1, 0.4)
    tremolo = "C5:0.25 C5:0.25 C5:0.25 C5:0.25 Db5:0.25 Db5:0.25 C5:0.25 C5:0.25 Ab4:0.25 Ab4:0.25 Ab4:0.25 Ab4:0.25 F4:0.25 F4:0.25 G4:0.25 G4:0.25"
    mix.play(banjo, tremolo, beat, 0.1 + 4 * beat, 0.3)
    mix.play(pizzicato, "B5:0.5 C6:1", beat, 0.1 + 9.6 * beat, 0.3)
    mix.add(clarinet("F3", 0.22), 0.1 + 8.6 * beat, 0.35).add(clarinet("E3", 0.5), 0.1 + 10 * beat, 0.35)
    mix.add(thud(rng, 0.3, 95), 0.1 + 12.6 * beat, 0.5)
    return room(mix.tape, rng, 0.5, 0.15, tail=0.2)


def clarinet(name, seconds):
    """A closed pipe: odd harmonics, hollow and a little smug."""
    pitch = hertz(name)
    bend = glide(seconds, (0, pitch * 0.95), (0.05, pitch), (seconds * 0.6, pitch), (seconds, pitch * 0.94))
    return normal(low(pulse(bend), 1900)) * swell(seconds, 0.03, 0.06)


def loggins(rng):
    """The top is down, the tape is in, the jacket has sleeves but not for long."""
    mix, beat = Mix(), 0.26
    for at, names in (
        (0, "A2 E4 G#4 B4 C#5"),
        (1.5, "B2 D#4 F#4 A4 C#5"),
        (4, "D2 F#4 A4 C#5 E5"),
        (5.5, "E2 E4 A4 B4 D5"),
        (8, "A2 E4 A4 C#5 E5"),
    ):
        for name in names.split():
            mix.add(electric_piano(hertz(name), 0.55 if at < 8 else 1.4), at * beat, 0.22)
    mix.play(electric_bass, "A1:1 A1:0.5 B1:1 B1:0.5 C#2:0.5 B1:0.5 D2:1 D2:0.5 E2:1 E2:0.5 G#1:1 A1:2", beat, 0, 0.6, 0.9)
    beats(mix, lambda: kick(), "X..xX...X..xX...X", beat / 2, 0, 0.8)
    beats(mix, lambda: hall(rng), "..X...X...X...XX.", beat / 2, 0, 0.6)
    beats(mix, lambda: hat(rng), "xxxxxxxxxxxxxxxx", beat / 2, 0, 0.16)
    tune = (("E4", 3.0, 0.5), ("F#4", 3.5, 0.5), ("A4", 4.0, 1.4), ("C#5", 5.5, 0.5), ("B4", 6.0, 0.5), ("G#4", 6.5, 0.5), ("E5", 7.2, 2.4))
    for name, at, length in tune:
        seconds, pitch = length * beat, hertz(name)
        bend = glide(seconds, (0, pitch * 2 ** (-1.5 / 12)), (min(0.12, seconds / 2), pitch), (seconds, pitch))
        bend = bend * 2.0 ** (0.35 / 12 * sine(steady(seconds, 5.8)) * line(seconds, (0, 0), (0.2, 0), (0.5, 1)))
        string = drive(saw(bend) + 0.5 * pulse(bend, 0.3), 3)
        mix.add(normal(peaks(low(high(string, 200), 3300, 3), (1500, 500, 1.2))) * swell(seconds, 0.01, 0.06), at * beat, 0.42)
    mix.add(cymbal(rng, 1.6, 0.35), 8 * beat, 0.28)
    return room(mix.tape, rng, 1.4, 0.22, tail=0.2)


def hall(rng):
    """A snare as large as a car park, cut off by a gate."""
    return fade(normal(room(snare(rng), rng, 1.3, 1.0, tail=0.05)[:9500]), 0.001, 0.02)


def pushit(rng):
    """A drum machine, a large button, and the effort that it takes."""
    mix, step = Mix(), 0.115
    mix.play(synth_bass, "D2 D2 - D3 - D2 F2 - G2 - G#2 A2 - C3 A2 -", step, 0, 0.6, 0.85)
    beats(mix, lambda: kick(0.25, 55, 160), "X..x..X...Xx....X", step, 0, 0.85)
    beats(mix, lambda: clap(rng), "....X.......X...", step, 0, 0.6)
    beats(mix, lambda: hat(rng), "xxXxxxXxxxXxxxXx", step, 0, 0.2)
    for at, names in ((0, "D4 F4 A4 D5"), (6, "D4 F4 A#4 D5"), (10, "C4 F4 A4 C5")):
        for name in names.split():
            mix.add(strings(hertz(name), 0.22, 0.005, 3, 0), at * step, 0.16)
    strain = glide(1.35, (0, 98), (1.0, 138), (1.35, 150)) * (1 + 0.02 * sine(steady(1.35, 17)))
    grunt = sing(strain, [(0, "uh"), (0.5, "er"), (1.35, "i")], rng, 1.08, 0.05, 0.9, 0.9) * line(
        1.35, (0, 0), (0.15, 0.4), (1.25, 1), (1.35, 0)
    )
    mix.add(grunt, 16 * step - 0.35, 0.6)
    creak = saw(glide(1.2, (0, 210), (1.2, 390))) * (sine(steady(1.2, 27)) > 0)
    mix.add(normal(peaks(high(creak, 500), (1250, 150, 4), (2500, 300, 3))) * swell(1.2, 0.3, 0.02), 16 * step - 0.2, 0.13)
    at = 16 * step + 1.02
    mix.add(thud(rng, 0.6, 62), at, 1.0).add(
        normal(peaks(white(rng, 0.08), (1100, 150, 4), (2700, 300, 3)) * decay(0.08, 0.009, 0.0005)), at, 0.6
    )
    for start, name in ((0.22, "A5"), (0.36, "D6")):
        mix.add(fade(sine(steady(0.3, hertz(name))) * decay(0.3, 0.08), 0.003, 0.05), at + start, 0.35)
    return room(mix.tape, rng, 0.6, 0.14, tail=0.15)


def synth_bass(pitch, seconds):
    return normal(
        wah(saw(steady(seconds, pitch)) + pulse(steady(seconds, pitch), 0.3), (0, 1400), (seconds, 260), width=0.9, floor=0.9)
    ) * swell(seconds, 0.004, 0.02)


def sexyback(rng):
    """Velvet trousers enter. The rest of the band is already looking at the floor."""
    mix, beat = Mix(), 0.29
    mix.play(
        electric_bass,
        "G1:0.75 G1:0.25 -:0.5 Bb1:0.25 C2:0.25 -:0.5 G1:0.5 F1:0.5 F#1:0.5 G1:0.75 G1:0.25 -:0.5 D2:0.5 C2:0.25 Bb1:0.25 -:0.25 F1:0.25 G1:1.2",
        beat,
        0,
        0.8,
        0.9,
    )
    beats(mix, lambda: kick(), "X..x..x.X..x..x.X", beat / 2, 0, 0.8)
    beats(mix, lambda: snap(rng), "..X...X...X...X.", beat / 2, 0, 0.55)
    beats(mix, lambda: hat(rng), "x.xxx.xxx.xxx.xx", beat / 2, 0, 0.16)
    for number, (at, names) in enumerate(
        ((0.5, "D4 F4 Bb4"), (1.75, "D4 F4 Bb4"), (2.5, "D4 F4 C5"), (4.5, "D4 F4 Bb4"), (5.75, "D4 F4 Bb4"), (6.5, "Eb4 G4 Db5"))
    ):
        chord = sum(guitar(hertz(name), 0.16) for name in names.split())
        seconds = len(chord) / 44_100
        sweep = (500, 2300) if number % 2 else (2100, 480)
        mix.add(normal(wah(drive(chord, 1.5), (0, sweep[0]), (seconds, sweep[1]), width=0.3)), at * beat, 0.42)
    hum = glide(0.9, (0, 92), (0.25, 128), (0.5, 104), (0.9, 82))
    mix.add(sing(hum, [(0, "m"), (0.35, "m"), (0.5, "uh"), (0.9, "m")], rng, 1.15, 0.06, 0.1, 1.0) * swell(0.9, 0.1, 0.3), 2.6 * beat, 0.55)
    gasp = peaks(high(white(rng, 0.35), 700), (1400, 300, 3), (2700, 400, 3)) * swell(0.35, 0.28, 0.05)
    mix.add(normal(gasp), 6.7 * beat, 0.2)
    return room(mix.tape, rng, 0.8, 0.15, tail=0.2)


def whoomp(rng):
    """A record is pulled back, the floor drops, and the room agrees at the top of its voice."""
    mix = Mix()
    for start, seconds, bottom, top in ((0, 0.14, 500, 2400), (0.15, 0.12, 2300, 450), (0.3, 0.2, 400, 2800)):
        pitch = glide(seconds, (0, bottom), (seconds, top))
        scratch = saw(pitch * 0.25) * 0.6 + white(rng, seconds)
        mix.add(normal(wah(scratch, (0, bottom), (seconds, top), width=0.3, floor=0.05)) * swell(seconds, 0.02, 0.03), start, 0.5)
    sub = np.tanh(1.8 * sine(glide(1.3, (0, 170), (0.12, 72), (1.3, 38)))) * decay(1.3, 0.35, 0.004)
    mix.add(normal(sub), 0.56, 1.0).add(kick(), 0.56, 0.9).add(thud(rng, 0.6, 70), 0.56, 0.6)
    mix.add(normal(band(white(rng, 0.5), 120, 1500) * decay(0.5, 0.06)), 0.56, 0.4)
    for start, height in ((1.16, 1.0), (1.62, 1.08), (2.08, 1.16)):
        shout = crowd(rng, 0.34, [(0, "e"), (0.16, "e"), (0.34, "i")], 150 * height, 330 * height, 10)
        mix.add(fade(shout[: int(0.42 * 44_100)], 0.01, 0.1), start, 0.75)
        mix.add(clap(rng), start + 0.02, 0.5).add(kick(), start, 0.8)
        mix.play(synth_bass, "G1:1 G1:0.5 A#1:0.5", 0.22, at=start, level=0.45)
    mix.add(power_chord(hertz("G1"), 0.9), 2.54, 0.4).add(kick(), 2.54, 0.9).add(cymbal(rng, 1.2, 0.22), 2.54, 0.3)
    return echo(room(mix.tape, rng, 0.9, 0.18, tail=0.1), 0.23, 0.12, 1)


SOUNDS = {
    "clowntown": clowntown,
    "cottoneyejoe": cottoneyejoe,
    "curb": curb,
    "loggins": loggins,
    "pushit": pushit,
    "sexyback": sexyback,
    "whoomp": whoomp,
}
