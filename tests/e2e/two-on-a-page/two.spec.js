// @ts-check
// Two on a page: two widgets of one shop share the cart, as two tabs do; those of two shops share nothing; and what
// becomes of one is nothing to the other, but for a breakdown, which they share.

import { strictPolicy } from "../support/partner-page.js";
import { CARDS } from "../support/secrets.js";
import { startServer } from "../support/server.js";
import { expect, test } from "../support/test.js";
import { events } from "../support/told.js";
import { Widget } from "../support/widget.js";

test.use({ viewport: { width: 1280, height: 800 } });

/** @param {string} first @param {string} second the addresses of their shows */
const page = (first, second) => `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Two shows</title>
  <link rel="stylesheet" href="/support/partner-page.css">
  <script type="module" src="/vitrine.js"></script>
</head>
<body>
  <h1>Two shows</h1>
  <vitrine-live id="first" show="${first}" shadow="open"><a href="/first">The first show</a></vitrine-live>
  <vitrine-live id="second" show="${second}" shadow="open"><a href="/second">The second show</a></vitrine-live>
</body>
</html>`;

test("two widgets of one shop have one cart, and one order empties it in both", async ({ page: tab, heard, site, server, ledger }) => {
  site.policy = strictPolicy(server.origin);
  await tab.goto(site.put("/two.html", page(server.show, server.show)));
  const [first, second] = [new Widget(tab, "#first"), new Widget(tab, "#second")];
  await first.watches();
  await second.watches();
  expect(site.requests.filter((path) => path.endsWith(".wasm"))).toHaveLength(1);
  expect(site.requests.filter((path) => path.endsWith("hls.min.js"))).toHaveLength(1);

  await first.openFromLineup("Ridge vase");
  await first.choose({ Glaze: "Moss" });
  await first.addToCart();
  await expect(first.cartButton).toHaveAccessibleName("Cart, 1 item");
  await expect(second.cartButton).toHaveAccessibleName("Cart, 1 item");

  await first.openFromLineup("Stoneware teapot");
  await expect(second.heading("Stoneware teapot")).toHaveCount(0);
  await second.toReview("Walnut board", { Size: "Large, 52 cm" }, CARDS.good);
  await expect(first.cartButton).toHaveAccessibleName("Cart, 2 items");
  expect(heard.ucp.of("create_cart")).toHaveLength(1);
  await second.payButton.click();
  await expect(second.placed).toBeVisible();
  await expect(first.cartButton).toHaveCount(0);
  expect(await ledger.orders()).toHaveLength(1);
  expect((await events(tab)).filter(({ name }) => name === "purchase")).toHaveLength(1);

  // What was open in the first is open still; and it goes on when the second is taken away.
  await expect(first.heading("Stoneware teapot")).toBeVisible();
  await tab.evaluate(() => document.querySelector("#second")?.remove());
  await first.watches();
  await first.button("Close").click();
  await first.openFromLineup("Beeswax pillar candle");
  await first.addToCart();
  await expect(first.cartButton).toHaveAccessibleName("Cart, 1 item");
});

test("widgets of two shops have a cart each", async ({ page: tab, heard, site, server }, info) => {
  void heard;
  const other = await startServer({ folder: info.outputPath("other"), allow: [site.origin] });
  site.policy = strictPolicy(server.origin).replaceAll(server.origin, `${server.origin} ${other.origin}`);
  await tab.goto(site.put("/two.html", page(server.show, other.show)));
  const [first, second] = [new Widget(tab, "#first"), new Widget(tab, "#second")];
  await first.watches();
  await second.watches();
  await first.openFromLineup("Beeswax pillar candle");
  await first.addToCart();
  await expect(first.cartButton).toHaveAccessibleName("Cart, 1 item");
  await second.openFromLineup("Beeswax pillar candle");
  await second.button("One more").click();
  await second.addToCart();
  await expect(second.cartButton).toHaveAccessibleName("Cart, 2 items");
  await expect(first.cartButton).toHaveAccessibleName("Cart, 1 item");
  await tab.evaluate(() => document.querySelectorAll("vitrine-live").forEach((element) => element.remove()));
  await other.stop();
});

test("a breakdown brings the links of both back, and is said once", async ({ page: tab, heard, noise, site, server }) => {
  noise.expected.push(/the live shop is not shown/, /Broken by the test/);
  site.policy = strictPolicy(server.origin);
  await tab.goto(site.put("/two.html", page(server.show, server.show)));
  const [first, second] = [new Widget(tab, "#first"), new Widget(tab, "#second")];
  await first.watches();
  await second.watches();
  await tab.evaluate(() => {
    performance.now = () => {
      throw new Error("Broken by the test");
    };
  });
  await first.lineupButton.click();
  await first.card("Walnut board").click();
  for (const [widget, name] of /** @type {const} */ ([[first, "The first show"], [second, "The second show"]])) {
    await expect(tab.getByRole("link", { name })).toBeVisible();
    await expect(widget.video).toHaveCount(0);
  }
  expect(heard.console.filter(({ text }) => /the live shop is not shown/.test(text))).toHaveLength(1);
});
