// @ts-check
// A Yew page: the partner's page is a Yew app, with the widget in the middle of its tree (tests/pages/yew_page.rs). Two Yew modules
// live on one page, draw around each other, and do not hear each other's events.

import { strictPolicy } from "../support/partner-page.js";
import { expect, test } from "../support/test.js";
import { Tree } from "../support/tree.js";

test.use({ viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

const PAGE = (/** @type {string} */ show) => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>A Yew page</title>
  <meta name="show" content="${show}">
  <link rel="stylesheet" href="/support/partner-page.css">
  <script type="module" src="/vitrine.js"></script>
  <script type="module" src="/yew/start.js"></script>
</head>
<body></body>
</html>`;

test("the widget lives in a Yew tree that is drawn again around it", async ({ page, heard, site, server }) => {
  void heard;
  site.policy = strictPolicy(server.origin);
  site.put("/yew/start.js", 'import start from "./yew_page.js";\nawait start();\n');
  await page.goto(site.put("/yew.html", PAGE(server.show)));
  const tree = new Tree(page);
  await tree.has("button", "All products");

  await tree.press("All products");
  await tree.press(/^Beeswax pillar candle/);
  await tree.press("Add to cart");
  await tree.has("button", "Cart, 1 item");
  // The page hears the presses as presses of the element, each once, and takes none for a press of something of its own.
  await expect(page.getByText("Clicks in the show: 3")).toBeVisible();
  await expect(page.getByRole("button", { name: "Draw again (0)" })).toBeVisible();
  await tree.press("All products");
  await tree.press(/^Ridge vase/);
  await tree.has("heading", "Ridge vase");

  const element = await page.locator("vitrine-live").elementHandle();
  for (let time = 0; time < 3; time += 1) await page.getByRole("button", { name: `Draw again (${time})` }).click();
  await expect(page.getByRole("listitem")).toHaveCount(3);
  await expect(page.locator("vitrine-live.drawing-3")).toHaveCount(1);
  expect(await page.locator("vitrine-live").evaluate((now, then) => now === then, element)).toBe(true);
  await tree.has("heading", "Ridge vase");
  await tree.has("button", "Cart, 1 item");
  await expect(page.getByText("Clicks in the show: 5")).toBeVisible();

  const toggle = page.getByRole("button", { name: "Take the show away" });
  await toggle.click();
  await expect(page.locator("vitrine-live")).toHaveCount(0);
  await toggle.click();
  await tree.has("button", "Cart, 1 item");
  await tree.press("Cart, 1 item");
  await tree.has("heading", "Cart");
  await expect(page.getByText("Clicks in the show: 6")).toBeVisible();
});
