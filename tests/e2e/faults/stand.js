// @ts-check
// What all cells share: a site with the widget, a real server, and the bad line between it and the browser.

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test as base } from "@playwright/test";
import { openBooks } from "../support/books.js";
import { partnerPage } from "../support/partner-page.js";
import { fromTop } from "../support/places.js";
import { startProxy } from "../support/proxy.js";
import { startServer } from "../support/server.js";
import { startSite } from "../support/site.js";
import { listen } from "../support/told.js";
import { CATALOGUE, SILENCE, show } from "./goods.js";
import { readable } from "./screen.js";

/** @param {number} worker */
async function raise(worker) {
  const folder = fromTop(`target/e2e/faults/${worker}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const catalogue = join(folder, "catalogue.json");
  await writeFile(catalogue, JSON.stringify(CATALOGUE));
  const [site, proxy] = [await startSite(), await startProxy()];
  // Browsers know the shop by the proxy's address, so that is the one it gives out.
  const server = await startServer({ folder, allow: [site.origin], catalogue, arguments: ["--public-url", proxy.origin] });
  proxy.aim(server.origin);
  site.put("/faults/silence.wav", SILENCE, "audio/wav");
  site.put("/faults/show.json", JSON.stringify(show(proxy.origin)));
  const address = site.put("/partner.html", partnerPage({ show: "/faults/show.json", shop: proxy.origin }));
  const ledger = openBooks(server.data);
  const stop = async () => {
    ledger.close();
    await proxy.stop();
    await server.stop();
    await site.stop();
  };
  return { site, proxy, ledger, address, stop };
}

/** @typedef {Awaited<ReturnType<typeof raise>>} Stand */

/**
 * A browser's own time limits follow the page's clock as well.
 * @param {import("@playwright/test").BrowserContext} context
 */
function limitsByTheClock(context) {
  return context.addInitScript(() => {
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      setTimeout(() => controller.abort(new DOMException("signal timed out", "TimeoutError")), ms);
      return controller.signal;
    };
  });
}

/** @type {import("@playwright/test").Fixtures<{}, {stand: Stand}, import("@playwright/test").PlaywrightTestArgs & import("@playwright/test").PlaywrightTestOptions, import("@playwright/test").PlaywrightWorkerArgs & import("@playwright/test").PlaywrightWorkerOptions>} */
const fixtures = {
  stand: [
    async ({}, use, { workerIndex }) => {
      const stand = await raise(workerIndex);
      await use(stand);
      await stand.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  context: async ({ context, stand }, use) => {
    await context.clock.install();
    await limitsByTheClock(context);
    await readable(context);
    await listen(context);
    await use(context);
    stand.proxy.mend();
  },
};

export const test = base.extend(fixtures);
