// @ts-check
// What the measurements in a browser share: the bench show, server and site of their own, a browser, and numbers.

import { mkdtemp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { WITH_SOUND } from "../../tests/e2e/support/browser.js";
import { DURATION, LINEUP } from "../../tests/e2e/support/programme.js";
import { SHOW } from "../../tests/e2e/support/places.js";
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

/** Server, site and browser, all of them ended by `stop`. @param {{packed?: boolean}} [wish] */
export async function stand({ packed = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "vitrine-bench-"));
  const show = join(folder, "show");
  await mkdir(show);
  for (const name of ["media", "captions", "programme.json"]) await symlink(join(SHOW, name), join(show, name));
  const cues = benchCues();
  await writeFile(join(show, "cues.json"), JSON.stringify({ cues }));
  const site = await startSite();
  site.packed = packed;
  const server = await startServer({ folder, allow: [site.origin], arguments: ["--show-dir", show] });
  const page = site.put("/bench.html", partnerPage({ show: server.show, shop: server.origin }));
  const browser = await chromium.launch({ headless: true, ...WITH_SOUND });
  return {
    browser,
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
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
  const file = option("json");
  if (file) await writeFile(file, `${JSON.stringify(numbers, null, 2)}\n`);
}
