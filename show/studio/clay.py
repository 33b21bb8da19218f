"""Things of clay: vase, plate, teapot, cup. Each stands with its foot at (x, y).

Called by the scenes and by the product pictures, so both show the same thing. Light comes from the left.
"""

import math

import numpy as np

from .paint import TAU, alpha, contact, curve, darker, fill, lighter, linear, oval, radial, rgb, saved, soft, stroke

CLAY = rgb("#b9734e")
GLAZES = {
    "chalk": rgb("#efe6d6"),
    "oat": rgb("#d9c4a0"),
    "rust": rgb("#a9532f"),
    "moss": rgb("#7d8459"),
    "slate": rgb("#7f929b"),
}


def _round_shade(g, x, r, colour, top, bottom, rim=0.0):
    """Fills the clip with the shading of a turned body of radius r around x."""
    g.rectangle(x - 2 * r, top, 4 * r, bottom - top)
    fill(g, linear(x - r, 0, x + r, 0, (0.0, darker(colour, 0.16)), (0.16, lighter(colour, 0.22)),
                   (0.34, lighter(colour, 0.36)), (0.62, colour), (0.9, darker(colour, 0.34)),
                   (1.0, darker(colour, 0.26 - rim))))


def _profile(x, y, h, w, points):
    """Left and right outline of a turned body from (height, radius) fractions, foot first."""
    left = [(x - r * w, y - t * h) for t, r in points]
    right = [(x + r * w, y - t * h) for t, r in reversed(points)]
    return left, right


def _turned(g, left, right, sag=0.0):
    """Path: up the left side, over the lip, down the right, and a curved foot."""
    curve(g, left)
    g.line_to(*right[0])
    pts = right
    n = len(pts)
    for i in range(n - 1):
        a, b, c, d = pts[max(i - 1, 0)], pts[i], pts[i + 1], pts[min(i + 2, n - 1)]
        g.curve_to(b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6, c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6,
                   *c)
    (lx, ly), (rx, ry) = left[0], right[-1]
    g.curve_to(rx - (rx - lx) * 0.2, ry + sag, lx + (rx - lx) * 0.2, ly + sag, lx, ly)
    g.close_path()


VASE = [(0.0, 0.55), (0.06, 0.66), (0.18, 0.86), (0.34, 1.0), (0.5, 0.93), (0.66, 0.66), (0.79, 0.44), (0.88, 0.4),
        (0.96, 0.48), (1.0, 0.56)]


def vase(g, x, y, h, glaze="chalk", shade=True):
    """The Ridge vase. Its mouth is at (x, y - h)."""
    colour = GLAZES[glaze]
    w = h * 0.25
    left, right = _profile(x, y, h, w, VASE)
    lip = w * 0.56
    if shade:
        contact(g, x + w * 0.25, y + h * 0.005, w * 1.25, h * 0.05, 0.5)
    with saved(g):
        _turned(g, left, right, h * 0.03)
        g.clip()
        _round_shade(g, x, w, colour, y - h * 1.05, y + h * 0.1)
        heights = np.linspace(0.1, 0.93, 25)
        radius = np.interp(heights, [p[0] for p in VASE], [p[1] for p in VASE])
        for t, r in zip(heights, radius):
            for dy, c, a in ((0, darker(colour, 0.5), 0.20), (h * 0.011, lighter(colour, 0.7), 0.30)):
                g.new_path()
                with saved(g):
                    g.translate(x, y - t * h + dy)
                    g.scale(r * w * 1.04, h * 0.022)
                    g.arc(0, 0, 1, 0, TAU / 2)
                stroke(g, alpha(c, a), h * 0.006)
        # the foot stays bare, and the glaze ends in a soft wavy line
        g.new_path()
        g.move_to(x - w * 2, y + h)
        for i in range(25):
            u = i / 24
            g.line_to(x - w * 1.2 + 2.4 * w * u,
                      y - h * (0.048 - 0.018 * math.cos((u - 0.5) * TAU / 2) * 2 + 0.006 * math.sin(u * 21)))
        g.line_to(x + w * 2, y + h)
        g.close_path()
        fill(g, linear(x - w * 0.7, 0, x + w * 0.7, 0, lighter(CLAY, 0.2), CLAY, darker(CLAY, 0.45)))
        # the shadow of the shoulder on the foot, and the light of the window
        g.rectangle(x - w * 2, y - h * 1.1, w * 4, h * 1.3)
        fill(g, linear(0, y - h, 0, y, (0.0, (1, 0.97, 0.9, 0.06)), (0.6, (0, 0, 0, 0.0)), (1.0, (0.2, 0.08, 0.05, 0.28))))
        with saved(g):
            g.translate(x - w * 0.42, y - h * 0.42)
            g.rotate(0.05)
            g.scale(w * 0.16, h * 0.2)
            g.arc(0, 0, 1, 0, TAU)
            fill(g, radial(0, 0, 1, (1, 0.98, 0.93, 0.45), (1, 0.98, 0.93, 0.0)))
    oval(g, x, y - h, lip, h * 0.02)
    fill(g, linear(x - lip, 0, x + lip, 0, lighter(colour, 0.5), darker(colour, 0.1)))
    oval(g, x, y - h + h * 0.002, lip * 0.84, h * 0.0135)
    fill(g, linear(x - lip, 0, x + lip, 0, darker(colour, 0.72), darker(colour, 0.4)))


