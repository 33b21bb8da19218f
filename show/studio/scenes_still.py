"""Still lives that move: the vase, the candle, the tea. Called by `film.py`."""

import math

import cairo
import numpy as np

from . import clay, things, wax
from .cloth import LINEN
from .paint import (
    H,
    W,
    between,
    clamp,
    contact,
    darker,
    ease,
    ease_out,
    fill,
    group,
    lerp,
    lighter,
    linear,
    mix,
    oval,
    radial,
    rect,
    rgb,
    rounded,
    saved,
    still,
    stroke,
    textured,
    wave,
)
from .scenes_place import hand_from
from .sets import arch_window, bench, niche, shelf, steam, sunlight, vignette, wall

ROSE = rgb("#d8bda8")


# The vase ---------------------------------------------------------------------------------------

def _alcove(g):
    wall(g, rgb("#e4cdb9"), rgb("#c4a08a"), (90, 200, 520, rgb("#f8e8d4")))
    niche(g, 270, 686, 372, 560, ROSE)
    rect(g, -60, 686, W + 120, H)
    fill(g, linear(0, 686, 0, H, rgb("#e6d2bd"), rgb("#c9a992"), rgb("#ab8570")))
    rect(g, -60, 686, W + 120, 3)
    fill(g, (1, 0.98, 0.94, 0.7))
    with saved(g):
        rect(g, -60, 686, W + 120, H)
        g.clip()
        textured(g, "plaster", rgb("#7d5a48"), 0.1, 1.4, 5)


TWIGS = [(31.2, 3, -0.36, 252), (32.9, 1, 0.04, 262), (34.2, 2, 0.42, 248)]


def vase(g, t):
    u = t - 29.5
    zoom = 1.0 + 0.03 * ease(u / 9.5)
    g.translate(W / 2, 600)
    g.scale(zoom, zoom)
    g.translate(-W / 2, -600)
    still(g, "alcove", _alcove)
    sunlight(g, 40 + u * 3.0, 90, 270, 520, 0.25, t, 0.5, panes=(2, 3))
    ease((t - 35.7) / 1.0)
    x = 270
    foot, tall = 704, 316
    mouth_y = foot - tall
    for at, seed, lean, length in TWIGS:
        k = ease((t - at) / 1.1)
        if k > 0:
            things.twig(g, x + lean * 30 + (1 - k) * 340, mouth_y + 26 - (1 - k) * 250, length, lean + (1 - k) * 0.25, 1.0, t,
                seed, 11)
    clay.vase(g, x, foot, tall, "chalk")
    for at, seed, lean, length in TWIGS:
        k = ease((t - at) / 1.1)
        back = ease((t - at - 1.05) / 0.7)
        if t > at and back < 1:
            hx, hy = x + lean * 30 + (1 - k) * 340 + 26 + back * 300, mouth_y - 30 + (1 - k) * -250 - back * 60
            hand_from(g, hx, hy, 860, 300, "hold", 1, LINEN["sand"], 130)
    for at, xx, h, glaze, side in ((36.35, 122, 226, "rust", -1), (37.1, 424, 200, "moss", 1)):
        k = ease_out((t - at) / 0.9)
        if t > at:
            clay.vase(g, lerp(xx + side * 330, xx, k), 722, h, glaze)
    k = (t - 36.9) / 2.6
    if 0 < k < 1:
        things.leaf(g, 330 + 26 * math.sin(k * 7), 330 + 372 * k, 26, 0.6 + math.sin(k * 8) * 0.9, things.AUTUMN[1],
            0.5 + 0.4 * abs(math.sin(k * 6)))
    elif k >= 1:
        things.leaf(g, 330 + 26 * math.sin(7), 702, 26, 0.6 + math.sin(8) * 0.9, things.AUTUMN[1], 0.6)
    vignette(g, 0.2)


# The candle -------------------------------------------------------------------------------------

def _night(g):
    wall(g, rgb("#2f2c42"), rgb("#1f1a29"), None, 0.14)


def _warm(g):
    wall(g, rgb("#a97f63"), rgb("#6e4a3d"), (270, 300, 460, rgb("#d6ad85")), 0.12)


LIGHTS = [(40.87, 270, 206, 92, 668), (45.55, 128, 138, 78, 690), (46.35, 414, 108, 84, 698)]


def _lit(t, at):
    return ease_out((t - at) / 0.9) * (0.94 + 0.06 * wave(t, 0.9, at) * wave(t, 0.37))


