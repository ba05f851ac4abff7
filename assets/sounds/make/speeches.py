"""Spoken, by a synthesiser with a small part to play: ballmer to what. The words are the command's own, or ours."""

import numpy as np

from drums import clap, hat, kick, snap, stomp, thud, whoosh
from instruments import electric_piano, harp, horn, pizzicato, power_chord, sparkle
from shaping import band, drive, echo, high, low, peaks, room, stretch
from synth import Mix, decay, drift, fade, glide, hertz, line, normal, partials, pulse, saw, sine, steady, swell, white
from voice import crowd, say, vocoder


def ballmer(rng):
    """Somebody very large loves code, is out of breath about it, and owns the stage."""
    mix, at = Mix(), 0.15
    for number in range(7):
        shout = say("code!", "en-us+m7", 45 + 7 * number, 200, 1.12)
        shout = normal(shout + 0.6 * normal(drive(shout, 2 + 0.6 * number)))
        mix.add(shout, at, 0.75 + 0.04 * number)
        mix.add(stomp(rng), at - 0.02, 0.8).add(clap(rng), at + 0.24, 0.4)
        at += 0.47
    mix.add(crowd(rng, 1.4, [(0, "o"), (0.4, "a"), (1.4, "a")], 140, 340, 8) * 0.8, at - 0.5, 0.5)
    for start in (at + 0.1, at + 0.55, at + 0.95):
        pant = peaks(white(rng, 0.34), (750, 200, 3), (1500, 300, 3)) * swell(0.34, 0.16, 0.16)
        mix.add(normal(pant), start, 0.28)
    return room(mix.tape, rng, 1.3, 0.28, 3500, tail=0.2)


def bueller(rng):
    """A register is read to a room. The clock is the only one who answers."""
    mix = Mix()
    mix.add(say("is anyone awake?", "en-us+m2", 8, 120), 0.1, 0.9)
    for number in range(5):
        for start, tone, level in ((0, 2600, 0.5), (0.5, 2050, 0.42)):
            tick = peaks(high(white(rng, 0.04), 800), (tone, 150, 8)) * decay(0.04, 0.005, 0.0005)
            mix.add(normal(tick), 0.3 + start + number, level)
    mix.add(say("no?", "en-us+m2", 10, 120), 3.2, 0.9)
    squeak = glide(0.22, (0, 2350), (0.22, 2800)) * (1 + 0.03 * drift(rng, 0.22, 90))
    mix.add(peaks(saw(squeak), (2600, 300, 3)) * swell(0.22, 0.03, 0.05), 4.45, 0.12)
    return room(mix.tape, rng, 1.0, 0.25, 3000, tail=0.15)


def dadgummit(rng):
    """The reel sings, the line goes, the boat hears about it."""
    mix = Mix()
    rate = glide(0.95, (0, 26), (0.7, 95), (0.95, 120))
    clicks = np.diff(np.floor(np.cumsum(rate) / 44_100), prepend=0) > 0
    mix.add(normal(peaks(clicks.astype(float), (2400, 300, 5), (3900, 500, 4), (900, 200, 2))) * swell(0.95, 0.1, 0.02), 0, 0.5)
    twang = glide(0.6, (0, 300), (0.05, 190), (0.6, 150)) * (1 + 0.06 * sine(steady(0.6, 24)))
    mix.add(partials(twang, (1, 2, 3, 4, 5), (1, 0.7, 0.6, 0.3, 0.3), (0.12, 0.1, 0.07, 0.05, 0.04)), 0.97, 0.5)
    mix.add(say("dad gum it!", "en-us+grandpa", 35, 150, 1.05), 1.35, 1.0)
    splash = band(white(rng, 0.8), 500, 6000) * line(0.8, (0, 0), (0.03, 1), (0.15, 0.35), (0.8, 0)) ** 1.5
    mix.add(normal(splash), 2.3, 0.5)
    for start in (2.36, 2.62, 2.8):
        mix.add(sine(glide(0.13, (0, 290), (0.13, 760))) * swell(0.13, 0.02, 0.05), start, 0.18)
    return room(mix.tape, rng, 0.6, 0.15, tail=0.1)


