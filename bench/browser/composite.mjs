// @ts-check
// What really came onto the screen: composited frames of a screencast, each with the picture's own mark and the pins over it
// in one. The DOM says what was drawn; only such a frame says what was shown.
//
// So that they can be told apart in pixels, the bench paints each product's pin in a colour of its own, without the fade, and
// the moving hotspot as a square.

import { FRAME, astray, wanted } from "./edges.mjs";
import { quantile } from "./stand.mjs";
import { LINEUP } from "../../tests/e2e/support/programme.js";

/** One colour a product, far apart. */
const COLOURS = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 0], [128, 128, 128], [0, 255, 255], [255, 255, 255], [0, 0, 0]];

/** A window in which the whole picture stands, pixel for pixel, below the partner's heading. */
export const WINDOW = { width: 540, height: 1008 };

/** So large is the hotspot's square, in CSS pixels. */
const SQUARE = 20;

/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/** @typedef {{frame: number | null, pins: (string | null)[], spot: {x: number, y: number} | null}} Shot */

/** Paints the pins of the page's widget. @param {import("@playwright/test").Page} page */
export async function paint(page) {
  const rules = LINEUP.map((product, index) => `[part~=pin][data-product="${product}"]::before { background: rgb(${COLOURS[index % COLOURS.length]}); }`);
  const sheet = [
    ".pins li, .pin::after { animation: none; }",
    '[part~=pin]::before { content: ""; position: absolute; inset: 0; z-index: 1; pointer-events: none; }',
    ...rules,
    ".spot { animation: none; }",
    `.spot::before { inset: ${(44 - SQUARE) / 2}px; border: 0; border-radius: 0; box-shadow: none; background: rgb(255 0 255); }`,
  ].join("\n");
  await page.evaluate(async (text) => {
    const root = document.querySelector("vitrine-live")?.shadowRoot;
    if (!root) throw new Error("no open root");
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, await new CSSStyleSheet().replace(text)];
  }, sheet);
}

/**
 * Takes composited frames until `stop`. @param {import("@playwright/test").Page} page
 * @returns {Promise<{taken: string[], stop: () => Promise<string[]>}>} JPEG, as base64
 */
export async function film(page) {
  const tools = await page.context().newCDPSession(page);
  /** @type {string[]} */
  const taken = [];
  tools.on("Page.screencastFrame", ({ data, sessionId }) => {
    taken.push(data);
    // The session may have ended in the meantime.
    tools.send("Page.screencastFrameAck", { sessionId }).catch(() => {});
  });
  await tools.send("Page.startScreencast", { format: "jpeg", quality: 92, everyNthFrame: 1 });
  return {
    taken,
    stop: async () => {
      await tools.send("Page.stopScreencast");
      await tools.detach();
      return taken;
    },
  };
}

/** Where to look in the window: the video, and a place within each pin that stands. @param {import("@playwright/test").Page} page */
export function places(page) {
  return page.evaluate(() => {
    const root = document.querySelector("vitrine-live")?.shadowRoot;
    const { x, y, width, height } = /** @type {HTMLVideoElement} */ (root?.querySelector("video")).getBoundingClientRect();
    const pins = [...(root?.querySelectorAll("[part~=pin]") ?? [])].map((pin) => {
      const box = pin.getBoundingClientRect();
      return { x: box.x + 24, y: box.y + box.height / 2 };
    });
    return { window: [innerWidth, innerHeight], video: { x, y, width, height }, pins };
  });
}

/**
 * Reads the frames, in a page of the site that is not measured.
 * @param {import("@playwright/test").Page} reader @param {string[]} taken @param {Awaited<ReturnType<typeof places>>} where
 * @returns {Promise<Shot[]>} a frame whose mark is unclean has none; a pin whose colour is none of them is null
 */
