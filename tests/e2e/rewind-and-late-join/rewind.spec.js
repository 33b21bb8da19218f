// @ts-check
// Rewind and late join: what is pinned follows each viewer's own picture. Seeking back brings past pins back, a pause
// keeps them, and who joins late sees what is pinned now.

import { expectInTheirMoment, follow, pictureTime, seenNow } from "../support/picture.js";
import { DURATION, pinned } from "../support/programme.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1280, height: 800 } });

/** Where the stage is in its programme now, in seconds. @param {string} origin */
async function onAir(origin) {
  const { now } = await (await fetch(`${origin}/shows/demo/cues.json`)).json();
  return ((Date.parse(now) - Date.parse("2026-01-01T00:00:00Z")) / 1000) % DURATION;
}

/** @param {number} seconds */
const wrapped = (seconds) => ((seconds % DURATION) + DURATION) % DURATION;

test("a pause keeps the pins of the picture, and going live brings today's", async ({ page, widget, publish, server }) => {
  await page.goto(await publish());
  await widget.watches();
  await expect.poll(async () => (await seenNow(page)).pins.length).toBeGreaterThan(0);

  await widget.button("Pause").click();
  await expect(widget.button("Play")).toBeVisible();
  const still = await seenNow(page);
  expect(still.pins).toEqual(pinned(still.time));

  // The show goes on without this viewer until something else is pinned.
  await expect.poll(async () => pinned(await onAir(server.origin)), { timeout: 60_000 }).not.toEqual(still.pins);
  expect(await seenNow(page)).toEqual(still);

  await widget.button(/^Go live/).click();
  await expect.poll(async () => wrapped((await onAir(server.origin)) - (await pictureTime(page)))).toBeLessThan(20);
  await expect.poll(async () => (await seenNow(page)).pins).not.toEqual(still.pins);
  const live = await seenNow(page);
  expect(live.pins).toEqual(pinned(live.time));
});

test("seeking back brings the past pins back, in their moments", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  await expect.poll(async () => Number(await widget.seek.getAttribute("max"))).toBeGreaterThan(40);

  // To a second at which something was pinned that is not pinned now.
  const now = await seenNow(page);
  const position = Number(await widget.seek.inputValue());
  const back = Array.from({ length: 38 }, (_, step) => 6 + step).find((seconds) => {
    const then = pinned(wrapped(now.time - seconds));
    const still = pinned(wrapped(now.time - seconds + 2));
    return then.length > 0 && String(then) === String(still) && String(then) !== String(now.pins) && seconds < position;
  });
  expect(back, "the window holds another pin").toBeDefined();
  const target = wrapped(now.time - Number(back));
  await widget.seek.fill(String(position - Number(back)));
  await expect.poll(async () => wrapped((await pictureTime(page)) - target + 4)).toBeLessThan(8);
  await expect.poll(async () => (await seenNow(page)).pins).toEqual(pinned(target));

  // And from there everything happens again, frame by frame.
  const watched = await follow(page);
  await expect.poll(async () => new Set((await watched.frames()).map(({ time }) => String(pinned(time)))).size, { timeout: 60_000 }).toBeGreaterThan(1);
  expectInTheirMoment(await watched.frames());
});

test("who joins late sees what is pinned now", async ({ page, widget, publish, another, server }) => {
  const address = await publish();
  await page.goto(address);
  await widget.watches();
  await widget.button("Pause").click();

  // Something has been pinned for a while at the place where a newcomer begins, and stays a while longer.
  await expect
    .poll(
      async () => {
        const air = await onAir(server.origin);
        const around = [-11, -10, -9, -8, -7, -6, -5].map((seconds) => String(pinned(wrapped(air + seconds))));
        return around[0] !== "" && around.every((pins) => pins === around[0]);
      },
      { timeout: 120_000, intervals: [200] },
    )
    .toBe(true);
  const late = await another();
  await late.page.goto(address);
  await late.widget.watches();
  await expect.poll(async () => (await seenNow(late.page)).pins.length).toBeGreaterThan(0);
  const seen = await seenNow(late.page);
  expect(seen.pins).toEqual(pinned(seen.time));

  // The first viewer still stands where they paused.
  const still = await seenNow(page);
  expect(still.pins).toEqual(pinned(still.time));
});
