"""Mara, the host: a half figure who breathes, blinks, speaks and reaches. Called by the scenes with a `Pose`.

Her measures are in units of her own height of head; `scale` makes them pixels. (0, 0) is the pit of her neck.
"""

import math
from dataclasses import dataclass, field

from .cloth import LINEN
from .face import SKIN, face
from .paint import TAU, alpha, clamp, curve, darker, fill, lighter, linear, oval, poly, radial, rgb, saved, stroke, textured

APRON = rgb("#a65a3c")


@dataclass
class Pose:
    """What she does at one moment. Hands are points in the picture; `None` lets an arm hang."""

    t: float = 0.0
    mouth: float = 0.0  # 0 closed … 1 wide open
    smile: float = 0.6
    tilt: float = 0.0
    turn: float = 0.0  # -1 looks left … 1 looks right
    nod: float = 0.0
    gaze: tuple = (0.0, 0.0)
    left: tuple | None = None  # her hand on the left of the picture
    right: tuple | None = None
    left_grip: str = "open"
    right_grip: str = "open"
    shirt: tuple = field(default_factory=lambda: LINEN["sand"])
    apron: bool = True
    light: tuple = (1.0, 0.95, 0.86)
    dusk: float = 0.0


def _arm_points(sx, sy, hx, hy, upper, lower, out):
    """Elbow of an arm from the shoulder to the hand; `out` is the side to which it bends."""
    dx, dy = hx - sx, hy - sy
    d = min(math.hypot(dx, dy), (upper + lower) * 0.999) or 1e-6
    a = math.atan2(dy, dx)
    k = clamp((upper * upper + d * d - lower * lower) / (2 * upper * d), -1, 1)
    b = a + out * math.acos(k)
    return (sx + upper * math.cos(b), sy + upper * math.sin(b)), (sx + d * math.cos(a), sy + d * math.sin(a))


def _limb(g, a, b, wa, wb):
    """A tapering limb from a to b."""
    ang = math.atan2(b[1] - a[1], b[0] - a[0])
    nx, ny = -math.sin(ang), math.cos(ang)
    g.new_path()
    g.arc(a[0], a[1], wa, ang + TAU / 4, ang - TAU / 4)
    g.line_to(b[0] - nx * wb, b[1] - ny * wb)
    g.arc(b[0], b[1], wb, ang - TAU / 4, ang + TAU / 4)
    g.close_path()


def hand(g, x, y, turn, s, grip="open", mirror=1, skin=SKIN):
    """A hand at the wrist (x, y) that points along `turn`; s is its length."""
    with saved(g):
        g.translate(x, y)
        g.rotate(turn)
        g.scale(s, s * mirror)
        shade = darker(skin, 0.22)
        spread = {"open": (0.2, 0.06, -0.08, -0.22), "flat": (0.05, 0.02, -0.02, -0.05), "hold": (0.5, 0.45, 0.42, 0.4),
            "point": (0.0, 1.1, 1.2, 1.3)}[grip]
        reach = {"open": (0.5, 0.56, 0.53, 0.43), "flat": (0.5, 0.56, 0.53, 0.44), "hold": (0.34, 0.36, 0.34, 0.3),
            "point": (0.56, 0.26, 0.24, 0.2)}[grip]
        for i in (3, 2, 1, 0):
            by, a, n = 0.19 - 0.125 * i, spread[i], reach[i]
            bx = 0.44 - 0.03 * abs(i - 1.4)
            g.new_path()
            g.move_to(bx - 0.05, by)
            g.curve_to(bx + n * 0.35, by + a * n * 0.2, bx + n * 0.75, by + a * n * 0.6, bx + n * math.cos(a), by + n * math.sin(a))
            stroke(g, shade, 0.165)
            g.new_path()
            g.move_to(bx - 0.05, by)
            g.curve_to(bx + n * 0.35, by + a * n * 0.2, bx + n * 0.75, by + a * n * 0.6, bx + n * math.cos(a), by + n * math.sin(a))
            stroke(g, skin, 0.142)
        curve(g, [(-0.06, -0.15), (0.2, -0.23), (0.46, -0.25), (0.54, 0.0), (0.46, 0.25), (0.2, 0.24), (-0.06, 0.15)], closed=True)
        fill(g, linear(0, -0.25, 0, 0.25, lighter(skin, 0.06), skin))
        a = {"open": 0.95, "flat": 0.75, "hold": 0.35, "point": 0.5}[grip]
        g.new_path()
        g.move_to(0.12, 0.17)
        g.curve_to(0.2, 0.26, 0.28, 0.3, 0.2 + 0.42 * math.cos(a), 0.14 + 0.38 * math.sin(a))
        stroke(g, shade, 0.175)
        g.new_path()
        g.move_to(0.12, 0.16)
        g.curve_to(0.2, 0.25, 0.28, 0.29, 0.2 + 0.42 * math.cos(a), 0.13 + 0.38 * math.sin(a))
        stroke(g, lighter(skin, 0.03), 0.14)


