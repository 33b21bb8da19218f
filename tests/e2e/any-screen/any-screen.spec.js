// @ts-check
// Any screen: long words, words from right to left, text twice as large, from 320 CSS pixels to a wide window. Nothing
// sticks out, is cut off or lies under something else, in any state.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DIST } from "../support/places.js";
import { SCREENS, expectInPlace, turnTo } from "../support/screens.js";
import { expect, test } from "../support/test.js";
import { tour } from "../support/tour.js";

const screens = /** @type {import("../support/screens.js").Screen[]} */ (Object.keys(SCREENS));

test.use({ viewport: SCREENS.phone, contextOptions: { reducedMotion: "reduce" } });
test.beforeEach(({ noise }) => {
  test.setTimeout(400_000);
  noise.expected.push(/Failed to load resource|net::ERR_FAILED/);
});

test("German fits, with text twice as large", async ({ page, site, server, widget }) => {
  await page.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => document.documentElement.style.setProperty("font-size", "200%"));
  });
  await tour({ page, site, server }, async (state) => {
    if (state === "pin") {
      await expect(widget.button("Alle Produkte")).toBeVisible();
      await expect(widget.seek).toBeHidden();
    }
    for (const screen of screens) {
      await turnTo(page, screen);
      await expectInPlace(page, `${state}, ${screen}`);
      if (state === "watching") {
        // All products: under a wide picture, and behind a button, which leads to a recording's moments as well.
        await expect(page.locator("vitrine-live [part~=strip]")).toHaveCount(screen === "wide" ? 1 : 0);
        await expect(widget.button("Alle Produkte")).toHaveCount(1);
      }
    }
    await turnTo(page, "phone");
  }, { attributes: 'locale="de-AT"' });
});

/**
 * A made-up language: German half as long again, written from right to left. It comes as German's own file does.
 * @param {string} german
 */
function pseudo(german) {
  const [table, , , ...texts] = JSON.parse(german);
  const long = (/** @type {string} */ text) => text.replaceAll(/[aeou](?![^{]*\})/g, "$&$&");
  const turned = texts.map((/** @type {string} */ text) => text.split("|").map((one) => `\u202e${long(one)}\u202c`).join("|"));
  return JSON.stringify([table, "ar-XB", "rtl", ...turned]);
}

test("from right to left everything stands on the other side", async ({ page, site, server, widget }) => {
  void widget;
  site.put("/vitrine.de.json", pseudo(await readFile(join(DIST, "vitrine.de.json"), "utf8")));
  const half = (/** @type {number | null} */ at) => (at === null ? null : at < 0.5 ? "left" : "right");
  await tour({ page, site, server }, async (state) => {
    await expect(page.locator("vitrine-live [data-phase]")).toHaveAttribute("dir", "rtl");
    for (const screen of screens) {
      await turnTo(page, screen);
      await expectInPlace(page, `${state}, ${screen}`);
      const { close, back, lineup, panel } = await page.evaluate(async () => (await import(/** @type {any} */ ("/support/measure.js"))).sides());
      if (close !== null) expect.soft(half(close), `${state}, ${screen}: Close`).toBe("left");
      if (back !== null && screen === "phone") expect.soft(half(back), `${state}, ${screen}: Back`).toBe("right");
      if (lineup !== null && screen === "phone") expect.soft(half(lineup), `${state}, ${screen}: All products`).toBe("right");
      if (panel !== null && screen === "laptop") expect.soft(half(panel), `${state}, ${screen}: the panel`).toBe("left");
    }
    await turnTo(page, "phone");
  }, { attributes: 'locale="de"' });
});

test("nothing that is typed into or pressed lies under the on-screen keyboard", async ({ page, site, server, widget }) => {
  const KEYBOARD = 336;
  // A browser under test has no keyboard on its screen: what would be seen above one is said here.
  await page.addInitScript((height) => {
    const seen = Object.assign(new EventTarget(), { scale: 1, offsetTop: 0, height: innerHeight });
    Object.defineProperty(window, "visualViewport", { value: seen });
    Object.assign(window, {
      keyboard: (/** @type {boolean} */ up) => {
        seen.height = innerHeight - (up ? height : 0);
        seen.dispatchEvent(new Event("resize"));
      },
    });
  }, KEYBOARD);
  const keyboard = (/** @type {boolean} */ up) => page.evaluate((up) => /** @type {any} */ (window).keyboard(up), up);
  const end = (/** @type {import("@playwright/test").Locator} */ of) => of.evaluate((element) => element.getBoundingClientRect().bottom);
  await tour({ page, site, server }, async (state) => {
    if (state !== "contact") return;
    const seen = SCREENS.phone.height - KEYBOARD;
    const field = widget.field("Town or city");
    await field.focus();
    expect(await end(widget.button("Continue to delivery"))).toBeGreaterThan(seen);
    await keyboard(true);
    await field.scrollIntoViewIfNeeded();
    expect(await end(widget.button("Continue to delivery"))).toBeLessThanOrEqual(seen);
    expect(await end(field)).toBeLessThan(seen);
    await expectInPlace(page, "typing");
    await keyboard(false);
    expect(await end(widget.button("Continue to delivery"))).toBeGreaterThan(seen);
  }, { until: "contact" });
});
