// @ts-check
// What happens to a viewer before the cues are looked at: nothing, a rewind, a pause, a stall, another tab in front.

import { setTimeout as pause } from "node:timers/promises";

/** How long anything may take that the viewer waits for. */
const PATIENCE = 90_000;

/** @typedef {{page: import("@playwright/test").Page, widget: import("../../tests/e2e/support/widget.js").Widget, tabs: import("@playwright/test").BrowserContext}} Viewer */

/** Whether the picture moves. @param {Viewer} viewer */
async function moves({ widget }) {
  const from = await widget.time();
  await pause(1_000);
  return (await widget.time()) > from;
}

/** @param {() => Promise<boolean>} seen @param {string} what */
async function until(seen, what) {
  const giveUp = Date.now() + PATIENCE;
  while (!(await seen())) if (Date.now() > giveUp) throw new Error(`waited in vain: ${what}`);
}

/** To the newest picture, so that nobody falls out of the window by and by. @param {Viewer} viewer */
export async function goLive({ widget, page }) {
  const button = widget.button(/^Go live/);
  if (await button.isVisible()) await button.click();
  await page.waitForTimeout(1_000);
}

/** @type {Record<string, {times: number, bring: (viewer: Viewer) => Promise<void>}>} */
export const CONDITIONS = {
  live: { times: 0, bring: async () => {} },
  "after a rewind": {
    times: 5,
    bring: async ({ widget }) => {
      const position = Number(await widget.seek.inputValue());
      await widget.seek.fill(String(Math.max(1, position - 8)));
    },
  },
  "after a pause": {
    times: 3,
    bring: async ({ widget }) => {
      await widget.button("Pause").click();
      await pause(4_000);
      await widget.button("Play").click();
    },
  },
  // The network goes until the picture stands, and some seconds longer.
  "after a stall": {
    times: 1,
    bring: async (viewer) => {
      const tools = await viewer.page.context().newCDPSession(viewer.page);
      const network = (/** @type {boolean} */ offline) => tools.send("Network.emulateNetworkConditions", { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
      await tools.send("Network.enable");
      await network(true);
      await until(async () => !(await moves(viewer)), "the picture to stand");
      await pause(3_000);
      await network(false);
      await until(() => moves(viewer), "the picture to move again");
      await tools.detach();
    },
  },
  "hidden and shown again": {
    times: 10,
    bring: async ({ page, tabs }) => {
      const other = await tabs.newPage();
      await other.bringToFront();
      await pause(3_000);
      if (!(await page.evaluate(() => document.hidden))) throw new Error("the tab is not hidden");
      await page.bringToFront();
      await other.close();
    },
  },
};