def candle(g, t):
    u = t - 39.0
    zoom = 1.0 + 0.025 * ease(u / 9)
    g.translate(W / 2, 560)
    g.scale(zoom, zoom)
    g.translate(-W / 2, -560)
    dark = ease((t - 39.35) / 1.3)
    still(g, "warm-room", _warm)
    if dark > 0:
        still(g, "night-room", _night, dark)
    arch_window(g, 270, 470, 200, 286, t * 2, 0.62 + 0.38 * dark, mix(rgb("#d9c4a8"), rgb("#4a4256"), dark))
    lights = [_lit(t, at) if t > at else 0.0 for at, *_ in LIGHTS]
    total = sum(lights)
    with group(g, 1.0, cairo.OPERATOR_SCREEN):
        for (at, x, h, w, y), lit in zip(LIGHTS, lights):
            if lit > 0:
                cy = y - h - 30
                oval(g, x, cy, 420, 420)
                fill(g, radial(x, cy, 420, (0.62, 0.34, 0.13, 0.75 * lit), (0.38, 0.17, 0.06, 0.35 * lit), (0.1, 0.03, 0.0, 0.0)))
    bench_c = mix(rgb("#8a5b3d"), rgb("#3a2630"), dark * (1 - 0.35 * min(1, total)))
    bench(g, 640, 748, bench_c, 20, mix(rgb("#4a2d24"), rgb("#17121b"), dark))
    with group(g, 1.0, cairo.OPERATOR_SCREEN):
        for (at, x, h, w, y), lit in zip(LIGHTS, lights):
            if lit > 0:
                with saved(g):
                    g.translate(x, y + 4)
                    g.scale(1, 0.26)
                    oval(g, 0, 0, 230, 230)
                    fill(g, radial(0, 0, 230, (0.85, 0.48, 0.18, 0.7 * lit), (0.4, 0.18, 0.06, 0.0)))
    amb = 1 - 0.72 * dark
    order = sorted(zip(LIGHTS, lights), key=lambda e: e[0][4])
    for (at, x, h, w, y), lit in order:
        spread = min(0.3, 0.12 * (total - lit))
        wax.candle(g, x, y, h, w, lit, 0.5 * wave(t, 2.1, x / 100) + 0.35 * wave(t, 0.83, x / 70), ambient=clamp(amb + spread))
    # the match
    for (at, x, h, w, y), first in zip(LIGHTS, (True, False, False)):
        a, b = at - (1.0 if first else 0.62), at + 0.35
        come, go = ease((t - a) / 0.85), ease((t - b) / 0.75)
        if come > 0 and go < 1:
            tx, ty = x + 10, y - h - 14
            hx, hy = lerp(620, tx + 74, come) + 330 * go, lerp(330, ty - 46, come) - 60 * go
            mx, my = hx - 66, hy + 42
            g.new_path()
            g.move_to(hx + 6, hy - 4)
            g.line_to(mx, my)
            stroke(g, rgb("#d8b27a"), 4.2)
            wax.flame(g, mx - 1, my + 3, 36, 0.5 * wave(t, 0.7) + 0.5 * go, 1 - 0.8 * go)
            _dim_hand(g, hx + 20, hy - 16, 900, 190, dark)
    vignette(g, 0.3 + 0.2 * dark, (0.05, 0.03, 0.07))


def _dim_hand(g, hx, hy, sx, sy, dark):
    with group(g, 1.0):
        hand_from(g, hx, hy, sx, sy, "hold", -1, LINEN["sand"], 120)
        if dark > 0:
            g.set_operator(cairo.OPERATOR_ATOP)
            rect(g, -100, -100, W + 200, H + 200)
            fill(g, linear(hx - 40, hy, hx + 190, hy - 60, (0.45, 0.2, 0.08, 0.22 * dark), (0.09, 0.06, 0.12, 0.66 * dark)))
            g.set_operator(cairo.OPERATOR_OVER)


# The tea ----------------------------------------------------------------------------------------

