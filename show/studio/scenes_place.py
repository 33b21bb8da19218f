"""One place at the table, seen from above: plates, fork, figs. Called by `film.py`; lends its reaching arm to other scenes."""

import math

from . import clay, cutlery, things
from .cloth import LINEN
from .host import sleeve_arm
from .paint import (
    H,
    W,
    alpha,
    darker,
    ease,
    ease_out,
    fill,
    lerp,
    lighter,
    linear,
    rect,
    rgb,
    rounded,
    saved,
    soft,
    spring,
    still,
    stroke,
    textured,
)
from .sets import tree_shade, vignette


def _linen_ground(g):
    c = rgb("#e3d3b6")
    rect(g, -60, -60, W + 120, H + 120)
    fill(g, linear(0, 0, W, H, rgb("#f0e4cd"), c, rgb("#c9b38d")))
    textured(g, "linen", rgb("#8d6f4a"), 0.17, 0.8, 2)
    for x, dx in ((128, 14), (420, -20)):
        for off, col, a, w in ((0, (1, 1, 0.95), 0.16, 9), (1, (1, 1, 0.95), 0.3, 3), (5, (0.4, 0.28, 0.15), 0.08, 6),
                (12, (0.4, 0.28, 0.15), 0.05, 14)):
            g.new_path()
            g.move_to(x + off, -60)
            g.curve_to(x + off + dx, 300, x + off - dx, 640, x + off + dx, 1020)
            stroke(g, (*col, a), w)


def _napkin(g, x, y, turn, colour):
    with saved(g):
        g.translate(x, y)
        g.rotate(turn)
        soft(g, lambda s: (rounded(s, -62, -130, 124, 260, 6), s.fill()), 10, (0.2, 0.1, 0.06, 0.4), 5, 8)
        rounded(g, -62, -130, 124, 260, 5)
        fill(g, linear(-62, 0, 62, 0, lighter(colour, 0.2), colour, darker(colour, 0.16)), keep=True)
        with saved(g):
            g.clip()
            textured(g, "linen", darker(colour, 0.6), 0.22, 0.7)
        for k in (-20, 24):
            g.new_path()
            g.move_to(k, -130)
            g.line_to(k + 3, 130)
            stroke(g, alpha(darker(colour, 0.5), 0.35), 2)
            g.new_path()
            g.move_to(k + 3, -130)
            g.line_to(k + 6, 130)
            stroke(g, alpha(lighter(colour, 0.5), 0.4), 1.6)


def _bring(t, at, x, y, from_x, from_y, take=0.9, away=0.8):
    """A hand brings something to (x, y): place of the thing, of the hand, and whether the hand is in the picture."""
    k = ease((t - at) / take)
    px, py = lerp(from_x, x, k), lerp(from_y, y, k)
    back = ease((t - at - take - 0.12) / away)
    return (px, py), (lerp(px, from_x, back), lerp(py, from_y, back)), t > at and back < 1


def plates(g, t):
    u = t - 20.0
    zoom = 1.05 - 0.05 * ease(u / 9)
    g.translate(W / 2, 420)
    g.scale(zoom, zoom)
    g.translate(-W / 2, -420)
    still(g, "linen-ground", _linen_ground)
    _napkin(g, 108, 452, -0.1, LINEN["rust"])
    cutlery.fork(g, 100, 452, 250, -0.1)
    px, py, r = 300, 420, 188
    (ax, ay), (hx, hy), seen = _bring(t, 20.35, px, py, 760, 640)
    clay.plate(g, ax, ay, r, "oat", seed=3)
    if seen:
        hand_from(g, hx + r * 0.86, hy + r * 0.42, 860, 780)
    (bx, by), (h2x, h2y), seen2 = _bring(t, 23.3, px, py, 760, 120)
    if t > 23.3:
        clay.plate(g, bx, by, 132, "chalk", seed=8)
    for at, x, y, turn, cut in ((24.6, px - 26, py + 14, -0.5, True), (24.95, px + 34, py + 22, 0.45, True),
            (25.3, px + 8, py - 40, 0.1, False)):
        k = spring((t - at) / 0.9)
        if t > at:
            with saved(g):
                g.translate(x, y)
                g.scale(k, k)
                things.fig(g, 0, 0, 27, turn, cut)
    for i in range(2):
        k = ease_out((t - 25.6 - 0.2 * i) / 0.7)
        if k > 0:
            things.leaf(g, px - 60 + 95 * i, py + 62 - 16 * i, 40 * k, -0.3 + 0.5 * i, things.AUTUMN[1 + i])
    if seen2:
        hand_from(g, h2x + 116, h2y - 40, 880, 60)
    for at, x, y, fx, fy, rr, glaze in ((26.6, 476, 702, 700, 1100, 128, "moss"), (27.2, 512, 118, 760, -120, 118, "chalk"),
            (27.8, 34, 716, -260, 900, 96, "oat")):
        k = ease_out((t - at) / 0.9)
        if t > at:
            clay.plate(g, lerp(fx, x, k), lerp(fy, y, k), rr, glaze, seed=int(at))
    tree_shade(g, t, 0.16)
    vignette(g, 0.22)


def hand_from(g, hx, hy, sx, sy, grip="flat", mirror=1, shirt=LINEN["sand"], s=150):
    """An arm that reaches into a picture seen from above, from a shoulder out of sight."""
    d = math.hypot(hx - sx, hy - sy)
    reach = 1.7 * s
    if d > reach:
        sx, sy = hx + (sx - hx) / d * reach, hy + (sy - hy) / d * reach
    soft(g, lambda q: (q.move_to(sx, sy), q.line_to(hx, hy), q.set_line_width(56), q.set_line_cap(1), q.stroke()), 14,
        (0.2, 0.1, 0.06, 0.35), 8, 16)
    sleeve_arm(g, (sx, sy), (hx, hy), s, mirror, shirt, grip, mirror)