def _across(a, b, w, colour):
    """A gradient across a limb: lit from the upper left."""
    ang = math.atan2(b[1] - a[1], b[0] - a[0])
    nx, ny = -math.sin(ang), math.cos(ang)
    if nx + ny * 0.8 > 0:
        nx, ny = -nx, -ny
    mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    return linear(mx + nx * w, my + ny * w, mx - nx * w, my - ny * w, lighter(colour, 0.2), (0.45, colour), darker(colour, 0.2))


def sleeve_arm(g, shoulder, target, s, out, shirt, grip, mirror, rolled=0.66, wrist=None):
    """An arm with a rolled linen sleeve; returns the place of the hand."""
    elbow, end = _arm_points(*shoulder, *target, 0.98 * s, 0.86 * s, out)
    ang = math.atan2(end[1] - elbow[1], end[0] - elbow[0])
    hand(g, end[0], end[1], ang if wrist is None else wrist, 0.46 * s, grip, mirror)
    _limb(g, elbow, end, 0.15 * s, 0.078 * s)
    fill(g, _across(elbow, end, 0.15 * s, SKIN))
    cuff = (elbow[0] + (end[0] - elbow[0]) * (1 - rolled), elbow[1] + (end[1] - elbow[1]) * (1 - rolled))
    _limb(g, elbow, cuff, 0.2 * s, 0.18 * s)
    fill(g, _across(elbow, cuff, 0.2 * s, shirt))
    _limb(g, shoulder, elbow, 0.245 * s, 0.2 * s)
    fill(g, _across(shoulder, elbow, 0.24 * s, shirt))
    # creases at the elbow
    for k, a in ((0.86, 0.22), (0.7, 0.14)):
        px, py = shoulder[0] + (elbow[0] - shoulder[0]) * k, shoulder[1] + (elbow[1] - shoulder[1]) * k
        ux, uy = (elbow[0] - shoulder[0]) / (0.98 * s), (elbow[1] - shoulder[1]) / (0.98 * s)
        curve(g, [(px - uy * 0.15 * s, py + ux * 0.15 * s), (px + ux * 0.05 * s, py + uy * 0.05 * s),
            (px + uy * 0.08 * s, py - ux * 0.08 * s)])
        stroke(g, alpha(darker(shirt, 0.6), a), 0.025 * s)
    # the rolled cuff
    ux, uy = math.cos(ang), math.sin(ang)
    for width, w, c in ((0.19, 0.1, darker(shirt, 0.24)), (0.19, 0.085, lighter(shirt, 0.16))):
        curve(g, [(cuff[0] - uy * width * s, cuff[1] + ux * width * s), (cuff[0] + ux * 0.04 * s, cuff[1] + uy * 0.04 * s),
                  (cuff[0] + uy * width * s, cuff[1] - ux * width * s)])
        stroke(g, c, w * s)
    return end


