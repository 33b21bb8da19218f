"""Paint: colours, gradients, paths, soft shadows, textures. Used by everything that draws.

Knows nothing of scenes, products or time.
"""

import math
from functools import lru_cache

import cairo
import numpy as np

from .motion import between, clamp, ease, ease_out, lerp, over, spring, wave  # noqa: F401  (drawing and moving go together)

W, H = 540, 960
EXTENT = [W, H]  # of the canvas in work; the product pictures set their own
TAU = math.tau


def rgb(text):
    """`#rrggbb` as three fractions."""
    return tuple(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5))


def mix(a, b, t):
    return tuple(x + (y - x) * t for x, y in zip(a, b))


def lighter(c, t):
    """Towards a warm white: pure white would look chalky in this light."""
    return mix(c, (1.0, 0.97, 0.91), t)


def darker(c, t):
    """Towards a warm near-black."""
    return mix(c, (0.16, 0.09, 0.09), t)


def alpha(c, a):
    return (*c[:3], a)


def stops(pattern, colours):
    """Adds colours to a gradient: evenly spaced, or `(offset, colour)` pairs."""
    for i, entry in enumerate(colours):
        at, c = entry if isinstance(entry[1], tuple) else (i / max(1, len(colours) - 1), entry)
        pattern.add_color_stop_rgba(at, *c[:3], c[3] if len(c) > 3 else 1)
    return pattern


def linear(x0, y0, x1, y1, *colours):
    return stops(cairo.LinearGradient(x0, y0, x1, y1), colours)


def radial(x, y, r, *colours, fx=None, fy=None, r0=0):
    return stops(cairo.RadialGradient(x if fx is None else fx, y if fy is None else fy, r0, x, y, r), colours)


def ink(g, paint):
    """Sets a colour or a pattern as the source."""
    if isinstance(paint, tuple):
        g.set_source_rgba(*paint[:3], paint[3] if len(paint) > 3 else 1)
    else:
        g.set_source(paint)


def fill(g, paint, keep=False):
    ink(g, paint)
    g.fill_preserve() if keep else g.fill()


def stroke(g, paint, width, keep=False):
    ink(g, paint)
    g.set_line_width(width)
    g.set_line_cap(cairo.LINE_CAP_ROUND)
    g.set_line_join(cairo.LINE_JOIN_ROUND)
    g.stroke_preserve() if keep else g.stroke()


def rect(g, x, y, w, h):
    g.new_path()
    g.rectangle(x, y, w, h)


def rounded(g, x, y, w, h, r):
    g.new_path()
    for cx, cy, a in ((x + w - r, y + r, -1), (x + w - r, y + h - r, 0), (x + r, y + h - r, 1), (x + r, y + r, 2)):
        g.arc(cx, cy, r, a * TAU / 4, (a + 1) * TAU / 4)
    g.close_path()


def oval(g, x, y, rx, ry, turn=0.0):
    g.new_path()
    g.save()
    g.translate(x, y)
    g.rotate(turn)
    g.scale(rx, ry)
    g.arc(0, 0, 1, 0, TAU)
    g.restore()
    g.close_path()


def curve(g, points, closed=False, pull=6.0):
    """A smooth line through the points (Catmull-Rom)."""
    n = len(points)
    at = (lambda i: points[i % n]) if closed else (lambda i: points[min(max(i, 0), n - 1)])
    g.new_path()
    g.move_to(*points[0])
    for i in range(n if closed else n - 1):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = at(i - 1), at(i), at(i + 1), at(i + 2)
        g.curve_to(bx + (cx - ax) / pull, by + (cy - ay) / pull, cx - (dx - bx) / pull, cy - (dy - by) / pull, cx, cy)
    if closed:
        g.close_path()


def poly(g, points):
    g.new_path()
    for p in points:
        g.line_to(*p)
    g.close_path()


class saved:
    """`with saved(g):` keeps clip, matrix and operator inside."""

    def __init__(self, g):
        self.g = g

    def __enter__(self):
        self.g.save()
        return self.g

    def __exit__(self, *_):
        self.g.restore()


class group(saved):
    """Draws the block as one layer, with one opacity or blend."""

    def __init__(self, g, opacity=1.0, operator=cairo.OPERATOR_OVER):
        super().__init__(g)
        self.opacity, self.operator = opacity, operator

    def __enter__(self):
        self.g.save()
        self.g.push_group()
        return self.g

    def __exit__(self, *_):
        self.g.pop_group_to_source()
        self.g.set_operator(self.operator)
        self.g.paint_with_alpha(self.opacity)
        self.g.restore()


def _box(a, r):
    """One box blur of radius r along the first axis."""
    pad = np.pad(a, ((r + 1, r), (0, 0)), mode="constant")
    s = np.cumsum(pad, axis=0)
    return (s[2 * r + 1 :] - s[: -2 * r - 1]) / (2 * r + 1)


def _blurred(a, r):
    for _ in range(3):
        a = _box(_box(a, r).T, r).T
    return a


