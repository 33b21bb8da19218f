/**
 * Reads the frame mark: the number that every picture of the sample programme carries along its top edge.
 *
 * Called by tests (in a page, over a canvas; in Node, over decoded pictures) and by `check.mjs`. No dependencies, no I/O.
 * The mark is defined in README.md; `studio/mark.py` writes it.
 */

export const FRAMES = 2880;
export const FRAME_RATE = 30;

const PAIRS = 18; // 12 bits of number, then 6 bits of check, highest first
const STRIP = 1 / 120; // height of the strip as a fraction of the picture's
const LEAST = 8; // the two halves of a pair differ by at least this much luma (written: 22)

/** CRC-6 (x^6 + x + 1, start 0, end XOR 0x2a) over 12 bits, highest first. */
export function check(number) {
  let crc = 0;
  for (let i = 11; i >= 0; i--) {
    const carry = ((crc >> 5) ^ (number >> i)) & 1;
    crc = (crc << 1) & 0x3f;
    if (carry) crc ^= 0x03;
  }
  return crc ^ 0x2a;
}

/** Mean luma (BT.709, of the RGB values as they are) of the middle of a block. */
function luma({ data, width }, x0, x1, y0, y1) {
  let sum = 0;
  let count = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const i = 4 * (y * width + x);
      sum += 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
      count++;
    }
  }
  return sum / count;
}

/**
 * Reads the mark from an `ImageData`, or anything with RGBA `data`, `width` and `height`.
 *
 * The image must show the full coded picture, uncropped, 180 pixels wide or more. Where only its top rows were taken, say how
 * high the whole picture would be: `readFrameMark(strip, { pictureHeight: 960 })`.
 *
 * @param {{data: ArrayLike<number>, width: number, height: number}} image
 * @param {{pictureHeight?: number}} [options]
 * @returns {{frame: number, seconds: number} | null} null where there is no mark, or one that cannot be trusted
 */
export function readFrameMark(image, { pictureHeight = image.height } = {}) {
  const strip = pictureHeight * STRIP;
  const half = image.width / (2 * PAIRS);
  const y0 = Math.floor(strip * 0.25);
  const y1 = Math.max(y0 + 1, Math.round(strip * 0.75));
  if (half < 5 || y1 > image.height) return null;
  let word = 0;
  for (let pair = 0; pair < PAIRS; pair++) {
    const [left, right] = [2 * pair, 2 * pair + 1].map((block) => {
      const x0 = Math.round((block + 0.25) * half);
      return luma(image, x0, Math.max(x0 + 1, Math.round((block + 0.75) * half)), y0, y1);
    });
    if (Math.abs(left - right) < LEAST) return null;
    word = (word << 1) | (left > right ? 1 : 0);
  }
  const frame = word >> 6;
  if ((word & 0x3f) !== check(frame) || frame >= FRAMES) return null;
  return { frame, seconds: frame / FRAME_RATE };
}