def _torso(g, p):
    shirt = p.shirt
    breath = 1 + 0.008 * math.sin(p.t * 1.7)
    with saved(g):
        g.scale(breath, 1)
        curve(g, [(-0.2, -0.04), (-0.5, 0.07), (-0.74, 0.2), (-0.76, 0.6), (-0.66, 1.15), (-0.62, 1.7), (-0.72, 2.6),
            (0.72, 2.6), (0.62, 1.7), (0.66, 1.15), (0.76, 0.6), (0.74, 0.2),
                  (0.5, 0.07), (0.2, -0.04)], closed=True)
        fill(g, linear(-0.8, 0, 0.85, 0.2, (0.0, darker(shirt, 0.1)), (0.2, lighter(shirt, 0.26)), (0.5, shirt),
            (1.0, darker(shirt, 0.26))), keep=True)
        with saved(g):
            g.clip()
            for pts in (((-0.62, 0.3), (-0.52, 0.7), (-0.56, 1.3)), ((0.6, 0.3), (0.5, 0.75), (0.56, 1.3)),
                    ((-0.3, 0.2), (-0.24, 0.5), (-0.3, 0.9)), ((0.34, 0.25), (0.26, 0.6), (0.3, 1.0))):
                curve(g, pts)
                stroke(g, alpha(darker(shirt, 0.7), 0.05), 0.06)
                curve(g, pts)
                stroke(g, alpha(darker(shirt, 0.7), 0.12), 0.018)
            # the shadow of head and chin
            oval(g, 0.1, 0.06, 0.5, 0.26)
            fill(g, radial(0.1, 0.06, 0.5, (0.25, 0.1, 0.06, 0.34), (0.25, 0.1, 0.06, 0.0)))
        # neck opening and placket
        poly(g, [(-0.2, -0.06), (0.2, -0.06), (0.03, 0.42), (-0.03, 0.42)])
        fill(g, linear(0, -0.1, 0, 0.4, darker(SKIN, 0.2), SKIN))
        g.new_path()
        g.move_to(0, 0.4)
        g.line_to(0, 2.4)
        stroke(g, alpha(darker(shirt, 0.5), 0.35), 0.018)
        for k in range(3):
            oval(g, 0.035, 0.52 + 0.27 * k, 0.026, 0.026)
            fill(g, rgb("#5b4030"))
        for s in (-1, 1):  # band collar
            curve(g, [(s * 0.25, -0.06), (s * 0.22, -0.19), (s * 0.15, -0.08), (s * 0.02, 0.38), (s * 0.0, 0.46),
                (s * 0.08, 0.34)], closed=True)
            fill(g, lighter(shirt, 0.28) if s < 0 else lighter(shirt, 0.06), keep=True)
            stroke(g, alpha(darker(shirt, 0.5), 0.25), 0.014)
        if p.apron:
            c = APRON
            for s in (-1, 1):
                curve(g, [(s * 0.3, -0.02), (s * 0.42, 0.4), (s * 0.42, 0.85)])
                stroke(g, darker(c, 0.16) if s > 0 else lighter(c, 0.05), 0.1)
            curve(g, [(-0.47, 0.8), (0, 0.86), (0.47, 0.8), (0.56, 1.15), (0.7, 1.5), (0.74, 2.6), (-0.74, 2.6), (-0.7, 1.5),
                (-0.56, 1.15)], closed=True)
            fill(g, linear(-0.7, 0, 0.75, 0, darker(c, 0.04), lighter(c, 0.16), c, darker(c, 0.26)), keep=True)
            with saved(g):
                g.clip()
                textured(g, "linen", darker(c, 0.6), 0.18, 0.006)
            curve(g, [(-0.46, 0.86), (0, 0.92), (0.46, 0.86)])
            stroke(g, alpha(lighter(c, 0.5), 0.4), 0.012)


def mara(g, x, y, scale, p, arms=("left", "right")):
    """Draws her; `arms` lists those drawn now (a scene may draw an arm later, over the thing it holds)."""
    breath = math.sin(p.t * 1.7) * 0.006
    with saved(g):
        g.translate(x, y + breath * scale)
        g.scale(scale, scale)
        with saved(g):  # neck
            curve(g, [(-0.155, -0.3), (-0.15, -0.08), (-0.24, 0.06), (0, 0.2), (0.24, 0.06), (0.15, -0.08), (0.155, -0.3)],
                closed=True)
            fill(g, linear(-0.16, 0, 0.2, 0, darker(SKIN, 0.06), darker(SKIN, 0.12), darker(SKIN, 0.3)))
            oval(g, 0.03, -0.08, 0.2, 0.14)
            fill(g, radial(0.03, -0.1, 0.2, (0.4, 0.15, 0.08, 0.5), (0.4, 0.15, 0.08, 0.0)))
        _torso(g, p)
        with saved(g):
            g.translate(p.turn * 0.03, -0.2 + p.nod * 0.03)
            g.rotate(p.tilt)
            g.translate(0, 0.015)
            face(g, p)
    for side in arms:
        arm(g, x, y, scale, p, side)


def arm(g, x, y, scale, p, side):
    """One arm; left and right as they are seen in the picture."""
    s = -1 if side == "left" else 1
    shoulder = (x + s * 0.6 * scale, y + 0.33 * scale)
    target = getattr(p, side) or (x + s * 0.7 * scale, y + 2.1 * scale)
    grip = getattr(p, side + "_grip")
    # below the shoulder the elbow points outwards, above it down
    sleeve_arm(g, shoulder, target, scale, -s if target[1] > shoulder[1] - 0.1 * scale else s, p.shirt, grip, s)


def swing(x, y, scale, side, a, b, k):
    """A hand's way from a to b around the shoulder, the arm nearly straight in the middle of it."""
    s = -1 if side == "left" else 1
    sx, sy = x + s * 0.6 * scale, y + 0.33 * scale
    polar = [(math.hypot(px - sx, py - sy), math.atan2(-s * (px - sx), py - sy)) for px, py in (a, b)]
    (ra, aa), (rb, ab) = polar
    if ab > 0.3:  # always by the outer side
        ab -= TAU
    angle = aa + (ab - aa) * k
    r = ra + (rb - ra) * k
    r += (1.8 * scale - r) * math.sin(k * math.pi) ** 0.8
    return sx - s * r * math.sin(angle), sy + r * math.cos(angle)
