// @ts-check
// A hostile page: one that resets everything, hides the element, or is printed. The widget is what it was, and on paper
// the partner's own links stand in its place.

import { partnerPage } from "../support/partner-page.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

/** What a page could hand down into the widget, element by element; its font family is taken over on purpose. */
function inherited() {
  const properties = ["font-size", "font-style", "font-weight", "line-height", "color", "letter-spacing", "word-spacing", "text-transform", "text-align", "text-indent", "text-shadow", "white-space", "word-break", "hyphens", "list-style-type", "cursor", "user-select", "visibility", "pointer-events", "tab-size", "display", "position", "transform", "box-sizing"];
  const root = document.querySelector("vitrine-live")?.shadowRoot;
  const panel = root?.querySelector("[data-panel] .panel, .panel");
  if (!panel) throw new Error("no panel is open");
  return [panel, ...panel.querySelectorAll("*")].map((element) => {
    const style = getComputedStyle(element);
    return `${element.localName} ${properties.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ")}`;
  });
}

test("a page that resets everything changes nothing inside, and the viewer can buy", async ({ page, widget, site, server, publish }) => {
  const address = await publish();
  await page.goto(address);
  await widget.watches();
  await widget.openFromLineup("Ridge vase");
  await expect(widget.button("Add to cart").or(widget.button(/^Choose/))).toBeVisible();
  const calm = await page.evaluate(inherited);

  const html = partnerPage({ show: server.show, shop: server.origin }).replace("partner-page.css", "hostile-page.css");
  await page.goto(site.put("/hostile.html", html.replace("<h1>", '<p id="banner">Look here</p><h1>')));
  await widget.watches();
  await widget.openFromLineup("Ridge vase");
  await expect(widget.button("Add to cart").or(widget.button(/^Choose/))).toBeVisible();
  expect(await page.evaluate(inherited)).toEqual(calm);

  // It has a size of its own, and keeps to it.
  const box = await page.evaluate(() => {
    const inside = document.querySelector("vitrine-live")?.shadowRoot?.querySelector(".widget")?.getBoundingClientRect();
    const after = document.querySelector("#after")?.getBoundingClientRect();
    return { width: inside?.width ?? 0, height: inside?.height ?? 0, bottom: inside?.bottom ?? 0, after: after?.top ?? 0 };
  });
  expect(box.width).toBeGreaterThan(300);
  expect(box.height).toBeGreaterThan(300);
  expect(box.after).toBeGreaterThanOrEqual(box.bottom - 1);

  await widget.choose({ Glaze: "Moss" });
  await widget.addToCart();
  await widget.button("View cart").click();
  await widget.checkOut();
  await widget.fillContact();
  await expect(widget.root.getByRole("radio", { name: "Standard delivery" })).toBeVisible();
});

test("an element that is hidden can be neither seen nor reached, and is what it was when it is shown again", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.openFromLineup("Stoneware teapot");
  const hide = (/** @type {boolean} */ yes) =>
    page.locator("vitrine-live").evaluate((element, hidden) => void (/** @type {HTMLElement} */ (element).hidden = hidden), yes);
  await hide(true);
  await expect(widget.heading("Stoneware teapot")).toBeHidden();
  await expect(page.getByRole("link", { name: "Ridge vase" })).toBeHidden();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body");
  await hide(false);
  await expect(widget.heading("Stoneware teapot")).toBeVisible();
  await widget.watches();
});

test("on paper stand the partner's own links, and not the player", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.openFromLineup("Stoneware teapot");
  const link = page.getByRole("link", { name: "Ridge vase" });
  await expect(link).toBeHidden();
  await page.emulateMedia({ media: "print" });
  await expect(link).toBeVisible();
  await expect(widget.heading("Stoneware teapot")).toBeHidden();
  await expect(widget.video).toBeHidden();
  await expect(page.locator("#after")).toBeVisible();
  const [links, after] = await Promise.all([link.boundingBox(), page.locator("#after").boundingBox()]);
  expect(after?.y ?? 0, "nothing lies over the page").toBeGreaterThanOrEqual((links?.y ?? 0) + (links?.height ?? 0));
  await page.emulateMedia({ media: "screen" });
  await expect(link).toBeHidden();
  await expect(widget.heading("Stoneware teapot")).toBeVisible();
  await widget.watches();
});
