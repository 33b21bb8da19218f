// @ts-check
// Before the app: while the WebAssembly is on its way, the first products of the show are there as links, beside what the
// page wrote. One that is chosen is opened in the widget; where that does not come, at the shop.

import { readFileSync } from "node:fs";
import { partnerPage, strictPolicy } from "../support/partner-page.js";
import { fromTop } from "../support/places.js";
import { LINEUP } from "../support/programme.js";
import { expect, test } from "../support/test.js";

/** @type {(name: string) => string[]} */
const corpus = (name) => JSON.parse(readFileSync(fromTop(`tests/corpus/${name}.json`), "utf8"));

/** The wasm is held back until it is let go. @param {import("@playwright/test").Page} page */
async function hold(page) {
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((done) => (letGo = () => done(undefined)));
  await page.route("**/*.wasm", async (route) => {
    await held;
    // A page that was left meanwhile needs it no more.
    await route.continue().catch(() => {});
  });
  return letGo;
}

/** The links that the loader has painted. @param {import("@playwright/test").Page} page */
const painted = (page) => page.locator("vitrine-live").getByRole("list", { name: "The autumn table" }).getByRole("link");

/** Which part of the widget has the focus. @param {import("@playwright/test").Page} page */
const focused = (page) => page.evaluate(() => document.querySelector("vitrine-live")?.shadowRoot?.activeElement?.getAttribute("part"));

test("the first products are links to the shop, and go when the widget comes", async ({ page, widget, publish, server }) => {
  const letGo = await hold(page);
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(await publish());
  await expect(painted(page).first()).toBeVisible();
  // Two of the first six stand in the page already.
  expect(await painted(page).evaluateAll((links) => links.map((link) => /** @type {HTMLAnchorElement} */ (link).href))).toEqual(
    LINEUP.slice(0, 6).filter((product) => !["ridge-vase", "walnut-board"].includes(product)).map((product) => `${server.origin}/products/${product}`),
  );
  await expect(page.getByRole("link", { name: "Ridge vase" })).toHaveCount(1);
  for (const link of await painted(page).all()) expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  letGo();
  await widget.watches();
  await expect(painted(page)).toHaveCount(0);
  expect(asked.filter((path) => path === "/shows/demo.json"), "what the loader has read is handed on").toHaveLength(1);
  // By the page's own clock: what is held back is reported late.
  const began = (/** @type {string} */ end) => page.evaluate((end) => performance.getEntriesByType("resource").find(({ name }) => name.endsWith(end))?.startTime ?? NaN, end);
  expect(await began("/shows/demo.json"), "the app is asked for first").toBeGreaterThan(await began("/vitrine_app_bg.wasm"));
});

test("one that is chosen before the widget is there is opened in it", async ({ page, widget, publish }) => {
  const letGo = await hold(page);
  await page.goto(await publish());
  await painted(page).filter({ hasText: "Supper plate" }).click();
  await expect(painted(page).filter({ hasText: "Supper plate" })).toHaveAttribute("aria-busy", "true");
  letGo();
  await expect(widget.heading("Supper plate")).toBeVisible();
  expect(page.url()).toContain("/partner.html");
});

test("one that is chosen is opened at the shop where the widget takes too long", async ({ page, publish, server }) => {
  await hold(page);
  await page.goto(await publish());
  await painted(page).filter({ hasText: "Supper plate" }).click();
  await expect(page).toHaveURL(`${server.origin}/products/supper-plate`);
});

test("they stay, and lead to the shop, where the widget never comes", async ({ page, widget, site, publish, server, noise }) => {
  void widget;
  noise.expected.push(/the live shop is not shown/, /404/);
  site.wasm = "missing";
  await page.goto(await publish());
  await expect(painted(page).first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("link", { name: "Ridge vase" })).toBeVisible();
  await painted(page).filter({ hasText: "Supper plate" }).click();
  await expect(page).toHaveURL(`${server.origin}/products/supper-plate`);
});

test("who was on one of them with the keyboard goes on at the beginning of the widget", async ({ page, widget, publish }) => {
  const letGo = await hold(page);
  await page.goto(await publish());
  await painted(page).first().focus();
  letGo();
  await widget.watches();
  await expect.poll(() => focused(page)).toBe("root");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.querySelector("vitrine-live")?.shadowRoot?.activeElement?.closest("[part=root]") !== null)).toBe(true);
  await expect.poll(() => focused(page)).not.toBe("root");
});

test("an address that is none is not linked to, and a name is text", async ({ page, site, server, widget }) => {
  void widget;
  await hold(page);
  site.policy = strictPolicy(server.origin);
  const show = await (await fetch(server.show)).json();
  const bad = corpus("addresses");
  const texts = corpus("texts");
  /** As many lists as it takes to offer all of them, six products at a time. */
  for (let from = 0; from < bad.length; from += 5) {
    const products = bad.slice(from, from + 5).map((url, n) => ({ id: `p${n}`, title: `Bad ${n}`, url }));
    const fine = { id: "fine", title: texts[from % texts.length], url: "https://shop.example/fine" };
    site.put("/show.json", JSON.stringify({ ...show, products: [...products, fine] }));
    await page.goto(site.put("/partner.html", partnerPage({ show: "/show.json", shop: server.origin })));
    await expect(painted(page).last()).toHaveAttribute("href", "https://shop.example/fine");
    expect(await painted(page).count(), JSON.stringify(products)).toBe(1);
    expect(await painted(page).evaluate((link) => link.childElementCount)).toBe(0);
  }
  for (const products of [{}, "all", [null, 1, {}, { id: "p", title: 3, url: "https://shop.example/" }, { id: "p", title: "No address" }]]) {
    site.put("/show.json", JSON.stringify({ ...show, products }));
    await page.goto(site.put("/partner.html", partnerPage({ show: "/show.json", shop: server.origin })));
    await page.waitForLoadState("load");
    await expect(page.getByRole("link", { name: "Ridge vase" })).toBeVisible();
    await expect(painted(page)).toHaveCount(0);
  }
});
