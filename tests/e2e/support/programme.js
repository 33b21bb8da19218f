// @ts-check
// The script of the sample programme, folded as the design says: what ought to be pinned at a time of it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SHOW } from "./places.js";

/** @type {{at: number, kind: string, slot?: number, product?: string}[]} */
const script = JSON.parse(readFileSync(join(SHOW, "cues.json"), "utf8")).cues;
const programme = JSON.parse(readFileSync(join(SHOW, "programme.json"), "utf8"));

/** Length of the programme in seconds; then it begins again. @type {number} */
export const DURATION = programme.duration;

/** Product ids in the order of the lineup. @type {string[]} */
export const LINEUP = programme.lineup;

/** The second of the programme that a moment of the stream is. @param {string} moment */
export const secondOf = (moment) => ((Date.parse(moment) - Date.UTC(2026, 0, 1)) / 1000) % DURATION;

/** How much later one second of the programme is than another, whichever loop they are of. @param {number} one @param {number} other */
export const after = (one, other) => {
  const apart = (((one - other) % DURATION) + DURATION) % DURATION;
  return apart > DURATION / 2 ? apart - DURATION : apart;
};

/** Cues as they stand in the script, at seconds of the programme. */
export const SCRIPT = script;

/**
 * The products pinned at a second of the programme, by slot. A loop ends with no pin, so one pass is enough.
 * @param {number} at
 */
export function pinned(at) {
  /** @type {Map<number, string>} */
  const slots = new Map();
  for (const cue of script) {
    if (cue.at > at) break;
    if (cue.kind === "pin") slots.set(cue.slot ?? 0, cue.product ?? "");
    if (cue.kind === "unpin") slots.delete(cue.slot ?? 0);
  }
  return [...slots.entries()].sort(([a], [b]) => a - b).map(([, product]) => product);
}

/** The moments, in seconds of the programme, at which the pins change. */
export const EDGES = [...new Set(script.filter(({ kind }) => /pin$/.test(kind)).map(({ at }) => at))];