def _speckles(g, seed, r, squash, colour, count):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        d, a, s = math.sqrt(rng.random()) * r * 0.95, rng.random() * TAU, rng.uniform(0.35, 1.0) ** 2
        oval(g, d * math.cos(a), d * math.sin(a) * squash, s * r * 0.012 + 0.2, (s * r * 0.012 + 0.2) * max(0.5, squash))
        fill(g, alpha(darker(colour, 0.75), rng.uniform(0.25, 0.6)))


def plate(g, x, y, r, glaze="oat", squash=1.0, seed=3, shade=True, depth=None):
    """The Supper plate, centre at (x, y); squash 1 is seen from above, less is seen from the side."""
    colour = GLAZES[glaze]
    depth = r * 0.12 * (1 - squash) if depth is None else depth
    if shade:
        if squash > 0.85:
            soft(g, lambda s: (oval(s, x, y, r * 1.0, r * squash), s.fill()), r * 0.07, (0.2, 0.1, 0.08, 0.42), r * 0.05, r * 0.07)
        else:
            contact(g, x + r * 0.04, y + depth * 1.2, r * 1.12, r * squash * 0.95, 0.55)
    with saved(g):
        g.translate(x, y)
        if depth:
            oval(g, 0, depth, r * 0.8, r * squash * 0.82)
            fill(g, linear(-r, 0, r, 0, darker(CLAY, 0.1), darker(CLAY, 0.55)))
        oval(g, 0, depth * 0.32, r, r * squash)
        fill(g, linear(-r, 0, r, 0, lighter(CLAY, 0.1), CLAY, darker(CLAY, 0.35)))
        oval(g, 0, 0, r, r * squash)
        fill(g, linear(-r, -r * squash, r, r * squash, lighter(CLAY, 0.42), CLAY))
        oval(g, 0, 0, r * 0.955, r * squash * 0.955)
        fill(g, linear(-r * 0.7, -r * squash, r * 0.7, r * squash, lighter(colour, 0.38), colour, darker(colour, 0.14)))
        # the well: its near wall is lit, its far wall in shade
        oval(g, 0, r * 0.012, r * 0.72, r * squash * 0.72)
        fill(g, linear(-r * 0.5, -r * squash * 0.6, r * 0.5, r * squash * 0.6, darker(colour, 0.24), colour, lighter(colour, 0.5)))
        oval(g, 0, r * 0.02 * squash, r * 0.685, r * squash * 0.685)
        fill(g, radial(-r * 0.1, -r * 0.12 * squash, r * 1.0, lighter(colour, 0.26), colour, darker(colour, 0.12)))
        for k in (0.52, 0.36, 0.2):
            oval(g, 0, r * 0.02 * squash, r * k, r * k * squash)
            stroke(g, alpha(darker(colour, 0.4), 0.10), r * 0.012)
        if glaze != "chalk":
            _speckles(g, seed, r * 0.95, squash, colour, 90 if glaze == "oat" else 34)
        else:
            _speckles(g, seed, r * 0.95, squash, colour, 26)


