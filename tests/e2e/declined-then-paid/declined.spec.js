// @ts-check
// Declined, then paid: a card is refused, nothing is charged and nothing is lost; another card pays. One order, one charge.

import { delivery } from "../support/catalogue.js";
import { CARDS, everythingKept, expectNoCard } from "../support/secrets.js";
import { expect, test } from "../support/test.js";
import { events } from "../support/told.js";
import { ADDRESS, COUNTRY, euros } from "../support/widget.js";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("a declined card charges nothing, and the next one buys once", async ({ page, widget, publish, ledger, heard }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.openFromLineup("Walnut board");
  await widget.choose({ Size: "Large, 52 cm" });
  await widget.addToCart();
  await widget.button("View cart").click();
  await widget.checkOut();
  await widget.fillContact();
  await widget.chooseDelivery("Standard delivery");
  await widget.fillCard(CARDS.declined);

  const total = 6900 + delivery("Standard delivery", COUNTRY);
  await expect(widget.payButton).toHaveText(`Pay ${euros(total)}`);
  await widget.payButton.click();
  await expect(widget.heading("Your order was not placed")).toBeVisible();
  await expect(widget.words("The payment was declined.")).toBeVisible();
  await expect(widget.words(`${euros(total)} was not charged.`)).toBeVisible();
  expect(await ledger.orders()).toEqual([]);
  expect((await ledger.charges()).filter(({ outcome }) => outcome === "charged")).toEqual([]);
  expect(await ledger.stock("walnut-board-large-52")).toBe(9);
  expectNoCard(await everythingKept(page), "the page or its storage");

  await widget.button("Try another card").click();
  await widget.fillCard(CARDS.good);
  await expect(widget.payButton).toHaveText(`Pay ${euros(total)}`);
  await widget.payButton.click();
  await expect(widget.placed).toBeVisible();

  const orders = await ledger.orders();
  expect(orders).toHaveLength(1);
  expect(orders[0]).toMatchObject({ total, email: ADDRESS["E-mail"] });
  expect((await ledger.charges()).filter(({ outcome }) => outcome === "charged")).toEqual([
    { outcome: "charged", amount: total, currency: "EUR" },
  ]);
  expect(await ledger.stock("walnut-board-large-52")).toBe(8);

  // Two decisions to buy are two intents, each with a key of its own; the shop took each once.
  const tries = heard.ucp.of("complete_checkout");
  expect(tries).toHaveLength(2);
  expect((await events(page)).filter(({ name }) => name === "purchase")).toHaveLength(1);
  expectNoCard(await everythingKept(page), "the page or its storage");
});
