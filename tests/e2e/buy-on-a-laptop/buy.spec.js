// @ts-check
// Buy on a laptop: the demo's own page, two things in the cart, and not one click: everything is done with the keyboard.
// The browser does not let the show start with sound here, as a browser at home would not.

import { delivery } from "../support/catalogue.js";
import { demoPage, strictPolicy } from "../support/partner-page.js";
import { CARDS } from "../support/secrets.js";
import { expect, test } from "../support/test.js";
import { ADDRESS, COUNTRY, euros } from "../support/widget.js";
import { QUIET } from "../support/browser.js";

// A trace looks into the page, which Chromium takes for a gesture of the viewer.
test.use({ viewport: { width: 1280, height: 800 }, launchOptions: QUIET, trace: "off" });

/**
 * Presses Tab until something has the focus.
 * @param {import("@playwright/test").Page} page @param {import("@playwright/test").Locator} target
 */
async function tabTo(page, target, key = "Tab") {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element.matches(":focus"))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${target} cannot be reached with ${key}`);
}

/**
 * Chooses one radio of a group with the arrow keys.
 * @param {import("@playwright/test").Page} page @param {import("@playwright/test").Locator} group @param {import("@playwright/test").Locator} wanted
 */
async function arrowTo(page, group, wanted) {
  const radios = group.getByRole("radio");
  const start = group.locator(":checked").or(radios.first()).first();
  await tabTo(page, start);
  await page.keyboard.press("Space");
  for (let presses = 0; presses < 12; presses += 1) {
    if (await wanted.isChecked()) return;
    await page.keyboard.press("ArrowRight");
  }
  throw new Error(`${wanted} cannot be reached with the arrow keys`);
}

test("a viewer buys two things with the keyboard alone", async ({ page, widget, site, server, ledger }) => {
  site.policy = strictPolicy(server.origin, { fonts: true });
  // Whatever a test asks of a page counts as a viewer's gesture, so the page itself says how it began to play.
  await page.addInitScript(() => {
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = async function () {
      await play.call(this);
      console.log(`began to play, ${this.muted ? "without" : "with"} sound`);
    };
  });
  const began = page.waitForEvent("console", (message) => message.text().startsWith("began to play"));
  await page.goto(site.put("/index.html", await demoPage(server.origin)));
  expect((await began).text()).toBe("began to play, without sound");
  await widget.watches();

  // The browser let it start without sound only; the viewer turns it on.
  await tabTo(page, widget.button("Turn sound on"));
  await page.keyboard.press("Enter");
  await expect(widget.button("Turn sound off")).toBeVisible();
  await expect.poll(() => widget.video.evaluate((video) => /** @type {HTMLVideoElement} */ (video).muted)).toBe(false);

  // A shirt with two options, one of which closes others.
  await tabTo(page, widget.lineupButton);
  await page.keyboard.press("Enter");
  await tabTo(page, widget.card("Linen work shirt"));
  await page.keyboard.press("Enter");
  await expect(widget.heading("Linen work shirt")).toBeVisible();
  await arrowTo(page, widget.axis("Colour"), widget.option("Colour", "Ink"));
  await expect(widget.option("Size", "S")).toHaveAccessibleName(/sold out/i);
  await arrowTo(page, widget.axis("Size"), widget.option("Size", "XL"));
  await expect(widget.words("Only 2 left")).toBeVisible();
  await tabTo(page, widget.button("Add to cart"));
  await page.keyboard.press("Enter");
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");

  // Escape closes the panel and hands the focus back to what opened it.
  await tabTo(page, widget.lineupButton);
  await page.keyboard.press("Enter");
  await tabTo(page, widget.card("Stoneware teapot"));
  await page.keyboard.press("Enter");
  await expect(widget.heading("Stoneware teapot")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(widget.heading("Stoneware teapot")).toBeHidden();
  await expect(widget.lineupButton).toBeFocused();
  await page.keyboard.press("Enter");
  await tabTo(page, widget.card("Beeswax pillar candle"));
  await page.keyboard.press("Enter");
  await tabTo(page, widget.button("Add to cart"));
  await page.keyboard.press("Enter");
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 2 items");

  // Three candles, by the line's own stepper; the total is the shop's.
  await tabTo(page, widget.cartButton, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(widget.heading("Cart")).toBeVisible();
  const candles = widget.line("Beeswax pillar candle");
  await tabTo(page, candles.getByRole("button", { name: "One more" }));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(candles).toContainText("3");
  await expect(widget.words(euros(5900 + 3 * 2200))).toBeVisible();
  await tabTo(page, widget.button("Checkout"));
  await page.keyboard.press("Enter");

  for (const [label, value] of Object.entries(ADDRESS)) {
    await tabTo(page, widget.field(label));
    await page.keyboard.insertText(value);
    if (label !== "E-mail") continue;
    // The country comes first: it decides what the rest of the address is.
    await tabTo(page, widget.field("Country"));
    await page.keyboard.type("Germany");
    await expect(widget.field("Country")).toHaveValue(COUNTRY);
  }
  await tabTo(page, widget.button("Continue to delivery"));
  await page.keyboard.press("Enter");

  const standard = widget.root.getByRole("radio", { name: "Standard delivery" });
  await tabTo(page, standard);
  await page.keyboard.press("Space");
  await tabTo(page, widget.button("Continue to payment"));
  await page.keyboard.press("Enter");

  const fields = widget.cardFields;
  for (const name of /** @type {const} */ (["number", "expiry", "code", "holder"])) {
    await tabTo(page, fields[name]);
    await page.keyboard.type(CARDS.good[name].replaceAll(/(?<=\d)[ /]/g, ""));
  }
  await tabTo(page, widget.button("Review order"));
  await page.keyboard.press("Enter");

  const total = 5900 + 3 * 2200 + delivery("Standard delivery", COUNTRY);
  await expect(widget.payButton).toHaveText(`Pay ${euros(total)}`);
  await tabTo(page, widget.payButton);
  await page.keyboard.press("Enter");
  await expect(widget.placed).toBeVisible();

  const orders = await ledger.orders();
  expect(orders).toHaveLength(1);
  expect(orders[0]).toMatchObject({ total, email: ADDRESS["E-mail"] });
  expect(await ledger.charges()).toEqual([{ outcome: "charged", amount: total, currency: "EUR" }]);

  // The picture never stopped.
  const then = await widget.time();
  await expect.poll(() => widget.time()).toBeGreaterThan(then);
});
