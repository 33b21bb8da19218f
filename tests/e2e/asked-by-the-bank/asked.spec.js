// @ts-check
// The bank asks the buyer: the shop's page opens beside the video, and whatever is decided there, or not, ends in one
// outcome that the viewer is told.

import { CARDS } from "../support/secrets.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1280, height: 800 } });

/**
 * Pays with a card that the bank asks about, and hands back the page that asks.
 * @param {import("@playwright/test").Page} page @param {import("../support/widget.js").Widget} widget
 */
async function asked(page, widget) {
  await widget.toReview("Walnut board", { Size: "Large, 52 cm" }, CARDS.asked);
  await widget.payButton.click();
  const link = widget.root.getByRole("link", { name: /Continue at the shop/ });
  const popup = page.waitForEvent("popup");
  await link.click();
  return popup;
}

test("a payment that the buyer confirms is placed once, while the video plays on", async ({ page, widget, publish, ledger }) => {
  await page.goto(await publish());
  await widget.watches();
  const bank = await asked(page, widget);
  expect(await bank.evaluate(() => window.opener)).toBeNull();
  expect((await ledger.charges()).filter(({ outcome }) => outcome === "charged")).toEqual([]);
  await bank.getByRole("button", { name: "Confirm the payment" }).click();
  await expect(widget.placed).toBeVisible();
  expect(await ledger.orders()).toHaveLength(1);
  expect((await ledger.charges()).filter(({ outcome }) => outcome === "charged")).toHaveLength(1);
  const from = await widget.time();
  await expect.poll(() => widget.time()).toBeGreaterThan(from);
});

test("a payment that the buyer gives up is charged nothing, and the cart is still there", async ({ page, widget, publish, ledger }) => {
  await page.goto(await publish());
  await widget.watches();
  const bank = await asked(page, widget);
  await widget.button("Cancel this payment").click();
  await expect(widget.heading("Your order was not placed")).toBeVisible();
  await bank.getByRole("button", { name: "Confirm the payment" }).click();
  await bank.waitForLoadState();
  expect(await ledger.orders()).toEqual([]);
  expect((await ledger.charges()).filter(({ outcome }) => outcome === "charged")).toEqual([]);
  expect(await ledger.stock("walnut-board-large-52")).toBe(9);
  await widget.button("Start again").click();
  await expect(widget.field("E-mail")).not.toHaveValue("");
});
