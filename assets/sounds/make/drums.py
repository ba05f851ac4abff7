"""Things that are hit, and things that are noise: drums, cymbals, claps, wind, engines' rumble, crackling."""

import numpy as np

from shaping import band, high, low, peaks, sweeping
from synth import Mix, clock, decay, drift, fade, glide, line, normal, partials, samples, saw, sine, steady, white


def kick(seconds=0.35, pitch=52, snap=190):
    body = sine(glide(seconds, (0, snap), (0.05, pitch * 1.3), (seconds, pitch))) * decay(seconds, 0.09)
    beater = sine(steady(seconds, 1700)) * decay(seconds, 0.003, 0.0005)
    return normal(body + 0.25 * beater)


def snare(rng, seconds=0.28, pitch=185, wires=0.8):
    shell = sine(glide(seconds, (0, pitch * 1.5), (0.03, pitch), (seconds, pitch))) * decay(seconds, 0.045)
    shell += 0.5 * sine(steady(seconds, pitch * 1.78)) * decay(seconds, 0.03)
    rattle = peaks(high(white(rng, seconds), 900), (3500, 2500, 1)) * decay(seconds, 0.05, 0.001)
    return normal(normal(shell) + wires * normal(rattle))


def tom(seconds=0.5, pitch=110):
    return normal(
        sine(glide(seconds, (0, pitch * 1.6), (0.06, pitch * 1.08), (seconds, pitch))) * decay(seconds, 0.12)
        + 0.3 * sine(steady(seconds, pitch * 2.3)) * decay(seconds, 0.04)
    )


def timpani(pitch=82, seconds=1.6):
    tones = partials(
        glide(seconds, (0, pitch * 1.04), (0.08, pitch), (seconds, pitch)),
        (1, 1.504, 1.742, 2.0, 2.245, 2.494),
        (1, 0.7, 0.2, 0.45, 0.15, 0.2),
        (0.5, 0.4, 0.2, 0.3, 0.15, 0.15),
        0.004,
    )
    return normal(tones)


def cymbal(rng, seconds=1.6, half_life=0.28, bottom=2500):
    """A plate has hundreds of tones, so noise, and a few dozen that stand out."""
    hiss = high(white(rng, seconds), bottom, 3) * decay(seconds, half_life)
    metal = np.zeros(samples(seconds))
    for tone in rng.uniform(1500, 11000, 36):
        metal += sine(steady(seconds, tone)) * decay(seconds, half_life * rng.uniform(0.3, 1.2))
    return normal(normal(hiss) + 0.5 * normal(metal))


def hat(rng, seconds=0.08):
    return normal(high(white(rng, seconds), 6500, 3) * decay(seconds, 0.015, 0.001))


def gong(rng, seconds=3.0, pitch=75):
    """Struck in the middle; the shimmer climbs up from the boom."""
    total = np.zeros(samples(seconds))
    for ratio in np.concatenate([(1, 1.47, 2.09, 2.56, 3.2), rng.uniform(3, 28, 40)]):
        rise = 0.004 + 0.022 * ratio
        total += sine(steady(seconds, pitch * ratio)) * decay(seconds, 1.0 / (1 + 0.08 * ratio), rise) / ratio**0.75
    return normal(total)


def clap(rng, seconds=0.3):
    """Several hands, so several tiny bursts before the room."""
    total = np.zeros(samples(seconds))
    for start in (0, 0.011, 0.022, 0.03):
        burst = white(rng, seconds - start) * decay(seconds - start, 0.006 if start < 0.03 else 0.05, 0.001)
        total[samples(seconds) - len(burst) :] += burst
    return normal(band(total, 700, 4500))


def snap(rng):
    """Two fingers."""
    return normal(peaks(band(white(rng, 0.14), 1200, 6000), (2300, 300, 4)) * decay(0.14, 0.011, 0.001))


def applause(rng, seconds, rate=70, growing=0.15):
    """So many claps that none is heard."""
    total = np.zeros(samples(seconds + 0.2))
    kinds = [band(white(rng, 0.05) * decay(0.05, 0.006, 0.0005), centre * 0.7, centre * 1.6) for centre in rng.uniform(800, 2600, 16)]
    for start in rng.uniform(0, seconds, int(rate * seconds)):
        one = kinds[rng.integers(len(kinds))]
        total[samples(start) : samples(start) + len(one)] += one * rng.uniform(0.3, 1)
    total = total[: samples(seconds)]
    return normal(total * line(seconds, (0, 0.1), (growing, 1), (seconds * 0.65, 1), (seconds, 0)))


