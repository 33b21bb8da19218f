// @ts-check
// The console for everyone: in each of its states axe finds nothing, nothing sticks out and everything can be hit, on a phone
// and on a laptop, light and dark; a host with a keyboard alone, and one with a phone alone, run a whole show.

import { AXE, findings } from "../support/axe.js";
import { misfits, walk } from "../support/console-states.js";
import { HOST_TOKEN, HostConsole } from "../support/host.js";
import { turnTo } from "../support/screens.js";
import { expect, test } from "../support/test.js";

const SIGNED_OUT = /status of 401 .*\/host\/api\/session/;
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|Failed to load resource/;

test.describe("in every state", () => {
  test.use({ viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

  test("axe finds nothing, nothing sticks out, everything can be hit", async ({ page, context, server, heard, noise }) => {
    page.setDefaultTimeout(45_000);
    test.setTimeout(400_000);
    void heard;
    noise.expected.push(SIGNED_OUT, OFFLINE);
    await page.addInitScript({ path: AXE });
    await walk({ page, context, host: new HostConsole(page, server.origin) }, async (state) => {
      for (const screen of /** @type {const} */ (["narrow", "phone", "laptop"])) {
        await turnTo(page, screen);
        expect.soft(await misfits(page), `${state}, ${screen}`).toEqual([]);
        if (screen === "narrow") continue;
        for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          expect.soft(await findings(page), `${state}, ${screen}, ${colorScheme}`).toEqual([]);
        }
      }
    });
  });
});

test.describe("by keyboard alone", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("a host signs in, prepares, runs a show and ends it", async ({ page, publish, another, server, heard, noise }) => {
    void heard;
    noise.expected.push(SIGNED_OUT);
    const host = new HostConsole(page, server.origin);
    const { keyboard } = page;
    /** As a host gets there: on with Tab, until it has the focus. @param {import("@playwright/test").Locator} what */
    const to = async (what) => {
      await expect(what).toBeVisible();
      for (let tabs = 0; tabs < 120; tabs += 1) {
        if (await what.evaluate((element) => element === document.activeElement)) return;
        await keyboard.press("Tab");
      }
      throw new Error(`no way to ${what} by Tab`);
    };
    /** @param {import("@playwright/test").Locator} what @param {string} [key] */
    const press = async (what, key = "Enter") => {
      await to(what);
      await keyboard.press(key);
    };
    await page.goto(host.address);
    await expect(page.getByLabel("Host token"), "it is there that one begins").toBeFocused();
    await keyboard.type(HOST_TOKEN);
    await keyboard.press("Enter");

    await press(page.getByRole("link", { name: /^Prepare: / }).first());
    const rows = page.getByRole("region", { name: "Lineup" }).getByRole("listitem");
    await expect(rows).toHaveCount(8);
    await to(page.getByLabel("Title"));
    await keyboard.press("Control+A");
    await keyboard.type("By keyboard");
    await press(host.button("Up: Ridge vase"));
    await keyboard.press("Enter");
    await expect(rows.first()).toContainText("Ridge vase");
    await expect(host.button("Up: Ridge vase"), "the focus goes along").toBeFocused();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();

    const viewer = await another();
    await viewer.page.goto(await publish());
    await viewer.widget.watches();
    await press(page.getByRole("link", { name: "Run", exact: true }));
    await press(host.button("Take over"));
    await expect(page.getByText("You run this show.")).toBeVisible();
    await host.watches();
    await keyboard.press("1");
    await keyboard.press("q");
    await expect(host.row("Pinned Ridge vase")).toBeVisible();
    await keyboard.press("1");
    await keyboard.press("h");
    await expect(page.getByRole("application")).toBeFocused();
    await keyboard.press("Enter");
    await expect(host.row("Marked Ridge vase")).toBeVisible();
    const ways = host.ways();
    await expect
      .poll(async () => {
        await keyboard.press("ArrowRight");
        return ways.length;
      })
      .toBeGreaterThan(1);
    await keyboard.press("Escape");
    await expect(viewer.widget.pin("Ridge vase")).toBeVisible();
    await expect(viewer.widget.root.getByRole("list", { name: "In the picture" }).getByRole("button")).toBeVisible();
    await keyboard.press("m");
    await keyboard.type("Good evening");
    await keyboard.press("Enter");
    await expect(host.row("Said “Good evening”")).toBeVisible();

    await press(host.button("End the show…"));
    await press(host.button("End it"));
    await expect(host.row("Ended the show")).toBeVisible();
    await expect(viewer.widget.words("The show is over")).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("a host pins, marks with a finger and ends the show", async ({ page, context, server, heard, noise }) => {
    void heard;
    noise.expected.push(SIGNED_OUT);
    const host = new HostConsole(page, server.origin);
    await host.arrives();
    await page.getByLabel("Host token").fill(HOST_TOKEN);
    await host.button("Sign in").tap();
    await page.getByRole("link", { name: /^Run: / }).first().tap();
    await expect(host.link).toHaveText("In step");
    await host.button("Take over").tap();
    await expect(page.getByText("You run this show.")).toBeVisible();
    await host.watches();
    await host.button("Pin 2: Ridge vase").tap();
    await expect(host.slot(2)).toContainText("Ridge vase");
    await host.button("Mark in the picture: Ridge vase").tap();
    const ways = host.ways();
    const to = await host.picturePoints();
    const touch = await context.newCDPSession(page);
    /** @param {"touchStart" | "touchMove" | "touchEnd"} type @param {[number, number]} [at] */
    const finger = (type, at) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: at ? [{ x: at[0], y: at[1] }] : [] });
    await finger("touchStart", to(0.3, 0.3));
    await finger("touchMove", to(0.4, 0.4));
    await finger("touchMove", to(0.6, 0.5));
    await finger("touchEnd");
    await expect.poll(() => ways.length).toBe(1);
    const [{ x, y, w, h }] = ways[0].path;
    expect([x, y, w, h].map((side) => Math.round(side * 100))).toEqual([30, 30, 30, 20]);
    await expect(host.row("Marked Ridge vase")).toBeVisible();
    await host.button("Take the mark away").first().tap();
    await host.button("Unpin: Slot 2").tap();
    await expect(host.slot(2)).toContainText("Empty");
    await host.button("End the show…").tap();
    await host.button("End it").tap();
    await expect(host.row("Ended the show")).toBeVisible();
    expect(await misfits(page)).toEqual([]);
  });
});
