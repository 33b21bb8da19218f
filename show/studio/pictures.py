"""Product pictures and the poster: the things of the film on a quiet ground, 800 × 800. Called by `make.py`."""

import math

import numpy as np
from PIL import Image

from . import clay, cloth, cutlery, furniture, paint, things, wax
from .cloth import LINEN
from .film import picture
from .paint import (
    alpha,
    contact,
    curve,
    darker,
    fill,
    lighter,
    linear,
    oval,
    poly,
    radial,
    rect,
    rgb,
    rounded,
    saved,
    soft,
    stroke,
    surface,
    textured,
)
from .scenes_wear import FOLDS
from .sets import steam

SIZE = 800


def _ground(g, top, bottom, horizon=None, floor=None):
    """A wall that turns into a table without an edge, lit from the left; with `floor`, the table has its own colour."""
    rect(g, 0, 0, SIZE, SIZE)
    fill(g, linear(0, 0, 0, SIZE, top, bottom))
    rect(g, 0, 0, SIZE, SIZE)
    fill(g, radial(230, 200, 620, (1, 0.98, 0.92, 0.5), (1, 0.98, 0.92, 0.0)))
    textured(g, "plaster", darker(bottom, 0.5), 0.09, 2.2)
    if horizon:
        floor = floor or lighter(bottom, 0.3)
        rect(g, 0, horizon, SIZE, SIZE - horizon)
        fill(g, linear(0, horizon, 0, SIZE, lighter(floor, 0.15), floor, darker(floor, 0.12)))
        rect(g, 0, horizon - 26, SIZE, 26)
        fill(g, linear(0, horizon - 26, 0, horizon, alpha(darker(bottom, 0.5), 0.0), alpha(darker(bottom, 0.5), 0.16)))
        rect(g, 0, horizon, SIZE, 2)
        fill(g, (1, 0.98, 0.94, 0.5))


def _edge(g):
    rect(g, 0, 0, SIZE, SIZE)
    fill(g, radial(400, 380, 640, (0.0, (0.2, 0.1, 0.08, 0.0)), (0.6, (0.2, 0.1, 0.08, 0.0)), (1.0, (0.2, 0.1, 0.08, 0.2))))


def _wood(g, y, c):
    rect(g, 0, y, SIZE, SIZE - y)
    fill(g, linear(0, y, 0, SIZE, darker(c, 0.05), lighter(c, 0.2), c))
    with saved(g):
        rect(g, 0, y, SIZE, SIZE - y)
        g.clip()
        g.translate(0, y)
        textured(g, "wood", darker(c, 0.75), 0.45, 2.4, 7)


def linen_tablecloth_1(g):
    _ground(g, rgb("#b9bd9f"), rgb("#8d9272"))
    for x in (120, 660):
        rect(g, x, 520, 26, 250)
        fill(g, linear(x, 0, x + 26, 0, rgb("#8a5b3a"), rgb("#5a3824")))
    contact(g, 400, 768, 400, 30, 0.35)
    poly(g, [(96, 330), (704, 330), (756, 452), (44, 452)])
    fill(g, rgb("#8a5b3a"))
    cloth.tabletop(g, ((108, 330), (692, 330)), ((60, 450), (740, 450)), LINEN["oat"], 5)
    cloth.hanging(g, 60, 740, 450, 196, LINEN["oat"], 2.0, True, pleats=12, seed=9)
    for seed, lean, length in ((3, -0.36, 190), (1, 0.04, 220), (2, 0.42, 180)):
        things.twig(g, 250, 244, length * 0.8, lean, 1, 1.0, seed, 9)
    clay.vase(g, 250, 392, 160, "chalk")
    clay.plate(g, 500, 396, 92, "oat", 0.26)
    things.fig(g, 486, 378, 17)
    things.fig(g, 520, 382, 16, 0.4, True)


def linen_tablecloth_2(g):
    _ground(g, rgb("#eadcc6"), rgb("#d3bd9a"), 560, rgb("#c9a77c"))
    for i, c in enumerate(("moss", "rust", "oat")):
        cloth.folded(g, 400, 668 - i * 112, 500 - i * 14, 114, LINEN[c], i + 2, fringe=True, shade=i == 0)
    for k in range(2):
        things.leaf(g, 350 + 90 * k, 322 - 6 * k, 74, -0.4 + 0.7 * k, things.AUTUMN[k], 0.8)


