"""Things of linen and wool: tablecloth, folded cloths, shirt, throw. Called by the scenes and the product pictures."""

import math

import numpy as np

from .paint import (
    TAU,
    alpha,
    contact,
    curve,
    darker,
    fill,
    lighter,
    linear,
    oval,
    poly,
    rect,
    rgb,
    rounded,
    saved,
    soft,
    stroke,
    textured,
)

LINEN = {"oat": rgb("#e6d8bd"), "rust": rgb("#b5613f"), "moss": rgb("#868a61"), "sand": rgb("#dcc7a4"), "ink": rgb("#3d475c"),
         "ochre": rgb("#cf9440"), "heather": rgb("#93808f")}


def _pleats(x0, x1, colour, count, seed, depth=1.0):
    """A gradient across a hanging cloth: soft folds of uneven width."""
    rng = np.random.default_rng(seed)
    edges = np.cumsum(rng.uniform(0.6, 1.4, count))
    edges = edges / edges[-1]
    entries, last = [], 0.0
    for e in edges:
        span = e - last
        entries += [(last, darker(colour, 0.20 * depth)), (last + span * 0.28, lighter(colour, 0.22 * depth)),
                    (last + span * 0.6, colour), (last + span * 0.92, darker(colour, 0.26 * depth))]
        last = e
    entries.append((1.0, darker(colour, 0.2 * depth)))
    return linear(x0, 0, x1, 0, *entries), edges


def pleated(x0, x1, colour, count, seed):
    """The pleats alone, as a pattern."""
    return _pleats(x0, x1, colour, count, seed)[0]


def hanging(g, x0, x1, y, drop, colour, t=0.0, fringe=True, seed=4, pleats=9, sway=1.0, reach=None):
    """Cloth that hangs from the edge y between x0 and x1. `reach(u)` 0–1 tells how far it has fallen at u."""
    shade, edges = _pleats(x0, x1, colour, pleats, seed)
    reach = reach or (lambda u: 1.0)

    def hem(u):
        ripple = sum(math.sin(TAU * (e * 1.7 + u * (3 + i % 4)) + t * 0.9) for i, e in enumerate(edges[:4])) / 4
        return y + reach(u) * (drop + ripple * drop * 0.018 + math.sin(u * 9 + t * 1.1) * 1.2 * sway)

    n = 60
    us = [i / n for i in range(n + 1)]
    if fringe:
        ends = []
        for i in range(int((x1 - x0) / 5)):
            u = (i + 0.5) / int((x1 - x0) / 5)
            r = reach(u)
            if r < 0.15:
                continue
            length = (13 + 3 * math.sin(i * 2.4)) * min(1, r)
            lean = math.sin(t * 1.4 + i * 0.35) * 1.6 * sway
            ends.append((x0 + (x1 - x0) * u, hem(u), lean, length))
        for x, yy, lean, length in ends:
            g.new_path()
            g.move_to(x, yy - 2)
            g.curve_to(x, yy + length * 0.5, x + lean * 0.6, yy + length * 0.7, x + lean, yy + length)
        for x, yy, lean, length in ends:
            g.move_to(x, yy - 2)
            g.curve_to(x, yy + length * 0.5, x + lean * 0.6, yy + length * 0.7, x + lean, yy + length)
        stroke(g, darker(colour, 0.12), 2.1)
    with saved(g):
        g.new_path()
        g.move_to(x0, y)
        g.line_to(x1, y)
        for u in reversed(us):
            g.line_to(x0 + (x1 - x0) * u, hem(u))
        g.close_path()
        g.clip()
        rect(g, x0 - 4, y - 4, x1 - x0 + 8, drop * 1.3)
        fill(g, shade)
        textured(g, "linen", darker(colour, 0.6), 0.12, 0.6)
        rect(g, x0, y, x1 - x0, drop * 1.3)
        fill(g, linear(0, y, 0, y + drop, (0.0, (1, 0.97, 0.9, 0.22)), (0.12, (1, 1, 1, 0.0)), (1.0, (0.2, 0.1, 0.08, 0.26))))
        g.new_path()
        for u in us:
            g.line_to(x0 + (x1 - x0) * u, hem(u) - 7)
        stroke(g, alpha(darker(colour, 0.5), 0.35), 1.1)


