"""Things to wear and to be warm in: the shirt and the throw. Called by `film.py`."""

import math

import numpy as np

from . import cloth, furniture
from .clockwork import mouth, talking
from .cloth import LINEN
from .host import Pose, mara
from .paint import (
    H,
    W,
    alpha,
    between,
    contact,
    curve,
    darker,
    ease,
    ease_out,
    fill,
    group,
    lerp,
    linear,
    oval,
    over,
    radial,
    rect,
    rgb,
    rounded,
    saved,
    soft,
    spring,
    still,
    stroke,
    textured,
    wave,
)
from .sets import arch_path, arch_window, sunlight, vignette, wall

# The shirt --------------------------------------------------------------------------------------

def _dressing_room(g):
    wall(g, rgb("#d5dbd8"), rgb("#aebbb9"), (110, 220, 520, rgb("#f6f3e6")))
    rect(g, -60, 742, W + 120, H)
    fill(g, linear(0, 742, 0, H, rgb("#b58f68"), rgb("#8a6546")))
    with saved(g):
        rect(g, -60, 742, W + 120, H)
        g.clip()
        g.translate(0, 742)
        textured(g, "wood", rgb("#4a2f1f"), 0.4, 2.0, 7)
    rect(g, -60, 724, W + 120, 18)
    fill(g, linear(0, 724, 0, 742, rgb("#eef0ea"), rgb("#b9c1bd")))
    rect(g, -60, 742, W + 120, 40)
    fill(g, linear(0, 742, 0, 782, (0.1, 0.05, 0.04, 0.3), (0.1, 0.05, 0.04, 0.0)))


def _rail(g):
    contact(g, 402, 812, 190, 16, 0.45)
    for x in (262, 536):
        g.new_path()
        g.move_to(x, 206)
        g.line_to(x, 806)
        stroke(g, rgb("#7a5236"), 8)
        g.new_path()
        g.move_to(x - 2, 206)
        g.line_to(x - 2, 806)
        stroke(g, alpha(rgb("#c79a6c"), 0.7), 2)
        g.new_path()
        g.move_to(x - 26, 808)
        g.line_to(x + 26, 808)
        stroke(g, rgb("#6a452d"), 8)
    g.new_path()
    g.move_to(256, 206)
    g.line_to(560, 206)
    stroke(g, rgb("#8a5e3e"), 8)
    g.new_path()
    g.move_to(256, 204)
    g.line_to(560, 204)
    stroke(g, alpha(rgb("#d6ad80"), 0.8), 2)


def _skirt(g, x, y, sway):
    """What she wears below the shirt: a long moss skirt and boots."""
    contact(g, x, 880, 96, 13, 0.5)
    for k in (-1, 1):
        rounded(g, x + k * 26 - 20, 850, 40, 30, 10)
        fill(g, linear(0, 850, 0, 880, rgb("#5b3a2a"), rgb("#3a241c")))
    c = rgb("#69704f")
    curve(g, [(x - 70, y), (x - 80, y + 110), (x - 92 + sway, y + 222), (x - 40 + sway, y + 230), (x + 20 + sway, y + 226),
        (x + 92 + sway, y + 222), (x + 80, y + 110),
              (x + 70, y)], closed=True)
    fill(g, cloth.pleated(x - 92, x + 92, c, 8, 3), keep=True)
    with saved(g):
        g.clip()
        textured(g, "linen", darker(c, 0.6), 0.2, 0.6)
        rect(g, x - 120, y, 240, 120)
        fill(g, linear(0, y + 30, 0, y + 100, (0.1, 0.1, 0.05, 0.45), (0.1, 0.1, 0.05, 0.0)))


TURNS = [(66.0, "sand"), (73.75, "ink"), (74.55, "rust")]


