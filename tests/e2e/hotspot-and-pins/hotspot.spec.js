// @ts-check
// Hotspots and pins: a thing in the picture can be tapped where the picture shows it, on any screen; the list of all
// products begins with what was shown; a link in the page's address opens a product.

import { product } from "../support/catalogue.js";
import { pictureTime, seenNow } from "../support/picture.js";
import { SCRIPT, pinned } from "../support/programme.js";
import { expect, test } from "../support/test.js";

const SPOTS = /** @type {any[]} */ (SCRIPT.filter(({ kind }) => kind === "hotspot"));

/**
 * Where the picture shows the middle of a hotspot's box on this screen, in pixels of the page, worked out from the video
 * alone.
 * @param {import("../support/widget.js").Widget} widget @param {any} spot
 */
function expected(widget, { path: [{ x, y, w, h }] }) {
  return widget.video.evaluate(
    (node, [across, down]) => {
      const video = /** @type {HTMLVideoElement} */ (node);
      const frame = video.getBoundingClientRect();
      const fit = [frame.width / video.videoWidth, frame.height / video.videoHeight];
      const scale = getComputedStyle(video).objectFit === "cover" ? Math.max(...fit) : Math.min(...fit);
      return {
        x: frame.x + frame.width / 2 + (across - 0.5) * video.videoWidth * scale,
        y: frame.y + frame.height / 2 + (down - 0.5) * video.videoHeight * scale,
      };
    },
    [x + w / 2, y + h / 2],
  );
}

for (const viewport of [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]) {
  test.describe(`on ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test("a thing in the picture is tapped where it is", async ({ page, widget, publish }) => {
      await page.goto(await publish());
      await widget.watches();
      const spots = widget.root.getByRole("list", { name: "In the picture" }).getByRole("button");
      await expect(spots).toBeVisible({ timeout: 100_000 });
      const time = await pictureTime(page);
      const spot = SPOTS.find(({ at, until }) => time >= at - 0.1 && time < until + 0.1);
      expect(spot, `a hotspot is due at ${time}`).toBeDefined();
      const { title } = product(spot.product);
      await widget.button("Pause").click();
      await expect(spots).toHaveAccessibleName(title);
      const [box, wanted] = [await spots.boundingBox(), await expected(widget, spot)];
      expect(Math.abs((box?.x ?? 0) + 22 - wanted.x), "across").toBeLessThan(2);
      expect(Math.abs((box?.y ?? 0) + 22 - wanted.y), "down").toBeLessThan(2);

      // Another size, the same thing.
      await page.setViewportSize({ width: viewport.width + 40, height: viewport.height - 60 });
      const other = await expected(widget, spot);
      await expect.poll(async () => Math.abs(((await spots.boundingBox())?.x ?? 0) + 22 - other.x)).toBeLessThan(2);
      await spots.click();
      await expect(widget.heading(title)).toBeVisible();
    });
  });
}

test("all products begin with what was shown last", async ({ page, widget, publish }) => {
  await page.goto(await publish());
  await widget.watches();
  await expect.poll(async () => (await seenNow(page)).pins.length).toBeGreaterThan(0);
  await widget.button("Pause").click();
  await expect(widget.button("Play")).toBeVisible();
  const now = pinned((await seenNow(page)).time);
  await widget.lineupButton.click();
  const cards = widget.root.locator("[part~=card]");
  const marked = cards.filter({ hasText: "Shown now" });
  await expect(marked).toHaveCount(now.length);
  const names = await marked.evaluateAll((all) => all.map((card) => card.getAttribute("data-product")));
  expect(names.sort()).toEqual([...now].sort());
  await expect(cards.first()).toContainText("Shown now");
});

test("a link to a product opens it once", async ({ page, widget, publish }) => {
  await page.goto(`${await publish()}#part=2&product=ridge-vase`);
  await expect(widget.heading("Ridge vase")).toBeVisible();
  await widget.button("Close").click();
  await page.evaluate(() => {
    const element = /** @type {HTMLElement} */ (document.querySelector("vitrine-live"));
    element.setAttribute("locale", "en");
  });
  await widget.watches();
  await expect(widget.lineupButton).toBeVisible();
  await expect(widget.heading("Ridge vase")).toHaveCount(0);
  expect(new URL(page.url()).hash, "the page's address is its own").toBe("#part=2&product=ridge-vase");
});