def stomp(rng):
    """A boot on boards."""
    return normal(kick(0.25, 70, 130) + 0.4 * normal(peaks(low(white(rng, 0.25), 900), (260, 120, 3)) * decay(0.25, 0.02)))


def thud(rng, seconds=0.7, pitch=48):
    weight = sine(glide(seconds, (0, pitch * 2.2), (0.07, pitch), (seconds, pitch * 0.8))) * decay(seconds, 0.13)
    return normal(weight + 0.7 * normal(low(white(rng, seconds), 500) * decay(seconds, 0.05)))


def boom(rng, seconds=2.2):
    """An explosion: a crack, then a low roar that rolls."""
    crack = white(rng, seconds) * decay(seconds, 0.03, 0.001)
    roar = low(white(rng, seconds), 260) * decay(seconds, 0.42, 0.01) * (1 + 0.6 * drift(rng, seconds, 14))
    rubble = band(white(rng, seconds), 250, 1600) * decay(seconds, 0.34, 0.02) * (0.6 + 0.5 * drift(rng, seconds, 30))
    sub = sine(glide(seconds, (0, 95), (0.4, 42), (seconds, 34))) * decay(seconds, 0.28)
    return normal(np.tanh(2.2 * (0.5 * normal(crack) + normal(roar) + 0.8 * normal(rubble) + 0.7 * sub)))


def wind(rng, seconds, bottom=300, top=1300, restless=1.2):
    """Air that finds a gap: noise through a whistle that wanders."""
    pitch = np.exp(np.interp(drift(rng, seconds, restless), (-1, 1), np.log((bottom, top))))
    force = 0.55 + 0.45 * drift(rng, seconds, restless * 1.3)
    times = clock(seconds)

    def gain(frequencies, at):
        centre = np.interp(at, times, pitch)
        return 1 / (1 + ((frequencies - centre) / (0.16 * centre)) ** 2) + 0.25 / (1 + (frequencies / 500) ** 2)

    return normal(sweeping(white(rng, seconds), gain) * force)


def whoosh(rng, seconds, bottom=300, top=3500, middle=0.6):
    """Something passes."""
    turn = seconds * middle

    def gain(frequencies, at):
        centre = np.exp(np.interp(at, (0, turn, seconds), np.log((bottom, top, bottom * 1.5))))
        return 1 / (1 + ((frequencies - centre) / (0.5 * centre)) ** 2)

    return normal(sweeping(white(rng, seconds), gain) * line(seconds, (0, 0), (turn, 1), (seconds, 0)) ** 2)


def crackle(rng, seconds, rate=26):
    """A fire: pops of all sizes over a soft roar."""
    total = Mix()
    total.add(low(white(rng, seconds), 220) * (0.7 + 0.3 * drift(rng, seconds, 5)), level=0.35)
    total.add(band(white(rng, seconds), 400, 2500) * (0.5 + 0.5 * drift(rng, seconds, 9)), level=0.05)
    for start in rng.uniform(0, seconds - 0.08, int(rate * seconds)):
        length = rng.uniform(0.008, 0.05)
        pop = peaks(white(rng, length), (rng.uniform(900, 5000), 600, 3)) * decay(length, length / 7, 0.0004)
        total.add(normal(pop), start, rng.pareto(2.2) * 0.16 + 0.03)
    return normal(np.tanh(total.tape * 2))


def engine(rng, revs, rough=0.35):
    """A motor along a curve of `revs` (firings a second)."""
    seconds = len(revs) / 44_100
    uneven = revs * (1 + 0.02 * drift(rng, seconds, 25)[: len(revs)])
    strokes = saw(uneven) + 0.8 * saw(uneven / 2, 0.3) + 0.5 * saw(uneven * 1.5, 0.6)
    grit = white(rng, seconds)[: len(revs)] * (0.5 + 0.5 * sine(uneven)) * rough
    return normal(peaks(low(np.tanh(1.5 * strokes + 3 * grit), 1800), (130, 80, 1.5), (420, 200, 1)))


def glass(rng, seconds=1.2, shards=45):
    """Something that was whole."""
    total = Mix()
    total.add(normal(high(white(rng, 0.3), 1500) * decay(0.3, 0.03, 0.001)), 0, 0.9)
    for start in rng.exponential(seconds * 0.2, shards):
        if start < seconds - 0.2:
            pitch = rng.uniform(2200, 9000)
            total.add(
                partials(steady(0.2, pitch), (1, 1.7, 2.4), (1, 0.5, 0.3), (0.03, 0.015, 0.01), 0.0005), start, rng.uniform(0.08, 0.4)
            )
    return fade(normal(total.tape), 0.001, 0.1)