def tabletop(g, far, near, colour, seed=2):
    """The cloth where it lies flat, seen in perspective: far and near are ((x0, y), (x1, y))."""
    (ax, ay), (bx, by) = far
    (cx, cy), (dx, dy) = near
    with saved(g):
        poly(g, [(ax, ay), (bx, by), (dx, dy), (cx, cy)])
        g.clip()
        rect(g, min(ax, cx), ay, max(bx, dx) - min(ax, cx), cy - ay)
        fill(g, linear(0, ay, 0, cy, darker(colour, 0.08), lighter(colour, 0.22)))
        textured(g, "linen", darker(colour, 0.6), 0.10, 0.6)
        rng = np.random.default_rng(seed)
        for _ in range(7):  # creases, left where the cloth was folded
            u = rng.uniform(0.05, 0.95)
            for off, c, a in ((0, lighter(colour, 0.6), 0.5), (1.6, darker(colour, 0.5), 0.16)):
                g.new_path()
                g.move_to(ax + (bx - ax) * u + off, ay)
                g.line_to(cx + (dx - cx) * u + off + rng.uniform(-4, 4), cy)
                stroke(g, alpha(c, a), 1.2)


def bolt(g, x, y0, y1, r, colour, turn=0.0):
    """The part of the cloth that is still rolled up; it lies across the table from y0 (far) to y1 (near)."""
    soft(g, lambda s: (rounded(s, x - r, y0, 2 * r, y1 - y0 + r, r * 0.8), s.fill()), 14, (0.15, 0.08, 0.06, 0.4), 10, 6)
    rounded(g, x - r, y0 - r * 0.6, 2 * r, y1 - y0 + r * 0.6, r * 0.5)
    fill(g, linear(x - r, 0, x + r, 0, darker(colour, 0.1), lighter(colour, 0.35), colour, darker(colour, 0.34)))
    oval(g, x, y1, r, r * 0.96)
    fill(g, linear(x - r, y1 - r, x + r, y1 + r, lighter(colour, 0.25), darker(colour, 0.12)))
    g.new_path()
    for i in range(64):
        a = turn + i / 63 * TAU * 3.2
        k = r * (0.96 - 0.9 * i / 63)
        g.line_to(x + k * math.cos(a), y1 + k * math.sin(a) * 0.96)
    stroke(g, alpha(darker(colour, 0.5), 0.55), 1.3)


def folded(g, x, y, w, h, colour, seed=1, fringe=False, weave="linen", shade=True):
    """One folded cloth lying flat, its lower edge at y; the folds show at the front."""
    if shade:
        contact(g, x + w * 0.02, y, w * 0.58, h * 0.32, 0.5)
    r = h * 0.48
    with saved(g):
        rounded(g, x - w / 2, y - h, w, h, r)
        g.clip()
        rect(g, x - w / 2, y - h, w, h)
        fill(g, linear(0, y - h, 0, y, lighter(colour, 0.34), colour, darker(colour, 0.16)))
        textured(g, weave, darker(colour, 0.6), 0.30 if weave == "herringbone" else 0.16, 0.7, seed)
        rect(g, x - w / 2, y - h, w, h)
        fill(g, linear(x - w / 2, 0, x + w / 2, 0, (0.0, (0.2, 0.1, 0.08, 0.25)), (0.1, (1, 1, 1, 0.12)), (0.7, (0, 0, 0, 0.0)),
                       (1.0, (0.2, 0.1, 0.08, 0.35))))
        for k in (0.27, 0.52, 0.77):
            bend = h * 0.05 * math.sin(seed * 3 + k * 9)
            g.new_path()
            g.move_to(x - w * 0.47, y - h * k)
            g.curve_to(x - w * 0.2, y - h * k + bend, x + w * 0.2, y - h * k - bend, x + w * 0.5, y - h * k)
            stroke(g, alpha(darker(colour, 0.6), 0.5), max(1.0, h * 0.035))
            g.new_path()
            g.move_to(x - w * 0.47, y - h * k + h * 0.04)
            g.curve_to(x - w * 0.2, y - h * k + bend + h * 0.04, x + w * 0.2, y - h * k - bend + h * 0.04, x + w * 0.5,
                y - h * k + h * 0.04)
            stroke(g, alpha(lighter(colour, 0.6), 0.5), max(0.8, h * 0.02))
    if fringe:
        for i in range(16):
            fx = x + w * 0.26 + i * w * 0.012
            g.new_path()
            g.move_to(fx, y - h * 0.3)
            g.curve_to(fx, y, fx + 1, y + h * 0.1, fx + math.sin(i) * 2, y + h * 0.26)
            stroke(g, darker(colour, 0.1), max(1.2, w * 0.006))


