// @ts-check
// Back again: the page comes out of the browser's back/forward cache as it was left, and the widget asks for what may have
// changed meanwhile.

import { WITH_SOUND } from "../support/browser.js";
import { expect, test } from "../support/test.js";
import { Widget } from "../support/widget.js";

// Playwright switches that cache off.
test.use({
  viewport: { width: 1280, height: 800 },
  trace: "off",
  launchOptions: { ...WITH_SOUND, ignoreDefaultArgs: ["--disable-back-forward-cache"] },
});

test("the cart is the one of now, and the video goes on", async ({ context, page, widget, site, publish, heard }) => {
  const address = await publish();
  await page.goto(address);
  await widget.watches();
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
  // The count goes up at once; the cart is there for others when the shop has made it.
  await expect.poll(() => heard.ucp.of("create_cart").length).toBe(1);
  await page.evaluate(() => void (/** @type {any} */ (window).kept = true));
  await page.goto(site.put("/elsewhere.html", "<!doctype html><title>Elsewhere</title><p>Elsewhere</p>"));

  // Meanwhile the cart grows in another tab.
  const tab = await context.newPage();
  const other = new Widget(tab);
  await tab.goto(address);
  await other.watches();
  await expect(other.cartButton).toHaveAccessibleName("Cart, 1 item");
  await other.openFromLineup("Beeswax pillar candle");
  await other.addToCart();
  await expect(other.cartButton).toHaveAccessibleName("Cart, 2 items");
  await tab.close();

  await page.bringToFront();
  const asked = heard.sent.length;
  await page.goBack({ waitUntil: "commit" });
  const why = () => page.evaluate(() => JSON.stringify(/** @type {any} */ (performance.getEntriesByType("navigation")[0])?.notRestoredReasons ?? null));
  expect(await page.evaluate(() => /** @type {any} */ (window).kept), `it came out of the cache (${await why()})`).toBe(true);
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 2 items");
  await widget.watches();
  expect(heard.sent.slice(asked).filter((line) => /\/carts\//.test(line)).length).toBeGreaterThan(0);
});
