// @ts-check
// A reload keeps everything: the cart, the address that was typed, and a purchase whose answer never arrived.

import { delivery } from "../support/catalogue.js";
import { CARDS } from "../support/secrets.js";
import { expect, test } from "../support/test.js";
import { events } from "../support/told.js";
import { ADDRESS, COUNTRY, euros } from "../support/widget.js";

test.use({ viewport: { width: 1280, height: 800 } });

test("cart and typed address survive a reload", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.openFromLineup("Linen work shirt");
  await widget.choose({ Colour: "Rust", Size: "M" });
  await widget.addToCart();
  await widget.openCart();
  await widget.checkOut();
  await widget.field("E-mail").fill(ADDRESS["E-mail"]);
  await widget.field("Last name").fill(ADDRESS["Last name"]);
  await widget.field("Town or city").fill(ADDRESS["Town or city"]);

  await page.reload();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
  await widget.openCart();
  await expect(widget.line("Linen work shirt")).toBeVisible();
  await expect(widget.words(euros(5900))).toBeVisible();
  await widget.checkOut();
  await expect(widget.field("E-mail")).toHaveValue(ADDRESS["E-mail"]);
  await expect(widget.field("Last name")).toHaveValue(ADDRESS["Last name"]);
  await expect(widget.field("Town or city")).toHaveValue(ADDRESS["Town or city"]);
});

test("a purchase whose answer was lost is found again after a reload, once", async ({ page, widget, publish, ledger, noise }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.openFromLineup("Ridge vase");
  await widget.choose({ Glaze: "Rust" });
  await widget.addToCart();
  await widget.openCart();
  await widget.checkOut();
  await widget.fillContact();
  await widget.chooseDelivery("Standard delivery");
  await widget.fillCard(CARDS.good);
  const total = 7400 + delivery("Standard delivery", COUNTRY);
  await expect(widget.payButton).toHaveText(`Pay ${euros(total)}`);

  // The shop takes the order; its answer, and every further word about it, is lost on the way back.
  noise.expected.push(/Failed to load resource: net::ERR_FAILED/);
  let taken = 0;
  await page.route("**/checkout-sessions/**", async (route) => {
    if (route.request().method() === "POST" && route.request().url().endsWith("/complete")) {
      const answer = await route.fetch();
      expect(answer.status()).toBe(200);
      taken += 1;
    }
    await route.abort();
  });
  await widget.payButton.click();
  await expect(widget.heading("We are asking the shop about your order")).toBeVisible();
  expect(taken).toBe(1);
  await expect.poll(async () => (await ledger.orders()).length).toBe(1);

  await page.unroute("**/checkout-sessions/**");
  await page.reload();
  await expect(widget.placed).toBeVisible();
  await expect(widget.words(euros(total))).toBeVisible();
  const orders = await ledger.orders();
  expect(orders).toHaveLength(1);
  expect(await ledger.charges()).toEqual([{ outcome: "charged", amount: total, currency: "EUR" }]);
  expect(await ledger.stock("ridge-vase-rust")).toBe(5);
  expect((await events(page)).filter(({ name }) => name === "purchase")).toHaveLength(1);

  // What was bought is no longer in the cart.
  await widget.button("Continue watching").click();
  await expect(widget.cartButton).toBeHidden();
});
