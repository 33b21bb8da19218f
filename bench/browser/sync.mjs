// @ts-check
// Cue error: how many frames of the picture are presented, from the first one at or after a cue's moment, until what lies
// over the picture agrees. Read from the marks in the pictures themselves, after the widget's own frame callback; the pins
// as they stand at the end of that rendering turn. In each condition some edges are checked on composited frames as well.
// The same frames tell how far a moving hotspot is from its thing. Then: what a host's click takes to a viewer.
//
//   node bench/browser/sync.mjs [--edges 300] [--shown 50] [--clicks 200] [--only live,clicks,…] [--json FILE]

import { clicks, listen } from "./clicks.mjs";
import { WINDOW, film, judgeShots, paint, places, read, summed } from "./composite.mjs";
import { CONDITIONS, goLive } from "./conditions.mjs";
import { astray, follow, judge } from "./edges.mjs";
import { atHome } from "./home.mjs";
import { option, stand, tell } from "./stand.mjs";
import { Widget } from "../../tests/e2e/support/widget.js";

const EDGES = Number(option("edges", "300"));
/** So many of them are checked on what came onto the screen. */
const SHOWN = Math.min(EDGES, Number(option("shown", "50")));
const CLICKS = Number(option("clicks", "200"));
const ONLY = option("only");
const wished = (/** @type {string} */ name) => ONLY === "" || ONLY.split(",").includes(name);

/**
 * Watches in one condition after the other. @param {import("./conditions.mjs").Viewer} viewer
 * @param {import("@playwright/test").Page} reader @param {import("./edges.mjs").Pin[]} cues
 */
async function conditions(viewer, reader, cues) {
  const { page } = viewer;
  await page.evaluate(follow);
  /** @returns {Promise<import("./edges.mjs").Frame[]>} */
  const frames = () => page.evaluate(() => /** @type {any} */ (window).followed);
  const { video } = await places(page);

  /** Films until enough edges were caught. */
  const shown = async () => {
    const giveUp = Date.now() + SHOWN * 4_000 + 20_000;
    /** @type {ReturnType<typeof judgeShots>[]} */
    const films = [];
    /** @type {import("./composite.mjs").Shot[]} */
    const all = [];
    for (;;) {
      const where = await places(page);
      const from = (await frames()).length;
      const camera = await film(page);
      await page.waitForTimeout(10_000);
      const shots = await read(reader, await camera.stop(), where);
      const presented = (await frames()).slice(from).map(({ time }) => time);
      films.push(judgeShots(shots, presented, cues));
      all.push(...shots);
      const result = summed(films, all, video);
      if (result.edges >= SHOWN || Date.now() > giveUp) return result;
    }
  };
  /** Lets the picture run until enough edges were passed, and judges them. @param {number} from the first frame that counts */
  const watched = async (from) => {
    const screen = await shown();
    const giveUp = Date.now() + EDGES * 1_000 + 20_000;
    for (;;) {
      const seen = (await frames()).slice(from);
      const result = judge(seen, cues);
      if (result.edges >= EDGES || Date.now() > giveUp) return { ...result, frames: seen.length, screen, spot: astray(seen, video) };
      await page.waitForTimeout(1_000);
    }
  };

  /** @type {Record<string, Awaited<ReturnType<typeof watched>>>} */
  const results = {};
  console.error(`about ${Math.ceil((Object.keys(CONDITIONS).length * (EDGES * 0.36 + 60)) / 60)} minutes, on a machine that does nothing else`);
  for (const [name, { times, bring }] of Object.entries(CONDITIONS).filter(([name]) => wished(name))) {
    await goLive(viewer);
    const from = (await frames()).length;
    for (let time = 0; time < times; time += 1) {
      await bring(viewer);
      await page.waitForTimeout(2_000);
    }
    results[name] = await watched(from);
    const { edges, p99, screen, spot } = results[name];
    console.error(`${name}: ${edges} edges, p99 ${p99} frames, on the screen ${screen.p99} (${screen.edges} edges); hotspot p99 ${spot.p99.toFixed(1)} px`);
  }
  return results;
}

const { browser, cues, page: address, server, site, stop } = await stand({ moving: true });
const home = await atHome();
try {
  const reader = await browser.newPage();
  await reader.goto(site.put("/reader.html", "<!doctype html><title>Reads pictures</title>"));
  const page = await home.tabs.newPage();
  await page.setViewportSize(WINDOW);
  await page.addInitScript(listen);
  await page.goto(address);
  const widget = new Widget(page);
  await widget.watches();
  await paint(page);
  const viewer = { page, widget, tabs: home.tabs };
  const results = await conditions(viewer, reader, cues);
  await goLive(viewer);
  const host = wished("clicks") ? await clicks(page, await browser.newPage(), server, CLICKS) : [];
  const px = (/** @type {number} */ value) => value.toFixed(1);

  const rows = Object.entries(results).map(([name, { edges, p50, p99, max, early, jumped, dropped, frames }]) => [
    name, edges, p50, p99, max, early, jumped.length === 0 ? "" : `${Math.max(...jumped)} (${jumped.length} jumps)`, `${dropped} of ${frames + dropped}`,
  ]);
  await tell(["cue error, in presented frames", "edges", "p50", "p99", "most", "early", "most after a jump", "frames dropped"], rows, { conditions: results, host });
  console.log("\nOf these, on composited frames of a screencast:\n");
  const screens = Object.entries(results).map(([name, { screen }]) => [name, screen.edges, screen.p50, screen.p99, screen.max, screen.early, `${screen.unread} of ${screen.shots}`]);
  await tell(["as it came onto the screen", "edges", "p50", "p99", "most", "early", "marks unreadable"], screens, { conditions: results, host });
  console.log("\nA hotspot that moves by 7 to 9 px a frame, and how far it is from its thing:\n");
  const spots = Object.entries(results).map(([name, { spot, screen }]) => [name, spot.frames, ...[spot, screen.spot].flatMap(({ p50, p99, max }) => [px(p50), px(p99), px(max)])]);
  await tell(["in CSS px", "frames", "p50", "p99", "most", "on the screen: p50", "p99", "most"], spots, { conditions: results, host });
  console.log("\nFrom the host's click:\n");
  await tell(["in ms", "clicks", "p50", "p99", "most"], host.map(({ what, times, p50, p99, max }) => [what, times.length, px(p50), px(p99), px(max)]), { conditions: results, host });
} finally {
  await home.close();
  await stop();
}
