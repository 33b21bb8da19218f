"""The sound: a quiet piece for a felt piano, a harp and a warm pad, made of sines. Called by `make.py`.

Everything is laid on a ring of exactly one programme, echo included, so that the end flows into the beginning.
"""

import wave as wav

import numpy as np

from .clockwork import DURATION

RATE = 48_000
RING = DURATION * RATE
BEAT = 0.75  # 80 beats a minute: 128 beats, 32 bars

# Eight bars, played four times: bass, and the notes of the chord (MIDI numbers).
BARS = [
    (38, (57, 62, 66, 69)), (45, (57, 61, 64, 69)), (35, (54, 59, 62, 66)), (42, (57, 61, 66, 69)),
    (43, (55, 59, 62, 66)), (38, (54, 57, 62, 66)), (40, (55, 59, 64, 67)), (45, (57, 62, 64, 67)),
]
FIGURE = [0, 2, 1, 3, 2, 3, 1, 2]  # which note of the chord on which eighth
TUNES = [
    [(0, 78, 2), (2, 76, 1), (3, 74, 1), (4, 76, 3), (8, 74, 2), (10, 73, 1), (11, 71, 1), (12, 73, 3), (16, 74, 1.5),
    (18, 78, 1), (20, 76, 2.5), (24, 71, 2), (26, 74, 1),
     (28, 73, 3)],
    [(1, 81, 1), (2, 78, 2), (5, 76, 1), (6, 73, 2), (9, 74, 1), (10, 78, 2), (13, 81, 1), (14, 78, 2), (17, 79, 1),
    (18, 78, 1), (19, 74, 1), (20, 78, 3), (25, 76, 1),
     (26, 79, 2), (28, 76, 3)],
]


def _hz(note):
    return 440 * 2 ** ((note - 69) / 12)


def _add(ring, at, sound):
    """Adds a sound to the ring; what runs over the end goes on at the beginning."""
    start = round(at * RATE) % RING
    n = min(len(sound), RING - start)
    ring[start : start + n] += sound[:n]
    ring[: len(sound) - n] += sound[n:]


def _tone(note, length, partials, decay, attack, loud):
    t = np.arange(round(length * RATE)) / RATE
    f = _hz(note)
    out = np.zeros_like(t)
    for k, a in enumerate(partials, 1):
        if f * k < 9000:
            out += a * np.sin(2 * np.pi * f * k * (1 + 0.00006 * k * k) * t) * np.exp(-t * decay * (0.7 + 0.42 * k))
    shape = np.minimum(1, t / attack) * np.minimum(1, (length - t) / 0.08).clip(0)
    return loud * out * shape


def _pad(note, length, loud):
    t = np.arange(round(length * RATE)) / RATE
    f = _hz(note)
    out = sum(np.sin(2 * np.pi * f * d * t + p) for d, p in ((0.9985, 0.0), (1.0015, 1.1))) + 0.3 * np.sin(4 * np.pi * f * t + 0.4)
    swell = np.sin(np.pi * np.clip(t / length, 0, 1)) ** 1.2
    return loud * out * swell


def compose():
    """The whole programme as an array of (samples, 2), within -1…1."""
    left, right = np.zeros(RING), np.zeros(RING)

    def play(at, sound, pan):
        _add(left, at, sound * np.cos((pan + 1) * np.pi / 4))
        _add(right, at, sound * np.sin((pan + 1) * np.pi / 4))

    rng = np.random.default_rng(1)
    bars = round(DURATION / (4 * BEAT))
    for bar in range(bars):
        at = bar * 4 * BEAT
        bass, chord = BARS[bar % 8]
        verse = bar // 8
        play(at, _tone(bass, 5.0, (1, 0.3, 0.08), 0.5, 0.02, 0.15), 0.0)
        for i, note in enumerate(chord[:3]):
            play(at - 0.6, _pad(note - (12 if i == 0 else 0), 4 * BEAT + 2.2, 0.016), -0.5 + 0.5 * i)
        for i, k in enumerate(FIGURE):
            if verse == 0 and bar < 2 and i % 2:
                continue  # a quiet beginning
            loud = (0.062 if i % 4 == 0 else 0.045) * rng.uniform(0.85, 1.1)
            human = rng.uniform(-0.008, 0.012)
            play(at + i * BEAT / 2 + human, _tone(chord[k], 2.8, (1, 0.42, 0.16, 0.06), 1.7, 0.007, loud), -0.35 + 0.1 * k)
    for verse in range(bars // 8):
        tune = TUNES[verse % 2]
        for beat, note, length in tune:
            at = (verse * 32 + beat) * BEAT + rng.uniform(0, 0.015)
            play(at, _tone(note, length * BEAT + 2.2, (1, 0.3, 0.22, 0.05, 0.04), 1.15, 0.006, 0.085), 0.3)
    # a room: early echoes and a soft tail, wound round the ring as well
    n = round(2.6 * RATE)
    tail = np.exp(-np.arange(n) / RATE * 2.6)
    wet = []
    for seed in (5, 6):
        noise = np.random.default_rng(seed).normal(0, 1, n)
        noise = np.convolve(noise, np.hanning(28) / 14, "same") * tail
        room = np.zeros(RING)
        room[960 : 960 + n] = noise
        room /= np.sqrt((room**2).sum())
        wet.append(np.fft.rfft(room))
    out = []
    for dry, w in ((left, wet[0]), (right, wet[1])):
        out.append(dry + 0.42 * np.fft.irfft(np.fft.rfft(dry) * w, RING))
    sound = np.stack(out, 1)
    return sound * (0.36 / np.abs(sound).max())


def write_wave(path, lead, trail):
    """Writes the ring with `lead` samples of its end before it and `trail` of its beginning after it."""
    sound = compose()
    sound = np.concatenate([sound[-lead:], sound, sound[:trail]])
    with wav.open(str(path), "wb") as f:
        f.setnchannels(2)
        f.setsampwidth(2)
        f.setframerate(RATE)
        f.writeframes((sound * 32767).round().astype("<i2").tobytes())