def donotwant(rng):
    """A plate is pushed away by something the size of a wardrobe."""
    mix = Mix()
    scrape = peaks(white(rng, 0.5), (1450, 120, 6), (2900, 250, 4)) * (0.6 + 0.4 * drift(rng, 0.5, 50)) * swell(0.5, 0.1, 0.04)
    mix.add(normal(scrape), 0, 0.28)
    at = 0.55
    for word, pitch in (("do", 30), ("not", 24), ("want!", 14)):
        spoken = say(word, "en-us+m4", pitch, 120, 1.32)
        deep = normal(spoken + 0.4 * spoken * sine(steady(len(spoken) / 44_100, 47))[: len(spoken)])
        mix.add(deep, at, 1.0).add(thud(rng, 0.5, 50), at, 0.35)
        mix.add(horn(hertz("C2") if word != "want!" else hertz("Gb1"), 0.4 if word != "want!" else 1.3, 0.7, 0.03), at, 0.35)
        at += len(deep) / 44_100 + 0.08
    mix.add(thud(rng, 0.8, 60), at + 0.12, 1.0)
    mix.add(normal(band(white(rng, 0.3), 200, 3000) * decay(0.3, 0.03, 0.001)), at + 0.12, 0.6)
    return room(mix.tape, rng, 1.5, 0.3, 2500, tail=0.4)


def flawless(rng):
    """Four cameras, one word, and a sheen on everything."""
    mix = Mix()
    for start in (0, 0.17, 0.26, 0.47):
        for part, tone in ((0, 3300), (0.045, 2400)):
            mix.add(normal(peaks(high(white(rng, 0.04), 1500), (tone, 400, 4)) * decay(0.04, 0.006, 0.0005)), start + part, 0.9)
    word = say("flawless", "en-us+f4", 62, 125)
    mix.add(word, 0.62, 0.95)
    mix.add(echo(high(word, 1500), 0.21, 0.45, 4, 9000), 0.62, 0.22)
    mix.play(harp, "D4 F#4 A4 C#5 E5 F#5 A5 C#6 E6 F#6 A6 C#7:4", 0.045, at=1.22, level=0.4)
    mix.play(sparkle, "F#7 E7 C#7 A7 F#7 -:2 E7 A7", 0.09, at=1.75, level=0.16)
    mix.add(sine(glide(1.4, (0, 110), (0.3, 52), (1.4, 40))) * decay(1.4, 0.4, 0.01), 1.2, 0.6)
    return room(mix.tape, rng, 1.8, 0.32, 6500, tail=0.4)


def glados(rng):
    """The build server has reviewed your work, and found a way to say so."""
    words = [("oh good.", 0), ("you deployed", 3), ("on a friday.", -2)]
    mix, at = Mix(), 0.32
    mix.add(fade(sine(steady(0.1, 1320)) + 0.4 * sine(steady(0.1, 1980)), 0.005, 0.04), 0, 0.3)
    mix.add(fade(sine(steady(0.12, 990)) + 0.4 * sine(steady(0.12, 1485)), 0.005, 0.05), 0.12, 0.3)
    for text, step in words:
        spoken = say(text, "en-us+f3", 60, 135)
        seconds = len(spoken) / 44_100
        pitch = 208 * 2.0 ** (step / 12)
        bend = glide(
            seconds, (0, pitch), (seconds * 0.55, pitch), (seconds * 0.62, pitch * 2 ** (2 / 12)), (seconds, pitch * 2 ** (-1 / 12))
        )
        carrier = sum(saw(bend[: len(spoken)] * ratio) for ratio in (1, 1.006, 1.5, 0.5))
        robot = vocoder(spoken, carrier, rng)
        robot = normal(robot + 0.3 * np.interp(np.arange(len(robot)) - 0.006 * 44_100, np.arange(len(robot)), robot, left=0))
        mix.add(robot, at, 0.95)
        at += seconds + 0.16
    mix.add(low(pulse(steady(at, 50), 0.2), 400) * swell(at, 0.3, 0.3), 0, 0.05)
    return room(mix.tape, rng, 1.4, 0.25, 5000, tail=0.3)


