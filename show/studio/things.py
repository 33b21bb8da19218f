"""Everything else on the table: board, bread, fruit, leaves, twigs. Called by scenes and pictures."""

import math

import numpy as np

from .paint import (
    TAU,
    alpha,
    contact,
    curve,
    darker,
    ease_out,
    fill,
    lighter,
    linear,
    mix,
    oval,
    radial,
    rect,
    rgb,
    rounded,
    saved,
    soft,
    stroke,
    textured,
)

WALNUT = rgb("#7b5136")
CRUST = rgb("#b87636")
CRUMB = rgb("#f0deb9")


def _board_path(g, w, h):
    """A board lying along x, its handle to the right; centred on the origin."""
    r = h * 0.2
    g.new_path()
    g.move_to(-w * 0.5 + r, -h / 2)
    g.line_to(w * 0.27, -h / 2)
    g.curve_to(w * 0.33, -h / 2, w * 0.33, -h * 0.15, w * 0.38, -h * 0.14)
    g.line_to(w * 0.47, -h * 0.13)
    g.curve_to(w * 0.52, -h * 0.12, w * 0.52, h * 0.12, w * 0.47, h * 0.13)
    g.line_to(w * 0.38, h * 0.14)
    g.curve_to(w * 0.33, h * 0.15, w * 0.33, h / 2, w * 0.27, h / 2)
    g.line_to(-w * 0.5 + r, h / 2)
    g.curve_to(-w * 0.5, h / 2, -w * 0.5, h / 2, -w * 0.5, h / 2 - r)
    g.line_to(-w * 0.5, -h / 2 + r)
    g.curve_to(-w * 0.5, -h / 2, -w * 0.5, -h / 2, -w * 0.5 + r, -h / 2)
    g.close_path()


def board(g, x, y, w, squash=1.0, turn=0.0, thick=0.0, shade=True, loop=True):
    """The walnut board, centre at (x, y), w long; `thick` pixels of its edge are seen below."""
    h = w * 0.44
    with saved(g):
        g.translate(x, y)
        if shade:
            def cast(s):
                s.scale(1, squash)
                s.rotate(turn)
                _board_path(s, w, h)
                s.fill()
            soft(g, cast, w * 0.035 + thick, (0.14, 0.07, 0.05, 0.5), w * 0.015, thick + w * 0.025)
        if thick:
            for k in range(int(thick), 0, -1):
                with saved(g):
                    g.translate(0, k)
                    g.scale(1, squash)
                    g.rotate(turn)
                    _board_path(g, w, h)
                    fill(g, darker(WALNUT, 0.5 - 0.2 * (k == int(thick))))
        g.scale(1, squash)
        g.rotate(turn)
        _board_path(g, w, h)
        fill(g, linear(0, -h / 2, 0, h / 2, lighter(WALNUT, 0.2), WALNUT, darker(WALNUT, 0.16)), keep=True)
        with saved(g):
            g.clip()
            textured(g, "wood", darker(WALNUT, 0.75), 0.75, 1.15, 4)
            for cx, cy, k in ((-w * 0.2, h * 0.1, 1.0), (w * 0.12, -h * 0.2, 0.7)):
                for i in range(5):
                    oval(g, cx, cy, w * 0.035 * k * (i + 0.6), h * 0.02 * k * (i + 0.6))
                    stroke(g, alpha(darker(WALNUT, 0.7), 0.22), w * 0.004)
            _board_path(g, w, h)
            stroke(g, alpha(lighter(WALNUT, 0.6), 0.45), w * 0.012)
            rect(g, -w, -h, 2 * w, 2 * h)
            fill(g, linear(-w / 2, -h / 2, w / 2, h / 2, (0.0, (1, 0.92, 0.78, 0.22)), (0.5, (1, 1, 1, 0.0)),
                (1.0, (0.1, 0.04, 0.03, 0.25))))
        oval(g, w * 0.445, 0, w * 0.017, w * 0.017)
        fill(g, darker(WALNUT, 0.75))
        if loop:
            g.new_path()
            g.move_to(w * 0.445, 0)
            g.curve_to(w * 0.56, -h * 0.16, w * 0.6, h * 0.12, w * 0.45, h * 0.005)
            stroke(g, rgb("#c08a5a"), w * 0.011)


