// @ts-check
// An offer runs out: one piece at a flash price, two viewers. One gets it, and keeps it to the receipt; the other is told that
// it is gone, and pays the usual price knowing that. Taken back by the host, it is gone from the picture at once.

import { delivery, product } from "../support/catalogue.js";
import { HostApi } from "../support/host.js";
import { CARDS } from "../support/secrets.js";
import { expect, test } from "../support/test.js";
import { COUNTRY, euros } from "../support/widget.js";

test.use({ viewport: { width: 1280, height: 800 } });

const CANDLE = product("beeswax-candle");
const USUAL = CANDLE.variants[0].price;
const FLASH = 1000;
const STANDARD = delivery("Standard delivery", COUNTRY);

/** What a host does: takes the show over, pins the candle and offers one for less. @param {string} origin */
async function offers(origin) {
  const host = new HostApi(origin);
  await host.enters();
  await host.posts("/shows/demo/script", { running: false });
  await host.posts("/shows/demo/cues", { kind: "pin", slot: 0, product: CANDLE.id });
  const terms = { price: FLASH, quantity: 1 };
  const { cue } = await host.posts("/shows/demo/cues", { kind: "offer", offer: "candle", product: CANDLE.id, lasts_ms: 600_000, terms });
  return { host, cue };
}

/** From the cart to the receipt. @param {import("../support/widget.js").Widget} widget @param {number} total */
async function pays(widget, total) {
  await widget.checkOut();
  await widget.fillContact();
  await widget.chooseDelivery("Standard delivery");
  await widget.fillCard(CARDS.good);
  await expect(widget.payButton).toHaveText(`Pay ${euros(total)}`);
  await widget.payButton.click();
  await expect(widget.placed).toBeVisible();
}

test("one buys the last piece, and the other is told before paying the usual price", async ({ page, widget, publish, another, server, ledger }) => {
  const address = await publish();
  await page.goto(address);
  const other = await another();
  await other.page.goto(address);
  await widget.watches();
  await other.widget.watches();
  const { host, cue } = await offers(server.origin);
  expect(JSON.stringify(cue)).not.toContain(String(FLASH));

  // In the moment of each one's picture: the shop's price, beside the usual one, and the shop's number.
  for (const viewer of [widget, other.widget]) {
    const pin = viewer.pin(CANDLE.title);
    await expect(pin).toContainText("1 left");
    await expect(pin).toContainText(euros(FLASH));
    await expect(pin.locator("del")).toHaveText(euros(USUAL));
  }
  await other.widget.pin(CANDLE.title).click();
  await expect(other.widget.heading(CANDLE.title)).toBeVisible();

  await widget.pin(CANDLE.title).click();
  await widget.addToCart();
  await widget.button("View cart").click();
  await expect(widget.words(`1 kept for you at ${euros(FLASH)}`)).toBeVisible();

  // Whether or not the other one has seen by now that it is gone: the shop says so, aloud and in the cart.
  await other.widget.addToCart();
  await expect(other.widget.root.getByRole("alert")).toContainText("The offer is sold out.");
  await other.widget.openCart();
  await expect(other.widget.words("The offer is sold out.")).toBeVisible();

  await pays(widget, FLASH + STANDARD);
  await pays(other.widget, USUAL + STANDARD);
  expect((await ledger.orders()).map(({ total }) => total)).toEqual([FLASH + STANDARD, USUAL + STANDARD]);
  const { offers: told } = await host.reads("/shows/demo/offers");
  expect(told).toMatchObject([{ offer: "candle", left: 0, held: 0, sold: 1, state: "running" }]);
  await widget.button("Continue watching").click();
  await expect(widget.pin(CANDLE.title)).toContainText("Offer sold out");
});

test("an offer that the host takes back is gone from the picture, and kept in the cart that has it", async ({ page, widget, publish, server }) => {
  await page.goto(await publish());
  await widget.watches();
  const { host, cue } = await offers(server.origin);
  const pin = widget.pin(CANDLE.title);
  await expect(pin).toContainText("1 left");
  await pin.click();
  await widget.addToCart();
  await expect(pin).toContainText("Offer sold out");
  await host.posts(`/shows/demo/cues/${cue.id}/undo`, {});
  await expect(pin).not.toContainText("Offer");
  await expect(pin).toContainText(euros(USUAL));
  await widget.openCart();
  await expect(widget.words(`1 kept for you at ${euros(FLASH)}`)).toBeVisible();
  await pays(widget, FLASH + STANDARD);
});
