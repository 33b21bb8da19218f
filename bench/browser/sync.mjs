// @ts-check
// Cue error: how many frames of the picture are presented, from the first one at or after a cue's moment, until what lies
// over the picture agrees. Read from the marks in the pictures themselves, after the widget's own frame callback; the pins
// as they stand at the end of that rendering turn. Live, after a rewind, and after a pause.
//
//   node bench/browser/sync.mjs [--edges 300] [--json FILE]

import { option, quantile, stand, tell } from "./stand.mjs";
import { Widget } from "../../tests/e2e/support/widget.js";

const EDGES = Number(option("edges", "300"));
const FRAME = 1 / 30;

/** What the script has pinned at a second of the programme. @param {Awaited<ReturnType<typeof stand>>["cues"]} cues @param {number} at */
function wanted(cues, at) {
  /** @type {(string | undefined)[]} */
  const slots = [];
  for (const cue of cues) if (cue.at <= at + 1e-6) slots[cue.slot] = cue.product;
  return slots.filter(Boolean).join();
}

/**
 * Runs in the page: takes down each presented frame from now on, what its mark says and the pins at the end of its rendering
 * turn. On a busy machine the next turn may begin before this one was looked at: then nothing is known of its pins.
 */
async function follow() {
  const { pictureTime, pins, video } = await import(/** @type {any} */ ("/support/look.js"));
  /** @type {{time: number, pins: string[] | null}[]} */
  const frames = [];
  /** @type {typeof frames} */
  const open = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const last = open.at(-1);
    if (last) last.pins = pins();
    frames.push(...open.splice(0));
  };
  const picture = video();
  const look = () => {
    const time = pictureTime();
    if (time !== null) open.push({ time, pins: null });
    requestAnimationFrame(() => port2.postMessage(0));
    picture.requestVideoFrameCallback(look);
  };
  picture.requestVideoFrameCallback(look);
  Object.assign(window, { followed: frames });
}

/**
 * @param {{time: number, pins: string[] | null}[]} frames @param {Awaited<ReturnType<typeof stand>>["cues"]} cues
 */
function judge(frames, cues) {
  /** @type {number[]} */
  const errors = [];
  let [early, dropped, waits, settled] = [0, 0, -1, false];
  for (const [index, { time, pins }] of frames.entries()) {
    if (index === 0) continue;
    const before = frames[index - 1];
    const passed = time - before.time;
    // A jump (the seek itself, the start of the programme anew) is no row of frames.
    if (passed <= 0 || passed > 1) {
      [waits, settled] = [-1, false];
      continue;
    }
    dropped += Math.max(0, Math.round(passed / FRAME) - 1);
    const [now, then] = [wanted(cues, time), wanted(cues, before.time)];
    if (now !== then && settled) {
      // One that was still awaited when the next came was never seen.
      if (waits >= 0) errors.push(waits);
      waits = 0;
    }
    if (pins === null) {
      // Whatever stood there, it has passed unseen.
      [waits, settled] = [-1, false];
    } else if (pins.join() === now) {
      if (waits >= 0) errors.push(waits);
      [waits, settled] = [-1, true];
    } else if (!settled) {
      continue;
    } else if (waits >= 0) {
      waits += 1;
    } else {
      early += 1;
    }
  }
  return { edges: errors.length, p50: quantile(errors, 0.5), p99: quantile(errors, 0.99), max: Math.max(...errors), early, dropped };
}

const { browser, cues, page: address, stop } = await stand();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  await page.goto(address);
  const widget = new Widget(page);
  await widget.watches();
  await page.evaluate(follow);
  /** @returns {Promise<{time: number, pins: string[] | null}[]>} */
  const frames = () => page.evaluate(() => /** @type {any} */ (window).followed);
  let from = 0;
  /** Lets the picture run until enough edges were passed, and judges them. */
  const watched = async () => {
    const giveUp = Date.now() + EDGES * 1_000 + 20_000;
    for (;;) {
      await page.waitForTimeout(1_000);
      const seen = (await frames()).slice(from);
      const result = judge(seen, cues);
      if (result.edges >= EDGES || Date.now() > giveUp) {
        from += seen.length;
        return { ...result, frames: seen.length };
      }
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
  await tell(["cue error, in presented frames", "edges", "p50", "p99", "max", "early", "frames dropped"], rows, results);
} finally {
  await stop();
}
