"""The first and the last pictures: title card, welcome in the studio, goodbye. Called by `film.py`."""

import math

from . import clay, cloth, things, wax
from .clockwork import DURATION, mouth, talking
from .host import Pose, arm, mara, swing
from .lettering import write
from .paint import (
    H,
    W,
    alpha,
    between,
    darker,
    ease,
    fill,
    lerp,
    linear,
    over,
    rect,
    rgb,
    saved,
    still,
    stroke,
    textured,
    wave,
)
from .sets import OAK, PAPER, arch_path, arch_window, bench, drifting_leaves, hills, lamp, shelf, sunlight, vignette, wall

INK = rgb("#3f2f2b")
RUST = rgb("#a8502f")


def _paper(g):
    rect(g, -60, -60, W + 120, H + 120)
    fill(g, linear(0, 0, 0, H, rgb("#f8f1e4"), PAPER, rgb("#ead9bf")))
    textured(g, "plaster", rgb("#b08f66"), 0.10, 1.5, 3)


def _card(g, t):
    """Paper, with the arch and the view that opens and closes the programme. t is 0 at the seam of the loop."""
    still(g, "paper", _paper)
    x, y, w, h = W / 2, 716, 268, 420
    arch_path(g, x, y + 10, w + 22, h + 21)
    fill(g, rgb("#fbf6ec"), keep=True)
    stroke(g, alpha(RUST, 0.35), 1.2)
    with saved(g):
        arch_path(g, x, y, w, h)
        g.clip()
        hills(g, x, y, w * 0.62, h * 1.0, t * 9, 0.36)
        drifting_leaves(g, t, 9, 5, size=(9, 17), area=(x - w / 2, y - h, w, h * 1.05))
        rect(g, x - w, y - 46, 2 * w, 60)
        fill(g, linear(0, y - 46, 0, y, rgb("#e9d8bb"), rgb("#cdb38a")))
        rect(g, x - w, y - 46, 2 * w, 2)
        fill(g, (1, 1, 1, 0.5))
    for seed, lean, length in ((3, -0.3, 176), (1, 0.1, 215), (2, 0.4, 170)):
        things.twig(g, x - 34, y - 150, length * 0.8, lean, 1, t, seed, 9)
    clay.vase(g, x - 34, y - 20, 146, "chalk")
    clay.stack(g, x + 56, y - 18, 50, ["moss", "oat", "chalk"], 0.22)
    things.fig(g, x + 46, y - 41, 11, -0.35)
    things.fig(g, x + 66, y - 39, 10, 0.8)
    arch_path(g, x, y, w, h)
    stroke(g, alpha(darker(RUST, 0.3), 0.4), 1.6)


def _words(g, y, small, large, size, shown, rise=0.0):
    if shown <= 0:
        return
    dy = (1 - shown) * 10 + rise
    write(g, small, W / 2, y + dy, "bold", 13.5, alpha(RUST, shown), 4.6, 0.5)
    write(g, large, W / 2, y + 62 + dy, "italic", size, alpha(INK, shown), 0, 0.5)


def title(g, t):
    _card(g, t)
    shown = over(t, 0.25, 0.9)
    _words(g, 146, "LINEN & CLAY", "The autumn table", 55, shown)
    k = over(t, 0.7, 0.9)
    for s in (-1, 1):
        g.new_path()
        g.move_to(W / 2 + s * 12, 242)
        g.line_to(W / 2 + s * (12 + 70 * k), 242)
        stroke(g, alpha(RUST, 0.6 * k), 1.1)
    g.new_path()
    g.arc(W / 2, 242, 2.6, 0, 7)
    fill(g, alpha(RUST, k))


def goodbye(g, t):
    """Ends exactly as `title` begins."""
    _card(g, t - DURATION)
    shown = over(t, 94.3, 0.5) * (1 - over(t, 95.45, 0.5))
    _words(g, 146, "LINEN & CLAY", "Until the next table", 50, shown)


def _studio(g):
    wall(g, rgb("#ead9bd"), rgb("#d2b78f"), (60, 250, 520, rgb("#fff2d6")))
    shelf(g, 352, 268, 176)
    shelf(g, 352, 438, 176)
    clay.vase(g, 396, 268, 92, "moss")
    clay.stack(g, 476, 258, 42, ["chalk", "oat", "oat", "moss", "chalk"], 0.2)
    cloth.folded(g, 438, 438, 132, 25, cloth.LINEN["rust"], 2)
    cloth.folded(g, 438, 413, 126, 23, cloth.LINEN["oat"], 3, shade=False)
    wax.candle(g, 508, 432, 62, 22, 0, dish=False)


def _studio_table(g):
    bench(g, 648, 724, OAK)
    cloth.folded(g, 92, 706, 128, 27, cloth.LINEN["moss"], 5)
    cloth.folded(g, 92, 680, 122, 25, cloth.LINEN["sand"], 6, shade=False)


def _in_front(g, t):
    for seed, lean, length in ((3, -0.34, 150), (1, 0.05, 176), (2, 0.42, 150)):
        things.twig(g, 448, 590, length, lean, 1, t, seed, 9)
    clay.vase(g, 448, 704, 132, "chalk")


def welcome(g, t):
    u = t - 3.5
    zoom = 1.0 + 0.012 * ease(u / 6.8)
    g.translate(W / 2, 420)
    g.scale(zoom, zoom)
    g.translate(-W / 2, -420)
    still(g, "studio", _studio)
    arch_window(g, 112, 490, 168, 318, t * 3, 0.36)
    sunlight(g, 190, 180, 190, 330, 0.22, t, 0.5, leaves=True)
    lamp(g, 322, 128, 44, clay.CLAY, 0.5)
    wavehand = between(t, 4.2, 6.3, 0.55)
    speak = talking(t)
    rest_l, rest_r = (206, 640), (330, 642)
    wag = math.sin(t * 9.5) * 13 * wavehand
    up = (122 + wag, 346 - abs(wag) * 0.2)
    open_ = between(t, 7.1, 9.4, 0.6)
    pose = Pose(
        t=t, mouth=mouth(t), smile=0.95, tilt=0.035 * wave(t, 4.2) + 0.03 * wavehand, turn=0.12 * wave(t, 5.3),
        nod=speak * 0.6 * wave(t, 1.1),
        gaze=(0.1 * wave(t, 3.7), 0.0),
        left=swing(262, 405, 124, "left", (lerp(rest_l[0], 140, open_), lerp(rest_l[1], 578, open_)), up, wavehand),
        right=(lerp(rest_r[0], 376, open_), lerp(rest_r[1], 578, open_)),
        left_grip="open" if wavehand > 0.3 or open_ > 0.4 else "flat",
        right_grip="open" if open_ > 0.4 else "flat")
    mara(g, 262, 405, 124, pose, arms=())
    still(g, "studio-table", _studio_table)
    arm(g, 262, 405, 124, pose, "left")
    arm(g, 262, 405, 124, pose, "right")
    _in_front(g, t)
    vignette(g, 0.22)
