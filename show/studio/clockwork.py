"""The running order: which scene plays when, how one turns into the next, and when the host speaks.

Called by `film.py` and the scenes. Times are media seconds of the programme.
"""

import re
from functools import lru_cache
from pathlib import Path

from .paint import clamp

FPS, DURATION, SEGMENT = 30, 96, 2
FRAMES = FPS * DURATION
SHOW = Path(__file__).resolve().parent.parent

# name, start, how it comes in, how long that takes (centred on the start)
RUNNING_ORDER = [
    ("title", 0.0, "cut", 0.0),
    ("welcome", 3.5, "arch", 1.2),
    ("cloth", 10.05, "linen", 1.1),
    ("plates", 20.0, "dissolve", 0.9),
    ("vase", 29.5, "arch", 1.1),
    ("candle", 39.0, "dissolve", 1.0),
    ("tea", 48.0, "dissolve", 1.2),
    ("board", 57.5, "linen", 1.1),
    ("shirt", 66.5, "push", 1.0),
    ("throw", 76.0, "arch", 1.1),
    ("finale", 84.5, "dissolve", 1.1),
    ("goodbye", 94.1, "arch-out", 1.5),
]

# what the label at the upper left says: from, to, number, title, note, dark background?
LABELS = [
    (5.6, 9.5, "Your host", "Mara", "potter at Linen & Clay", False),
    (11.25, 19.4, "No. 1", "Washed linen tablecloth", "three sizes, three colours", True),
    (21.4, 28.9, "No. 2", "Supper plate", "thrown, with a bare rim", False),
    (30.75, 38.4, "No. 3", "Ridge vase", "chalk, rust or moss", False),
    (40.87, 47.4, "No. 4", "Beeswax pillar candle", "burns for sixty hours", True),
    (49.33, 56.9, "No. 5", "Stoneware teapot", "four cups, never a drip", False),
    (58.71, 65.9, "No. 6", "Walnut board", "one single piece", True),
    (67.85, 75.4, "No. 7", "Linen work shirt", "sand, ink or rust", False),
    (77.31, 83.9, "No. 8", "Lambswool throw", "herringbone, 140 × 190 cm", True),
]


@lru_cache(maxsize=1)
def spoken():
    """The English captions as (from, to, text)."""
    text = (SHOW / "captions" / "en.vtt").read_text(encoding="utf-8")

    def seconds(stamp):
        h, m, s = stamp.split(":")
        return int(h) * 3600 + int(m) * 60 + float(s)

    found = re.findall(r"^(\S+) --> (\S+)[^\n]*\n((?:.+\n?)+)", text, re.M)
    return [(seconds(a), seconds(b), " ".join(body.split())) for a, b, body in found]


def mouth(t):
    """How far the host's mouth is open at t: a syllable at a time while a caption stands, shut between words."""
    for a, b, text in spoken():
        end = b - 0.35
        if a <= t < end:
            n = max(4, len(re.findall(r"[aeiouy]+", text.lower())))
            u = (t - a) / (end - a) * n
            k = int(u)
            size = 0.45 + 0.55 * ((k * 7919 + 13) % 10) / 9
            f = u - k
            return clamp(size * (1 - abs(2 * f - 1) ** 2)) * 0.95
    return 0.0


def talking(t):
    """Eased 0–1: whether she speaks about now, for nods and gestures."""
    best = 0.0
    for a, b, _ in spoken():
        best = max(best, clamp((t - a + 0.2) / 0.4) * clamp((b - t + 0.1) / 0.4))
    return best
