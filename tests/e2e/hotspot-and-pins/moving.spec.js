// @ts-check
// A hotspot that moves: it is where the picture shows its thing in every presented frame, worked out from the frame's own
// mark and the video alone; and it can be tapped on its way.

import { LINEUP } from "../support/programme.js";
import { product } from "../support/catalogue.js";
import { expect, test } from "../support/test.js";

/** The way goes to and fro in this many seconds, a part of the programme's length, so that a mark tells the place. */
const TURN = 8;
const [FROM, TO, DOWN] = [0.35, 0.55, 0.4];
const EPOCH = Date.parse("2026-01-01T00:00:00Z");
const LOOP = 96_000;

/** The middle of the box at a second of the programme. @param {number} time */
function across(time) {
  const part = (time % TURN) / (TURN / 2);
  return FROM + (TO - FROM) * (part < 1 ? part : 2 - part);
}

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]) {
  test.describe(`on ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test("a hotspot goes with the picture, frame by frame, and is tapped on its way", async ({ page, widget, site, server, publish }) => {
      const { now } = await (await fetch(`${server.origin}/shows/demo/cues.json`)).json();
      // From the loop before this one on, for as long as keyframes reach.
      const start = EPOCH + (Math.floor((Date.parse(now) - EPOCH) / LOOP) - 1) * LOOP;
      const path = Array.from({ length: 280 }, (_, turn) => ({ t: (turn * TURN) / 2, x: (turn % 2 ? TO : FROM) - 0.1, y: DOWN - 0.1, w: 0.2, h: 0.2 }));
      const cue = { seq: 0, id: "moves", at: new Date(start).toISOString(), kind: "hotspot", product: LINEUP[0], until: new Date(start + 1_000_000).toISOString(), path };
      const manifest = await (await fetch(server.show)).json();
      site.put("/moving/cues.json", JSON.stringify({ version: 1, cues: [cue] }));
      site.put("/moving/show.json", JSON.stringify({ ...manifest, cues: "cues.json", events: undefined }));
      await page.goto(await publish({ show: "/moving/show.json" }));
      await widget.watches();
      const { title } = product(LINEUP[0]);
      const spot = widget.root.getByRole("list", { name: "In the picture" }).getByRole("button", { name: title });
      await expect(spot).toBeVisible();

      const frames = await page.evaluate(async (name) => {
        const { followed } = await import(/** @type {any} */ ("/support/look.js"));
        return followed(name, 120);
      }, title);
      expect(frames.length).toBe(120);
      const way = frames.map(({ time, at, video, picture, fit }) => {
        const scales = [video.width / picture.width, video.height / picture.height];
        const scale = fit === "cover" ? Math.max(...scales) : Math.min(...scales);
        const x = video.x + video.width / 2 + (across(time) - 0.5) * picture.width * scale;
        const y = video.y + video.height / 2 + (DOWN - 0.5) * picture.height * scale;
        return { time, off: Math.hypot(at.x - x, at.y - y), x: at.x };
      });
      const worst = way.reduce((a, b) => (a.off > b.off ? a : b));
      expect(worst.off, `pixels off at ${worst.time} s of the programme`).toBeLessThan(2);
      expect(Math.max(...way.map(({ x }) => x)) - Math.min(...way.map(({ x }) => x)), "it moved").toBeGreaterThan(20);

      await spot.click({ force: true });
      await expect(widget.heading(title)).toBeVisible();
    });
  });
}
