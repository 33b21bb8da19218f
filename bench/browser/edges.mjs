// @ts-check
// The edges of the bench show: what is pinned at a moment, what was seen of it frame by frame, and how late that was.

import { quantile } from "./stand.mjs";

/** One picture of the stream lasts so long, in seconds. */
export const FRAME = 1 / 30;

/** @typedef {{at: number, kind: string, slot: number, product?: string}} Pin */
/** One presented frame: the second of the programme that its mark says, and the pins over it where they are known. @typedef {{time: number, pins: string[] | null}} Frame */

/** What the script has pinned at a second of the programme. @param {Pin[]} cues @param {number} at */
export function wanted(cues, at) {
  /** @type {(string | undefined)[]} */
  const slots = [];
  for (const cue of cues) if (cue.at <= at + 1e-6) slots[cue.slot] = cue.product;
  return slots.filter(Boolean).join();
}

/**
 * Runs in the page: takes down each presented frame from now on, what its mark says and the pins at the end of its rendering
 * turn. On a busy machine the next turn may begin before this one was looked at: then nothing is known of its pins.
 */
export async function follow() {
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

/** How late the pins were, in presented frames. @param {Frame[]} frames @param {Pin[]} cues */
export function judge(frames, cues) {
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
