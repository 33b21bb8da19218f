// @ts-check
// The small picture: while a viewer fills in a form on a phone, the video plays on beside it, in any corner, and nothing of
// the form is under it.

import { LINEUP } from "../support/programme.js";
import { anyVariant, product } from "../support/catalogue.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** @param {import("@playwright/test").Locator} part */
async function box(part) {
  const found = await part.boundingBox();
  if (!found) throw new Error("it is not drawn");
  return found;
}

test("the video goes on in a corner through the whole checkout", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.video.evaluate((video) => {
    for (const name of ["pause", "emptied", "waiting"]) video.addEventListener(name, () => video.setAttribute(`data-was-${name}`, ""));
  });
  const { title } = product(LINEUP[0]);
  await widget.openFromLineup(title);
  const all = await box(widget.root);
  expect((await box(widget.video)).height, "behind a sheet the picture stays as it was").toBe(all.height);
  await widget.choose(anyVariant(LINEUP[0]).options);
  await widget.addToCart();
  await widget.button("View cart").tap();
  await widget.checkOut();

  const sheet = widget.root.getByRole("dialog");
  const primary = widget.button("Continue to delivery");
  const corner = widget.button("Video to the next corner");
  /** @type {string[]} */
  const places = [];
  for (let step = 0; step < 4; step += 1) {
    const [video, form, button] = [await box(widget.video), await box(sheet), await box(primary)];
    expect(video.height).toBeLessThan(200);
    const above = video.y + video.height <= form.y + 1;
    expect(above || form.y + form.height <= video.y + 1, "nothing of the form is under the video").toBe(true);
    expect(button.y >= form.y && button.y + button.height <= form.y + form.height).toBe(true);
    places.push(`${above ? "top" : "bottom"} ${video.x < 100 ? "left" : "right"}`);
    await corner.focus();
    await page.keyboard.press("Enter");
  }
  expect(new Set(places).size, String(places)).toBe(4);

  // Only the sheet and the video's own controls can be reached.
  for (const gone of ["Full screen", "All products"]) await expect(widget.button(gone)).toHaveCount(0);
  for (const there of [/^Turn sound/, "Captions", "Continue watching"]) await expect(widget.button(there)).toBeVisible();

  // Dragged to the other end of the screen, it goes there.
  const from = await box(widget.video);
  await page.mouse.move(from.x + 40, from.y + 60);
  await page.mouse.down();
  await page.mouse.move(all.x + all.width / 2, all.y + all.height / 2, { steps: 4 });
  await page.mouse.move(all.x + all.width - 40, all.y + all.height - 40, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await box(widget.video)).x).toBeGreaterThan(all.width / 2);
  expect((await box(widget.video)).y).toBeGreaterThan(all.height / 2);
  await expect(widget.field("E-mail"), "a drag is no tap").toBeVisible();

  await widget.field("E-mail").fill("ada@example.com");
  const then = await widget.time();
  await expect.poll(() => widget.time()).toBeGreaterThan(then);

  // A tap on it returns; nothing was lost.
  const small = await box(widget.video);
  await page.touchscreen.tap(small.x + 30, small.y + 60);
  await expect(sheet).toHaveCount(0);
  expect((await box(widget.video)).height).toBe(all.height);
  await widget.cartButton.tap();
  await widget.button("Checkout").tap();
  await expect(widget.field("E-mail")).toHaveValue("ada@example.com");

  for (const name of ["pause", "emptied"]) expect(await widget.video.getAttribute(`data-was-${name}`), name).toBeNull();
});

test("a sheet is drawn up and down by its heading", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.lineupButton.tap();
  const sheet = widget.root.getByRole("dialog");
  /** @param {number} by */
  const drag = async (by) => {
    const heading = await box(widget.heading("All products"));
    await page.mouse.move(heading.x + 20, heading.y + 10);
    await page.mouse.down();
    await page.mouse.move(heading.x + 20, heading.y + 10 + by, { steps: 5 });
    await page.mouse.up();
  };
  const before = (await box(sheet)).height;
  await drag(-150);
  await expect.poll(async () => (await box(sheet)).height).toBeGreaterThan(before + 100);
  await expect(widget.button("Full height")).toHaveAttribute("aria-pressed", "true");
  await drag(150);
  await expect.poll(async () => (await box(sheet)).height).toBeCloseTo(before, 1);
  await drag(150);
  await expect(sheet).toHaveCount(0);
});
