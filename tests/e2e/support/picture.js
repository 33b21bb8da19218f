// @ts-check
// What the viewer really sees: the picture's own time, read from the mark in its pixels, beside the pins that lie over
// it in the same rendering turn. The mark is described in show/README.md.

import { expect } from "@playwright/test";
import { EDGES, pinned } from "./programme.js";

/**
 * One presented frame: the second of the programme that its mark says, and the products pinned over it.
 * @typedef {{time: number, pins: string[]}} Frame
 */

/**
 * The second of the programme that the picture shows now.
 * @param {import("@playwright/test").Page} page
 * @returns {Promise<number>}
 */
export function pictureTime(page) {
  return page.evaluate(async () => {
    const { readMark } = await import(/** @type {any} */ ("/show/frame-mark.mjs"));
    const video = document.querySelector("vitrine-live")?.shadowRoot?.querySelector("video");
    const time = video ? readMark(video) : null;
    if (time === null) throw new Error("the picture carries no readable mark");
    return time;
  });
}

/**
 * The picture's time and the pins over it, taken at one moment.
 * @param {import("@playwright/test").Page} page
 * @returns {Promise<Frame>}
 */
export function seenNow(page) {
  return page.evaluate(async () => {
    const { readMark } = await import(/** @type {any} */ ("/show/frame-mark.mjs"));
    const root = document.querySelector("vitrine-live")?.shadowRoot;
    const video = root?.querySelector("video");
    const time = video ? readMark(video) : null;
    if (!root || time === null) throw new Error("the picture carries no readable mark");
    const pins = [...root.querySelectorAll("ul[aria-label='Shown now'] [data-product]")];
    return { time, pins: pins.map((pin) => /** @type {HTMLElement} */ (pin).dataset.product ?? "") };
  });
}

/**
 * Follows the picture frame by frame from now on, beginning after the widget's own frame callback.
 * @param {import("@playwright/test").Page} page
 */
export async function follow(page) {
  await page.evaluate(async () => {
    const { readMark } = await import(/** @type {any} */ ("/show/frame-mark.mjs"));
    const root = document.querySelector("vitrine-live")?.shadowRoot;
    const video = root?.querySelector("video");
    if (!root || !video) throw new Error("no video to follow");
    /** @type {any[]} */
    const frames = ((/** @type {any} */ (window)).frames_seen = []);
    const look = () => {
      const time = readMark(video);
      // The overlay is drawn in this rendering turn; its end is after the animation frame callbacks.
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          const pins = [...root.querySelectorAll("ul[aria-label='Shown now'] [data-product]")];
          if (time !== null) frames.push({ time, pins: pins.map((pin) => /** @type {HTMLElement} */ (pin).dataset.product) });
        };
        channel.port2.postMessage(0);
      });
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  });
  return {
    /** @returns {Promise<Frame[]>} */
    frames: () => page.evaluate(() => (/** @type {any} */ (window)).frames_seen),
  };
}

/**
 * The changes of the pins among these frames, each with the script's own moment.
 * @param {Frame[]} frames
 */
export function crossed(frames) {
  return EDGES.filter((at) => frames.some(({ time }, index) => index > 0 && frames[index - 1].time < at && time >= at && time - frames[index - 1].time < 1));
}

/**
 * Holds each frame against the script: a pin never comes early, and is at most one presented frame late.
 * @param {Frame[]} frames
 */
export function expectInTheirMoment(frames) {
  let late = 0;
  for (const [index, { time, pins }] of frames.entries()) {
    const wanted = pinned(time);
    if (JSON.stringify(pins) === JSON.stringify(wanted)) {
      late = 0;
      continue;
    }
    late += 1;
    const before = pinned(frames[Math.max(0, index - 1)].time);
    const here = `at ${time.toFixed(3)} s of the programme`;
    expect(pins, `${here} nothing but what was pinned before may still stand`).toEqual(before);
    expect(late, `${here} the pins are late by frames`).toBeLessThanOrEqual(1);
  }
}
