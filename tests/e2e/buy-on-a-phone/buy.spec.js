// @ts-check
// Buy on a phone: a product comes up over the moving picture in its moment, is tapped, chosen, paid for and delivered
// to the books: cart to receipt with a thumb, in portrait.

import { anyVariant, delivery, product } from "../support/catalogue.js";
import { crossed, expectInTheirMoment, follow, seenNow } from "../support/picture.js";
import { CARDS, everythingKept, expectNoCard } from "../support/secrets.js";
import { expect, test } from "../support/test.js";
import { events } from "../support/told.js";
import { ADDRESS, COUNTRY, euros } from "../support/widget.js";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("a viewer buys what the host shows, with a thumb", async ({ page, widget, publish, ledger, heard, server, request }) => {
  await page.goto(await publish());
  await widget.watches();

  // The pins keep their moment, frame by frame, over at least one change.
  await expect.poll(async () => (await seenNow(page)).pins.length).toBeGreaterThan(0);
  const watched = await follow(page);
  await expect.poll(async () => crossed(await watched.frames()).length, { timeout: 60_000 }).toBeGreaterThan(0);
  expectInTheirMoment(await watched.frames());

  // What is pinned now is what the viewer buys.
  await expect(widget.pins).not.toHaveCount(0);
  const id = (await widget.pins.first().getAttribute("data-product")) ?? "";
  const wanted = product(id);
  const variant = anyVariant(id);
  const before = await ledger.stock(variant.id);
  await widget.pin(wanted.title).tap();
  await expect(widget.heading(wanted.title)).toBeVisible();
  await widget.choose(variant.options);
  await widget.button("Add to cart").tap();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");

  // The picture goes on while the viewer shops.
  const then = await widget.time();
  await expect.poll(() => widget.time()).toBeGreaterThan(then);

  await widget.button("View cart").tap();
  await expect(widget.line(wanted.title)).toBeVisible();
  await widget.checkOut();
  await widget.fillContact();
  await widget.chooseDelivery("Express delivery");
  await widget.fillCard(CARDS.good);

  const total = variant.price + delivery("Express delivery", COUNTRY);
  await expect(widget.payButton).toHaveText(`Pay ${euros(total)}`);
  await widget.payButton.tap();
  await expect(widget.placed).toBeVisible();
  await expect(widget.words(euros(total))).toBeVisible();

  // The order is in the books, once, and the shop hands it out under its secret id.
  const orders = await ledger.orders();
  expect(orders).toHaveLength(1);
  const [order] = orders;
  expect(order).toMatchObject({ total, currency: "EUR", email: ADDRESS["E-mail"] });
  expect(await ledger.charges()).toEqual([{ outcome: "charged", amount: total, currency: "EUR" }]);
  expect(await ledger.stock(variant.id)).toBe(before - 1);
  const answer = await request.get(`${server.origin}/orders/${order.id}`, {
    headers: { "UCP-Agent": `profile="${server.origin}/profiles/vitrine.json"` },
  });
  expect(answer.status()).toBe(200);
  const said = await answer.json();
  expect(said.id).toBe(order.id);
  expect(said.line_items.map((/** @type {any} */ line) => line.item.id)).toEqual([variant.id]);
  expect(said.totals.find((/** @type {any} */ one) => one.type === "total").amount).toBe(total);
  await expect(widget.words(said.label)).toBeVisible();

  // The page was told, in order and without secrets.
  const told = await events(page);
  const names = told.map(({ name }) => name).filter((name) => name !== "cue");
  expect(names).toEqual(["ready", "view-item", "add-to-cart", "begin-checkout", "purchase"]);
  expect(JSON.stringify(told)).not.toContain(order.id);

  // Nothing of the card has left the payment field.
  expect(heard.sent.length).toBeGreaterThan(10);
  const kept = await everythingKept(page);
  expect(kept, "what the payment field said was heard").toContain("success_token");
  expectNoCard(kept, "the page, its storage or what it heard");
});
