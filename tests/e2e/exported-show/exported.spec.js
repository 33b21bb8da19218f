// @ts-check
// Exported: a show that was on one server is written into a folder, put onto a plain static host, and sold from by another
// shop. The viewer goes from product to product in it.

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { pictureTime, seenNow } from "../support/picture.js";
import { SERVER, SHOW } from "../support/places.js";
import { DURATION } from "../support/programme.js";
import { startServer } from "../support/server.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1280, height: 800 } });

test("an ended show plays from a folder, and each product leads to its moments", async ({ page, widget, site, server, publish, heard }, info) => {
  // The stage is over when the folder is written; the shop is another server.
  const stage = await startServer({ folder: info.outputPath("stage"), allow: [] });
  await stage.stop();
  const folder = info.outputPath("folder");
  await promisify(execFile)(SERVER, ["export", "demo", folder, "--data", stage.data, "--show-dir", SHOW, "--shop", server.origin]);
  site.share("/replay/", folder);

  const address = await publish({ show: "/replay/show.json" });
  await page.goto(address);
  await widget.watches();
  await expect.poll(async () => Number(await widget.seek.getAttribute("max"))).toBe(DURATION);

  await widget.lineupButton.click();
  const moments = widget.root.getByRole("list", { name: "Moments of the show" }).getByRole("button");
  // What the programme pinned at its end stands at the loop's beginning as well.
  const moment = moments.filter({ hasText: "Beeswax pillar candle" }).last();
  await expect(moment).toBeVisible();
  const [, minutes, seconds] = /^(\d+):(\d+)/.exec(await moment.innerText()) ?? [];
  const at = Number(minutes) * 60 + Number(seconds);
  expect(at).toBeGreaterThan(10);
  // By keyboard, as by finger.
  await moment.focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => pictureTime(page)).toBeGreaterThan(at - 0.1);
  await expect.poll(async () => (await seenNow(page)).pins).toContain("beeswax-candle");
  await expect(moments.and(widget.root.locator("[aria-current=true]"))).toHaveCount(1);

  // From a product to where it is shown, and into the cart of the shop that sells it.
  await widget.card("Linen work shirt").click();
  await widget.button(/^Watch at /).click();
  await expect.poll(async () => (await seenNow(page)).pins).toContain("linen-shirt");
  await widget.choose({ Size: "M" });
  await widget.button("Close").click();
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
  await expect.poll(() => heard.sent.some((line) => line.includes(`${server.origin}/carts`))).toBe(true);
  expect(heard.sent.filter((line) => /\/(shows|live)\//.test(line))).toEqual([]);

  // The page's address leads into the middle. Another address with another hash alone would not load the page anew.
  await page.goto("about:blank");
  await page.goto(`${address}#t=${at + 1}`);
  await widget.watches();
  await expect.poll(() => pictureTime(page)).toBeGreaterThan(at);
});

test("what came to its end is watched again", async ({ page, widget, site, server, publish }, info) => {
  const folder = info.outputPath("folder");
  await promisify(execFile)(SERVER, ["export", "demo", folder, "--data", server.data, "--show-dir", SHOW, "--shop", server.origin]);
  site.share("/replay/", folder);
  await page.goto(`${await publish({ show: "/replay/show.json" })}#t=${DURATION - 1}`);
  await expect(widget.heading("The show is over")).toBeVisible();
  await widget.button("Watch again").click();
  await widget.watches();
  await expect.poll(() => pictureTime(page)).toBeLessThan(60);
});
