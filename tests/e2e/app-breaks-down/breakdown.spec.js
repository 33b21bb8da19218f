// @ts-check
// The app breaks down: whatever it was doing, the partner's own links come back, the console says so once, and nothing of
// it goes on.

import { newestSegment } from "../support/stream.js";
import { expect, test } from "../support/test.js";

test("the links come back, and nothing goes on", async ({ page, widget, publish, noise, heard, server }) => {
  noise.expected.push(/the live shop is not shown/, /Broken by the test/);
  await page.goto(await publish());
  await widget.watches();
  const link = page.getByRole("link", { name: "Ridge vase" });
  await expect(link).toBeHidden();

  // The app reads this clock with every request, and cannot go on when it throws.
  await page.evaluate(() => {
    performance.now = () => {
      throw new Error("Broken by the test");
    };
  });
  await page.getByRole("button", { name: "All products" }).click();
  await page.locator("[part=card]", { hasText: "Walnut board" }).click();
  await expect(link).toBeVisible();
  await expect(page.locator("vitrine-live video")).toHaveCount(0);
  const said = () => heard.console.filter(({ text }) => /the live shop is not shown/.test(text));
  expect(said()).toHaveLength(1);
  expect(said()[0].text).toContain("Broken by the test");

  // A page that goes on using the element does not bring it down as well.
  await page.evaluate(() => {
    const element = /** @type {any} */ (document.querySelector("vitrine-live"));
    element.openCart();
    element.remove();
    document.body.append(element);
  });
  await expect(link).toBeVisible();

  // The stream goes on for three segments; nobody asks for them.
  const asked = heard.sent.length;
  const newest = await newestSegment(server.origin);
  await expect.poll(() => newestSegment(server.origin)).toBeGreaterThanOrEqual(newest + 3);
  expect(heard.sent.slice(asked)).toEqual([]);
});