def loaf(g, x, y, w, cut=0.0):
    """A round loaf on its board, foot at y; `cut` 0–1 takes it away from the right."""
    h = w * 0.5
    contact(g, x, y, w * 0.6, h * 0.16, 0.55)
    edge = x + w / 2 - cut * w * 0.5
    with saved(g):
        rect(g, x - w, y - h * 2, edge - (x - w), h * 3)
        g.clip()
        curve(g, [(x - w * 0.5, y - h * 0.28), (x - w * 0.42, y - h * 0.72), (x - w * 0.15, y - h * 0.98),
            (x + w * 0.15, y - h * 0.98),
                  (x + w * 0.42, y - h * 0.72), (x + w * 0.5, y - h * 0.28), (x + w * 0.4, y - h * 0.02), (x, y + h * 0.02),
                  (x - w * 0.4, y - h * 0.02)],
              closed=True)
        fill(g, radial(x - w * 0.14, y - h * 0.75, w * 0.72, lighter(CRUST, 0.45), CRUST, darker(CRUST, 0.5)), keep=True)
        g.clip()
        rng = np.random.default_rng(8)
        for _ in range(120):
            a, b = rng.normal(0, 0.2), rng.normal(0.72, 0.18)
            oval(g, x + a * w, y - b * h, rng.uniform(0.6, 2.2) * w / 150, rng.uniform(0.5, 1.4) * w / 150)
            fill(g, (1, 0.95, 0.85, rng.uniform(0.15, 0.5)))
        for k in (-0.26, -0.04, 0.18):  # the baker's cuts
            pts = [(x + (k - 0.05) * w, y - h * 0.42), (x + (k + 0.02) * w, y - h * 0.72), (x + (k + 0.12) * w, y - h * 0.93)]
            curve(g, pts)
            stroke(g, lighter(CRUST, 0.62), w * 0.04)
            curve(g, [(px + w * 0.018, py + h * 0.02) for px, py in pts])
            stroke(g, alpha(darker(CRUST, 0.5), 0.5), w * 0.014)
    if cut > 0.02:
        r = h * 0.47 * math.sqrt(max(0.05, 1 - (cut * 0.95 - 0.0) ** 2 * 0.5))
        bread_slice(g, edge, y - r * 0.98, r * 0.55, r)


def bread_slice(g, x, y, rx, ry, turn=0.0):
    """A cut face of the loaf, centre at (x, y)."""
    with saved(g):
        g.translate(x, y)
        g.rotate(turn)
        curve(g, [(-rx, ry * 0.5), (-rx * 0.98, -ry * 0.3), (-rx * 0.4, -ry), (rx * 0.4, -ry), (rx * 0.98, -ry * 0.3),
            (rx, ry * 0.5), (rx * 0.7, ry), (-rx * 0.7, ry)],
              closed=True)
        fill(g, linear(-rx, 0, rx, 0, lighter(CRUST, 0.15), darker(CRUST, 0.2)))
        g.scale(0.86, 0.9)
        curve(g, [(-rx, ry * 0.5), (-rx * 0.98, -ry * 0.3), (-rx * 0.4, -ry), (rx * 0.4, -ry), (rx * 0.98, -ry * 0.3),
            (rx, ry * 0.5), (rx * 0.7, ry), (-rx * 0.7, ry)],
              closed=True)
        fill(g, linear(-rx, -ry, rx, ry, lighter(CRUMB, 0.4), darker(CRUMB, 0.08)), keep=True)
        g.clip()
        rng = np.random.default_rng(3)
        for _ in range(34):
            oval(g, rng.uniform(-1, 1) * rx, rng.uniform(-1, 1) * ry, rx * rng.uniform(0.02, 0.07), ry * rng.uniform(0.02, 0.05))
            fill(g, alpha(darker(CRUMB, 0.35), 0.35))


def pear(g, x, y, h, colour=rgb("#b6a548"), turn=0.0, blush=True):
    """A pear, foot at (x, y)."""
    w = h * 0.34
    contact(g, x + w * 0.2, y, w * 1.3, h * 0.07, 0.5)
    with saved(g):
        g.translate(x, y)
        g.rotate(turn)
        with saved(g):
            curve(g, [(0, -h * 0.98), (-w * 0.36, -h * 0.86), (-w * 0.5, -h * 0.6), (-w * 0.96, -h * 0.32),
                (-w * 0.8, -h * 0.05), (0, h * 0.01), (w * 0.8, -h * 0.05),
                      (w * 0.96, -h * 0.32), (w * 0.5, -h * 0.6), (w * 0.36, -h * 0.86)], closed=True)
            g.clip()
            rect(g, -h, -2 * h, 2 * h, 3 * h)
            fill(g, radial(-w * 0.4, -h * 0.42, h * 0.62, lighter(colour, 0.5), colour, darker(colour, 0.5)))
            if blush:
                oval(g, w * 0.55, -h * 0.3, w * 0.75, h * 0.36)
                fill(g, radial(w * 0.55, -h * 0.3, w * 0.8, (0.72, 0.28, 0.16, 0.6), (0.72, 0.28, 0.16, 0.0)))
            rng = np.random.default_rng(2)
            for _ in range(40):
                oval(g, rng.uniform(-1, 1) * w, -rng.random() * h, h * 0.006, h * 0.006)
                fill(g, (0.35, 0.25, 0.1, 0.28))
        curve(g, [(0, -h * 0.96), (w * 0.06, -h * 1.08), (w * 0.24, -h * 1.18)])
        stroke(g, rgb("#5c4128"), h * 0.032)