def shirt(g, x, y, s, colour, swing=0.0, hanger=True, sleeve=0.0):
    """The work shirt on its hanger; (x, y) is the hook, s the height of the shirt. `sleeve` 0–1 lifts the left cuff."""
    with saved(g):
        g.translate(x, y)
        g.rotate(swing)
        g.scale(s, s)
        if hanger:
            g.new_path()
            g.arc(0, 0.02, 0.032, TAU * 0.42, TAU * 1.2)
            g.line_to(0, 0.1)
            stroke(g, rgb("#8d857b"), 0.012)
            g.new_path()
            g.move_to(-0.3, 0.225)
            g.curve_to(-0.16, 0.13, -0.05, 0.1, 0, 0.1)
            g.curve_to(0.05, 0.1, 0.16, 0.13, 0.3, 0.225)
            stroke(g, rgb("#8a5a35"), 0.026)
        g.translate(0, 0.06)
        # the inside of the back, seen through the collar
        curve(g, [(-0.09, 0.05), (0, 0.03), (0.09, 0.05), (0.06, 0.12), (0, 0.16), (-0.06, 0.12)], closed=True)
        fill(g, linear(0, 0.03, 0, 0.16, darker(colour, 0.5), darker(colour, 0.3)))
        for side in (-1, 1):
            up = sleeve if side < 0 else 0.0
            with saved(g):
                g.scale(side, 1)
                g.translate(0.3, 0.13)
                g.rotate(-up * 0.9)
                g.translate(-0.3, -0.13)
                curve(g, [(0.24, 0.1), (0.36, 0.17), (0.435, 0.4), (0.475, 0.66), (0.47, 0.7), (0.36, 0.725), (0.335, 0.69),
                    (0.31, 0.5),
                          (0.25, 0.34)], closed=True)
                base = colour if side < 0 else darker(colour, 0.12)
                fill(g, linear(0.26, 0.4, 0.45, 0.36, darker(base, 0.22), base, lighter(base, 0.14), darker(base, 0.16)), keep=True)
                with saved(g):
                    g.clip()
                    textured(g, "linen", darker(colour, 0.6), 0.16, 0.6 / s)
                    for a, b, c in (((0.3, 0.24), (0.35, 0.36), (0.36, 0.5)), ((0.38, 0.3), (0.4, 0.44), (0.44, 0.6))):
                        curve(g, [a, b, c])
                        stroke(g, alpha(darker(colour, 0.6), 0.22), 0.008)
                    curve(g, [(0.33, 0.655), (0.4, 0.665), (0.48, 0.64)])
                    stroke(g, alpha(darker(colour, 0.55), 0.5), 0.005)
        body = [(-0.095, 0.055), (-0.2, 0.088), (-0.305, 0.135), (-0.29, 0.3), (-0.275, 0.45), (-0.285, 0.7), (-0.3, 0.9),
            (-0.28, 0.935),
                (-0.14, 0.965), (0, 0.95), (0.14, 0.965), (0.28, 0.935), (0.3, 0.9), (0.285, 0.7), (0.275, 0.45), (0.29, 0.3),
                (0.305, 0.135),
                (0.2, 0.088), (0.095, 0.055), (0.05, 0.1), (0, 0.125), (-0.05, 0.1)]
        with saved(g):
            curve(g, body, closed=True)
            g.clip()
            rect(g, -0.4, 0, 0.8, 1)
            fill(g, linear(-0.3, 0, 0.3, 0, (0.0, darker(colour, 0.2)), (0.12, lighter(colour, 0.12)),
                (0.32, lighter(colour, 0.24)), (0.46, colour),
                           (0.6, lighter(colour, 0.1)), (0.86, darker(colour, 0.14)), (1.0, darker(colour, 0.3))))
            textured(g, "linen", darker(colour, 0.6), 0.16, 0.6 / s)
            for pts, a in ((((-0.24, 0.2), (-0.2, 0.4), (-0.235, 0.7), (-0.22, 0.95)), 0.16),
                    (((-0.12, 0.3), (-0.1, 0.55), (-0.14, 0.95)), 0.13),
                           (((0.1, 0.25), (0.13, 0.5), (0.1, 0.95)), 0.17), (((0.22, 0.18), (0.19, 0.4), (0.23, 0.95)), 0.2),
                           (((-0.3, 0.32), (-0.2, 0.37), (-0.1, 0.36)), 0.15), (((0.3, 0.32), (0.22, 0.38), (0.12, 0.38)), 0.18)):
                curve(g, pts)
                for width, k in ((0.03, 0.3), (0.016, 0.35), (0.006, 0.5)):
                    curve(g, pts)
                    stroke(g, alpha(darker(colour, 0.7), a * k), width)
                curve(g, [(px - 0.018, py) for px, py in pts])
                stroke(g, alpha(lighter(colour, 0.7), a * 0.35), 0.014)
            rect(g, -0.4, 0.6, 0.8, 0.4)
            fill(g, linear(0, 0.6, 0, 1, (0.2, 0.1, 0.1, 0.0), (0.2, 0.1, 0.1, 0.22)))
            # placket, pocket, hem
            rect(g, -0.026, 0.1, 0.052, 0.47)
            fill(g, linear(-0.026, 0, 0.026, 0, lighter(colour, 0.26), colour), keep=True)
            stroke(g, alpha(darker(colour, 0.5), 0.45), 0.004)
            for k in range(5):
                oval(g, 0, 0.155 + k * 0.09, 0.0095, 0.0095)
                fill(g, rgb("#5b4030"))
                oval(g, -0.002, 0.153 + k * 0.09, 0.004, 0.004)
                fill(g, rgb("#a0805f"))
            rounded(g, 0.085, 0.27, 0.13, 0.145, 0.012)
            fill(g, linear(0.08, 0.27, 0.22, 0.42, lighter(colour, 0.14), darker(colour, 0.06)), keep=True)
            stroke(g, alpha(darker(colour, 0.5), 0.5), 0.004)
            curve(g, [(-0.31, 0.9), (-0.14, 0.94), (0, 0.925), (0.14, 0.94), (0.31, 0.9)])
            stroke(g, alpha(darker(colour, 0.5), 0.4), 0.004)
        # band collar
        curve(g, [(-0.1, 0.06), (-0.075, 0.018), (-0.05, 0.07), (0, 0.118), (-0.004, 0.15), (-0.06, 0.11)], closed=True)
        fill(g, linear(-0.1, 0, 0, 0.1, lighter(colour, 0.3), darker(colour, 0.05)), keep=True)
        stroke(g, alpha(darker(colour, 0.5), 0.35), 0.004)
        curve(g, [(0.1, 0.06), (0.075, 0.018), (0.05, 0.07), (0, 0.118), (0.004, 0.15), (0.06, 0.11)], closed=True)
        fill(g, linear(0, 0, 0.1, 0.1, lighter(colour, 0.16), darker(colour, 0.12)), keep=True)
        stroke(g, alpha(darker(colour, 0.5), 0.35), 0.004)


