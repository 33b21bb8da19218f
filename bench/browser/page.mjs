// @ts-check
// What the widget costs a page and a viewer. Cold loads on a slow phone's terms (CPU 4 times slower, 60 ms, 9 Mbit/s), then
// on the machine as it is: click to paint, the heap, and what the overlay costs a frame.
//
//   node bench/browser/page.mjs [--runs 7] [--json FILE]

import { PINNED, median, option, quantile, stand, tell } from "./stand.mjs";

const RUNS = Number(option("runs", "7"));

/** Runs in the page before anything else: takes down when what is there for the first time. */
function watch() {
  /** @type {Record<string, number>} */
  const marks = {};
  /** @type {number[]} */
  const long = [];
  Object.assign(window, { bench: { marks, long } });
  new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => long.push(duration))).observe({ type: "longtask", buffered: true });
  const tag = () => /** @type {HTMLElement | null} */ (document.querySelector("vitrine-live"));
  const wanted = {
    tag: () => tag() !== null,
    // A link that can be pressed is one that was laid out.
    fallback: () => (tag()?.querySelector("a")?.getClientRects().length ?? 0) > 0,
    // The show's first product: painted by the loader from the manifest, or by the app where that was there first.
    product: () => (tag()?.shadowRoot?.querySelector("slot + ul a")?.getClientRects().length ?? 0) > 0 || wanted.pin(),
    pin: () => (tag()?.shadowRoot?.querySelector("ul[aria-label='Shown now'] [data-product]") ?? null) !== null,
    picture: () => (tag()?.shadowRoot?.querySelector("video")?.currentTime ?? 0) > 0,
  };
  const look = () => {
    for (const [name, there] of Object.entries(wanted)) if (!(name in marks) && there()) marks[name] = performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Presses a button of the widget as soon as it is there; hands back the milliseconds from the press to the next paint. */
function press(/** @type {string} */ selector) {
  return new Promise((done, failed) => {
    setTimeout(() => failed(new Error(`nothing to press: ${selector}`)), 30_000);
    const look = () => {
      const root = document.querySelector("vitrine-live")?.shadowRoot;
      const button = /** @type {HTMLButtonElement | null | undefined} */ (root?.querySelector(selector));
      if (!button || button.disabled) return void requestAnimationFrame(look);
      const from = performance.now();
      button.click();
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now() - from);
        port2.postMessage(0);
      });
    };
    look();
  });
}

/** Runs in the page before anything else: takes down how long the widget works on each frame of the picture. */
function timeFrames() {
  /** @type {number[]} */
  const spent = [];
  Object.assign(window, { spent });
  const ask = HTMLVideoElement.prototype.requestVideoFrameCallback;
  HTMLVideoElement.prototype.requestVideoFrameCallback = function (run) {
    return ask.call(this, (now, frame) => {
      const from = performance.now();
      run(now, frame);
      spent.push(performance.now() - from);
    });
  };
}

/**
 * The heap after everything that can go has gone, in bytes. The backing storage holds WebAssembly's memory, and the video's
 * buffers. @param {import("@playwright/test").CDPSession} tools
 */
async function heapOf(tools) {
  await tools.send("HeapProfiler.collectGarbage");
  const used = await tools.send("Runtime.getHeapUsage");
  return used.usedSize + (used.backingStorageSize ?? 0);
}

/** Waits until the shop has answered a cart request. */
function answered() {
  return new Promise((done) => {
    const look = () => {
      const carts = performance.getEntriesByType("resource").filter(({ name }) => /\/carts(\/|$)/.test(name));
      const ends = carts.map((entry) => /** @type {PerformanceResourceTiming} */ (entry).responseEnd).filter((end) => end > 0);
      if (ends.length === 0) return void setTimeout(look, 10);
      requestAnimationFrame(() => done(performance.now()));
    };
    look();
  });
}

