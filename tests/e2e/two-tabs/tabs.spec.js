// @ts-check
// Two tabs of one browser: one cart, one order, and each tab knows what the other did.

import { CARDS } from "../support/secrets.js";
import { expect, test } from "../support/test.js";
import { events } from "../support/told.js";
import { Widget } from "../support/widget.js";

test.use({ viewport: { width: 1280, height: 800 } });

test("both tabs show one cart, and it is empty in both once it is bought", async ({ context, page, widget, publish, ledger, heard }) => {
  const address = await publish();
  await page.goto(address);
  await widget.watches();
  const otherPage = await context.newPage();
  const other = new Widget(otherPage);
  await otherPage.goto(address);
  await other.watches();

  await other.openFromLineup("Ridge vase");
  await other.choose({ Glaze: "Moss" });
  await other.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName(/1/);

  await page.bringToFront();
  await widget.toReview("Walnut board", { Size: "Large, 52 cm" }, CARDS.good);
  await expect(other.cartButton).toHaveAccessibleName(/2/);
  expect(heard.ucp.of("create_cart")).toHaveLength(1);

  await widget.payButton.click();
  await expect(widget.placed).toBeVisible();
  await expect(other.cartButton).toHaveCount(0);
  expect(await ledger.orders()).toHaveLength(1);
  const told = [...(await events(page)), ...(await events(otherPage))];
  expect(told.filter(({ name }) => name === "purchase")).toHaveLength(1);
});