def shirt(g, t):
    t - 66.5
    still(g, "dressing-room", _dressing_room)
    sunlight(g, 20, 120, 220, 420, 0.24, t, 0.5)
    speak = talking(t)
    lift = between(t, 69.9, 72.9, 0.7)
    point = between(t, 67.2, 69.8, 0.6)
    offer = over(t, 72.9, 0.6)
    # her right sleeve: she lifts the arm and tugs at the cuff
    tug = 4 * wave(t, 0.9) * lift
    left = (lerp(96, 176, lift), lerp(630, 500, lift))
    right = (lerp(lerp(222, 128, lift), 286, offer), lerp(lerp(600, 566, lift) + tug, 470, offer))
    right = (lerp(right[0], 190, point), lerp(right[1], 512, point))
    pose = Pose(t=t, mouth=mouth(t), smile=0.95, tilt=0.035 * wave(t, 4.1) - 0.04 * lift,
        turn=lerp(0.1, 0.5, offer) - 0.4 * lift, nod=0.6 * speak * wave(t, 1.1),
                gaze=(lerp(0.0, 0.6, offer) - 0.6 * lift, 0.35 * lift), left=left, right=right, left_grip="flat",
                right_grip="hold" if lift > 0.4 else "flat", apron=False, shirt=LINEN["sand"])
    with saved(g):
        soft(g, lambda s: (oval(s, 150, 560, 90, 300), s.fill()), 40, (0.15, 0.15, 0.15, 0.22), 26, 10)
        _skirt(g, 140, 640, wave(t, 4.6) * 2)
        mara(g, 140, 398, 118, pose)
    still(g, "rail", _rail)
    for i, (name, x, s) in enumerate((("rust", 486, 310), ("ink", 436, 322))):
        [n for a, n in TURNS if t >= a][-1]
        sw = 0.02 * wave(t, 3.4, i * 0.3) + 0.05 * math.exp(-max(0, t - 73.75) * 1.4) * math.sin(max(0,
            t - 73.75) * 6) * (t > 73.75)
        cloth.shirt(g, x, 196, s, darker(LINEN[name], 0.16), sw)
    # the shirt in front, large; another colour comes down the rail and takes its place
    for i, (at, name) in enumerate(TURNS):
        if t < at:
            continue
        k = ease((t - at) / 0.7) if i else 1.0
        gone = ease((t - TURNS[i + 1][0]) / 0.7) if i + 1 < len(TURNS) and t > TURNS[i + 1][0] else 0.0
        if gone >= 1:
            continue
        swing = 0.025 * wave(t, 3.0, i * 0.2) + (0.12 * math.exp(-(t - at) * 2.2) * math.sin((t - at) * 7) if i else 0)
        s = 400
        x = lerp(720, 372, k)
        with saved(g):
            if gone:
                x = lerp(372, 270, gone)
            soft(g, lambda q: (oval(q, x + 8, 410, 100, 180), q.fill()), 26, (0.12, 0.1, 0.1, 0.26 * (1 - gone) * k), 18, 22)
            with group(g, 1 - gone):
                cloth.shirt(g, x, 194, s, LINEN[name], swing, sleeve=0.0)
    vignette(g, 0.2)


# The throw --------------------------------------------------------------------------------------

def _rain_room(g):
    wall(g, rgb("#58677a"), rgb("#36404f"), (430, 330, 400, rgb("#a88f78")), 0.12)
    rect(g, -60, 760, W + 120, H)
    fill(g, linear(0, 760, 0, H, rgb("#54453f"), rgb("#33292a")))
    with saved(g):
        rect(g, -60, 760, W + 120, H)
        g.clip()
        g.translate(0, 760)
        textured(g, "wood", rgb("#1d1416"), 0.45, 2.0, 7)
    rect(g, -60, 742, W + 120, 18)
    fill(g, linear(0, 742, 0, 760, rgb("#6f7d8b"), rgb("#465160")))
    # a round rug
    with saved(g):
        g.translate(270, 862)
        g.scale(1, 0.24)
        for r, c in ((300, "#8a6a5a"), (276, "#a5806a"), (250, "#8f6d5c"), (222, "#a88671")):
            oval(g, 0, 0, r, r)
            fill(g, rgb(c))


def _rain(g, x, y, w, h, t):
    with saved(g):
        arch_path(g, x, y, w, h)
        g.clip()
        rect(g, x - w, y - h, 2 * w, h)
        fill(g, linear(0, y - h, 0, y, (0.36, 0.43, 0.52, 0.6), (0.5, 0.52, 0.55, 0.3)))
        rng = np.random.default_rng(31)
        for i in range(34):
            px, ph, v, s = rng.random(), rng.random(), rng.uniform(0.05, 0.14), rng.uniform(1.0, 2.1)
            yy = ((ph + t * v) % 1.1)
            xx = px + 0.006 * math.sin(t * 2 + i)
            g.new_path()
            g.move_to(x - w / 2 + xx * w, y - h + yy * h - 15 * v * 10)
            g.line_to(x - w / 2 + xx * w, y - h + yy * h)
            stroke(g, (0.92, 0.95, 1, 0.22), s * 0.8)
            oval(g, x - w / 2 + xx * w, y - h + yy * h, s, s * 1.4)
            fill(g, (0.95, 0.97, 1, 0.5))


