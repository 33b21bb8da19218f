// @ts-check
// What the measurements in a browser share: the bench show, server and site of their own, a browser, and numbers.

import { mkdtemp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { WITH_SOUND } from "../../tests/e2e/support/browser.js";
import { DURATION, LINEUP } from "../../tests/e2e/support/programme.js";
import { SHOW, fromTop } from "../../tests/e2e/support/places.js";
import { partnerPage } from "../../tests/e2e/support/partner-page.js";
import { startServer } from "../../tests/e2e/support/server.js";
import { startSite } from "../../tests/e2e/support/site.js";

/** The product that is pinned from the start. It has one variant, so that one press puts it into the cart. */
export const PINNED = "beeswax-candle";

/**
 * The bench show's cues: one product pinned from the start; in the second slot the others take turns, 200 to 500 ms each, at
 * moments that lie off the edges of the picture's frames. The same every time.
 */
export function benchCues() {
  const others = LINEUP.filter((product) => product !== PINNED);
  /** @type {{at: number, kind: string, slot: number, product?: string}[]} */
  const cues = [{ at: 0, kind: "pin", slot: 0, product: PINNED }];
  let [at, seed] = [1, 7];
  for (let turn = 0; at < DURATION - 1; turn += 1) {
    cues.push({ at: Number(at.toFixed(3)), kind: "pin", slot: 1, product: others[turn % others.length] });
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    at += 0.2 + (seed / 2_147_483_648) * 0.3;
    // Nothing in the milliseconds around an edge: there, who is right is a matter of rounding.
    const off = (at * 30) % 1;
    if (off < 0.15) at += 0.006;
    if (off > 0.85) at -= 0.006;
  }
  for (const slot of [0, 1]) cues.push({ at: DURATION - 0.25, kind: "unpin", slot });
  return cues;
}

/**
 * A crowded replay: 20 hotspots that are there and move all the time, the bench show's turns, and after them turns for an hour, which
 * makes 10,000 cues in all. In seconds of the video.
 */
function crowdedCues() {
  /** @type {Record<string, unknown>[]} */
  const cues = benchCues().filter(({ slot, product }) => product || slot === 1);
  for (let spot = 0; spot < 20; spot += 1) {
    const [x, y] = [0.02 + (spot % 5) * 0.19, 0.2 + Math.floor(spot / 5) * 0.15];
    const path = Array.from({ length: 600 }, (_, t) => ({ t, x: x + (t % 2) * 0.05, y, w: 0.12, h: 0.08 }));
    cues.push({ at: 0, kind: "hotspot", product: LINEUP[spot % LINEUP.length], until: 4_000, path });
  }
  for (let at = DURATION; cues.length < 10_000; at += 0.36) cues.push({ at, kind: "pin", slot: 1, product: LINEUP[cues.length % LINEUP.length] });
  return cues.map((cue, seq) => ({ seq, id: `c${seq}`, ...cue }));
}

/** From when to when the bench show's moving hotspot stands, in seconds of the programme. */
const MOVES = [1, DURATION - 1];
/** The corners of its way, in fractions of the picture, and how long it takes from one to the next, in seconds. */
const CORNERS = [[0.2, 0.3], [0.8, 0.55], [0.2, 0.55], [0.8, 0.3]];
const LEG = 1.5;

/** Where the middle of the moving hotspot ought to be at a second of the programme. @param {number} at */
export function spotAt(at) {
  const [from, until] = MOVES;
  if (at < Number(from) || at >= Number(until)) return null;
  const legs = (at - Number(from)) / LEG;
  const [here, there] = [Math.floor(legs), Math.floor(legs) + 1].map((corner) => /** @type {number[]} */ (CORNERS[corner % CORNERS.length]));
  const along = (/** @type {number} */ axis) => Number(here?.[axis]) + (Number(there?.[axis]) - Number(here?.[axis])) * (legs % 1);
  return { x: along(0), y: along(1) };
}

/** The cue of the moving hotspot. */
function movingCue() {
  const [at, until] = MOVES;
  const side = 0.08;
  const path = Array.from({ length: Math.ceil((Number(until) - Number(at)) / LEG) + 1 }, (_, leg) => {
    const [x, y] = /** @type {number[]} */ (CORNERS[leg % CORNERS.length]);
    return { t: leg * LEG, x: Number(x) - side / 2, y: Number(y) - side / 2, w: side, h: side };
  });
  return { at, kind: "hotspot", product: PINNED, until, path };
}

/** Server, site and browser, all of them ended by `stop`. @param {{packed?: boolean, moving?: boolean}} [wish] whether a hotspot moves */
export async function stand({ packed = false, moving = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "vitrine-bench-"));
  const show = join(folder, "show");
  await mkdir(show);
  for (const name of ["media", "captions", "programme.json"]) await symlink(join(SHOW, name), join(show, name));
  const cues = benchCues();
  await writeFile(join(show, "cues.json"), JSON.stringify({ cues: moving ? [...cues, movingCue()] : cues }));
  const site = await startSite();
  site.packed = packed;
  const server = await startServer({ folder, allow: [site.origin], arguments: ["--show-dir", show] });
  const page = site.put("/bench.html", partnerPage({ show: server.show, shop: server.origin }));
  const example = async (/** @type {string} */ name) => (await readFile(fromTop(`www/examples/static-show/${name}`), "utf8")).replaceAll("http://localhost:8787", server.origin);
  for (const name of ["show.json", "programme.m3u8"]) site.put(`/crowded/${name}`, await example(name));
  site.put("/crowded/cues.json", JSON.stringify({ version: 1, cues: crowdedCues() }));
  const crowded = site.put("/crowded.html", partnerPage({ show: "/crowded/show.json", shop: server.origin }));
  const browser = await chromium.launch({ headless: true, ...WITH_SOUND });
  return {
    browser,
    crowded,
    cues,
    page,
    server,
    site,
    stop: async () => {
      await browser.close();
      await server.stop();
      await site.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The value below which this part of all values lies. @param {number[]} values @param {number} part */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? NaN;
}

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/** What was asked for on the command line: `--name value`. @param {string} name @param {string} [otherwise] */
export function option(name, otherwise = "") {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}

/** Prints a Markdown table, and writes the numbers where `--json` says. @param {string[]} head @param {(string | number)[][]} rows @param {unknown} numbers */
export async function tell(head, rows, numbers) {
  console.log(`| ${head.join(" | ")} |\n|${" --- |".repeat(head.length)}`);
  // Of nothing there is no quantile.
  const shown = (/** @type {string | number} */ value) => (/^(NaN|-?Infinity)$/.test(String(value)) ? "–" : value);
  for (const row of rows) console.log(`| ${row.map(shown).join(" | ")} |`);
  const file = option("json");
  if (file) await writeFile(file, `${JSON.stringify(numbers, null, 2)}\n`);
}
