// @ts-check
// Makes docs/pictures/: `cargo xtask pictures`. Those of the README from the live show on the demo's page, and under
// states/ one of each state at three sizes, from a recording that stands still.

import { HostConsole } from "./support/host.js";
import { demoPage, strictPolicy } from "./support/partner-page.js";
import { pictureTime } from "./support/picture.js";
import { fromTop } from "./support/places.js";
import { SCREENS, turnTo } from "./support/screens.js";
import { expect, test } from "./support/test.js";
import { tour } from "./support/tour.js";

/**
 * Takes a picture of the page with the widget in its middle, once nothing moves but the video.
 * @param {import("@playwright/test").Page} page @param {string} name
 */
async function take(page, name) {
  await page.evaluate(() => document.querySelector("vitrine-live")?.scrollIntoView({ block: "center", behavior: "instant" }));
  await page.screenshot({ path: fromTop(`docs/pictures/${name}.png`), animations: "disabled" });
}

/** Seconds of the programme that make a good picture, each with a pin. */
const GOOD = { vase: [31.5, 38], teapot: [50, 56], board: [59.5, 65.5], shirt: [68.5, 74] };

/** @param {{page: import("@playwright/test").Page, site: import("./support/site.js").Site, server: import("./support/server.js").Server}} stage */
async function openDemo({ page, site, server }) {
  site.policy = strictPolicy(server.origin, { fonts: true });
  await page.goto(site.put("/index.html", await demoPage(server.origin)));
}

/**
 * Waits for a good picture. @param {import("@playwright/test").Page} page @param {(keyof typeof GOOD)[]} wanted
 */
async function goodPicture(page, ...wanted) {
  const spans = wanted.map((name) => GOOD[name]);
  await expect
    .poll(() => pictureTime(page).then((time) => spans.some(([from, to]) => time > from && time < to)), { timeout: 120_000, intervals: [100] })
    .toBe(true);
}

test.describe("phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1.5 });

  test("watching and choosing", async ({ page, site, server, widget }) => {
    await openDemo({ page, site, server });
    await widget.watches();
    await goodPicture(page, "shirt");
    await expect(widget.pins.first().locator("img")).toBeVisible();
    await take(page, "phone-watching");

    await widget.openFromLineup("Linen work shirt");
    await widget.choose({ Colour: "Ink", Size: "XL" });
    await goodPicture(page, "shirt", "vase");
    await take(page, "phone-product");
  });
});

/** @param {import("@playwright/test").Page} page @param {string} name */
async function takeConsole(page, name) {
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  await page.screenshot({ path: fromTop(`docs/pictures/${name}.jpg`), type: "jpeg", quality: 60, animations: "disabled" });
}

test.describe("host", () => {
  test.use({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });

  test("the console: preparing, and while a show runs", async ({ page, publish, another, server }) => {
    const host = new HostConsole(page, server.origin);
    await host.prepares();
    await page.getByRole("searchbox").fill("plate");
    await expect(page.getByRole("button", { name: /^In the lineup: / }).first()).toBeVisible();
    await takeConsole(page, "host-prepare");
    await page.getByRole("link", { name: "Run", exact: true }).click();
    await host.takesOver();
    await host.watches();
    const viewer = await another();
    await viewer.page.goto(await publish());
    await viewer.widget.watches();
    await viewer.widget.openFromLineup("Ridge vase");
    await viewer.widget.choose({ Glaze: "Rust" });
    await viewer.widget.addToCart();
    await page.keyboard.type("22");
    await expect(host.slot(1)).toContainText("Supper plate");
    await page.keyboard.type("3h");
    await page.keyboard.press("Enter");
    await expect(host.row("Marked Ridge vase")).toBeVisible();
    await expect(host.figure("Put into carts")).toHaveText("1");
    await expect(page.getByRole("figure")).toBeVisible();
    await takeConsole(page, "host-run");
  });
});

test.describe("host's phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 1.5 });

  test("the console on a phone", async ({ page, server }) => {
    const host = new HostConsole(page, server.origin);
    await host.runs();
    await host.takesOver();
    await host.watches();
    await host.button("Pin 1: Supper plate").tap();
    await expect(host.slot(1)).toContainText("Supper plate");
    await host.pick("Supper plate").evaluate((card) => card.scrollIntoView({ block: "start", behavior: "instant" }));
    await page.screenshot({ path: fromTop("docs/pictures/host-phone.jpg"), type: "jpeg", quality: 60, animations: "disabled" });
  });
});

test.describe("laptop", () => {
  test.use({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1 });

  test("the cart beside the video", async ({ page, site, server, widget }) => {
    await openDemo({ page, site, server });
    await widget.watches();
    for (const [title, choice] of /** @type {[string, Record<string, string>][]} */ ([["Ridge vase", { Glaze: "Rust" }], ["Supper plate", { Glaze: "Moss", Set: "Set of 4" }]])) {
      await widget.openFromLineup(title);
      await widget.choose(choice);
      await widget.addToCart();
    }
    await expect(widget.cartButton).toHaveAccessibleName("Cart, 2 items");
    await widget.openCart();
    await goodPicture(page, "teapot", "board");
    await take(page, "laptop-cart");
  });
});

test.describe("states", () => {
  test.use({ viewport: SCREENS.phone });

  test("each state at three sizes", async ({ page, site, server, widget, noise }) => {
    test.setTimeout(400_000);
    void widget;
    noise.expected.push(/Failed to load resource|net::ERR_FAILED/);
    await tour({ page, site, server }, async (state) => {
      const name = state.replaceAll(/\W+/g, "-");
      for (const screen of /** @type {const} */ (["wide", "laptop", "phone"])) {
        await turnTo(page, screen);
        const path = fromTop(`docs/pictures/states/${name}-${screen}.jpg`);
        await page.screenshot({ path, type: "jpeg", quality: screen === "phone" ? 30 : 15, animations: "disabled", scale: "css" });
      }
    });
  });
});
