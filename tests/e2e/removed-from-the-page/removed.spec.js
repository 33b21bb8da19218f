// @ts-check
// Removed from the page: a widget that is taken out leaves nothing behind, one that is moved stays what it was, and a
// new one can be put in its place.

import { newestSegment } from "../support/stream.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1280, height: 800 } });

/** Counts what a page has under way: timers, frame callbacks, event streams. Before the page's own scripts. */
function countTheBusy() {
  const busy = { timers: new Set(), frames: new Set(), streams: new Set(), videos: /** @type {HTMLVideoElement[]} */ ([]) };
  /** @type {any} */ (window).busy = busy;
  const { setTimeout, clearTimeout, setInterval, clearInterval, requestAnimationFrame, cancelAnimationFrame, EventSource } = window;
  Object.assign(window, {
    setTimeout: (/** @type {any} */ what, /** @type {any} */ after, /** @type {any[]} */ ...rest) => {
      const id = setTimeout(() => (busy.timers.delete(id), what(...rest)), after);
      busy.timers.add(id);
      return id;
    },
    clearTimeout: (/** @type {any} */ id) => (busy.timers.delete(id), clearTimeout(id)),
    setInterval: (/** @type {any} */ what, /** @type {any} */ after, /** @type {any[]} */ ...rest) => {
      const id = setInterval(what, after, ...rest);
      busy.timers.add(id);
      return id;
    },
    clearInterval: (/** @type {any} */ id) => (busy.timers.delete(id), clearInterval(id)),
    requestAnimationFrame: (/** @type {FrameRequestCallback} */ what) => {
      const id = requestAnimationFrame((now) => (busy.frames.delete(id), what(now)));
      busy.frames.add(id);
      return id;
    },
    cancelAnimationFrame: (/** @type {number} */ id) => (busy.frames.delete(id), cancelAnimationFrame(id)),
    EventSource: class extends EventSource {
      constructor(/** @type {string} */ url, /** @type {any} */ init) {
        super(url, init);
        busy.streams.add(this);
      }

      close() {
        busy.streams.delete(this);
        super.close();
      }
    },
  });
}

/** @param {import("@playwright/test").Page} page */
const busy = (page) =>
  page.evaluate(() => {
    const { timers, frames, streams } = /** @type {any} */ (window).busy;
    return { timers: timers.size, frames: frames.size, streams: streams.size };
  });

test.beforeEach(async ({ context }) => {
  await context.addInitScript(countTheBusy);
});

test("nothing goes on after the widget is gone", async ({ page, widget, publish, server, heard }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.openFromLineup("Walnut board");
  await expect.poll(() => busy(page).then(({ streams }) => streams)).toBe(1);

  await page.evaluate(() => {
    const element = /** @type {HTMLElement} */ (document.querySelector("vitrine-live"));
    const video = /** @type {HTMLVideoElement} */ (element.shadowRoot?.querySelector("video"));
    /** @type {any} */ (window).gone = { element, video };
    element.remove();
  });
  await expect.poll(() => busy(page)).toEqual({ timers: 0, frames: 0, streams: 0 });
  const video = await page.evaluate(() => {
    const { video } = /** @type {any} */ (window).gone;
    return { paused: video.paused, source: video.currentSrc && video.hasAttribute("src"), media: video.readyState };
  });
  expect(video).toMatchObject({ paused: true, media: 0 });

  // The stream goes on for three segments; this page asks for none of them.
  const asked = heard.sent.length;
  const newest = await newestSegment(server.origin);
  await expect.poll(() => newestSegment(server.origin)).toBeGreaterThanOrEqual(newest + 3);
  expect(heard.sent.slice(asked)).toEqual([]);
  expect(await page.evaluate(() => /** @type {any} */ (window).gone.element.shadowRoot?.childElementCount)).toBe(0);
});

test("a widget that is moved stays what it was", async ({ page, widget, publish, heard }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
  await widget.openFromLineup("Stoneware teapot");
  await page.evaluate(() => {
    /** @type {any} */ (window).kept = document.querySelector("vitrine-live")?.shadowRoot?.querySelector("video");
  });
  const manifests = () => heard.sent.filter((line) => line.includes("/shows/demo.json")).length;
  const before = manifests();

  await page.evaluate(() => {
    const place = document.createElement("section");
    document.body.prepend(place);
    place.append(/** @type {HTMLElement} */ (document.querySelector("vitrine-live")));
  });
  await expect(widget.heading("Stoneware teapot")).toBeVisible();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
  expect(await page.evaluate(() => document.querySelector("vitrine-live")?.shadowRoot?.querySelector("video") === /** @type {any} */ (window).kept)).toBe(true);
  await widget.watches();
  expect(manifests()).toBe(before);
});

test("a widget that was removed can be mounted again, and so can a new one", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");

  for (const again of ["the same", "a new"]) {
    await page.evaluate(() => {
      const element = /** @type {HTMLElement} */ (document.querySelector("vitrine-live"));
      element.remove();
      /** @type {any} */ (window).out = element;
    });
    await expect.poll(() => busy(page)).toEqual({ timers: 0, frames: 0, streams: 0 });
    await page.evaluate((again) => {
      const old = /** @type {HTMLElement} */ (/** @type {any} */ (window).out);
      document.body.append(again === "the same" ? old : old.cloneNode(true));
    }, again);
    await widget.watches();
    await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
  }
});
