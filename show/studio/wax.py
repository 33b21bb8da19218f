"""Candles and their flames. Called by the scenes and the product pictures."""

from .clay import CLAY
from .paint import TAU, alpha, clamp, contact, darker, fill, lighter, linear, mix, oval, radial, rgb, saved, stroke


def flame(g, x, y, h, sway=0.0, power=1.0):
    """A candle flame with its foot at (x, y)."""
    if power <= 0.01:
        return
    h = h * (0.35 + 0.65 * clamp(power))
    w, tip = h * 0.24, sway * h * 0.22

    def drop(k, up):
        g.new_path()
        g.move_to(x, y)
        g.curve_to(x - w * 1.7 * k, y - h * 0.25 * up, x - w * 0.5 * k + tip * 0.6, y - h * 0.62 * up, x + tip, y - h * up)
        g.curve_to(x + w * 0.6 * k + tip * 0.6, y - h * 0.6 * up, x + w * 1.7 * k, y - h * 0.25 * up, x, y)

    for r, a in ((h * 2.6, 0.20), (h * 1.1, 0.32)):
        oval(g, x, y - h * 0.45, r, r)
        fill(g, radial(x, y - h * 0.45, r, (1, 0.75, 0.35, a * power), (1, 0.6, 0.2, 0.0)))
    drop(1, 1)
    fill(g, linear(0, y, 0, y - h, rgb("#e8833a"), rgb("#ffb84d"), rgb("#ffd984")))
    drop(0.62, 0.72)
    fill(g, linear(0, y, 0, y - h * 0.7, (1, 0.82, 0.45), (1, 0.95, 0.78), (1, 0.98, 0.9)))
    oval(g, x, y - h * 0.07, w * 0.3, h * 0.1)
    fill(g, (0.45, 0.55, 0.85, 0.45))


WAX = rgb("#dfa648")


def candle(g, x, y, h, w, light=0.0, sway=0.0, dish=True, ambient=1.0):
    """A beeswax pillar; `light` 0–1 is its flame, `ambient` how bright the room around it is."""
    colour = mix(darker(WAX, 0.42), WAX, clamp(ambient + 0.35 * light))
    r = w / 2
    if dish:
        clay = mix(darker(CLAY, 0.5), CLAY, clamp(ambient + 0.3 * light))
        contact(g, x, y + r * 0.22, r * 2.3, r * 0.5, 0.5)
        oval(g, x, y + r * 0.12, r * 1.7, r * 0.42)
        fill(g, linear(x - r * 1.7, 0, x + r * 1.7, 0, clay, darker(clay, 0.45)))
        oval(g, x, y, r * 1.7, r * 0.42)
        fill(g, linear(x - r * 1.7, 0, x + r * 1.7, 0, lighter(clay, 0.3), clay))
        oval(g, x, y + r * 0.03, r * 1.5, r * 0.34)
        fill(g, linear(x - r * 1.5, 0, x + r * 1.5, 0, darker(clay, 0.35), darker(clay, 0.08)))
    with saved(g):
        g.new_path()
        g.rectangle(x - r, y - h, w, h)
        with saved(g):
            g.translate(x, y)
            g.scale(1, 0.26)
            g.arc(0, 0, r, 0, TAU)
        g.clip()
        g.rectangle(x - w, y - h - r, 2 * w, h + 2 * r)
        fill(g, linear(x - r, 0, x + r, 0, (0.0, darker(colour, 0.12)), (0.25, lighter(colour, 0.3)), (0.55, colour),
            (1.0, darker(colour, 0.36))))
        if light > 0:
            g.rectangle(x - w, y - h - r, 2 * w, h + 2 * r)
            fill(g, linear(0, y - h, 0, y - h * 0.2, (1, 0.84, 0.45, 0.85 * light), (1, 0.6, 0.2, 0.22 * light),
                (1, 0.5, 0.1, 0.0)))
        for i in range(5):  # the faint print of the comb
            yy = y - h * (0.12 + 0.17 * i)
            with saved(g):
                g.translate(x, yy)
                g.scale(r, r * 0.26)
                g.new_path()
                g.arc(0, 0, 1, 0.1, TAU / 2 - 0.1)
            stroke(g, alpha(darker(colour, 0.4), 0.10), 1.2)
    oval(g, x, y - h, r, r * 0.26)
    fill(g, linear(x - r, 0, x + r, 0, lighter(colour, 0.45), lighter(colour, 0.1)))
    oval(g, x, y - h + r * 0.03, r * 0.74, r * 0.17)
    fill(g, mix(darker(colour, 0.08), (1, 0.9, 0.62), light))
    g.new_path()
    g.move_to(x, y - h + r * 0.05)
    g.curve_to(x, y - h - r * 0.1, x + r * 0.02, y - h - r * 0.2, x + r * 0.04, y - h - r * 0.28)
    stroke(g, rgb("#3a2a20"), max(1.4, r * 0.07))
    flame(g, x + r * 0.04, y - h - r * 0.16, w * 1.05, sway, light)
