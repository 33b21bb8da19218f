// @ts-check
// Keys and sound: a browser that lets nothing start by itself, the keyboard map, and a volume that is remembered.

import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1280, height: 800 } });

/** A page in which nothing plays before the viewer has done something. Looks from the test count as nothing. */
function nothingByItself() {
  let active = false;
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, () => (active = true), true);
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    return active ? play.call(this) : Promise.reject(new DOMException("not yet", "NotAllowedError"));
  };
}

/** @param {import("../support/widget.js").Widget} widget */
const state = (widget) =>
  widget.video.evaluate((element) => {
    const { paused, muted, volume } = /** @type {HTMLVideoElement} */ (element);
    return { paused, muted, volume };
  });

test("where nothing starts by itself a large button does it, with sound", async ({ page, widget, publish }) => {
  await page.addInitScript(nothingByItself);
  await page.goto(await publish());
  const start = widget.button("Play the show");
  await expect(start).toBeVisible();
  await start.click();
  await widget.watches();
  await expect(start).toHaveCount(0);
  expect(await state(widget)).toEqual({ paused: false, muted: false, volume: 1 });
});

test("the keys steer the player, show themselves, and leave fields alone", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  // A page that has the focus keeps its keys.
  await page.keyboard.press("k");
  expect((await state(widget)).paused).toBe(false);

  // A tap on the picture gives it the focus.
  await widget.video.click({ position: { x: 200, y: 300 } });
  await page.keyboard.press("k");
  await expect.poll(async () => (await state(widget)).paused).toBe(true);
  await page.keyboard.press("Space");
  await expect.poll(async () => (await state(widget)).paused).toBe(false);
  await page.keyboard.press("m");
  await expect.poll(async () => (await state(widget)).muted).toBe(true);
  await page.keyboard.press("m");
  await expect.poll(async () => (await state(widget)).muted).toBe(false);

  await expect.poll(async () => Number(await widget.seek.inputValue())).toBeGreaterThan(20);
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("ArrowLeft");
  await expect(widget.button(/^Go live/)).toBeVisible();
  await page.keyboard.press("l");
  await expect(widget.button(/^Go live/)).toHaveCount(0);

  await page.keyboard.press("?");
  await expect(widget.heading("Keyboard")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(widget.heading("Keyboard")).toHaveCount(0);
  await page.keyboard.press("m");
  await expect.poll(async () => (await state(widget)).muted, "the focus is back where it was").toBe(true);
  await page.keyboard.press("m");

  await page.keyboard.press("f");
  await expect(widget.button("Leave full screen")).toBeVisible();
  await page.keyboard.press("f");
  await expect(widget.button("Full screen")).toBeVisible();

  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await widget.button("View cart").click();
  await widget.checkOut();
  await widget.field("Town or city").pressSequentially("Kamk? f");
  await expect(widget.field("Town or city")).toHaveValue("Kamk? f");
  expect(await state(widget)).toEqual({ paused: false, muted: false, volume: 1 });
});

test("the volume and the captions are what they were after a reload", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  await widget.root.getByRole("slider", { name: "Volume" }).fill("40");
  const captions = widget.button("Captions");
  await expect(captions).toHaveAttribute("aria-pressed", "true");
  await captions.click();
  await page.reload();
  await widget.watches();
  expect((await state(widget)).volume).toBeCloseTo(0.4);
  await expect(captions).toHaveAttribute("aria-pressed", "false");
});
