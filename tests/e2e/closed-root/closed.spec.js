// @ts-check
// The closed root: the widget as partners have it, into which no script of the page, and no test, can look. A viewer buys
// with the keyboard, by what the accessibility tree tells.

import { partnerPage, strictPolicy } from "../support/partner-page.js";
import { CARDS } from "../support/secrets.js";
import { expect, test } from "../support/test.js";
import { Tree } from "../support/tree.js";
import { ADDRESS } from "../support/widget.js";

test.use({ viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

test("a purchase by keyboard and accessibility tree alone", async ({ page, heard, site, server, ledger }) => {
  void heard;
  site.policy = strictPolicy(server.origin);
  await page.goto(site.put("/partner.html", partnerPage({ show: server.show, shop: server.origin, shadow: "" })));
  const tree = new Tree(page);
  await tree.has("button", "All products");
  expect(await page.evaluate(() => document.querySelector("vitrine-live")?.shadowRoot)).toBeNull();
  await expect(page.locator("vitrine-live video")).toHaveCount(0);

  await tree.press("All products");
  await tree.press(/^Walnut board/);
  await tree.has("heading", "Walnut board");
  await tree.choose(/^Large, 52 cm/);
  await tree.press("Add to cart");
  await expect.poll(() => tree.announced()).toMatch(/Walnut board.* is in your cart, which holds 1 item/);
  await tree.has("button", "Cart, 1 item");

  await tree.press("View cart");
  await tree.has("heading", "Cart");
  await tree.press("Checkout");
  await tree.tabTo("combobox", "Country");
  await page.keyboard.type("Germany");
  await expect.poll(async () => (await tree.all("combobox", "Country"))[0]?.value).toBe("Germany");
  for (const [label, words] of Object.entries(ADDRESS)) await tree.type(label, words);
  await tree.press("Continue to delivery");
  await tree.has("radio", /Standard delivery/);
  await tree.choose(/Standard delivery/);
  await tree.press("Continue to payment");

  // The card fields are another origin's page, and in the same order of Tab.
  const { number, expiry, code, holder } = CARDS.good;
  for (const [label, words] of [["Card number", number], ["Expiry (MM/YY)", expiry], ["Security code", code], ["Name on card", holder]]) await tree.type(label, words);
  await tree.press("Review order");
  await tree.has("heading", "Review your order");
  await tree.press(/^Pay €/);
  await tree.has("heading", "Thank you, your order is placed");
  await expect.poll(() => tree.announced()).toMatch(/Order number V-\d+/);
  expect(await ledger.orders()).toHaveLength(1);
  // The focus is on what came, not lost with the button that was pressed.
  expect((await tree.focused())?.role).toBe("heading");
});
