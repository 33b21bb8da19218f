// @ts-check
// Before the show: a poster, the time that is left, a calendar entry, and products to look at; then it begins by itself. And
// a show that does not take place.

import { AXE, findings } from "../support/axe.js";
import { expect, test } from "../support/test.js";

/** A manifest like the demo's, changed. @param {import("../support/server.js").Server} server @param {Record<string, unknown>} change */
const manifest = async (server, change) => JSON.stringify({ ...(await (await fetch(server.show)).json()), ...change });

/** The server's own pages have no picture of their own. */
const NO_ICON = /status of 404 .*\/favicon\.ico/;

/** @param {number} ms */
const fromNow = (ms) => new Date(Date.now() + ms).toISOString();

test("a show that has not begun counts down, can be put into a calendar, and sells once it has begun", async ({ page, widget, site, server, publish, noise }) => {
  noise.expected.push(NO_ICON);
  const calendar = `${server.origin}/shows/demo/calendar`;
  site.put("/show.json", await manifest(server, { status: "upcoming", starts_at: fromNow(30 * 3_600_000), calendar }));
  await page.goto(await publish({ show: "/show.json" }));
  await expect(widget.heading("The show has not begun yet")).toBeVisible();
  // A day and some hours, by the server's clock.
  await expect(widget.root.getByRole("timer", { name: "Time left" })).toHaveText(/^1 day, 5:59:\d\d$/);
  const link = widget.root.getByRole("link", { name: "Add to calendar" });
  const opened = page.waitForEvent("popup");
  await expect(link).toHaveAttribute("href", calendar);
  await link.click();
  const ways = await opened;
  await expect(ways.getByRole("heading", { level: 1 })).toHaveText("The autumn table");
  await expect(ways.getByRole("link", { name: "Google Calendar" })).toHaveAttribute("href", /^https:\/\/calendar\.google\.com\/.*&text=The%20autumn%20table&/);
  const downloaded = ways.waitForEvent("download");
  await ways.getByRole("link", { name: "Other calendars (file)" }).click();
  expect((await downloaded).suggestedFilename()).toBe("show.ics");
  await ways.close();
  await expect(widget.root.locator("img.still")).toHaveJSProperty("complete", true);

  await widget.openFromLineup("Beeswax pillar candle");
  await expect(widget.button("Can be bought once the show begins")).toBeDisabled();
  await widget.button("Close").click();

  // The host opens the doors a little earlier than was said.
  site.put("/show.json", await manifest(server, { status: "upcoming", starts_at: fromNow(4_000), calendar }));
  await page.reload();
  await expect(widget.heading("The show has not begun yet")).toBeVisible();
  site.put("/show.json", await manifest(server, {}));
  await widget.watches();
  await expect(widget.root.getByRole("timer")).toHaveCount(0);
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
});

test("before the start products are sold where the host allows it", async ({ page, widget, site, server, publish }) => {
  site.put("/show.json", await manifest(server, { status: "upcoming", starts_at: fromNow(3_600_000), bookable: true }));
  await page.goto(await publish({ show: "/show.json" }));
  await expect(widget.heading("The show has not begun yet")).toBeVisible();
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
});

test("a show that does not take place says so, and its products are there", async ({ page, widget, site, server, publish }) => {
  site.put("/show.json", await manifest(server, { status: "cancelled" }));
  await page.goto(await publish({ show: "/show.json" }));
  await expect(widget.heading("The show does not take place")).toBeVisible();
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");
});

test("the page of ways into a calendar is there for everyone", async ({ page, server, heard, noise }) => {
  void heard;
  noise.expected.push(NO_ICON);
  await page.addInitScript({ path: AXE });
  await page.setViewportSize({ width: 320, height: 640 });
  for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${server.origin}/shows/demo/calendar`);
    await expect(page.getByRole("link")).toHaveCount(3);
    expect(await findings(page), colorScheme).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), "nothing sticks out").toBeLessThanOrEqual(320);
  }
});
