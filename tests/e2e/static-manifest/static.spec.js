// @ts-check
// Static manifest: a replay that any static host can run, with nothing but three files; its cues are in media seconds and
// nobody sends events. The files are those of www/examples/static-show/.

import { readFile } from "node:fs/promises";
import { expectInTheirMoment, follow, pictureTime, seenNow } from "../support/picture.js";
import { fromTop } from "../support/places.js";
import { pinned, DURATION } from "../support/programme.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1280, height: 800 } });

const EXAMPLE = "http://localhost:8787";

test("a replay is played, pinned and sold from without a stage", async ({ page, widget, site, server, publish, heard }) => {
  for (const name of ["show.json", "programme.m3u8", "cues.json"]) {
    const text = await readFile(fromTop(`www/examples/static-show/${name}`), "utf8");
    site.put(`/replay/${name}`, text.replaceAll(EXAMPLE, server.origin));
  }
  await page.goto(await publish({ show: "/replay/show.json" }));
  await widget.watches();

  // It is a recording: it has a length, and no live edge to go to.
  await expect.poll(async () => Number(await widget.seek.getAttribute("max"))).toBe(DURATION);
  await expect(widget.button(/^Go live/)).toHaveCount(0);

  // From a second before the first pin on, frame by frame.
  await widget.seek.fill("10");
  await expect.poll(() => pictureTime(page)).toBeGreaterThan(9.9);
  const watched = await follow(page);
  await expect.poll(async () => (await seenNow(page)).pins).toEqual(pinned(12));
  expectInTheirMoment(await watched.frames());

  // Far ahead, and back to a moment without pins.
  await widget.seek.fill("88");
  await expect.poll(async () => (await seenNow(page)).pins).toEqual(pinned(88));
  await widget.seek.fill("2");
  await expect.poll(async () => (await seenNow(page)).pins).toEqual([]);

  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");

  // Nothing of it came from the stage but the media files.
  const stage = heard.sent.filter((line) => /\/(shows|live)\//.test(line) && line.includes(server.origin));
  expect(stage.filter((line) => !line.includes("/live/demo/media/"))).toEqual([]);
});