def stack(g, x, y, r, glazes, squash=0.2, lift=None):
    """Plates one on the other, the lowest first; returns the y of the topmost."""
    lift = r * 0.075 if lift is None else lift
    for i, name in enumerate(glazes):
        plate(g, x, y - i * lift, r, name, squash, seed=11 + i, shade=i == 0, depth=r * 0.09)
    return y - (len(glazes) - 1) * lift


def cup(g, x, y, h, glaze="slate", tea=True):
    """A cup without a handle, foot at (x, y)."""
    colour, w = GLAZES[glaze], h * 0.52
    contact(g, x + w * 0.15, y, w * 1.25, h * 0.13, 0.5)
    left, right = _profile(x, y, h, w, [(0, 0.62), (0.08, 0.72), (0.4, 0.93), (0.8, 1.0), (1.0, 1.0)])
    with saved(g):
        _turned(g, left, right, h * 0.07)
        g.clip()
        _round_shade(g, x, w, colour, y - h * 1.2, y + h * 0.2)
        g.rectangle(x - w, y - h * 0.17, 2 * w, h)
        fill(g, linear(x - w, 0, x + w, 0, lighter(CLAY, 0.25), CLAY, darker(CLAY, 0.45)))
    oval(g, x, y - h, w, h * 0.13)
    fill(g, linear(x - w, 0, x + w, 0, lighter(colour, 0.5), darker(colour, 0.08)))
    oval(g, x, y - h + h * 0.01, w * 0.9, h * 0.105)
    fill(g, linear(x - w, 0, x + w, 0, darker(colour, 0.5), darker(colour, 0.2)))
    if tea:
        with saved(g):
            oval(g, x, y - h + h * 0.01, w * 0.9, h * 0.105)
            g.clip()
            oval(g, x, y - h + h * 0.06, w * 0.86, h * 0.1)
            fill(g, linear(x - w, 0, x + w, 0, rgb("#d58b3c"), rgb("#9a4f1d")))


TEAPOT_SPOUT = (1.72, -1.18)  # the tip, in units of the body's radius from the foot