def soft(g, draw, radius, colour, dx=0.0, dy=0.0, scale=4, operator=cairo.OPERATOR_OVER):
    """Paints the blurred silhouette of `draw(g)` (which fills a path) in a colour: shadows and glows.

    Works at a quarter of the size, so it is cheap enough for every frame. The current matrix is kept.
    """
    w, h = (EXTENT[0] // scale + 40, EXTENT[1] // scale + 40)
    small = cairo.ImageSurface(cairo.FORMAT_A8, w, h)
    sg = cairo.Context(small)
    base = cairo.Matrix(1 / scale, 0, 0, 1 / scale, 20, 20)
    sg.set_matrix(g.get_matrix().multiply(base))
    sg.translate(dx, dy)
    sg.set_source_rgba(0, 0, 0, 1)
    draw(sg)
    small.flush()
    stride = small.get_stride()
    a = np.frombuffer(small.get_data(), np.uint8).reshape(h, stride)[:, :w].astype(np.float32)
    zoom = math.hypot(*g.get_matrix().transform_distance(1, 0))
    a = _blurred(a, max(1, round(radius * zoom / scale / 1.7)))
    mask = mask_of(np.clip(a, 0, 255))
    with saved(g):
        g.identity_matrix()
        g.translate(-20 * scale, -20 * scale)
        g.scale(scale, scale)
        g.set_operator(operator)
        ink(g, colour)
        pattern = cairo.SurfacePattern(mask)
        pattern.set_filter(cairo.FILTER_BILINEAR)
        g.mask(pattern)


def mask_of(a):
    """An A8 surface from a float array of 0–255."""
    h, w = a.shape
    stride = cairo.ImageSurface.format_stride_for_width(cairo.FORMAT_A8, w)
    data = np.zeros((h, stride), np.uint8)
    data[:, :w] = a.round().astype(np.uint8)
    return cairo.ImageSurface.create_for_data(bytearray(data.tobytes()), cairo.FORMAT_A8, w, h, stride)


def contact(g, x, y, rx, ry, strength=0.35, colour=(0.18, 0.1, 0.08)):
    """The shadow where a thing stands on a surface."""
    with saved(g):
        g.translate(x, y)
        g.scale(1, ry / rx)
        g.new_path()
        g.arc(0, 0, rx, 0, TAU)
        c = colour
        fill(g, radial(0, 0, rx, (0.0, alpha(c, strength)), (0.55, alpha(c, strength * 0.6)), (1.0, alpha(c, 0.0))))


@lru_cache(maxsize=None)
def grain(kind, seed=1):
    """A tile of surface texture as an A8 mask: `linen`, `wood`, `herringbone`, `plaster`."""
    rng = np.random.default_rng(seed)
    n = 256
    if kind == "linen":
        rows = rng.normal(0, 1, (n, 1)) + rng.normal(0, 0.5, (n, n // 8)).repeat(8, 1)
        cols = rng.normal(0, 1, (1, n)) + rng.normal(0, 0.5, (n // 8, n)).repeat(8, 0)
        a = 60 + 26 * (rows + cols)
    elif kind == "wood":
        y = np.linspace(0, 1, n)[:, None]
        x = np.linspace(0, 1, n)[None, :]
        bend = 0.03 * np.sin(TAU * x) + 0.015 * np.sin(2 * TAU * x + 1)
        lines = sum(np.sin(TAU * k * (y + bend) + p) for k, p in zip((7, 13, 23, 41), rng.uniform(0, TAU, 4)))
        a = 60 + 22 * lines + 5 * rng.normal(0, 1, (n, 1))
    elif kind == "herringbone":
        y, x = np.mgrid[0:n, 0:n]
        zig = np.abs((x % 32) - 16)
        a = np.where((y + zig) % 8 < 4, 120.0, 20.0) + rng.normal(0, 8, (n, n))
    else:
        a = rng.normal(0, 1, (n, n))
        a = np.fft.ifft2(np.fft.fft2(a) / (1 + 60 * (np.fft.fftfreq(n)[:, None] ** 2 + np.fft.fftfreq(n)[None] ** 2) * n)).real
        a = 60 + 30 * a / a.std()
    return mask_of(np.clip(a, 0, 160))


def textured(g, kind, colour, strength, scale=1.0, seed=1, turn=0.0):
    """Lays a texture over the current clip."""
    pattern = cairo.SurfacePattern(grain(kind, seed))
    pattern.set_extend(cairo.EXTEND_REPEAT)
    matrix = cairo.Matrix()
    matrix.rotate(turn)
    matrix.scale(1 / scale, 1 / scale)
    pattern.set_matrix(matrix)
    with saved(g):
        ink(g, alpha(colour, strength))
        g.mask(pattern)


def surface(width=W, height=H):
    s = cairo.ImageSurface(cairo.FORMAT_RGB24, width, height)
    return s, cairo.Context(s)


def layer(width=W, height=H):
    s = cairo.ImageSurface(cairo.FORMAT_ARGB32, width, height)
    return s, cairo.Context(s)


_still = {}


def still(g, key, draw, opacity=1.0, margin=40):
    """Paints what never changes from a cache: `draw(g)` runs once a process.

    The layer reaches `margin` pixels beyond the picture, so a camera may move over it.
    """
    if key not in _still:
        s, sg = layer(W + 2 * margin, H + 2 * margin)
        sg.translate(margin, margin)
        draw(sg)
        _still[key] = s
    with saved(g):
        g.set_source_surface(_still[key], -margin, -margin)
        g.get_source().set_filter(cairo.FILTER_BILINEAR)
        g.paint_with_alpha(opacity)
