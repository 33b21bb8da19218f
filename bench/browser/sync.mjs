// @ts-check
// Cue error: how many frames of the picture are presented, from the first one at or after a cue's moment, until what lies
// over the picture agrees. Read from the marks in the pictures themselves, after the widget's own frame callback; the pins
// as they stand at the end of that rendering turn. In each condition some edges are checked on composited frames as well.
//
//   node bench/browser/sync.mjs [--edges 300] [--shown 50] [--json FILE]

import { WINDOW, film, judgeShots, paint, places, read } from "./composite.mjs";
import { follow, judge } from "./edges.mjs";
import { option, stand, tell } from "./stand.mjs";
import { Widget } from "../../tests/e2e/support/widget.js";

const EDGES = Number(option("edges", "300"));
/** So many of them are checked on what came onto the screen. */
const SHOWN = Math.min(EDGES, Number(option("shown", "50")));

const { browser, cues, page: address, site, stop } = await stand();
try {
  const look = { viewport: WINDOW, locale: "en-GB" };
  const reader = await browser.newPage();
  await reader.goto(site.put("/reader.html", "<!doctype html><title>Reads pictures</title>"));
  const page = await browser.newPage(look);
  await page.goto(address);
  const widget = new Widget(page);
  await widget.watches();
  await paint(page);
  await page.evaluate(follow);
  /** @returns {Promise<import("./edges.mjs").Frame[]>} */
  const frames = () => page.evaluate(() => /** @type {any} */ (window).followed);
  let from = 0;

  /** Films until enough edges were caught. */
  const shown = async () => {
    const giveUp = Date.now() + SHOWN * 4_000 + 20_000;
    /** @type {import("./composite.mjs").Shot[]} */
    const shots = [];
    for (;;) {
      const where = await places(page);
      const camera = await film(page);
      await page.waitForTimeout(15_000);
      shots.push(...(await read(reader, await camera.stop(), where)));
      const result = judgeShots(shots, cues);
      if (result.edges >= SHOWN || Date.now() > giveUp) return result;
      // Between two films there is a gap, and no edge is judged across it.
      shots.push({ frame: null, pins: [] });
    }
  };
  /** Lets the picture run until enough edges were passed, and judges them. */
  const watched = async () => {
    const screen = await shown();
    const giveUp = Date.now() + EDGES * 1_000 + 20_000;
    for (;;) {
      const seen = (await frames()).slice(from);
      const result = judge(seen, cues);
      if (result.edges >= EDGES || Date.now() > giveUp) {
        from += seen.length;
        return { ...result, frames: seen.length, screen };
      }
      await page.waitForTimeout(1_000);
    }
  };
  const skip = async () => {
    from = (await frames()).length;
  };
  /** @type {Record<string, Awaited<ReturnType<typeof watched>>>} */
  const results = {};
  results.live = await watched();

  const position = Number(await widget.seek.inputValue());
  await widget.seek.fill(String(Math.max(1, position - 30)));
  await page.waitForTimeout(1_500);
  await skip();
  results["after a rewind"] = await watched();

  await widget.button("Pause").click();
  await page.waitForTimeout(4_000);
  await skip();
  await widget.button("Play").click();
  results["after a pause"] = await watched();

  const rows = Object.entries(results).map(([name, { edges, p50, p99, max, early, dropped, frames: all }]) => [name, edges, p50, p99, max, early, `${dropped} of ${all + dropped}`]);
  await tell(["cue error, in presented frames", "edges", "p50", "p99", "most", "early", "frames dropped"], rows, results);
  console.log("\nOf these, on composited frames of a screencast:\n");
  const screens = Object.entries(results).map(([name, { screen }]) => [name, screen.edges, screen.p50, screen.p99, screen.max, screen.early, screen.within, `${screen.unread} of ${screen.shots}`]);
  await tell(["as it came onto the screen", "edges", "p50", "p99", "most", "early", "within the frame", "marks unreadable"], screens, results);
} finally {
  await stop();
}