FOLDS = [([(126, 392), (124, 470), (96, 540), (44, 600), (30, 700), (36, 786)], 7, 0.16),
         ([(176, 388), (178, 480), (150, 560), (92, 620), (84, 700), (90, 790)], 7, 0.15),
         ([(226, 390), (222, 480), (228, 560), (214, 650)], 6, 0.16)]


def throw(g, t):
    u = t - 76.0
    zoom = 1.0 + 0.03 * ease(u / 8.5)
    g.translate(W / 2, 620)
    g.scale(zoom, zoom)
    g.translate(-W / 2, -620)
    still(g, "rain-room", _rain_room)
    arch_window(g, 132, 470, 168, 276, t, 1.0, rgb("#8694a3"))
    _rain(g, 132, 470, 168, 276, t)
    # a floor lamp behind the chair
    glow = 0.94 + 0.06 * wave(t, 5.0)
    oval(g, 456, 330, 300, 300)
    fill(g, radial(456, 330, 300, (1, 0.8, 0.5, 0.42 * glow), (1, 0.7, 0.4, 0.0)))
    g.new_path()
    g.move_to(456, 360)
    g.line_to(456, 800)
    stroke(g, rgb("#2c2428"), 5)
    g.new_path()
    g.move_to(418, 268)
    g.line_to(494, 268)
    g.line_to(520, 366)
    g.line_to(392, 366)
    g.close_path()
    fill(g, linear(392, 0, 520, 0, rgb("#f3d9a6"), rgb("#fff0cf"), rgb("#e2b979")))
    still(g, "armchair", lambda s: furniture.armchair(s, 262, 834, 452, rgb("#5c7270")))
    # the throw comes down over the back and the arm
    k = ease_out((t - 76.9) / 1.1)
    settle = spring((t - 76.9) / 1.8) if t > 76.9 else 0
    if t > 76.9:
        dy = (1 - k) * -560
        c = LINEN["ochre"]
        with saved(g):
            g.translate((1 - k) * -60, dy)
            swing = (1 - settle) * 16
            whole = [(88, 400), (170, 386), (258, 392), (266, 480), (260, 580), (258, 642), (200, 650), (152, 642),
                (142, 690), (146, 770 + swing), (100, 788 + swing),
                     (46, 782 + swing), (-10, 790 + swing), (-16, 690), (-6, 596), (44, 558), (80, 520), (84, 450)]
            soft(g, lambda s: (curve(s, whole, True), s.fill()), 16, (0.06, 0.05, 0.07, 0.5), 10, 9)
            hem = [(-10, 788 + swing), (46, 780 + swing), (100, 786 + swing), (146, 768 + swing)]
            cloth.throw(g, whole, c, hem, t, fold=FOLDS)
            with saved(g):  # where it falls from the arm of the chair, light and shade part
                curve(g, whole, True)
                g.clip()
                soft(g, lambda s: (curve(s, [(150, 640), (146, 560), (90, 520), (96, 580), (140, 640)], True), s.fill()), 16,
                    (0.2, 0.08, 0.04, 0.4))
                soft(g, lambda s: (oval(s, 64, 590, 66, 22), s.fill()), 18, (1, 0.93, 0.75, 0.22))
    ear = between(t, 82.4, 83.0, 0.15) + between(t, 83.3, 83.7, 0.12)
    furniture.cat(g, 282, 644, 190, wave(t, 3.4), 0.5 + 0.5 * wave(t, 2.9) * between(t, 81.8, 84.5), ear)
    rect(g, -60, -60, W + 120, H + 120)
    fill(g, radial(440, 420, 520, (1, 0.75, 0.45, 0.12), (1, 0.7, 0.4, 0.0)))
    vignette(g, 0.36, (0.05, 0.06, 0.09))