def gogogo(rng):
    """A radio opens, boots run, a whistle thinks it is helping."""
    mix = Mix()
    squelch = band(white(rng, 0.14), 900, 3200) * line(0.14, (0, 1), (0.14, 0.2))
    mix.add(normal(squelch), 0, 0.35)
    at = 0.16
    for number in range(3):
        word = say("go!", "en-us+m3", 45 + 14 * number, 190)
        mix.add(normal(band(drive(word, 3), 450, 3100, 3)), at, 0.85 + 0.08 * number)
        at += 0.36
    mix.add(normal(squelch), at + 0.05, 0.25)
    for number in range(16):
        start = 0.75 + 0.128 * number
        mix.add(stomp(rng), start, 0.55 * (1 - number / 20)).add(
            normal(band(white(rng, 0.07), 1500, 5000) * decay(0.07, 0.012)), start + 0.01, 0.18 * (1 - number / 18)
        )
    for start, seconds in ((1.45, 0.14), (1.65, 0.55)):
        pea = 2750 * (1 + 0.035 * np.sign(sine(steady(seconds, 38))) * (0.6 + 0.4 * drift(rng, seconds, 30)))
        blast = sine(pea) * (0.75 + 0.25 * sine(steady(seconds, 38))) + 0.15 * normal(band(white(rng, seconds), 2000, 5000))
        mix.add(blast * swell(seconds, 0.015, 0.04), start, 0.32)
    return room(mix.tape, rng, 0.7, 0.18, tail=0.15)


def guarantee(rng):
    """Said, stamped, and rung up."""
    mix = Mix()
    mix.add(say("guaranteed!", "en-us+m1", 30, 135, 1.06), 0, 1.5)
    at = 1.1
    mix.add(thud(rng, 0.4, 85), at, 0.9).add(normal(low(white(rng, 0.08), 2500) * decay(0.08, 0.01, 0.0005)), at, 0.5)
    at += 0.42
    for start, level in ((0, 0.5), (0.06, 0.35), (0.13, 0.6)):
        clunk = peaks(white(rng, 0.06), (640, 80, 5), (1900, 200, 4)) * decay(0.06, 0.009, 0.0005)
        mix.add(normal(clunk), at + start, level)
    ring = partials(
        steady(1.5, 2350), (1, 1.52, 1.93, 2.41, 2.86, 3.37), (1, 0.6, 0.4, 0.5, 0.3, 0.25), (0.2, 0.17, 0.12, 0.14, 0.1, 0.08), 0.001
    )
    mix.add(normal(ring), at + 0.19, 0.55).add(normal(ring), at + 0.245, 0.3)
    drawer = band(white(rng, 0.32), 500, 3500) * swell(0.32, 0.06, 0.2)
    mix.add(normal(drawer), at + 0.22, 0.16).add(thud(rng, 0.25, 120), at + 0.5, 0.35)
    return room(mix.tape, rng, 0.7, 0.2, tail=0.15)


def heygirl(rng):
    """Candles, an electric piano, two words, nothing planned after them."""
    mix = Mix()
    for at, names in ((0, "Db3 Ab3 C4 Eb4 F4"), (1.35, "Gb2 Db3 F3 Bb3 Eb4 Ab4")):
        for number, name in enumerate(names.split()):
            mix.add(electric_piano(hertz(name), 1.5), at + 0.035 * number, 0.34)
    words = say("hey, girl.", "en-us+m7", 22, 105, 1.12)
    mix.add(normal(peaks(words, (140, 80, 1))), 0.55, 1.1)
    for number, start in enumerate(np.linspace(1.7, 2.5, 15)):
        mix.add(sparkle(2500 * 1.055**number * (1 + 0.01 * rng.normal()), 0.25), start, 0.06)
    for start in (0.675, 2.025):
        mix.add(snap(rng), start, 0.3)
    return room(mix.tape, rng, 1.6, 0.3, tail=0.3)


def inconceivable(rng):
    """Declared in a castle, which repeats it until it sounds doubtful."""
    mix = Mix()
    word = say("inconceivable!", "en-us+m5", 78, 150, 0.94)
    mix.add(word, 0, 1.0)
    for number, start in enumerate((1.35, 2.2, 2.95)):
        again = low(stretch(word, 0.93 - 0.07 * number), 2200 - 550 * number)
        mix.add(again, start, 0.42 * 0.62**number)
    mix.add(pizzicato(hertz("E3"), 0.3), 1.15, 0.4).add(pizzicato(hertz("A#2"), 0.3), 1.34, 0.45)
    for start in (3.6, 4.25):
        drop = sine(glide(0.09, (0, 900), (0.09, 1900))) * decay(0.09, 0.02)
        mix.add(drop, start, 0.14)
    return room(mix.tape, rng, 2.4, 0.22, 3500, tail=0.3)


