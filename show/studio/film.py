"""The film: puts scenes, transitions, labels and the frame mark together. Called by `make.py`."""

import numpy as np

from . import scenes_open, scenes_place, scenes_still, scenes_table, scenes_wear
from .clockwork import FPS, LABELS, RUNNING_ORDER
from .cloth import LINEN, pleated
from .lettering import width, write
from .mark import stamp
from .paint import (
    H,
    W,
    alpha,
    clamp,
    darker,
    ease,
    ease_out,
    fill,
    group,
    lerp,
    linear,
    over,
    poly,
    rect,
    rgb,
    saved,
    soft,
    stroke,
    surface,
    textured,
)
from .sets import arch_path

SCENES = {
    "title": scenes_open.title, "welcome": scenes_open.welcome, "cloth": scenes_table.cloth_scene, "plates": scenes_place.plates,
    "vase": scenes_still.vase, "candle": scenes_still.candle, "tea": scenes_still.tea, "board": scenes_table.board,
    "shirt": scenes_wear.shirt, "throw": scenes_wear.throw, "finale": scenes_table.finale, "goodbye": scenes_open.goodbye,
}


def _scene(g, name, t):
    with saved(g):
        SCENES[name](g, t)


def _arch(g, k, before, after, from_card):
    """The next scene opens in an arch; from the title it opens in the arch of the card."""
    before()
    grow = ease(k)
    x, y, w, h = (270, 716, 268, 420) if from_card else (270, 640, 0, 0)
    w, h, y = lerp(w, 1100, grow), lerp(h, 2100, grow), lerp(y, 1380, grow)
    shown = clamp(k / 0.22) if from_card else 1.0
    if w < 2:
        return
    with group(g, shown):
        soft(g, lambda s: (arch_path(s, 270, y, w + 10, h + 6), s.fill()), 16, (0.12, 0.06, 0.05, 0.5), 0, 4)
        arch_path(g, 270, y, w + 14, h + 8)
        fill(g, rgb("#fbf6ec"))
        with saved(g):
            arch_path(g, 270, y, w, h)
            g.clip()
            after()


def _arch_out(g, k, before, after):
    """The scene closes into the arch of the card, and gives way to the view in it."""
    after()
    shut = ease(k / 0.82)
    w, h, y = lerp(1500, 268, shut), lerp(2500, 420, shut), lerp(1500, 716, shut)
    with group(g, 1 - ease((k - 0.62) / 0.38)):
        arch_path(g, 270, y, w + 14, h + 8)
        fill(g, rgb("#fbf6ec"))
        with saved(g):
            arch_path(g, 270, y, w, h)
            g.clip()
            before()


def _linen(g, k, before, after):
    """A linen cloth is drawn across the picture; behind it the scene has changed."""
    (before if k < 0.5 else after)()
    sheet = W * 1.5
    k = k + 0.06 * np.sin(k * 2 * np.pi)
    x = lerp(-sheet - 40, W + 40, k)
    c = LINEN["oat"]
    left = [(x + 14 * np.sin(y / 110 + k * 5), y) for y in range(-60, H + 90, 60)]
    right = [(x + sheet + 16 * np.sin(y / 130 + k * 6), y) for y in range(-60, H + 90, 60)]
    outline = left + right[::-1]
    soft(g, lambda s: (poly(s, outline), s.fill()), 26, (0.12, 0.07, 0.05, 0.45), 0, 6)
    with saved(g):
        poly(g, outline)
        g.clip()
        rect(g, x - 60, -60, sheet + 120, H + 120)
        fill(g, pleated(x, x + sheet, c, 12, 6))
        g.translate(x, 0)
        textured(g, "linen", darker(c, 0.6), 0.13, 0.7)
        for edge in (14, sheet - 14):
            g.new_path()
            g.move_to(edge, -60)
            g.line_to(edge, H + 60)
            stroke(g, alpha(darker(c, 0.5), 0.3), 1.2)


def _push(g, k, before, after):
    """The next scene comes from the right and pushes the last one away, which moves slower."""
    k = ease(k)
    with saved(g):
        g.translate(-0.45 * W * k, 0)
        before()
        rect(g, -60, -60, W + 120, H + 120)
        fill(g, (0.1, 0.06, 0.05, 0.35 * k))
    with saved(g):
        g.translate(W * (1 - k), 0)
        rect(g, -40, 0, 40, H)
        fill(g, linear(-40, 0, 0, 0, (0.1, 0.05, 0.04, 0.0), (0.1, 0.05, 0.04, 0.4)))
        rect(g, 0, 0, W, H)
        g.clip()
        after()


def _label(g, t):
    """The label at the upper left: a number, the name, a note. Never a price: prices are the shop's."""
    for a, b, small, name, note, on_dark in LABELS:
        if not a <= t <= b:
            continue
        k, gone = over(t, a, 0.7), over(t, b - 0.5, 0.5)
        shown = k * (1 - gone)
        ink, accent = (rgb("#fbf3e4"), rgb("#f0c48c")) if on_dark else (rgb("#3f2f2b"), rgb("#9c4a2b"))
        x, y = 58 + (1 - k) * -14, 98
        if on_dark:
            mask = lambda s: (s.rectangle(x - 10, y - 14, 30 + width(name, "italic", 33), 78), s.fill())
            soft(g, mask, 44, (0.1, 0.05, 0.05, 0.16 * shown))
        write(g, small.upper(), x, y, "bold", 11.5, alpha(accent, shown), 2.6)
        w = width(small.upper(), "bold", 11.5, 2.6)
        g.new_path()
        g.move_to(x + w + 10, y - 4)
        g.line_to(x + w + 10 + 46 * ease_out((t - a - 0.1) / 0.8), y - 4)
        stroke(g, alpha(accent, 0.75 * shown), 1.1)
        late = over(t, a + 0.12, 0.7) * (1 - gone)
        write(g, name, x, y + 36, "italic", 33, alpha(ink, late))
        later = over(t, a + 0.28, 0.7) * (1 - gone)
        write(g, note, x, y + 60, "sans", 14, alpha(ink, 0.92 * later), 0.25)


def draw(g, t):
    """The picture at t seconds, without the mark."""
    now = max(i for i, (_, start, _, length) in enumerate(RUNNING_ORDER) if t >= start - length / 2)
    name, start, kind, length = RUNNING_ORDER[now]
    after = lambda: _scene(g, name, t)
    if length and t < start + length / 2:
        k = (t - (start - length / 2)) / length
        before = lambda: _scene(g, RUNNING_ORDER[now - 1][0], t)
        if kind == "arch":
            _arch(g, k, before, after, RUNNING_ORDER[now - 1][0] == "title")
        elif kind == "arch-out":
            _arch_out(g, k, before, after)
        elif kind == "linen":
            _linen(g, k, before, after)
        elif kind == "push":
            _push(g, k, before, after)
        else:
            before()
            with group(g, ease(k)):
                after()
    else:
        after()
    _label(g, t)


def picture(number, marked=True):
    """Frame `number` as an array of (height, width, BGRX) bytes."""
    s, g = surface()
    draw(g, number / FPS)
    s.flush()
    a = np.frombuffer(s.get_data(), np.uint8).reshape(H, s.get_stride() // 4, 4)[:, :W].copy()
    if marked:
        stamp(a, number)
    return a
