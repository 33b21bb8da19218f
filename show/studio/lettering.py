"""Lettering: text with real kerning, drawn once and kept as a mask. Used by the cards and labels.

EB Garamond and Lato, both under the SIL Open Font License (Debian: fonts-ebgaramond, fonts-lato).
"""

from functools import lru_cache

import cairo
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from .paint import ink, mask_of, saved

FONTS = {
    "serif": "/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Regular.otf",
    "italic": "/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Italic.otf",
    "sans": "/usr/share/fonts/truetype/lato/Lato-Medium.ttf",
    "bold": "/usr/share/fonts/truetype/lato/Lato-Bold.ttf",
}
FINE = 3  # masks are drawn larger than needed, so that they may move and scale


@lru_cache(maxsize=None)
def _font(face, size):
    return ImageFont.truetype(FONTS[face], round(size * FINE), layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=None)
def _mask(text, face, size, spacing):
    font = _font(face, size)
    pad = round(size * FINE * 0.4)
    if spacing:
        pens, x = [], 0.0
        for ch in text:
            pens.append((x, ch))
            x += font.getlength(ch) + spacing * FINE
        width = x - spacing * FINE
    else:
        pens, width = [(0, text)], font.getlength(text)
    ascent, descent = font.getmetrics()
    image = Image.new("L", (int(width) + 2 * pad, ascent + descent + 2 * pad), 0)
    draw = ImageDraw.Draw(image)
    for x, piece in pens:
        draw.text((pad + x, pad + ascent), piece, fill=255, font=font, anchor="ls")
    return mask_of(np.asarray(image, np.float32)), width / FINE, (pad + ascent) / FINE, pad / FINE


def width(text, face, size, spacing=0.0):
    return _mask(text, face, size, spacing)[1]


def write(g, text, x, y, face, size, paint, spacing=0.0, align=0.0):
    """Writes one line with its baseline at y; align 0 left, 0.5 centre, 1 right."""
    mask, w, base, pad = _mask(text, face, size, spacing)
    with saved(g):
        g.translate(x - w * align - pad, y - base)
        g.scale(1 / FINE, 1 / FINE)
        pattern = cairo.SurfacePattern(mask)
        pattern.set_filter(cairo.FILTER_GOOD)
        ink(g, paint)
        g.mask(pattern)
