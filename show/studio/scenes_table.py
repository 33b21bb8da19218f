"""Scenes at the table: the cloth, the board, and the finale. Called by `film.py`."""

import math

import cairo

from . import clay, cloth, cutlery, things, wax
from .clockwork import mouth, talking
from .cloth import LINEN
from .host import Pose, arm, mara, swing
from .paint import (
    TAU,
    H,
    W,
    between,
    clamp,
    darker,
    ease,
    ease_out,
    fill,
    group,
    lerp,
    linear,
    oval,
    over,
    poly,
    radial,
    rect,
    rgb,
    saved,
    spring,
    still,
    stroke,
    wave,
)
from .sets import arch_window, bench, lamp, shelf, string_lights, sunlight, vignette, wall

MOSS_WALL = rgb("#8a906f")


# The cloth --------------------------------------------------------------------------------------

def _cloth_room(g):
    wall(g, rgb("#a3a888"), rgb("#6f7657"), (300, 240, 520, rgb("#d5d5ae")))
    rect(g, -60, 560, W + 120, 60)
    fill(g, linear(0, 540, 0, 640, (0.2, 0.2, 0.1, 0.0), (0.2, 0.2, 0.1, 0.25)))


def _cloth_table(g):
    bench(g, 606, 684, rgb("#8a5b3a"), 24, rgb("#4a3128"))


COLOURS = [(17.25, "oat", "rust"), (18.15, "rust", "moss"), (19.05, "moss", "oat")]


def _laid(g, t, x1, colour):
    """The unrolled cloth from the left edge to x1: on the table and over its front."""
    54 + (x1 - 54) * 1.02
    k = (x1 - 62) / 416
    with saved(g):
        rect(g, -60, -60, 60 + min(x1, 700), H + 120)
        g.clip()
        cloth.tabletop(g, ((62, 606), (478, 606)), ((40, 684), (500, 684)), colour)
    if k > 0.03:
        right = lerp(40, 500, clamp(k))

        def fallen(u):
            lag = (clamp(k) * 1.0 - u * clamp(k)) * 2.6 + max(0.0, t - 13.9) * 0.9
            return spring(clamp(lag * 0.62))
        cloth.hanging(g, 40, right, 684, 112, colour, t, True, reach=fallen, sway=0.8,
            pleats=max(3, round(11 * k)) if k < 1 else 11)


def cloth_scene(g, t):
    u = t - 10.05
    zoom = 1.0 + 0.02 * ease(u / 10)
    g.translate(W / 2, 520)
    g.scale(zoom, zoom)
    g.translate(-W / 2, -520)
    still(g, "cloth-room", _cloth_room)
    arch_window(g, 426, 470, 150, 290, t * 3, 0.42, rgb("#e4e0c8"))
    sunlight(g, 60, 150, 220, 330, -0.2, t, 0.38)
    roll = ease((t - 11.0) / 2.7)
    x1 = lerp(84, 520, roll)
    smooth = between(t, 13.8, 16.7, 0.6)
    show = over(t, 16.8, 0.6)
    sweep = 70 * math.sin((t - 13.8) * 1.9)
    left = (lerp(112, 150 + 30 * wave(t, 2.6), smooth), lerp(632, 640, smooth))
    reach = over(t, 10.7, 0.55)  # to the bolt, before it begins to roll
    right = (lerp(lerp(330, min(x1 - 6, 352), reach), 330 + sweep * 0.8, smooth), lerp(630, 636, smooth))
    left = (lerp(left[0], 168, show), lerp(left[1], 628, show))
    right = (lerp(right[0], 372, show), lerp(right[1], 628, show))
    pose = Pose(t=t, mouth=mouth(t), smile=0.9, tilt=0.03 * wave(t, 4.8) - 0.05 * smooth,
        turn=lerp(0.25, 0.05, show) * (0.5 + roll), nod=0.6 * talking(t) * wave(t, 1.2),
                gaze=(0.3 * between(t, 11, 13.6), 0.75 * max(between(t, 11, 13.4), between(t, 14.2, 15.4))), left=left,
                right=right, left_grip="flat", right_grip="flat")
    mara(g, 262, 400, 124, pose, arms=())
    still(g, "cloth-table", _cloth_table)
    current, nxt, k = "oat", None, 0.0
    for start, a, b in COLOURS:
        if t >= start:
            current, nxt, k = a, b, ease((t - start) / 0.55)
    if nxt and k >= 1:
        current, nxt = nxt, None
    _laid(g, t, x1, LINEN[current])
    if nxt:
        with saved(g):
            edge = lerp(10, 540, k)
            poly(g, [(-60, 560), (edge + 24, 560), (edge - 24, H), (-60, H)])
            g.clip()
            _laid(g, t, x1, LINEN[nxt])
    r = lerp(36, 16, roll) * clamp((1 - roll) * 14)
    if r > 1:
        cloth.bolt(g, min(x1, 488), 606, 686 - r, r, LINEN["oat"], roll * 22)
    arm(g, 262, 400, 124, pose, "left")
    arm(g, 262, 400, 124, pose, "right")
    vignette(g, 0.3)


