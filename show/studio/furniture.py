"""An armchair, and the cat that lives in it. Called by the scene of the throw and its picture."""

from .paint import TAU, contact, curve, darker, fill, lighter, linear, oval, poly, radial, rgb, rounded, saved, stroke


def armchair(g, x, y, s, colour=rgb("#5f6f6a")):
    """A deep armchair seen from the front; (x, y) is the middle of its foot line."""
    contact(g, x, y, s * 0.66, s * 0.07, 0.6)
    for k in (-0.42, 0.42):
        poly(g, [(x + k * s - 7, y - s * 0.1), (x + k * s + 7, y - s * 0.1), (x + k * s + 4, y), (x + k * s - 4, y)])
        fill(g, rgb("#5b3b28"))
    rounded(g, x - s * 0.43, y - s * 0.98, s * 0.86, s * 0.8, s * 0.17)
    fill(g, linear(x - s * 0.4, y - s, x + s * 0.4, y, lighter(colour, 0.16), colour, darker(colour, 0.3)))
    for k in (-0.14, 0.14):
        for j in (0.78, 0.6):
            oval(g, x + k * s, y - j * s, s * 0.012, s * 0.012)
            fill(g, darker(colour, 0.5))
    rounded(g, x - s * 0.36, y - s * 0.44, s * 0.72, s * 0.17, s * 0.06)
    fill(g, linear(0, y - s * 0.44, 0, y - s * 0.27, lighter(colour, 0.28), colour, darker(colour, 0.2)))
    rounded(g, x - s * 0.38, y - s * 0.3, s * 0.76, s * 0.22, s * 0.04)
    fill(g, linear(0, y - s * 0.3, 0, y - s * 0.08, darker(colour, 0.14), darker(colour, 0.38)))
    for k in (-1, 1):
        rounded(g, x + k * s * 0.44 - s * 0.105, y - s * 0.6, s * 0.21, s * 0.52, s * 0.1)
        c = colour if k < 0 else darker(colour, 0.14)
        fill(g, linear(x + k * s * 0.44 - s * 0.1, 0, x + k * s * 0.44 + s * 0.1, 0, lighter(c, 0.2), c, darker(c, 0.34)))


def cat(g, x, y, s, breath=0.0, tail=0.0, ear=0.0, colour=rgb("#4a4148")):
    """A cat asleep, rolled up; (x, y) is the middle of its lower edge."""
    up = 1 + 0.025 * breath
    contact(g, x, y, s * 0.62, s * 0.1, 0.5)
    with saved(g):
        g.translate(x, y)
        curve(g, [(-s * 0.5, -s * 0.1), (-s * 0.44, -s * 0.32 * up), (-s * 0.12, -s * 0.46 * up), (s * 0.26, -s * 0.4 * up),
            (s * 0.5, -s * 0.17), (s * 0.42, 0), (0, s * 0.02),
                  (-s * 0.4, 0)], closed=True)
        fill(g, radial(-s * 0.15, -s * 0.36, s * 0.75, lighter(colour, 0.24), colour, darker(colour, 0.45)))
        # head, resting to the left
        with saved(g):
            g.translate(-s * 0.3, -s * 0.15)
            for k, lift in ((-0.12, 0.0), (0.1, ear)):
                with saved(g):
                    g.translate(s * k, -s * 0.1)
                    g.rotate(k * 1.2 - lift * 0.25)
                    poly(g, [(-s * 0.06, s * 0.02), (0, -s * 0.13), (s * 0.07, s * 0.02)])
                    fill(g, colour)
                    poly(g, [(-s * 0.03, s * 0.0), (0, -s * 0.085), (s * 0.035, s * 0.0)])
                    fill(g, rgb("#8b6a70"))
            oval(g, 0, 0, s * 0.185, s * 0.15)
            fill(g, radial(-s * 0.05, -s * 0.07, s * 0.26, lighter(colour, 0.2), darker(colour, 0.1)))
            for k in (-1, 1):
                g.new_path()
                g.arc(k * s * 0.075, -s * 0.005, s * 0.034, 0.3, TAU / 2 - 0.3)
                stroke(g, darker(colour, 0.7), s * 0.012)
            poly(g, [(-s * 0.014, s * 0.045), (s * 0.014, s * 0.045), (0, s * 0.06)])
            fill(g, rgb("#a77b7b"))
        curve(g, [(s * 0.47, -s * 0.1), (s * 0.4, s * 0.0), (s * 0.1, s * 0.015), (-s * 0.14, -s * 0.02 + tail * s * 0.03),
            (-s * 0.22, -s * 0.05 + tail * s * 0.05)])
        stroke(g, darker(colour, 0.16), s * 0.085)