def makeitso(rng):
    """A bridge, a finger pointed forwards, and the stars are somewhere else."""
    mix = Mix()
    for start, tone in ((0, 1318), (0.09, 1760), (0.2, 1568), (0.62, 2093), (0.7, 1568)):
        mix.add(fade(sine(steady(0.07, tone)) + 0.3 * sine(steady(0.07, tone * 1.5)), 0.004, 0.03), start, 0.22)
    mix.add(low(saw(steady(2.2, 55)) + saw(steady(2.2, 55.4)), 160) * swell(2.2, 0.4, 0.3), 0, 0.18)
    mix.add(say("make it so.", "en-gb+m3", 28, 125, 1.1), 0.5, 1.0)
    rise = glide(1.3, (0, 70), (1.0, 520), (1.3, 1900))
    warp = peaks(low(saw(rise) + saw(rise * 1.01) + saw(rise * 1.5), 6000), (800, 400, 1.5)) * line(1.3, (0, 0), (1.15, 1), (1.3, 0.9))
    mix.add(normal(warp), 1.65, 0.42).add(whoosh(rng, 1.4, 200, 6000, 0.92), 1.6, 0.5)
    mix.add(thud(rng, 1.3, 40), 2.94, 1.0)
    mix.add(high(white(rng, 1.2), 1500) * decay(1.2, 0.13), 2.94, 0.35)
    return room(mix.tape, rng, 1.8, 0.3, 4500, tail=0.4)


def totes(rng):
    """Gum, pop, agreement."""
    mix = Mix()
    mix.add(low(white(rng, 0.3), 700) * swell(0.3, 0.25, 0.02), 0, 0.1)
    pop = sine(glide(0.06, (0, 420), (0.06, 1400))) * decay(0.06, 0.012, 0.0005)
    mix.add(pop, 0.3, 0.8).add(normal(high(white(rng, 0.03), 1500) * decay(0.03, 0.004, 0.0003)), 0.3, 0.4)
    mix.add(say("totes!", "en-us+f4", 88, 140, 0.9), 0.45, 1.0)
    for start, name in ((1.05, "E6"), (1.15, "B6"), (1.25, "G#6")):
        mix.add(sparkle(hertz(name), 0.25), start, 0.3)
    return room(mix.tape, rng, 0.6, 0.18, tail=0.2)


def what(rng):
    """The same question, to which nobody has listened, with more and more beat under it."""
    mix, at = Mix(), 0.05
    asked = (
        ("en-us+m3", 40, 0.5, 1.0),
        ("en-us+f2", 70, 0.44, 1.0),
        ("en-us+m7", 55, 0.34, 1.1),
        ("en-us+m7", 75, 0.34, 1.0),
        ("en-us+m5", 30, 0.9, 1.3),
    )
    for number, (who, pitch, gap, size) in enumerate(asked):
        word = say("what?" if number < 4 else "what!", who, pitch, 170, size)
        if number >= 2:
            word = normal(word + 0.25 * number * normal(drive(word, 3)))
        mix.add(word, at, 0.7 + 0.07 * number)
        mix.add(kick(0.3), at, 0.25 + 0.15 * number)
        mix.add(hat(rng), at + gap / 2, 0.1 + 0.05 * number)
        if number >= 2:
            mix.add(clap(rng), at + gap / 2, 0.3)
        at += gap
    mix.add(power_chord(hertz("C2"), 0.9), at - 0.9, 0.4)
    return echo(room(mix.tape, rng, 0.8, 0.18, tail=0.1), 0.3, 0.22, 2)


SOUNDS = {
    "ballmer": ballmer,
    "bueller": bueller,
    "dadgummit": dadgummit,
    "donotwant": donotwant,
    "flawless": flawless,
    "glados": glados,
    "gogogo": gogogo,
    "guarantee": guarantee,
    "heygirl": heygirl,
    "inconceivable": inconceivable,
    "makeitso": makeitso,
    "totes": totes,
    "what": what,
}
