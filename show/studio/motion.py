"""Motion: easing and waves, functions of time alone. Used by everything that moves."""

import math


def clamp(x, a=0.0, b=1.0):
    return a if x < a else b if x > b else x


def ease(x):
    """Slow in, slow out."""
    x = clamp(x)
    return x * x * x * (x * (6 * x - 15) + 10)


def ease_out(x):
    return 1 - (1 - clamp(x)) ** 3


def spring(x):
    """Arrives a little too far and comes back."""
    x = clamp(x)
    return 1 - math.cos(x * 4.6) * math.exp(-5.2 * x) * (1 - x)


def over(t, start, length):
    """0 before start, 1 after start + length, eased between."""
    return ease((t - start) / length)


def between(t, a, b, soft_edge=0.5):
    """1 inside a..b with eased edges, else 0."""
    return over(t, a, soft_edge) * (1 - over(t, b - soft_edge, soft_edge))


def wave(t, period, phase=0.0):
    return math.sin(math.tau * (t / period + phase))


def lerp(a, b, t):
    return a + (b - a) * t