def _morning(g):
    wall(g, rgb("#e9e3d5"), rgb("#cfd3cc"), (90, 240, 460, rgb("#fff6e2")), 0.08)
    rng = np.random.default_rng(12)
    for j in range(5):  # tiles behind the table
        for i in range(9):
            x, y = -34 + i * 68 - (34 if j % 2 else 0), 382 + j * 46
            c = mix(rgb("#b9c4c0"), rgb("#d3d8d0"), rng.random())
            rounded(g, x + 1.5, y + 1.5, 65, 43, 4)
            fill(g, linear(x, y, x + 66, y + 44, lighter(c, 0.35), c, darker(c, 0.06)))
    rect(g, -60, 374, W + 120, 9)
    fill(g, linear(0, 374, 0, 383, rgb("#f2ecdf"), rgb("#b9b3a3")))
    shelf(g, 318, 292, 202, rgb("#b98a5c"))
    clay.cup(g, 356, 292, 44, "chalk", False)
    clay.cup(g, 410, 292, 44, "moss", False)
    clay.stack(g, 474, 283, 36, ["oat", "chalk", "oat"], 0.2)


def tea(g, t):
    u = t - 48.0
    zoom = 1.0 + 0.02 * ease(u / 9)
    g.translate(W / 2, 560)
    g.scale(zoom, zoom)
    g.translate(-W / 2, -560)
    still(g, "morning", _morning)
    arch_window(g, 132, 360, 140, 160, t * 3, 0.18, rgb("#f7f0e2"))
    sunlight(g, 150, 380, 300, 250, 0.5, t, 0.5, panes=(2, 2))
    still(g, "tea-bench", lambda s: bench(s, 618, 736, rgb("#c49a6c"), 20, rgb("#7d5a42")))
    pour = between(t, 50.9, 54.5, 0.9)
    flow = clamp((t - 51.75) / 0.25) * clamp((53.75 - t) / 0.2)
    r = 106
    tilt = 0.52 * pour
    px, py = lerp(196, 190, pour), lerp(704, 560, pour)
    cup_x, cup_y, cup_h = 424, 716, 84
    level = clamp((t - 52.0) / 1.7)
    clay.cup(g, 330 if t < 0 else 500, 664, 74, "chalk", False)
    if pour < 0.05:
        steam(g, 412 - 30, 560, 120, t, 0.12)
    clay.cup(g, cup_x, cup_y, cup_h, "slate", level > 0.4)
    # where the spout is after the tilt
    h = r * 1.45
    sx, sy = r * 1.69, -r * 1.2 + h / 2
    tipx = px + sx * math.cos(tilt) - sy * math.sin(tilt)
    tipy = py - h / 2 + sx * math.sin(tilt) + sy * math.cos(tilt)
    if flow > 0:
        end_y = cup_y - cup_h + 6
        for width, c in ((7, rgb("#9a5424")), (4, rgb("#c67d35")), (1.5, rgb("#f0c078"))):
            g.new_path()
            g.move_to(tipx - 2, tipy + 1)
            g.curve_to(tipx + 14, tipy + 4, cup_x + 1, tipy + 24, cup_x + 1 + wave(t, 0.31) * 0.8,
                lerp(tipy, end_y, min(1, flow * 1.2)))
            stroke(g, c, width * (0.6 + 0.4 * flow))
        with saved(g):  # the near lip of the cup hides the end of the stream
            rect(g, cup_x - 60, end_y, 120, 70)
            g.clip()
            clay.cup(g, cup_x, cup_y, cup_h, "slate", True)
    if pour > 0.02:
        contact(g, 196, 706, r * 1.2 * (1 + 0.2 * pour), r * 0.16, 0.4 * (1 - 0.5 * pour))
    clay.teapot(g, px, py, r, "slate", tilt, shade=pour < 0.02)
    reach = between(t, 50.0, 55.6, 0.9)
    if reach > 0:
        # the handle's crown, turned with the pot
        ax, ay = -4, -r * 2.14 + h / 2
        gx = px + ax * math.cos(tilt) - ay * math.sin(tilt)
        gy = py - h / 2 + ax * math.sin(tilt) + ay * math.cos(tilt)
        hx, hy = lerp(-150, gx - 26, reach), lerp(330, gy - 20, reach)
        hand_from(g, hx, hy, -330, 250, "hold", -1, LINEN["rust"], 135)
    if level > 0.3:
        steam(g, cup_x, cup_y - cup_h - 4, 150, t, 0.34 * clamp((t - 53.2) / 1.0), 2)
    if t < 51.2:
        steam(g, px + r * 1.64, py - r * 1.25, 110, t, 0.3 * (1 - pour), 1)
    second = ease_out((t - 55.3) / 0.8)
    if t > 55.3:
        clay.cup(g, lerp(640, 330, second), 728, 84, "chalk", True)
        steam(g, lerp(640, 330, second), 640, 130, t, 0.3 * second, 5)
    vignette(g, 0.16)