def fig(g, x, y, r, turn=0.0, open_=False):
    """A fig, centre at (x, y); open shows its cut half."""
    soft_colour = rgb("#5b3c55")
    contact(g, x + r * 0.15, y + r * 0.75, r * 1.2, r * 0.4, 0.4)
    with saved(g):
        g.translate(x, y)
        g.rotate(turn)
        body = [(0, -r * 1.35), (-r * 0.3, -r * 0.9), (-r * 0.9, -r * 0.15), (-r * 0.8, r * 0.62), (0, r * 0.92),
            (r * 0.8, r * 0.62), (r * 0.9, -r * 0.15), (r * 0.3, -r * 0.9)]
        curve(g, body, closed=True)
        fill(g, radial(-r * 0.35, -r * 0.2, r * 1.6, lighter(soft_colour, 0.35), soft_colour, darker(soft_colour, 0.55)), keep=True)
        with saved(g):
            g.clip()
            for k in (-0.55, -0.2, 0.2, 0.55):
                curve(g, [(0, -r * 1.35), (k * r * 1.2, 0), (k * r * 0.8, r)])
                stroke(g, alpha(lighter(soft_colour, 0.5), 0.2), r * 0.05)
        if open_:
            with saved(g):
                g.scale(0.82, 0.84)
                curve(g, body, closed=True)
                fill(g, rgb("#ecd9b4"))
                oval(g, 0, r * 0.12, r * 0.66, r * 0.72)
                fill(g, radial(0, r * 0.1, r * 0.75, rgb("#d98a6a"), rgb("#b5473f"), rgb("#8f3038")))
                rng = np.random.default_rng(6)
                for _ in range(40):
                    d, a = math.sqrt(rng.random()) * 0.6, rng.random() * TAU
                    oval(g, d * r * math.cos(a), r * 0.12 + d * r * math.sin(a), r * 0.045, r * 0.045)
                    fill(g, alpha(rgb("#f3d9a0"), 0.8))
        rounded(g, -r * 0.08, -r * 1.55, r * 0.16, r * 0.3, r * 0.06)
        fill(g, rgb("#6d6a3e"))


def leaf(g, x, y, size, turn, colour, fold=1.0):
    """A beech leaf growing from (x, y) in the direction `turn`."""
    with saved(g):
        g.translate(x, y)
        g.rotate(turn)
        g.scale(size, size * fold)
        g.new_path()
        g.move_to(0, 0)
        g.curve_to(0.2, -0.42, 0.7, -0.4, 1, 0)
        g.curve_to(0.7, 0.4, 0.2, 0.42, 0, 0)
        fill(g, linear(0, -0.35, 0, 0.35, lighter(colour, 0.26), (0.49, colour), (0.51, darker(colour, 0.12)),
            darker(colour, 0.26)))
        g.new_path()
        g.move_to(-0.12, 0)
        g.line_to(0.92, 0)
        stroke(g, alpha(darker(colour, 0.55), 0.55), 0.025)
        for k in (0.2, 0.4, 0.6):
            for s in (-1, 1):
                g.new_path()
                g.move_to(k, 0)
                g.line_to(k + 0.17, 0.2 * s)
        stroke(g, alpha(darker(colour, 0.5), 0.25), 0.018)


AUTUMN = [rgb(c) for c in ("#c8702e", "#d99a3a", "#a8482c", "#8b7d3c", "#b85b33", "#dfae55")]


def twig(g, x, y, length, lean, grown=1.0, t=0.0, seed=1, leaves=11, dark=0.0):
    """A beech twig that stands at (x, y) and leans; `grown` 0–1 lets it come into the picture from below."""
    rng = np.random.default_rng(seed)
    sway = math.sin(t * 0.8 + seed * 1.7) * 0.012
    pts = []
    for i in range(13):
        u = i / 12
        a = (lean + sway) * (0.35 + u * 0.9)
        pts.append((x + math.sin(a) * length * u, y - math.cos(a) * length * u * (1 - 0.04 * u)))
    bark = mix(rgb("#5d4130"), (0.1, 0.08, 0.12), dark)
    for i in range(12):
        g.new_path()
        g.move_to(*pts[i])
        g.line_to(*pts[i + 1])
        stroke(g, bark, max(1.1, length * 0.014 * (1 - i / 14)))
    for k in range(leaves):
        u = 0.34 + 0.66 * (k + 0.5) / leaves
        i = min(11, int(u * 12))
        f = u * 12 - i
        bx, by = pts[i][0] + (pts[i + 1][0] - pts[i][0]) * f, pts[i][1] + (pts[i + 1][1] - pts[i][1]) * f
        side = -1 if k % 2 else 1
        open_ = ease_out((grown - 0.25 - 0.5 * (k / leaves)) * 4)
        size = length * rng.uniform(0.13, 0.2) * (1.15 - 0.4 * u) * open_
        angle = -TAU / 4 + lean * 0.8 + side * rng.uniform(0.5, 1.05) + math.sin(t * 1.3 + k * 2.1 + seed) * 0.06
        c = mix(AUTUMN[int(rng.integers(len(AUTUMN)))], (0.12, 0.08, 0.12), dark)
        fold = rng.uniform(0.7, 1.05)
        if size > 1:
            leaf(g, bx, by, size, angle, c, fold)
