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
 * The picture's time and the pins over it, taken at one moment.
 * @param {import("@playwright/test").Page} page
 * @returns {Promise<Frame>}
 */
export function seenNow(page) {
  return page.evaluate(async () => {
    const { pictureTime, pins } = await import(/** @type {any} */ ("/support/look.js"));
    let time = pictureTime();
    // Before the first picture, and while one is sought, there is none to read.
    while (time === null) {
      await new Promise(requestAnimationFrame);
      time = pictureTime();
    }
    return { time, pins: pins() };
  });
}

/**
 * The second of the programme that the picture shows now.
 * @param {import("@playwright/test").Page} page
 */
export const pictureTime = async (page) => (await seenNow(page)).time;

/**
 * Follows the picture frame by frame from now on.
 * @param {import("@playwright/test").Page} page
 */
export async function follow(page) {
  await page.evaluate(async () => {
    const { follow } = await import(/** @type {any} */ ("/support/look.js"));
    /** @type {any} */ (window).followed = follow();
  });
  return {
    /** @returns {Promise<Frame[]>} */
    frames: () => page.evaluate(() => /** @type {any} */ (window).followed),
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
