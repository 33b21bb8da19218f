// @ts-check
// The edges of the bench show: what is pinned at a moment, what was seen of it frame by frame, and how late that was. And how
// far the moving hotspot was from its thing.

import { quantile, spotAt } from "./stand.mjs";

/** One picture of the stream lasts so long, in seconds. */
export const FRAME = 1 / 30;

/** @typedef {{at: number, kind: string, slot: number, product?: string}} Pin */
/**
 * One presented frame: the second of the programme that its mark says, the pins over it where they are known, and the middle
 * of the moving hotspot, in CSS pixels of the window.
 * @typedef {{time: number, pins: string[] | null, spot?: {x: number, y: number} | null}} Frame
 */

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
  /** @type {{time: number, pins: string[] | null, spot?: {x: number, y: number} | null}[]} */
  const frames = [];
  /** @returns {{x: number, y: number} | null} */
  const spot = () => {
    const { x, y, width, height } = document.querySelector("vitrine-live")?.shadowRoot?.querySelector("[part~=hotspot]")?.getBoundingClientRect() ?? new DOMRect();
    return width > 0 ? { x: x + width / 2, y: y + height / 2 } : null;
  };
  /** @type {typeof frames} */
  const open = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const last = open.at(-1);
    if (last) [last.pins, last.spot] = [pins(), spot()];
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
 * How late the pins were, in presented frames; `jumped` after each jump: until they were right again.
 * @param {Frame[]} frames @param {Pin[]} cues
 */
export function judge(frames, cues) {
  /** @type {number[]} */
  const errors = [];
  /** @type {number[]} */
  const jumped = [];
  let [early, dropped, waits, settled] = [0, 0, -1, false];
  /** Frames since a jump that were wrong; NaN where there was none, or it is over. */
  let wrong = NaN;
  for (const [index, { time, pins }] of frames.entries()) {
    if (index === 0) continue;
    const before = frames[index - 1];
    const passed = time - before.time;
    // A jump (the seek itself, the start of the programme anew) is no row of frames.
    if (passed <= 0 || passed > 1) {
      [waits, settled] = [-1, false];
      const right = pins?.join() === wanted(cues, time);
      wrong = right || pins === null ? NaN : 1;
      if (right) jumped.push(0);
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
      if (wrong > 0) jumped.push(wrong);
      wrong = NaN;
      [waits, settled] = [-1, true];
    } else if (!settled) {
      wrong += 1;
    } else if (waits >= 0) {
      waits += 1;
    } else {
      early += 1;
    }
  }
  return { edges: errors.length, p50: quantile(errors, 0.5), p99: quantile(errors, 0.99), max: Math.max(...errors), early, dropped, jumped };
}

/**
 * How far the hotspot was from where it ought to be, frame by frame, in CSS pixels.
 * @param {{time: number, spot?: {x: number, y: number} | null}[]} frames @param {{x: number, y: number, width: number, height: number}} video the whole picture's box
 */
export function astray(frames, video) {
  /** @type {number[]} */
  const errors = [];
  for (const { time, spot } of frames) {
    const ought = spotAt(time);
    if (ought && spot) errors.push(Math.hypot(video.x + ought.x * video.width - spot.x, video.y + ought.y * video.height - spot.y));
  }
  return { frames: errors.length, p50: quantile(errors, 0.5), p99: quantile(errors, 0.99), max: Math.max(...errors) };
}
