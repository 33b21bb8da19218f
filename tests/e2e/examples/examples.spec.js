// @ts-check
// Examples: what partners copy works as it stands in www/examples/, but for the server's address.

import { readdir, readFile } from "node:fs/promises";
import { fromTop } from "../support/places.js";
import { expect, test } from "../support/test.js";
import { events } from "../support/told.js";

test.use({ viewport: { width: 1280, height: 800 } });

const EXAMPLES = fromTop("www/examples");
const SERVER = "http://localhost:8787";

test.beforeEach(async ({ site, server }) => {
  const names = (await readdir(EXAMPLES, { recursive: true })).filter((name) => /\.(html|json|m3u8)$/.test(name));
  for (const name of names) {
    const text = await readFile(`${EXAMPLES}/${name}`, "utf8");
    const seen = text.replaceAll(SERVER, server.origin).replaceAll("<vitrine-live ", '<vitrine-live shadow="open" ');
    site.put(`/examples/${name}`, seen);
  }
});

for (const name of ["minimal.html", "strict-policy.html", "static-show/index.html"]) {
  test(`${name} shows its show`, async ({ page, widget, site }) => {
    await page.goto(`${site.origin}/examples/${name}`);
    await widget.watches();
    await widget.openFromLineup("Ridge vase");
  });
}

test("buttons.html opens products and the cart from the page, and is told", async ({ page, widget, site }) => {
  await page.goto(`${site.origin}/examples/buttons.html`);
  await widget.watches();
  await page.getByRole("button", { name: "See the Ridge vase" }).click();
  await expect(widget.heading("Ridge vase")).toBeVisible();
  await page.getByRole("button", { name: "A candle into the cart" }).click();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
  await page.getByRole("button", { name: "Open the cart" }).click();
  await expect(widget.line("Beeswax pillar candle")).toBeVisible();

  const told = (await events(page)).filter(({ name }) => name !== "cue");
  expect(told.map(({ name }) => name)).toEqual(["ready", "view-item", "add-to-cart"]);
  expect(told[2].detail).toMatchObject({ currency: "EUR", items: [{ item_id: "beeswax-candle", quantity: 1 }] });
  await expect(page.getByRole("listitem").filter({ hasText: "add-to-cart" })).toHaveCount(1);
});