# The board --------------------------------------------------------------------------------------

def _kitchen(g):
    wall(g, rgb("#b8714f"), rgb("#7f4330"), (390, 210, 430, rgb("#e3a877")), 0.16)
    shelf(g, 24, 318, 168, rgb("#6b4630"))
    clay.vase(g, 62, 318, 78, "chalk")
    clay.cup(g, 112, 318, 38, "chalk", False)
    clay.cup(g, 158, 318, 38, "oat", False)
    g.new_path()
    g.move_to(372, 250)
    g.line_to(530, 250)
    stroke(g, rgb("#4a2d22"), 5)
    for x, kind in ((396, 0), (440, 1), (492, 2)):
        g.new_path()
        g.arc(x, 256, 6, 3.4, 6.2)
        stroke(g, rgb("#c79b5a"), 2.4)
        if kind == 0:
            cutlery.fork(g, x, 322, 120, 0, rgb("#8a5a3c"))
        elif kind == 1:
            with saved(g):
                g.translate(x, 330)
                g.rotate(TAU / 4)
                g.scale(0.34, 0.34)
                things.board(g, 0, 0, 330, turn=TAU / 2, loop=False)
        else:
            g.new_path()
            g.move_to(x, 258)
            g.line_to(x, 330)
            stroke(g, rgb("#8a5a3c"), 5)
            oval(g, x, 350, 17, 24)
            fill(g, linear(x - 17, 0, x + 17, 0, rgb("#a9774e"), rgb("#6b4630")))


def board(g, t):
    t - 57.5
    still(g, "kitchen", _kitchen)
    lamp(g, 418, 138, 54, rgb("#3f5350"), 1.0)
    cutting = between(t, 59.2, 63.5, 0.5)
    stroke_k = math.sin((t - 59.2) * 5.2)
    cut = 0.5 * clamp((t - 59.4) / 4.2) if t > 59.4 else 0.0
    edge = 232 + 105 - cut * 105
    slide = ease_out((t - 63.7) / 1.0)
    right = (lerp(404, edge + 74, cutting), lerp(640, 598 + 10 * stroke_k, cutting))
    left = (lerp(150, 178, cutting), lerp(640, 604, cutting))
    show = over(t, 63.6, 0.7)
    left, right = (lerp(left[0], 214, show), lerp(left[1], 590, show)), (lerp(right[0], 420, show), lerp(right[1], 640, show))
    pose = Pose(t=t, mouth=mouth(t), smile=0.9, tilt=0.03 * wave(t, 4.4) + 0.02, turn=0.1 * wave(t, 5),
        nod=0.6 * talking(t) * wave(t, 1.15) + 0.8 * cutting,
                gaze=(0.1, 0.7 * between(t, 60.8, 63.0)), left=left, right=right, left_grip="flat", right_grip="hold",
                shirt=LINEN["ink"])
    mara(g, 270, 392, 122, pose, arms=())
    still(g, "kitchen-bench", lambda s: bench(s, 610, 722, rgb("#a9774e"), 22, rgb("#4f2d22")))
    things.board(g, 284, 664, 400, 0.34, 0, 12)
    things.loaf(g, 232, 668, 210, cut)
    n = int(clamp((t - 60.0) / 0.95, 0, 4))
    for i in range(n):
        k = ease_out((t - 60.0 - 0.95 * i - 0.95 + 0.95) / 0.5)
        things.bread_slice(g, lerp(edge + 10, 352 + i * 23, k), 640 + 4 * math.sin(i), 25, 43, lerp(0.0, 0.12, k))
    if t > 63.7:
        x = lerp(-240, 112, slide)
        things.board(g, x, 700, 210, 0.36, 0, 9)
        things.pear(g, x - 24, 706, 88)
        things.fig(g, x + 32, 690, 20, 0.2)
    if cutting > 0.05 and show < 0.5:
        with saved(g):
            cutlery.knife(g, right[0] - 22, right[1] + 8, 170, math.pi - 0.12 + 0.05 * stroke_k)
    arm(g, 270, 392, 122, pose, "left")
    arm(g, 270, 392, 122, pose, "right")
    vignette(g, 0.36)