def teapot(g, x, y, r, glaze="slate", tilt=0.0, lid=True, shade=True):
    """The teapot, foot at (x, y) before it is tilted about its middle; r is the radius of the body."""
    colour = GLAZES[glaze]
    h = r * 1.45
    if shade:
        contact(g, x + r * 0.15, y + r * 0.02, r * 1.35, r * 0.2, 0.5)
    with saved(g):
        g.translate(x, y - h / 2)
        g.rotate(tilt)
        g.translate(0, h / 2)
        # cane handle, its far half first
        for off, width, c in ((0, 0.15, rgb("#7b4f2a")), (-0.015, 0.1, rgb("#b78345")), (-0.04, 0.035, rgb("#e0b878"))):
            g.new_path()
            g.move_to(-r * 0.62, -h * 0.9)
            g.curve_to(-r * (0.86 - off), -r * (2.75 + off), r * (0.86 + off), -r * (2.75 + off), r * 0.62, -h * 0.9)
            stroke(g, c, r * width)
        for i in range(15):
            u = (i + 1) / 16
            bx = -0.62 * (1 - u) ** 3 - 0.86 * 3 * u * (1 - u) ** 2 + 0.86 * 3 * u * u * (1 - u) + 0.62 * u ** 3
            by = -h * 0.9 / r * ((1 - u) ** 3 + u ** 3) - 2.75 * 3 * u * (1 - u)
            g.new_path()
            g.move_to(r * bx - r * 0.05, r * by - r * 0.05)
            g.line_to(r * bx + r * 0.05, r * by + r * 0.05)
            stroke(g, alpha(rgb("#5a3718"), 0.45), r * 0.022)
        # spout
        g.new_path()
        g.move_to(r * 0.6, -r * 0.56)
        g.curve_to(r * 1.25, -r * 0.42, r * 1.22, -r * 0.98, r * 1.62, -r * 1.24)
        g.line_to(r * 1.76, -r * 1.16)
        g.curve_to(r * 1.55, -r * 0.8, r * 1.56, -r * 0.32, r * 0.78, -r * 0.2)
        g.close_path()
        fill(g, linear(r * 1.0, -r * 0.95, r * 1.5, -r * 0.3, lighter(colour, 0.35), colour, darker(colour, 0.35)))
        oval(g, r * 1.69, -r * 1.2, r * 0.085, r * 0.045, 0.5)
        fill(g, darker(colour, 0.65))
        body = [(0, 0.56), (0.05, 0.64), (0.2, 0.86), (0.45, 1.0), (0.68, 0.93), (0.88, 0.66), (1.0, 0.4)]
        left, right = _profile(0, 0, h, r, body)
        with saved(g):
            _turned(g, left, right, r * 0.08)
            g.clip()
            _round_shade(g, 0, r, colour, -h * 1.1, r)
            g.new_path()
            g.move_to(-r * 1.2, r)
            for i in range(41):
                u = i / 40
                g.line_to(-r * 1.1 + 2.2 * r * u, -h * (0.2 - 0.1 * math.sin(u * TAU / 2) + 0.014 * math.sin(u * 17)))
            g.line_to(r * 1.2, r)
            g.close_path()
            fill(g, linear(-r, 0, r, 0, CLAY, lighter(CLAY, 0.3), CLAY, darker(CLAY, 0.5)))
            rng = np.random.default_rng(5)
            for _ in range(46):
                oval(g, rng.uniform(-1, 1) * r, -rng.uniform(0.2, 1) * h, r * 0.011, r * 0.011)
                fill(g, alpha(darker(colour, 0.6), 0.35))
            for k in (0.34, 0.5, 0.66, 0.8):
                g.new_path()
                with saved(g):
                    g.translate(0, -h * k)
                    g.scale(r * 1.02, r * 0.16)
                    g.arc(0, 0, 1, 0, TAU / 2)
                stroke(g, alpha(lighter(colour, 0.6), 0.13), r * 0.016)
            with saved(g):
                g.translate(-r * 0.46, -h * 0.6)
                g.rotate(0.5)
                g.scale(r * 0.17, r * 0.34)
                g.arc(0, 0, 1, 0, TAU)
                fill(g, radial(0, 0, 1, (1, 1, 0.97, 0.6), (1, 1, 0.97, 0.0)))
        if lid:
            oval(g, 0, -h * 0.985, r * 0.42, r * 0.09)
            fill(g, darker(colour, 0.45))
            g.new_path()
            g.move_to(-r * 0.4, -h * 1.0)
            g.curve_to(-r * 0.34, -h * 1.13, r * 0.34, -h * 1.13, r * 0.4, -h * 1.0)
            g.curve_to(r * 0.3, -h * 0.95, -r * 0.3, -h * 0.95, -r * 0.4, -h * 1.0)
            fill(g, linear(-r * 0.4, 0, r * 0.4, 0, lighter(colour, 0.15), lighter(colour, 0.4), colour, darker(colour, 0.3)))
            oval(g, 0, -h * 1.14, r * 0.1, r * 0.095)
            fill(g, radial(-r * 0.03, -h * 1.16, r * 0.14, lighter(CLAY, 0.5), CLAY, darker(CLAY, 0.35)))
        for sx in (-1, 1):
            oval(g, sx * r * 0.62, -h * 0.89, r * 0.1, r * 0.085)
            fill(g, radial(sx * r * 0.62 - r * 0.03, -h * 0.91, r * 0.14, lighter(colour, 0.4), darker(colour, 0.2)))
