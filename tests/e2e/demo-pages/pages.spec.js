// @ts-check
// The demo's pages: a magazine that one would believe. Each is reached from the first one, shows what it promises, and
// fits a phone and a laptop; two shows on one page fill one cart.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { strictPolicy } from "../support/partner-page.js";
import { DIST, fromTop } from "../support/places.js";
import { SCREENS, turnTo } from "../support/screens.js";
import { expect, test } from "../support/test.js";

const EXAMPLE = "http://localhost:8787";
const PAGES = ["index.html", "demo/evenings.html", "demo/letter.html"];

test.use({ viewport: SCREENS.laptop });

test.beforeEach(async ({ site, server, widget }) => {
  void widget;
  site.policy = strictPolicy(server.origin, { fonts: true });
  /** @param {string} text */
  const here = (text) => text.replaceAll(EXAMPLE, server.origin).replaceAll("<vitrine-live ", '<vitrine-live shadow="open" ');
  for (const name of PAGES) site.put(`/${name}`, here(await readFile(join(DIST, name), "utf8")));
  site.put("/", here(await readFile(join(DIST, "index.html"), "utf8")));
  for (const name of ["show.json", "programme.m3u8", "cues.json"]) {
    site.put(`/examples/static-show/${name}`, here(await readFile(fromTop(`www/examples/static-show/${name}`), "utf8")));
  }
});

test("every page of the magazine is reached from the first one, and back", async ({ page, site }) => {
  await page.goto(`${site.origin}/`);
  for (const [link, title] of [["Evenings", "Evenings at the table"], ["Letters", "A letter from the dairy"], ["Kitchen", "The table in October"]]) {
    await page.getByRole("navigation").getByRole("link", { name: link }).click();
    await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(page.getByRole("link", { name: link }).and(page.locator("[aria-current=page]"))).toBeVisible();
    await expect(page.locator("vitrine-live [data-phase=watching]").first()).toBeVisible();
    for (const screen of /** @type {const} */ (["narrow", "phone", "laptop"])) {
      await turnTo(page, screen);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide, `${title} on ${screen}`).toBeLessThanOrEqual(0);
    }
  }
});

test("what is put into the cart of one show is in that of the other on the page", async ({ page, site }) => {
  await page.goto(`${site.origin}/demo/evenings.html`);
  const [tonight, october] = [page.locator("vitrine-live").first(), page.locator("vitrine-live").last()];
  await expect(tonight.locator("[data-phase=watching]")).toBeVisible();
  await october.getByRole("button", { name: "All products" }).click();
  await october.locator("[part~=card]", { hasText: "Beeswax pillar candle" }).click();
  await october.getByRole("button", { name: "Add to cart" }).click();
  await expect(tonight.getByRole("button", { name: "Cart, 1 item" })).toBeVisible();
});