def supper_plate_1(g):
    rect(g, 0, 0, SIZE, SIZE)
    fill(g, linear(0, 0, SIZE, SIZE, rgb("#f0e4cd"), rgb("#e0cfb0"), rgb("#c9b38d")))
    textured(g, "linen", rgb("#8d6f4a"), 0.18, 1.1, 2)
    with saved(g):
        g.translate(150, 430)
        g.rotate(-0.1)
        soft(g, lambda s: (rounded(s, -84, -230, 168, 460, 8), s.fill()), 12, (0.2, 0.1, 0.06, 0.4), 6, 10)
        rounded(g, -84, -230, 168, 460, 6)
        fill(g, linear(-84, 0, 84, 0, lighter(LINEN["rust"], 0.2), LINEN["rust"], darker(LINEN["rust"], 0.16)), keep=True)
        with saved(g):
            g.clip()
            textured(g, "linen", darker(LINEN["rust"], 0.6), 0.22, 0.9)
    cutlery.fork(g, 138, 420, 390, -0.1)
    clay.plate(g, 460, 400, 280, "oat", seed=3)
    things.fig(g, 400, 420, 46, -0.5, True)
    things.fig(g, 500, 436, 46, 0.4)
    things.leaf(g, 470, 330, 74, -0.5, things.AUTUMN[1])


def supper_plate_2(g):
    _ground(g, rgb("#d9cbb8"), rgb("#b9a58c"), 520, rgb("#a9835c"))
    top = clay.stack(g, 400, 610, 270, ["moss", "chalk", "oat", "moss", "chalk", "oat"], 0.24, 34)
    things.pear(g, 372, top + 8, 170)
    things.fig(g, 470, top + 2, 38, 0.3)


def ridge_vase_1(g):
    _ground(g, rgb("#e8d3c1"), rgb("#c7a48f"), 620, rgb("#d5b8a3"))
    for seed, lean, length in ((3, -0.4, 330), (1, 0.04, 345), (2, 0.44, 310)):
        things.twig(g, 400 + lean * 30, 360, length * 0.98, lean, 1, 1.0, seed, 11)
    clay.vase(g, 400, 706, 380, "chalk")


def ridge_vase_2(g):
    _ground(g, rgb("#e6dccb"), rgb("#c9b79c"), 600, rgb("#d8c7ab"))
    clay.vase(g, 196, 672, 400, "chalk")
    clay.vase(g, 420, 690, 440, "rust")
    clay.vase(g, 634, 680, 360, "moss")


def beeswax_candle_1(g):
    _ground(g, rgb("#5a4350"), rgb("#3a2a33"), 600, rgb("#5a3a30"))
    oval(g, 400, 260, 420, 420)
    fill(g, radial(400, 260, 420, (0.95, 0.6, 0.25, 0.5), (0.9, 0.5, 0.2, 0.0)))
    wax.candle(g, 400, 668, 330, 170, 1, 0.2, ambient=0.75)


def beeswax_candle_2(g):
    _ground(g, rgb("#2f2c42"), rgb("#1f1a29"), 600, rgb("#33222a"))
    for x, y in ((220, 300), (410, 210), (590, 400)):
        oval(g, x, y, 380, 380)
        fill(g, radial(x, y, 380, (0.8, 0.45, 0.18, 0.34), (0.6, 0.3, 0.1, 0.0)))
    wax.candle(g, 408, 640, 330, 130, 1, 0.2, ambient=0.4)
    wax.candle(g, 218, 684, 240, 120, 1, -0.3, ambient=0.4)
    wax.candle(g, 588, 700, 160, 126, 1, 0.1, ambient=0.4)


def stone_teapot_1(g):
    _ground(g, rgb("#e9e3d5"), rgb("#c9cdc5"), 590, rgb("#c79d70"))
    clay.teapot(g, 360, 676, 196)


def stone_teapot_2(g):
    _ground(g, rgb("#e6dccb"), rgb("#cdbfa6"), 560, rgb("#b98a5c"))
    clay.cup(g, 640, 610, 124, "chalk")
    clay.teapot(g, 300, 652, 158)
    clay.cup(g, 548, 706, 134, "slate")
    steam(g, 548, 560, 210, 1.1, 0.4)


def walnut_board_1(g):
    rect(g, 0, 0, SIZE, SIZE)
    fill(g, linear(0, 0, SIZE, SIZE, rgb("#f1e7d5"), rgb("#dcc9a8")))
    textured(g, "linen", rgb("#8d6f4a"), 0.15, 1.1, 2)
    things.board(g, 380, 400, 640, turn=-0.42)