export async function read(reader, taken, where) {
  /** @type {Shot[]} */
  const shots = [];
  for (let from = 0; from < taken.length; from += 50) {
    const some = await reader.evaluate(
      async ({ pictures, where, colours, square }) => {
        const { readFrameMark } = await import(/** @type {any} */ ("/show/frame-mark.mjs"));
        const shots = [];
        for (const picture of pictures) {
          const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
          const scale = bitmap.width / (where.window[0] ?? 1);
          const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
          if (!pen) throw new Error("no canvas");
          pen.drawImage(bitmap, 0, 0);
          const { x, y, width, height } = where.video;
          const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
          const strip = pen.getImageData(Math.round(x * scale), Math.round(y * scale), wide, Math.ceil(high / 60));
          const mark = readFrameMark(strip, { pictureHeight: high });
          const pins = where.pins.map((pin) => {
            const { data } = pen.getImageData(Math.round(pin.x * scale) - 3, Math.round(pin.y * scale) - 3, 7, 7);
            const mean = [0, 1, 2].map((channel) => data.filter((_, index) => index % 4 === channel).reduce((sum, value) => sum + value, 0) / 49);
            const far = colours.map((colour) => Math.hypot(...colour.map((value, channel) => value - (mean[channel] ?? 0))));
            const least = Math.min(...far);
            return least < 60 ? far.indexOf(least) : null;
          });
          // The square: the middle of what is magenta above the pins.
          const floor = Math.floor((where.pins[0]?.y ?? y + height) * scale) - 40 - Math.round(y * scale);
          const { data: area } = pen.getImageData(Math.round(x * scale), Math.round(y * scale), wide, floor);
          let [count, right, down] = [0, 0, 0];
          for (let at = 0; at < area.length; at += 4) {
            if (Number(area[at]) < 190 || Number(area[at + 1]) > 90 || Number(area[at + 2]) < 190) continue;
            count += 1;
            right += (at / 4) % wide;
            down += Math.floor(at / 4 / wide);
          }
          const whole = count > 0.7 * square ** 2 * scale ** 2;
          const spot = whole ? { x: x + (right / count + 0.5) / scale, y: y + (down / count + 0.5) / scale } : null;
          shots.push({ frame: mark ? mark.frame : null, pins, spot });
        }
        return shots;
      },
      { pictures: taken.slice(from, from + 50), where, colours: COLOURS.slice(0, LINEUP.length), square: SQUARE },
    );
    for (const { frame, pins, spot } of some) shots.push({ frame, spot, pins: pins.map((pin) => (pin === null ? null : (LINEUP[pin] ?? null))) });
  }
  return shots;
}

/**
 * How late the pins were on the screen. An edge is checked where the very first picture after it was caught, and a later one
 * with the pins as they ought to be: then the error is the presented frames from the one to the other, so never less than it
 * was. (A screencast does not catch all that is composited.)
 * @param {Shot[]} shots of one film @param {number[]} presented the seconds of the frames that were presented during it
 * @param {import("./edges.mjs").Pin[]} cues
 */
export function judgeShots(shots, presented, cues) {
  /** @type {number[]} */
  const errors = [];
  let early = 0;
  const clean = shots.filter(({ frame }) => frame !== null);
  /** @type {{first: number, open: boolean} | null} */
  let edge = null;
  for (const [index, { frame, pins }] of clean.entries()) {
    const last = clean[index - 1]?.frame ?? null;
    const number = Number(frame);
    if (last === null || number < last || number - last > 30) {
      edge = null;
      continue;
    }
    const now = wanted(cues, number * FRAME);
    if (now !== wanted(cues, last * FRAME)) {
      let first = number;
      while (wanted(cues, (first - 1) * FRAME) === now) first -= 1;
      edge = { first, open: first === number };
    }
    if (pins.join() !== now) {
      // What is wrong after the edge was once right is the next one's, shown early.
      if (edge && !edge.open) early += 1;
    } else if (edge?.open) {
      const { first } = edge;
      edge.open = false;
      errors.push(presented.filter((time) => Math.round(time / FRAME) >= first && Math.round(time / FRAME) < number).length);
    }
  }
  return { errors, early, shots: shots.length, unread: shots.length - clean.length };
}

/** Several films in one. @param {ReturnType<typeof judgeShots>[]} films @param {Shot[]} shots of all of them @param {Box} video */
export function summed(films, shots, video) {
  const sum = (/** @type {(film: ReturnType<typeof judgeShots>) => number} */ of) => films.reduce((all, film) => all + of(film), 0);
  const errors = films.flatMap((film) => film.errors);
  const places = shots.filter(({ frame }) => frame !== null).map(({ frame, spot }) => ({ time: Number(frame) * FRAME, spot }));
  return {
    edges: errors.length, p50: quantile(errors, 0.5), p99: quantile(errors, 0.99), max: Math.max(...errors),
    early: sum(({ early }) => early), shots: sum(({ shots }) => shots), unread: sum(({ unread }) => unread), spot: astray(places, video),
  };
}
