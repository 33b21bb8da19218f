"""The frame mark: every picture carries its own number along its top edge. Called by `film.py`.

`../frame-mark.mjs` reads it, `../README.md` defines it; the three must say the same.
"""


PAIRS = 18  # 12 bits of number, 6 bits of check
STRIP = 120  # the strip is 1/120 of the picture's height
SWING = 11  # how far each half of a pair lies from the colour of the picture below it


def check(number):
    """CRC-6 over the 12 bits, highest first: polynomial x^6 + x + 1, start 0, end XOR 0x2a."""
    crc = 0
    for i in range(11, -1, -1):
        carry = (crc >> 5) & 1 ^ (number >> i) & 1
        crc = (crc << 1) & 0x3F
        if carry:
            crc ^= 0x03
    return crc ^ 0x2A


def bits(number):
    word = number << 6 | check(number)
    return [word >> i & 1 for i in range(PAIRS - 1, -1, -1)]


def stamp(picture, number):
    """Writes the number into a (height, width, channels) array of bytes."""
    height, width, _ = picture.shape
    strip, half = height // STRIP, width // (2 * PAIRS)
    for i, bit in enumerate(bits(number)):
        x = i * 2 * half
        base = picture[strip : strip + 8, x : x + 2 * half, :3].mean(axis=(0, 1)).clip(30, 225)
        lit, dim = (base + SWING).round(), (base - SWING).round()
        picture[:strip, x : x + half, :3] = lit if bit else dim
        picture[:strip, x + half : x + 2 * half, :3] = dim if bit else lit