const { browser, crowded, page: address, stop } = await stand({ packed: true });
/** @type {Record<string, number[]>} */
const cold = { fallback: [], product: [], picture: [], pin: [], added: [], longest: [], long: [] };
/** @type {Record<string, number[]>} */
const warm = { add: [], quantity: [] };
let [heap, crowdedHeap] = [NaN, NaN];
/** @type {number[]} */
let overlay = [];
try {
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "en-GB" });
    const page = await context.newPage();
    const tools = await context.newCDPSession(page);
    await tools.send("Network.enable");
    await tools.send("Network.emulateNetworkConditions", { offline: false, latency: 60, downloadThroughput: 9e6 / 8, uploadThroughput: 9e6 / 8 });
    await tools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.addInitScript(watch);
    await page.goto(address, { waitUntil: "commit" });
    await page.evaluate(press, `ul[aria-label='Shown now'] [data-product='${PINNED}']`);
    await page.evaluate(press, "footer button[part~=primary]");
    const added = await page.evaluate(answered);
    const { marks, long } = await page.evaluate(() => /** @type {any} */ (window).bench);
    for (const name of ["fallback", "product", "picture", "pin"]) cold[name]?.push(marks[name] - marks.tag);
    cold.added?.push(Number(added) - marks.tag);
    cold.long?.push(long.reduce((/** @type {number} */ sum, /** @type {number} */ one) => sum + one, 0));
    cold.longest?.push(Math.max(0, ...long));
    await context.close();
  }

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  const page = await context.newPage();
  const tools = await context.newCDPSession(page);
  await page.addInitScript(watch);
  await page.goto(address);
  await page.waitForFunction(() => "pin" in /** @type {any} */ (window).bench.marks);
  heap = await heapOf(tools);
  for (let time = 0; time < 8; time += 1) {
    // Adding leads back to the picture.
    await page.evaluate(press, `ul[aria-label='Shown now'] [data-product='${PINNED}']`);
    warm.add?.push(Number(await page.evaluate(press, "footer button[part~=primary]")));
  }
  await page.evaluate(answered);
  await page.evaluate(press, "button[aria-label^='Cart, ']");
  for (let time = 0; time < 8; time += 1) warm.quantity?.push(Number(await page.evaluate(press, "ul.lines .stepper button:last-child")));
  await context.close();

  const crowd = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
  const full = await crowd.newPage();
  await full.addInitScript(timeFrames);
  await full.goto(crowded);
  await full.waitForFunction(() => (document.querySelector("vitrine-live")?.shadowRoot?.querySelectorAll("[part~=hotspot]").length ?? 0) === 20);
  await full.waitForFunction(() => /** @type {any} */ (window).spent.length > 600);
  overlay = await full.evaluate(() => /** @type {any} */ (window).spent.slice(60));
  crowdedHeap = await heapOf(await crowd.newCDPSession(full));
  await crowd.close();

  const ms = (/** @type {number} */ value) => Math.round(value);
  const row = (/** @type {string} */ what, /** @type {number[]} */ values) => [what, ms(median(values)), ms(Math.min(...values)), ms(Math.max(...values))];
  await tell(
    [`cold, CPU 4× slower, 60 ms, 9 Mbit/s (${RUNS} loads)`, "median ms", "least", "most"],
    [
      row("tag to fallback link", cold.fallback ?? []),
      row("tag to first product clickable", cold.product ?? []),
      row("tag to moving picture", cold.picture ?? []),
      row("tag to first pin", cold.pin ?? []),
      row("tag to first add to cart answered", cold.added ?? []),
      row("long tasks, in all", cold.long ?? []),
      row("longest task", cold.longest ?? []),
    ],
    { cold, warm, heap, crowdedHeap, overlay },
  );
  console.log("\nOn the machine as it is:\n");
  console.log(`| | |\n| --- | --- |`);
  for (const [what, values] of Object.entries(warm)) console.log(`| click to paint, ${what}, p50 / p95 ms | ${quantile(values, 0.5).toFixed(1)} / ${quantile(values, 0.95).toFixed(1)} |`);
  console.log(`| heap after load, WebAssembly's memory included | ${(heap / 1024 / 1024).toFixed(1)} MiB |`);
  console.log(`| heap with an hour's cues (10,000) | ${(crowdedHeap / 1024 / 1024).toFixed(1)} MiB |`);
  console.log(`| the widget's work on a frame, 20 moving hotspots and 10,000 cues, p50 / p95 / p99 ms | ${[0.5, 0.95, 0.99].map((part) => quantile(overlay, part).toFixed(2)).join(" / ")} |`);
} finally {
  await stop();
}
