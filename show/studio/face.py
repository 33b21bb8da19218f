"""The host's head: hair, eyes that blink, a mouth that speaks. Called by `host.py`, in its measures."""

import math

from .paint import TAU, alpha, clamp, curve, darker, fill, lighter, linear, oval, radial, rect, rgb, saved, stroke

SKIN = rgb("#dda27e")
HAIR = rgb("#5b3524")
LIP = rgb("#b4574a")


def blink(t):
    """How far the lids are closed at t: uneven pauses, two frames down and three up."""
    for start in (1.3, 4.1, 6.9, 7.3, 10.6, 13.2, 16.8):
        d = (t % 18.4) - start
        if 0 <= d < 0.2:
            return math.sin(d / 0.2 * math.pi)
    return 0.0


def face(g, p):
    tx = p.turn * 0.075
    # far hair and bun
    oval(g, 0.1 - p.turn * 0.1, -1.06, 0.25, 0.23)
    fill(g, radial(0.02, -1.14, 0.36, lighter(HAIR, 0.26), HAIR, darker(HAIR, 0.4)))
    for k in range(3):
        g.new_path()
        g.arc(0.1 - p.turn * 0.1, -1.06, 0.07 + 0.055 * k, 3.6 + k * 0.3, 5.6)
        stroke(g, alpha(lighter(HAIR, 0.4), 0.3), 0.014)
    curve(g, [(-0.43, -0.5), (-0.44, -0.8), (-0.24, -1.0), (0.05, -1.03), (0.32, -0.95), (0.45, -0.7), (0.43, -0.4),
        (0.36, -0.2), (-0.34, -0.2), (-0.41, -0.35)], closed=True)
    fill(g, darker(HAIR, 0.25))
    for s in (-1, 1):  # ears and small clay earrings
        ex = s * 0.385 - tx * 0.6
        oval(g, ex, -0.42, 0.07, 0.11, s * -0.15)
        fill(g, darker(SKIN, 0.08 if s < 0 else 0.2))
        oval(g, ex + s * 0.01, -0.26, 0.035, 0.045)
        fill(g, rgb("#7d8459"))
    # the face
    curve(g, [(-0.36, -0.62), (-0.375, -0.4), (-0.33, -0.16), (-0.19, 0.0), (0, 0.065), (0.19, 0.0), (0.33, -0.16),
        (0.375, -0.4), (0.36, -0.62), (0.22, -0.88), (0, -0.94), (-0.22, -0.88)],
          closed=True)
    fill(g, linear(-0.4, -0.6, 0.42, -0.3, (0.0, lighter(SKIN, 0.2)), (0.45, SKIN), (0.8, darker(SKIN, 0.07)),
        (1.0, darker(SKIN, 0.18))), keep=True)
    with saved(g):
        g.clip()
        for s in (-1, 1):
            cx = s * 0.215 + tx
            oval(g, cx, -0.24, 0.12, 0.09)
            fill(g, radial(cx, -0.24, 0.12, (0.85, 0.36, 0.26, 0.34), (0.85, 0.36, 0.26, 0.0)))
        for i, (fx, fy) in enumerate(((-0.2, -0.3), (-0.15, -0.27), (-0.24, -0.255), (0.2, -0.3), (0.15, -0.265),
                (0.25, -0.26), (-0.06, -0.315), (0.07, -0.32))):
            oval(g, fx + tx, fy, 0.0075, 0.0075)
            fill(g, (0.55, 0.28, 0.16, 0.4))
        oval(g, 0.02, -0.98, 0.46, 0.22)  # the shadow of the hair on the forehead
        fill(g, radial(0.02, -0.98, 0.4, (0.35, 0.15, 0.08, 0.42), (0.35, 0.15, 0.08, 0.0)))
    lid = max(blink(p.t), 0.05 + 0.3 * clamp(p.gaze[1]))
    for s in (-1, 1):
        ex, ey = s * 0.165 + tx, -0.415
        w, h = 0.074, 0.06
        with saved(g):
            g.new_path()
            g.move_to(ex - w, ey + 0.006)
            g.curve_to(ex - w * 0.5, ey - h * 1.3, ex + w * 0.5, ey - h * 1.3, ex + w, ey)
            g.curve_to(ex + w * 0.5, ey + h * 0.95, ex - w * 0.5, ey + h * 0.95, ex - w, ey + 0.006)
            fill(g, rgb("#fbf3e8"), keep=True)
            g.clip()
            gx, gy = ex + p.gaze[0] * 0.024 + p.turn * 0.012, ey + p.gaze[1] * 0.018 - 0.002
            oval(g, gx, gy, 0.046, 0.048)
            fill(g, radial(gx, gy, 0.045, rgb("#4a3322"), rgb("#5d4a2c"), rgb("#3b2a1a")))
            oval(g, gx, gy, 0.019, 0.02)
            fill(g, rgb("#1f1512"))
            oval(g, gx - 0.014, gy - 0.016, 0.011, 0.011)
            fill(g, (1, 1, 1, 0.95))
            rect(g, ex - 0.1, ey - 0.08, 0.2, 0.085 * 1.5 * lid)
            fill(g, darker(SKIN, 0.06))
        ly = ey - h * 0.98 + (h * 1.7) * lid
        bow = 0.036 * (1 - 1.7 * lid)
        g.new_path()
        g.move_to(ex - w * 1.04, ey + 0.006)
        g.curve_to(ex - w * 0.5, ly - bow * 0.3, ex + w * 0.5, ly - bow * 0.3, ex + w * 1.04, ey)
        g.line_to(ex + s * w * 1.22, ey - 0.016) if s > 0 else None
        stroke(g, rgb("#3a2118"), 0.021)
        if s < 0:
            g.new_path()
            g.move_to(ex - w * 1.0, ey + 0.004)
            g.line_to(ex - w * 1.22, ey - 0.014)
            stroke(g, rgb("#3a2118"), 0.018)
        lift = 0.02 * p.mouth + 0.012 * math.sin(p.t * 0.9)
        curve(g, [(ex - s * 0.085, ey - 0.118 - lift), (ex + s * 0.01, ey - 0.15 - lift), (ex + s * 0.1, ey - 0.115 - lift)])
        stroke(g, darker(HAIR, 0.1), 0.028)
    # nose
    curve(g, [(0.005 + tx * 1.3, -0.36), (0.02 + tx * 1.7, -0.27), (0.05 + tx * 1.7, -0.215), (0.012 + tx * 1.7, -0.195),
        (-0.028 + tx * 1.6, -0.203)])
    stroke(g, alpha(darker(SKIN, 0.42), 0.75), 0.02)
    oval(g, -0.005 + tx * 1.7, -0.235, 0.025, 0.022)
    fill(g, alpha(lighter(SKIN, 0.6), 0.5))
    _mouth(g, p, tx)
    # fringe: parted, swept to the right of the picture
    curve(g, [(-0.14, -0.95), (-0.33, -0.8), (-0.4, -0.55), (-0.385, -0.38), (-0.43, -0.46), (-0.45, -0.7), (-0.34, -0.94),
        (-0.12, -1.06)], closed=True)
    fill(g, linear(-0.45, -0.9, -0.2, -0.5, lighter(HAIR, 0.24), HAIR))
    curve(g, [(-0.17, -0.97), (0.04, -0.83), (0.26, -0.72), (0.375, -0.5), (0.385, -0.36), (0.44, -0.44), (0.46, -0.68),
        (0.36, -0.92), (0.14, -1.06), (-0.06, -1.06)], closed=True)
    fill(g, linear(-0.1, -1.05, 0.4, -0.5, lighter(HAIR, 0.3), HAIR, darker(HAIR, 0.2)))
    for k in range(4):
        curve(g, [(-0.1 + k * 0.07, -1.0 + k * 0.005), (0.12 + k * 0.055, -0.87 + k * 0.012), (0.3 + k * 0.03, -0.7 + 0.02 * k)])
        stroke(g, alpha(lighter(HAIR, 0.5), 0.22), 0.011)


