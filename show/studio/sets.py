"""Sets: walls, windows, light, tables, shelves, weather. Called by the scenes; holds no product of the shop."""

import math

import cairo
import numpy as np

from .paint import (
    TAU,
    H,
    W,
    alpha,
    clamp,
    curve,
    darker,
    fill,
    group,
    lerp,
    lighter,
    linear,
    mix,
    oval,
    poly,
    radial,
    rect,
    rgb,
    rounded,
    saved,
    soft,
    stroke,
    textured,
    wave,
)
from .things import AUTUMN, leaf

OAK = rgb("#9c6b43")
PAPER = rgb("#f4ebdc")
DEEP = rgb("#3d2a2a")


def wall(g, top, bottom, glow=None, texture=0.10):
    """A plastered wall, brighter where the light falls; glow is (x, y, r, colour)."""
    rect(g, -60, -60, W + 120, H + 120)
    fill(g, linear(0, 0, 0, H, top, bottom))
    if glow:
        x, y, r, c = glow
        rect(g, -60, -60, W + 120, H + 120)
        fill(g, radial(x, y, r, (0.0, alpha(c, 0.85)), (0.5, alpha(c, 0.35)), (1.0, alpha(c, 0.0))))
    if texture:
        textured(g, "plaster", darker(bottom, 0.5), texture, 1.6)


def vignette(g, strength=0.3, colour=(0.16, 0.08, 0.07)):
    rect(g, -60, -60, W + 120, H + 120)
    fill(g, radial(W / 2, H * 0.44, H * 0.72, (0.0, alpha(colour, 0.0)), (0.55, alpha(colour, 0.0)),
        (1.0, alpha(colour, strength))))


def arch_path(g, x, y, w, h):
    """A round arch, middle of its foot at (x, y)."""
    r = w / 2
    g.new_path()
    g.move_to(x - r, y)
    g.line_to(x - r, y - h + r)
    g.arc(x, y - h + r, r, TAU / 2, TAU)
    g.line_to(x + r, y)
    g.close_path()


def hills(g, x, y, w, h, t=0.0, hour=0.4):
    """The country outside, clipped to what the caller set; hour 0 dawn, 0.5 gold, 1 night."""
    n = clamp((hour - 0.5) * 2)
    hues = ("#f6d9b8", "#f2c48f", "#e9b183"), ("#56527a", "#c07d7d", "#f0a468"), ("#20283f", "#333a58", "#5a4a63")
    skies = [[rgb(c) for c in hue] for hue in hues]
    first, second, k = (skies[0], skies[1], n / 0.4) if n < 0.4 else (skies[1], skies[2], (n - 0.4) / 0.6)
    sky = [mix(a, b, k) for a, b in zip(first, second)]
    rect(g, x - w, y - h * 1.1, 2 * w, h * 1.2)
    fill(g, linear(0, y - h, 0, y - h * 0.25, *sky))
    sx, sy = x + w * lerp(0.16, 0.22, n), y - h * lerp(0.46, 0.78, n)
    sun = mix(rgb("#fff3d6"), rgb("#f3ead2"), n)
    oval(g, sx, sy, w * 0.42, w * 0.42)
    fill(g, radial(sx, sy, w * 0.42, alpha(sun, 0.75 - 0.4 * n), alpha(sun, 0.0)))
    oval(g, sx, sy, w * 0.105, w * 0.105)
    fill(g, sun)

    def ridge(i, base, amp, speed, u):
        return base + amp * (math.sin(u * (4 + i * 1.3) + i * 2 + t * speed) + 0.4 * math.sin(u * 11 + i + t * speed * 2))

    layers = (("#d9a985", 0.42, 0.05, 0.006), ("#c98f63", 0.34, 0.045, 0.010), ("#9c8a5a", 0.25, 0.05, 0.016),
        ("#77764d", 0.15, 0.04, 0.024))
    for i, (c, base, amp, speed) in enumerate(layers):
        colour = mix(rgb(c), mix(rgb("#2a3048"), rgb("#191b2b"), i / 3), n)
        g.new_path()
        g.move_to(x - w, y + 4)
        for k in range(33):
            u = k / 32
            g.line_to(x - w + 2 * w * u, y - h * ridge(i, base, amp, speed, u))
        g.line_to(x + w, y + 4)
        g.close_path()
        fill(g, linear(0, y - h * (base + amp), 0, y, lighter(colour, 0.14 * (1 - n)), darker(colour, 0.1)))
        if i in (2, 3):
            rng = np.random.default_rng(20 + i)
            for _ in range(9):
                u, s = rng.random(), rng.uniform(0.5, 1.1)
                tx = x - w + 2 * w * u
                yy = y - h * ridge(i, base, amp, speed, u)
                c2 = mix(AUTUMN[int(rng.integers(6))], colour, 0.35 + 0.6 * n)
                oval(g, tx, yy - h * 0.02 * s, w * 0.035 * s, h * 0.03 * s)
                fill(g, c2)


