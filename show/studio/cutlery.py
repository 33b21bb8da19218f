"""Knife and fork. Called by the scenes and the product pictures."""

from .paint import darker, fill, lighter, linear, oval, rgb, rounded, saved, soft


def knife(g, x, y, length, turn=0.0):
    """A kitchen knife; (x, y) is the heel of the blade, the tip points along `turn`."""
    with saved(g):
        g.translate(x, y)
        g.rotate(turn)
        g.scale(length, length)
        g.new_path()
        g.move_to(0, -0.045)
        g.curve_to(0.35, -0.05, 0.6, -0.03, 0.68, 0.035)
        g.curve_to(0.4, 0.075, 0.2, 0.07, 0, 0.065)
        g.close_path()
        fill(g, linear(0, -0.05, 0, 0.07, rgb("#c9ccd0"), rgb("#eef0f1"), rgb("#9da3aa")))
        rounded(g, -0.34, -0.048, 0.36, 0.085, 0.035)
        fill(g, linear(0, -0.05, 0, 0.04, rgb("#8a5a3c"), rgb("#4f3222")))
        for k in (-0.26, -0.16, -0.06):
            oval(g, k, -0.006, 0.011, 0.011)
            fill(g, rgb("#d8c08c"))


def fork(g, x, y, length, turn=0.0, metal=rgb("#b89b62")):
    """A brass fork seen from above, centre at (x, y), tines up when turn is 0."""
    with saved(g):
        g.translate(x, y)
        g.rotate(turn)
        g.scale(length, length)

        def shape(s):
            s.new_path()
            s.move_to(0, 0.48)
            s.line_to(0, -0.08)
            s.set_line_width(0.035)
            s.set_line_cap(1)
            s.stroke()
            s.move_to(-0.055, -0.2)
            s.curve_to(-0.055, -0.08, 0.055, -0.08, 0.055, -0.2)
            s.line_to(-0.055, -0.2)
            s.fill()
            for k in (-0.046, -0.0155, 0.0155, 0.046):
                s.move_to(k, -0.18)
                s.line_to(k * 1.05, -0.46)
                s.set_line_width(0.017)
                s.stroke()
        soft(g, shape, 0.02, (0.2, 0.1, 0.05, 0.45), 0.015, 0.02)
        g.set_source(linear(-0.06, 0, 0.06, 0, lighter(metal, 0.5), metal, darker(metal, 0.4)))
        shape(g)