def _mouth(g, p, tx):
    """Smiling lips that part as she speaks."""
    mx, my, o = tx * 1.35, -0.095, clamp(p.mouth)
    w = 0.118 + 0.016 * p.smile - 0.03 * o
    corner = my - 0.056 * p.smile + 0.012 * o
    top, bottom = my + 0.006 - 0.004 * o, my + 0.012 + 0.085 * o

    def bow(y, k=1.0):
        g.curve_to(mx - w * 0.5 * k, y, mx - w * 0.15 * k, y + 0.006, mx, y - 0.004)
        g.curve_to(mx + w * 0.15 * k, y + 0.006, mx + w * 0.5 * k, y, mx + w * k, corner)

    if o > 0.05:
        g.new_path()
        g.move_to(mx - w, corner)
        bow(top)
        g.curve_to(mx + w * 0.75, bottom + 0.02, mx - w * 0.75, bottom + 0.02, mx - w, corner)
        fill(g, rgb("#6b2a26"), keep=True)
        with saved(g):
            g.clip()
            rect(g, mx - w, corner, 2 * w, top - corner + 0.028)
            fill(g, rgb("#f8eee2"))
            oval(g, mx, bottom + 0.022, w * 0.55, 0.034)
            fill(g, rgb("#c4695f"))
        g.new_path()
        g.move_to(mx + w * 0.9, corner + 0.01)
        g.curve_to(mx + w * 0.75, bottom + 0.02, mx - w * 0.75, bottom + 0.02, mx - w * 0.9, corner + 0.01)
        stroke(g, LIP, 0.027)
    else:
        g.new_path()
        g.move_to(mx - w * 0.5, bottom + 0.034)
        g.curve_to(mx - w * 0.25, bottom + 0.05, mx + w * 0.25, bottom + 0.05, mx + w * 0.5, bottom + 0.034)
        stroke(g, alpha(LIP, 0.75), 0.03)
    g.new_path()
    g.move_to(mx - w, corner)
    bow(top)
    stroke(g, darker(LIP, 0.12), 0.024)
    for s in (-1, 1):
        g.new_path()
        g.arc(mx + s * (w - 0.004), corner, 0.022, *((-1.2, 1.2) if s > 0 else (TAU / 2 - 1.2, TAU / 2 + 1.2)))
        stroke(g, alpha(darker(SKIN, 0.4), 0.3), 0.012)
