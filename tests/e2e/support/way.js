// @ts-check
// The way of a mark: where the host led it, by what the console sent, and where a viewer sees it.

import { after, secondOf } from "./programme.js";

/** @typedef {{t: number, x: number, y: number, w: number, h: number}} Keyframe */
/** @typedef {{at: string, path: Keyframe[]}} Way */

/**
 * Where a mark is at a second of the programme; nothing before it was placed.
 * @param {Way[]} ways as they were sent, in order @param {number} time
 */
export function rectAt(ways, time) {
  const way = ways.findLast(({ at }) => after(time, secondOf(at)) >= 0);
  if (!way) return undefined;
  const since = after(time, secondOf(way.at));
  const next = way.path.findIndex(({ t }) => t > since);
  if (next < 0) return way.path.at(-1);
  const [a, b] = [way.path[next - 1], way.path[next]];
  const part = (since - a.t) / (b.t - a.t);
  /** @param {"x" | "y" | "w" | "h"} side */
  const mix = (side) => a[side] + (b[side] - a[side]) * part;
  return { t: since, x: mix("x"), y: mix("y"), w: mix("w"), h: mix("h") };
}

/**
 * Follows the mark of a product from now on, frame by frame: what the frame's own mark says, and where the middle of the
 * product's is at the end of that rendering turn, in parts of the full picture.
 * @param {import("@playwright/test").Page} page @param {string} title the product's
 */
export async function followMark(page, title) {
  await page.evaluate(async (title) => {
    const { pictureTime, video } = await import(/** @type {any} */ ("/support/look.js"));
    const picture = /** @type {HTMLVideoElement} */ (video());
    const root = /** @type {ShadowRoot} */ (document.querySelector("vitrine-live")?.shadowRoot);
    /** @type {{time: number, x: number, y: number}[]} */
    const frames = (/** @type {any} */ (window).way = []);
    const { port1, port2 } = new MessageChannel();
    /** @type {(number | null)[]} */
    const times = [];
    /** @param {number} middle @param {number} start @param {number} length @param {number} side */
    const part = (middle, start, length, side) => (middle - start - length / 2) / side + 0.5;
    port1.onmessage = () => {
      const time = times.shift();
      const mark = [...root.querySelectorAll("[part~=hotspot]")].find((spot) => spot.textContent === title);
      const box = mark?.getBoundingClientRect();
      if (time === undefined || time === null || !box?.width) return;
      const frame = picture.getBoundingClientRect();
      const fit = [frame.width / picture.videoWidth, frame.height / picture.videoHeight];
      const scale = getComputedStyle(picture).objectFit === "cover" ? Math.max(...fit) : Math.min(...fit);
      frames.push({
        time,
        x: part(box.x + box.width / 2, frame.x, frame.width, picture.videoWidth * scale),
        y: part(box.y + box.height / 2, frame.y, frame.height, picture.videoHeight * scale),
      });
    };
    const look = () => {
      times.push(pictureTime());
      requestAnimationFrame(() => port2.postMessage(0));
      picture.requestVideoFrameCallback(look);
    };
    picture.requestVideoFrameCallback(look);
  }, title);
  return {
    /** @returns {Promise<{time: number, x: number, y: number}[]>} */
    frames: () => page.evaluate(() => /** @type {any} */ (window).way),
  };
}