def arch_window(g, x, y, w, h, t=0.0, hour=0.4, frame=rgb("#f1e6d2")):
    """An arched window with glazing bars, foot of its opening at (x, y)."""
    def hole(s):
        arch_path(s, x, y + 8, w + 26, h + 22)
        s.fill()
    soft(g, hole, 12, (0.2, 0.1, 0.06, 0.30), 3, 5)
    arch_path(g, x, y + 6, w + 22, h + 17)
    fill(g, linear(x - w / 2, 0, x + w / 2, 0, frame, darker(frame, 0.14)))
    with saved(g):
        arch_path(g, x, y, w, h)
        g.clip()
        hills(g, x, y, w * 0.6, h, t, hour)
        rect(g, x - w, y - h, w * 2, h)
        fill(g, linear(x - w / 2, y - h, x + w / 2, y, (0.0, (1, 1, 1, 0.16)), (0.45, (1, 1, 1, 0.0)), (1.0, (0, 0, 0, 0.0))))
    for width, c in ((6.5, darker(frame, 0.24)), (4.5, frame)):
        g.new_path()
        g.move_to(x, y)
        g.line_to(x, y - h)
        for k in (0.33, 0.64):
            g.move_to(x - w / 2, y - h * k)
            g.line_to(x + w / 2, y - h * k)
        stroke(g, c, width)
    arch_path(g, x, y, w, h)
    stroke(g, darker(frame, 0.2), 2)
    rounded(g, x - w / 2 - 24, y + 2, w + 48, 13, 4)
    fill(g, linear(0, y, 0, y + 15, lighter(frame, 0.3), darker(frame, 0.16)))


def sunlight(g, x, y, w, h, skew, t=0.0, strength=0.5, colour=(1.0, 0.86, 0.62), panes=(2, 3), leaves=True):
    """The window's light on a wall or a cloth: soft panes with the moving shadow of leaves."""
    with group(g, 1.0, cairo.OPERATOR_SOFT_LIGHT):
        def shape(s):
            for i in range(panes[0]):
                for j in range(panes[1]):
                    px, py = x + i * w / panes[0], y + j * h / panes[1]
                    pw, ph = w / panes[0] * 0.92, h / panes[1] * 0.93
                    poly(s, [(px + skew * (py - y), py), (px + pw + skew * (py - y), py), (px + pw + skew * (py + ph - y), py + ph),
                             (px + skew * (py + ph - y), py + ph)])
                    s.fill()
            if leaves:
                s.set_operator(cairo.OPERATOR_DEST_OUT)
                rng = np.random.default_rng(9)
                for k in range(15):
                    lx = x + rng.uniform(-0.1, 1.1) * w + skew * h * 0.5 + 7 * wave(t, 7.3, rng.random())
                    ly = y + rng.uniform(-0.05, 0.75) * h + 5 * wave(t, 5.9, rng.random())
                    leaf(s, lx, ly, rng.uniform(36, 64), rng.uniform(0, TAU) + 0.14 * wave(t, 6.1, rng.random()), (0, 0, 0), 1.0)
        soft(g, shape, 9, alpha(colour, strength))