def throw(g, outline, colour, hem, t=0.0, fold=None):
    """The wool throw, draped in a given outline; `hem` is the line of points that carries the fringe."""
    for (ax, ay), (bx, by) in zip(hem, hem[1:]):
        n = max(1, round(math.hypot(bx - ax, by - ay) / 6))
        for i in range(n):
            u = i / n
            x, y = ax + (bx - ax) * u, ay + (by - ay) * u
            lean = math.sin(t * 0.9 + x * 0.12) * 1.2
            for k in (-1, 1):
                g.new_path()
                g.move_to(x, y - 4)
                g.curve_to(x + k, y + 8, x + k * 1.2 + lean, y + 12, x + k * 0.6 + lean, y + 20)
                stroke(g, darker(colour, 0.12 if k < 0 else 0.28), 1.9)
    with saved(g):
        curve(g, outline, closed=True)
        g.clip()
        xs, ys = [p[0] for p in outline], [p[1] for p in outline]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        rect(g, x0 - 9, y0 - 9, x1 - x0 + 18, y1 - y0 + 18)
        fill(g, linear(x0, y0, x1, y1, lighter(colour, 0.28), colour, darker(colour, 0.2)))
        textured(g, "herringbone", darker(colour, 0.6), 0.42, 0.62)
        for pts, width, a in fold or ():
            curve(g, pts)
            stroke(g, alpha(darker(colour, 0.7), a), width)
            curve(g, [(px - width * 0.9, py - width * 0.3) for px, py in pts])
            stroke(g, alpha(lighter(colour, 0.7), a * 0.7), width * 0.7)
