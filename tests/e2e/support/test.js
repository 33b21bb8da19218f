// @ts-check
// What every scenario gets: a site and a server of its own, a viewer's browser that is listened to, and the checks that
// hold in each of them. Import `test` and `expect` from here.

import { writeFile } from "node:fs/promises";
import { test as base, expect } from "@playwright/test";
import { books } from "./books.js";
import { partnerPage, strictPolicy } from "./partner-page.js";
import { expectNoCard, watchRequests } from "./secrets.js";
import { startServer } from "./server.js";
import { startSite } from "./site.js";
import { listen, overhear, violations } from "./told.js";
import { recordUcp } from "./ucp.js";
import { Widget } from "./widget.js";

export { expect };

/**
 * A browser and all that is heard from it.
 * @param {import("@playwright/test").BrowserContext} context @param {string} shop
 */
async function attend(context, shop) {
  const heard = { ucp: recordUcp(context, shop), sent: watchRequests(context, shop), console: overhear(context) };
  await listen(context);
  return heard;
}

/** @typedef {Awaited<ReturnType<typeof attend>>} Heard */

/**
 * @typedef {object} Fixtures
 * @property {import("./site.js").Site} site the partner's web site
 * @property {import("./server.js").Server} server shop and stage
 * @property {ReturnType<typeof books>} ledger what shop and provider have written down
 * @property {Heard} heard what the first viewer's browser said
 * @property {Widget} widget the widget in the first viewer's page
 * @property {(what?: {attributes?: string, show?: string, at?: string}) => Promise<string>} publish puts a partner's
 *   page with the widget onto the site, under a strict policy; hands back its address
 * @property {() => Promise<{page: import("@playwright/test").Page, widget: Widget}>} another a further viewer
 * @property {{expected: RegExp[]}} noise console lines that a scenario expects
 */

/** @type {import("@playwright/test").Fixtures<Fixtures, {}, import("@playwright/test").PlaywrightTestArgs & import("@playwright/test").PlaywrightTestOptions, import("@playwright/test").PlaywrightWorkerArgs & import("@playwright/test").PlaywrightWorkerOptions>} */
const fixtures = {
  noise: async ({}, use) => use({ expected: [] }),

  site: async ({}, use) => {
    const site = await startSite();
    await use(site);
    await site.stop();
  },

  server: async ({ site }, use, info) => {
    const server = await startServer({ folder: info.outputPath("server"), allow: [site.origin, site.elsewhere] });
    await use(server);
    await server.stop();
    if (info.status !== info.expectedStatus) await info.attach("server.log", { path: server.log, contentType: "text/plain" });
  },

  ledger: async ({ server }, use) => use(books(server.data)),

  heard: async ({ context, server, noise }, use, info) => {
    const heard = await attend(context, server.origin);
    await use(heard);
    if (info.status !== info.expectedStatus) {
      await writeFile(info.outputPath("console.txt"), heard.console.map(({ kind, text }) => `${kind}: ${text}\n`));
    }
    // What holds after every scenario, whatever it was about.
    for (const page of context.pages()) expect(await violations(page), "the page's policy was kept").toEqual([]);
    const bad = heard.console.filter(({ kind, text }) => kind !== "log" && !noise.expected.some((known) => known.test(text)));
    expect(bad, "nothing was complained about in the console").toEqual([]);
    for (const request of heard.sent) expectNoCard(request, "a request");
    await heard.ucp.settle();
  },

  widget: async ({ page, heard }, use) => {
    void heard;
    await use(new Widget(page));
  },

  publish: async ({ site, server }, use) => {
    await use(async ({ attributes = "", show = server.show, at = "/partner.html" } = {}) => {
      site.policy = strictPolicy(server.origin);
      return site.put(at, partnerPage({ show, shop: server.origin, attributes }));
    });
  },

  another: async ({ browser, server, viewport }, use) => {
    /** @type {{context: import("@playwright/test").BrowserContext, heard: Heard}[]} */
    const others = [];
    await use(async () => {
      const context = await browser.newContext({ viewport, locale: "en-GB", timezoneId: "Europe/Berlin" });
      others.push({ context, heard: await attend(context, server.origin) });
      const page = await context.newPage();
      return { page, widget: new Widget(page) };
    });
    for (const { context, heard } of others) {
      await heard.ucp.settle();
      await context.close();
    }
  },
};

export const test = base.extend(fixtures);
