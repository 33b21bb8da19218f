// @ts-check
// What only those need who shop is a second file: nobody loads it who only watches, and where it comes late or not at all,
// the viewer knows, and loses nothing.

import { expect, test } from "../support/test.js";

const SECOND = "**/vitrine_shop_bg.wasm";

/** Counts who asks for the second file. @param {import("@playwright/test").Page} page */
function asked(page) {
  const requests = { count: 0 };
  page.on("request", (request) => {
    if (request.url().endsWith("/vitrine_shop_bg.wasm")) requests.count += 1;
  });
  return requests;
}

test("who only watches does not load it; who comes near does, once", async ({ page, widget, publish }) => {
  const requests = asked(page);
  await page.mouse.move(0, 0);
  await page.goto(await publish());
  await widget.watches();
  await expect(widget.pins.first()).toBeVisible();
  expect(requests.count).toBe(0);

  await widget.lineupButton.hover();
  await expect.poll(() => requests.count).toBe(1);
  await widget.openFromLineup("Walnut board");
  expect(requests.count).toBe(1);
});

test("a tap before it is there is answered as soon as it is", async ({ page, widget, publish }) => {
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((done) => (letGo = () => done(undefined)));
  await page.route(SECOND, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(await publish());
  await widget.watches();
  await widget.lineupButton.click();
  const waiting = widget.root.locator("[data-waiting]");
  await expect(waiting, "something is said to be on its way").toHaveCount(1);
  await widget.button(/^Turn sound/).click();
  await expect(waiting, "the player goes on meanwhile").toHaveCount(1);
  letGo();
  await expect(widget.card("Walnut board")).toBeVisible();
  await expect(waiting).toHaveCount(0);
});

test("where it does not come the viewer is told, and nothing that was asked for is lost", async ({ page, widget, publish, noise }) => {
  noise.expected.push(/Failed to load resource/);
  await page.route(SECOND, (route) => route.abort("connectionfailed"));
  const requests = asked(page);
  await page.goto(await publish());
  await widget.watches();
  await widget.lineupButton.click();
  const bar = widget.root.getByRole("alert").filter({ hasText: "That did not load." });
  await expect(bar).toBeVisible();
  await widget.watches();
  // By whoever came near, and for the tap; then it waits for seconds before it asks again.
  expect(requests.count).toBeLessThanOrEqual(4);

  await page.unroute(SECOND);
  await bar.getByRole("button", { name: "Try again" }).click();
  await expect(widget.card("Walnut board")).toBeVisible();
  await expect(bar).toHaveCount(0);
});

test("a cart from an earlier visit brings it along", async ({ page, widget, publish, heard }) => {
  const address = await publish();
  await page.goto(address);
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
  await expect.poll(() => heard.ucp.of("create_cart").length).toBe(1);

  const requests = asked(page);
  await page.mouse.move(0, 0);
  await page.reload();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
  expect(requests.count).toBe(1);
});