def walnut_board_2(g):
    _ground(g, rgb("#cf8f69"), rgb("#a56247"))
    _wood(g, 470, rgb("#b98a5c"))
    things.board(g, 400, 620, 660, 0.34, 0, 18)
    things.loaf(g, 300, 628, 330, 0.4)
    for i in range(3):
        things.bread_slice(g, 470 + i * 40, 570 + 6 * i, 42, 72, 0.14)
    things.pear(g, 640, 700, 170)


def linen_shirt_1(g):
    _ground(g, rgb("#dde2df"), rgb("#b4c0be"))
    soft(g, lambda s: (oval(s, 420, 470, 190, 290), s.fill()), 40, (0.15, 0.15, 0.15, 0.3), 16, 20)
    cloth.shirt(g, 400, 60, 700, LINEN["sand"])


def linen_shirt_2(g):
    _ground(g, rgb("#e7e0d3"), rgb("#c3b7a3"))
    g.new_path()
    g.move_to(0, 138)
    g.line_to(SIZE, 138)
    stroke(g, rgb("#8a5e3e"), 14)
    g.new_path()
    g.move_to(0, 134)
    g.line_to(SIZE, 134)
    stroke(g, alpha(rgb("#d6ad80"), 0.8), 4)
    for x, c, s in ((596, "rust", 540), (400, "ink", 560), (206, "sand", 580)):
        soft(g, lambda q, x=x: (oval(q, x + 20, 440, 130, 220), q.fill()), 30, (0.14, 0.12, 0.1, 0.34), 16, 14)
        cloth.shirt(g, x, 124, s, LINEN[c], 0.01 * math.sin(x))


def wool_throw_1(g):
    _ground(g, rgb("#7d8b96"), rgb("#566370"), 690, rgb("#6b5347"))
    with saved(g):
        g.translate(400, 745)
        g.scale(1.45, 1.45)
        g.translate(-262, -834)
        furniture.armchair(g, 262, 834, 452, rgb("#5c7270"))
        whole = [(88, 400), (170, 386), (258, 392), (266, 480), (260, 580), (258, 642), (200, 650), (152, 642), (142, 690),
            (146, 770), (100, 788), (46, 782), (-6, 786), (-12, 690),
                 (-6, 596), (44, 558), (80, 520), (84, 450)]
        soft(g, lambda s: (curve(s, whole, True), s.fill()), 16, (0.06, 0.05, 0.07, 0.45), 8, 8)
        cloth.throw(g, whole, LINEN["ochre"], [(-6, 784), (46, 780), (100, 786), (146, 768)], 1.0, FOLDS)


def wool_throw_2(g):
    _ground(g, rgb("#e4dacb"), rgb("#c5b39b"), 560, rgb("#b08a63"))
    for i, c in enumerate(("heather", "ochre")):
        cloth.folded(g, 400, 664 - i * 150, 520 - 16 * i, 154, LINEN[c], i + 4, True, "herringbone", i == 0)
    clay.cup(g, 420, 366, 104, "slate")


PICTURES = [linen_tablecloth_1, linen_tablecloth_2, supper_plate_1, supper_plate_2, ridge_vase_1, ridge_vase_2,
    beeswax_candle_1, beeswax_candle_2,
            stone_teapot_1, stone_teapot_2, walnut_board_1, walnut_board_2, linen_shirt_1, linen_shirt_2, wool_throw_1,
            wool_throw_2]


def _image(array):
    return Image.fromarray(np.ascontiguousarray(array[:, :, 2::-1]))


def products(folder, quality=84):
    """Draws every product picture into `folder` as WebP."""
    was, paint.EXTENT[:] = list(paint.EXTENT), [SIZE, SIZE]
    for draw in PICTURES:
        s, g = surface(SIZE, SIZE)
        draw(g)
        _edge(g)
        s.flush()
        a = np.frombuffer(s.get_data(), np.uint8).reshape(SIZE, s.get_stride() // 4, 4)[:, :SIZE]
        _image(a).save(folder / (draw.__name__.replace("_", "-") + ".webp"), quality=quality, method=6)
    paint.EXTENT[:] = was


def poster(path):
    """The title card, without a frame mark."""
    _image(picture(60, marked=False)).save(path, quality=88, optimize=True, progressive=True)
