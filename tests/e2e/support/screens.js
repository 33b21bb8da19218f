// @ts-check
// The screens that the widget is looked at on, and what must hold on each of them.

import { expect } from "@playwright/test";

/** Width and height in CSS pixels. */
export const SCREENS = {
  narrow: { width: 320, height: 568 },
  phone: { width: 390, height: 844 },
  landscape: { width: 844, height: 390 },
  // A laptop's window at 200 %.
  zoomed: { width: 640, height: 400 },
  laptop: { width: 1280, height: 800 },
  wide: { width: 1600, height: 900 },
};

/** @typedef {keyof typeof SCREENS} Screen */

/**
 * Gives the page another size and waits until it is laid out for it.
 * @param {import("@playwright/test").Page} page @param {Screen} screen
 */
export async function turnTo(page, screen) {
  await page.setViewportSize(SCREENS[screen]);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * Nothing sticks out, nothing is cut off, everything can be hit.
 * @param {import("@playwright/test").Page} page @param {string} where
 */
export async function expectInPlace(page, where) {
  const wrong = await page.evaluate(async () => {
    const { overflowing, unreachable } = await import(/** @type {any} */ ("/support/measure.js"));
    return [...overflowing(), ...unreachable()];
  });
  expect.soft(wrong, where).toEqual([]);
}