def tree_shade(g, t, strength=0.2):
    """The shadow of a tree in the sun that moves over the whole picture, as on a table out of doors."""
    rng = np.random.default_rng(14)
    clusters = [(rng.uniform(-0.1, 1.1) * W, rng.uniform(-0.1, 1.05) * H) for _ in range(9)]

    def shape(s):
        for i, (cx, cy) in enumerate(clusters):
            mx, my = cx + 12 * wave(t, 8.3, i * 0.13), cy + 8 * wave(t, 6.7, i * 0.21)
            for k in range(8):
                a = k * 2.4 + i
                d = 22 + 11 * k
                leaf(s, mx + d * math.cos(a), my + d * math.sin(a), 62 - 3 * k,
                    a + 0.8 + 0.12 * wave(t, 5.1, k * 0.17 + i * 0.3), (0, 0, 0), 0.9)
    soft(g, shape, 7, (0.42, 0.27, 0.2, strength), operator=cairo.OPERATOR_MULTIPLY)


def bench(g, far, near, colour=OAK, depth=22, below=None):
    """A table seen slightly from above: top from far to near, then its edge, then the calm dark below."""
    below = below or darker(colour, 0.55)
    rect(g, -60, near, W + 120, H - near + 60)
    fill(g, linear(0, near, 0, H, darker(below, 0.1), below, darker(below, 0.25)))
    with saved(g):
        rect(g, -60, far, W + 120, near - far)
        g.clip()
        rect(g, -60, far, W + 120, near - far)
        fill(g, linear(0, far, 0, near, darker(colour, 0.06), lighter(colour, 0.24)))
        g.translate(0, far)
        textured(g, "wood", darker(colour, 0.75), 0.5, 1.7, 7)
    for k in range(1, 3):
        yy = lerp(far, near, (k / 3) ** 1.2)
        g.new_path()
        g.move_to(-60, yy)
        g.line_to(W + 60, yy)
        stroke(g, alpha(darker(colour, 0.7), 0.35), 1.2)
    rect(g, -60, near, W + 120, depth)
    fill(g, linear(0, near, 0, near + depth, lighter(colour, 0.1), darker(colour, 0.3)))
    rect(g, -60, near, W + 120, 2.2)
    fill(g, alpha(lighter(colour, 0.65), 0.6))
    rect(g, -60, near + depth, W + 120, 40)
    fill(g, linear(0, near + depth, 0, near + depth + 40, (0.05, 0.02, 0.02, 0.4), (0.05, 0.02, 0.02, 0.0)))


def shelf(g, x, y, w, colour=OAK):
    """A board on the wall; things stand on y."""
    soft(g, lambda s: (rounded(s, x, y + 2, w, 16, 3), s.fill()), 12, (0.16, 0.08, 0.05, 0.38), 5, 14)
    rounded(g, x, y, w, 11, 2.5)
    fill(g, linear(0, y, 0, y + 11, lighter(colour, 0.24), darker(colour, 0.2)))
    rect(g, x + 2, y, w - 4, 1.6)
    fill(g, alpha(lighter(colour, 0.6), 0.5))


def niche(g, x, y, w, h, colour):
    """An arched niche in the wall with depth; its floor is at y."""
    arch_path(g, x, y, w, h)
    fill(g, linear(x - w / 2, 0, x + w / 2, 0, darker(colour, 0.34), darker(colour, 0.1), lighter(colour, 0.1)))
    with saved(g):
        arch_path(g, x, y, w, h)
        g.clip()
        arch_path(g, x + 14, y, w - 22, h - 14)
        fill(g, linear(x, y - h, x, y, darker(colour, 0.2), lighter(colour, 0.2)))
        soft(g, lambda s: (arch_path(s, x - w * 0.5, y + 40, w * 0.5, h * 1.05), s.fill()), 30, alpha(darker(colour, 0.75), 0.38))
        textured(g, "plaster", darker(colour, 0.5), 0.1, 1.6)
    arch_path(g, x, y, w, h)
    stroke(g, alpha(lighter(colour, 0.6), 0.6), 2.5)