# The finale -------------------------------------------------------------------------------------

def _evening(g):
    wall(g, rgb("#4a4657"), rgb("#2d2a3a"), (270, 380, 420, rgb("#8a6a6a")), 0.14)


def finale(g, t):
    u = t - 84.5
    zoom = 1.04 - 0.04 * ease(u / 5)
    g.translate(W / 2, 560)
    g.scale(zoom, zoom)
    g.translate(-W / 2, -560)
    still(g, "evening", _evening)
    arch_window(g, 270, 540, 330, 440, t * 3, 0.66, rgb("#6a5a58"))
    string_lights(g, [(-40, 120), (90, 172), (230, 150), (380, 186), (580, 110)], t, over(t, 84.2, 1.2))
    toast = between(t, 90.7, 93.7, 0.7)
    speak = talking(t)
    show = between(t, 85.2, 90.4, 0.7)
    left = (lerp(150, 118 + 8 * wave(t, 3.1), show), lerp(600, 560, show))
    right = (lerp(380, 410 + 8 * wave(t, 2.7), show), lerp(600, 566, show))
    right = swing(270, 378, 112, "right", right, (424, 330 + 5 * wave(t, 2.2)), toast)
    pose = Pose(t=t, mouth=mouth(t), smile=1.0, tilt=0.035 * wave(t, 4.4) + 0.04 * toast, turn=0.1 * wave(t, 6),
        nod=0.6 * speak * wave(t, 1.2), left=left, right=right,
                left_grip="open", right_grip="hold" if toast > 0.2 else "open", apron=False, shirt=LINEN["sand"])
    mara(g, 270, 378, 112, pose, arms=("left",))
    if toast > 0.12:
        clay.cup(g, right[0] - 12, right[1] - 8, 48, "slate")
    arm(g, 270, 378, 112, pose, "right")
    bench(g, 596, 690, rgb("#6b4632"), 20, rgb("#2a1d22"))
    cloth.tabletop(g, ((-30, 596), (570, 596)), ((-60, 690), (600, 690)), darker(LINEN["oat"], 0.10))
    cloth.hanging(g, -50, 590, 690, 150, darker(LINEN["oat"], 0.16), t, True, pleats=13, sway=0.5)
    for seed, lean, length in ((3, -0.34, 120), (1, 0.05, 150), (2, 0.42, 128)):
        things.twig(g, 74, 556, length, lean, 1, t, seed, 9)
    clay.vase(g, 74, 650, 112, "rust")
    clay.teapot(g, 452, 652, 46)
    things.board(g, 268, 626, 190, 0.3, 0, 6)
    things.loaf(g, 232, 626, 88, 0.3)
    things.pear(g, 300, 632, 42)
    sway = 0.4 * wave(t, 2.3) + 0.3 * wave(t, 1.1)
    wax.candle(g, 150, 640, 70, 24, 1, sway, ambient=0.7)
    wax.candle(g, 368, 642, 58, 24, 1, -sway, ambient=0.7)
    for x, glaze in ((126, "oat"), (276, "chalk"), (426, "oat")):
        clay.plate(g, x, 672, 62, glaze, 0.24, seed=x)
    things.fig(g, 270, 664, 13)
    things.fig(g, 290, 667, 12, 0.4, True)
    with group(g, 0.5, cairo.OPERATOR_SOFT_LIGHT):
        rect(g, -60, -60, W + 120, H + 120)
        fill(g, radial(W / 2, 600, 430, (1, 0.75, 0.4, 0.9), (1, 0.6, 0.3, 0.0)))
    vignette(g, 0.45, (0.06, 0.04, 0.09))
