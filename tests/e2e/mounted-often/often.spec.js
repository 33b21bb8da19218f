// @ts-check
// Mounted often: an application that puts the widget in and takes it out 200 times is no heavier for it. What the browser
// counts after a collection is flat, and the app's memory stops growing.

import { strictPolicy } from "../support/partner-page.js";
import { expect, test } from "../support/test.js";
import { overhear } from "../support/told.js";

const WARM = 50;
const ALL = 200;
/** Less than one in three mounts may leave behind: a leak leaves one a mount at least. */
const SLACK = (ALL - WARM) / 3;

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

test("two hundred mounts leave nothing behind", async ({ context, page, site, server }) => {
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
  await page.evaluate(mountAndRemove, /** @type {[string, number]} */ ([server.show, WARM]));
  const warm = await count();
  await page.evaluate(mountAndRemove, /** @type {[string, number]} */ ([server.show, ALL - WARM]));
  const all = await count();
  expect(all.documents).toBeLessThanOrEqual(warm.documents);
  expect(all.nodes).toBeLessThan(warm.nodes + SLACK);
  expect(all.jsEventListeners).toBeLessThan(warm.jsEventListeners + SLACK);
  expect(all.memory, "the app's memory").toBe(warm.memory);
  expect(said.filter(({ kind }) => kind !== "log")).toEqual([]);
});