def lamp(g, x, y, r, colour, on=1.0, t=0.0):
    """A hanging lamp of clay; (x, y) is the middle of its lower rim."""
    g.new_path()
    g.move_to(x, -60)
    g.line_to(x, y - r * 0.8)
    stroke(g, darker(colour, 0.6), 2)
    if on:
        oval(g, x, y + r * 0.5, r * 3.4, r * 3.4)
        fill(g, radial(x, y + r * 0.5, r * 3.4, (1, 0.86, 0.58, 0.40 * on), (1, 0.8, 0.5, 0.0)))
    g.new_path()
    g.move_to(x - r, y)
    g.curve_to(x - r * 0.95, y - r * 0.66, x - r * 0.4, y - r * 0.86, x, y - r * 0.88)
    g.curve_to(x + r * 0.4, y - r * 0.86, x + r * 0.95, y - r * 0.66, x + r, y)
    g.close_path()
    fill(g, linear(x - r, 0, x + r, 0, lighter(colour, 0.1), lighter(colour, 0.32), colour, darker(colour, 0.36)))
    oval(g, x, y, r, r * 0.13)
    fill(g, mix(darker(colour, 0.4), (1, 0.9, 0.66), on))


def drifting_leaves(g, t, count, seed, colour_shift=0.0, size=(12, 22), area=(0, 0, W, H), speed=1.0):
    """Leaves that fall through the picture for ever."""
    rng = np.random.default_rng(seed)
    x0, y0, w, h = area
    for _ in range(count):
        px, ph, v, s, a = rng.random(), rng.random(), rng.uniform(0.035, 0.075) * speed, rng.uniform(*size), rng.random()
        c = AUTUMN[int(rng.integers(6))]
        y = ((ph + t * v) % 1.15) - 0.08
        x = px + 0.05 * math.sin(t * 0.9 + a * 9) - 0.02 * t * v
        fold = 0.35 + 0.6 * abs(math.sin(t * 1.1 + a * 7))
        leaf(g, x0 + (x % 1.0) * w, y0 + y * h, s, a * TAU + math.sin(t * 0.8 + a * 5) * 0.9, mix(c, DEEP, colour_shift), fold)


def steam(g, x, y, h, t, strength=0.4, seed=0):
    """Two or three wisps of steam that rise from (x, y)."""
    for k in range(3):
        phase = (t * 0.28 + k / 3 + seed * 0.17) % 1.0
        a = strength * math.sin(phase * math.pi)
        pts = []
        for i in range(7):
            u = i / 6
            yy = y - h * (phase * 0.75 + u * 0.32)
            pts.append((x + (k - 1) * 7 + math.sin(u * 4 + t * 1.2 + k * 2.1 + seed) * (4 + 12 * (phase + u * 0.3)), yy))

        def wisp(s, pts=pts):
            curve(s, pts)
            s.set_line_width(7)
            s.set_line_cap(cairo.LINE_CAP_ROUND)
            s.stroke()
        soft(g, wisp, 8, (1, 0.99, 0.96, a))


def string_lights(g, points, t, on=1.0):
    """A chain of small lamps through the points."""
    curve(g, points)
    stroke(g, rgb("#2b2024"), 1.8)
    n = len(points) - 1
    for i in range(n * 3 + 1):
        u = i / (n * 3) * n
        k = min(n - 1, int(u))
        f = u - k
        x = lerp(points[k][0], points[k + 1][0], f)
        y = lerp(points[k][1], points[k + 1][1], f) + 7 + 5 * math.sin(f * math.pi)
        glow = on * (0.82 + 0.18 * math.sin(t * 1.3 + i * 2.1))
        oval(g, x, y, 26, 26)
        fill(g, radial(x, y, 26, (1, 0.8, 0.45, 0.42 * glow), (1, 0.7, 0.3, 0.0)))
        oval(g, x, y, 4.4, 5.6)
        fill(g, mix(rgb("#5a4a3a"), (1, 0.93, 0.72), glow))
