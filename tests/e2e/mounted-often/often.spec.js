// @ts-check
// Mounted often: an application that puts the widget in and takes it out 200 times is no heavier for it. What the browser
// counts after a collection is flat, and the app's memory stops growing.

import { readFile } from "node:fs/promises";
import { strictPolicy } from "../support/partner-page.js";
import { fromTop } from "../support/places.js";
import { expect, test } from "../support/test.js";
import { overhear } from "../support/told.js";

/** WebAssembly's memory grows by so much at a time, in bytes. */
const PAGE = 65_536;

/** Runs in the page: puts one in, waits for the show, opens a product, and takes it out; so often. @param {[string, number]} what */
async function mountAndRemove([show, times]) {
  const frame = () => new Promise((done) => requestAnimationFrame(() => done(undefined)));
  for (let time = 0; time < times; time += 1) {
    const element = /** @type {any} */ (document.createElement("vitrine-live"));
    element.setAttribute("show", show);
    element.setAttribute("shadow", "open");
    const ready = new Promise((done) => element.addEventListener("vitrine:ready", done, { once: true }));
    document.body.append(element);
    await ready;
    element.open("ridge-vase");
    while (!element.shadowRoot.querySelector("[data-panel=product] h2")) await frame();
    // Some of them are watched for a moment.
    if (time % 10 === 0) while (!(element.shadowRoot.querySelector("video")?.currentTime > 0)) await frame();
    element.remove();
    await frame();
  }
}

/**
 * What the browser counts after `warm` mounts, and after all of them.
 * @param {Pick<import("@playwright/test").PlaywrightTestArgs, "context" | "page"> & {site: import("../support/site.js").Site, server: import("../support/server.js").Server}} there
 * @param {string} show @param {number} warm @param {number} all
 */
async function counted({ context, page, site, server }, show, warm, all) {
  // Not the listener of all scenarios: thousands of requests are not looked through for cards.
  const said = overhear(context);
  await page.addInitScript(() => {
    const { instantiate, instantiateStreaming } = WebAssembly;
    const look = async (/** @type {Promise<any>} */ made) => {
      const { exports } = (await made).instance;
      // The second file has none of its own.
      /** @type {any} */ (window).memory ??= Object.values(exports).find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
    WebAssembly.instantiate = /** @type {any} */ ((/** @type {any[]} */ ...words) => look(/** @type {any} */ (instantiate)(...words)));
    WebAssembly.instantiateStreaming = (...words) => look(instantiateStreaming(...words));
  });
  site.policy = strictPolicy(server.origin);
  await page.goto(site.put("/often.html", '<!doctype html><title>Often</title><script type="module" src="/vitrine.js"></script>'));
  const browser = await context.newCDPSession(page);
  const count = async () => {
    // What a finalizer lets go of is collected by the next one.
    for (let time = 0; time < 3; time += 1) await browser.send("HeapProfiler.collectGarbage");
    const { documents, nodes, jsEventListeners } = await browser.send("Memory.getDOMCounters");
    const memory = await page.evaluate(() => /** @type {any} */ (window).memory.buffer.byteLength);
    return { documents, nodes, jsEventListeners, memory };
  };
  await page.evaluate(mountAndRemove, /** @type {[string, number]} */ ([show, warm]));
  const before = await count();
  await page.evaluate(mountAndRemove, /** @type {[string, number]} */ ([show, all - warm]));
  const after = await count();
  expect(after.documents).toBeLessThanOrEqual(before.documents);
  // Less than one in three mounts may leave behind: a leak leaves one a mount at least.
  const slack = (all - warm) / 3;
  expect(after.nodes).toBeLessThan(before.nodes + slack);
  expect(after.jsEventListeners).toBeLessThan(before.jsEventListeners + slack);
  expect(said.filter(({ kind }) => kind !== "log")).toEqual([]);
  return after.memory - before.memory;
}

test("two hundred mounts leave nothing behind", async ({ context, page, site, server }) => {
  // A recording, since each mount is to read the same.
  for (const name of ["show.json", "programme.m3u8", "cues.json"]) {
    const text = await readFile(fromTop(`www/examples/static-show/${name}`), "utf8");
    site.put(`/often/${name}`, text.replaceAll("http://localhost:8787", server.origin));
  }
  const grown = await counted({ context, page, site, server }, "/often/show.json", 50, 200);
  expect(grown, "the app's memory, in bytes").toBe(0);
});

test("nor do mounts of a live show, which is told more in some moments than in others", async ({ context, page, site, server }) => {
  const grown = await counted({ context, page, site, server }, server.show, 20, 80);
  expect(grown, "the app's memory, in bytes").toBeLessThanOrEqual(PAGE);
});
