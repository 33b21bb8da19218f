// @ts-check
// Hostile answers: a real shop and a real stage, with everything that they say made hostile on its way (`poison.js`). The
// page has no policy that would help. Nothing runs, nothing leads away, and the purchase goes through all the same.

import { join } from "node:path";
import { test as base } from "@playwright/test";
import { books } from "../support/books.js";
import { partnerPage } from "../support/partner-page.js";
import { SHOW } from "../support/places.js";
import { startProxy } from "../support/proxy.js";
import { CARDS } from "../support/secrets.js";
import { startServer } from "../support/server.js";
import { startSite } from "../support/site.js";
import { expect } from "../support/test.js";
import { overhear } from "../support/told.js";
import { Widget } from "../support/widget.js";
import { ADDRESSES, TEXTS, poisonAddresses, poisonTexts, poisoned } from "./poison.js";

/** @typedef {{site: import("../support/site.js").Site, line: import("../support/proxy.js").Proxy, ledger: ReturnType<typeof books>,
 *   widget: Widget, open: (manifest?: Record<string, any>) => Promise<void>, tame: () => Promise<void>}} Stand */

/** @type {import("@playwright/test").Fixtures<Stand, {}, import("@playwright/test").PlaywrightTestArgs & import("@playwright/test").PlaywrightTestOptions, import("@playwright/test").PlaywrightWorkerArgs & import("@playwright/test").PlaywrightWorkerOptions>} */
const fixtures = {
  site: async ({}, use) => {
    const site = await startSite();
    await use(site);
    await site.stop();
  },
  line: async ({}, use) => {
    const line = await startProxy();
    await use(line);
    await line.stop();
  },
  ledger: async ({ site, line }, use, info) => {
    const catalogue = join(SHOW, "catalogue.json");
    // Browsers know it by the proxy's address, so that is the one it gives out.
    const server = await startServer({ folder: info.outputPath("server"), allow: [site.origin], catalogue, arguments: ["--public-url", line.origin] });
    line.aim(server.origin);
    await use(books(server.data));
    await server.stop();
  },
  widget: async ({ page }, use) => use(new Widget(page)),

  open: async ({ page, site, line, ledger }, use) => {
    void ledger;
    await use(async (manifest = {}) => {
      // The demo's own manifest, without its event stream: a line that reads whole answers cannot carry one.
      const show = { ...(await (await fetch(`${line.origin}/shows/demo.json`)).json()), events: undefined, ...manifest };
      site.put("/show.json", JSON.stringify(show));
      await page.goto(site.put("/partner.html", partnerPage({ show: "/show.json", shop: line.origin })));
    });
  },

  /** Holds that nothing ran or led away so far. Called on every screen. */
  tame: async ({ page, context }, use) => {
    const said = overhear(context);
    /** @type {string[]} */
    const asked = [];
    context.on("request", (request) => asked.push(request.url()));
    /** @type {string[]} */
    const went = [];
    page.on("framenavigated", (frame) => frame === page.mainFrame() && went.push(frame.url()));
    page.on("dialog", (dialog) => (went.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
    await context.addInitScript(() => {
      const world = /** @type {any} */ (window);
      world.ran = 0;
      world.pwned = () => (world.ran += 1);
    });
    await use(async () => {
      expect(await page.evaluate(() => /** @type {any} */ (window).ran)).toBe(0);
      expect(went).toEqual([page.url()]);
      expect(context.pages()).toHaveLength(1);
      expect(asked.filter((url) => /evil|javascript:|^data:text/i.test(url))).toEqual([]);
      expect(said.filter(({ kind, text }) => kind === "uncaught" || /refused to|not allowed to load|unsafe/i.test(text))).toEqual([]);
      expect(await page.evaluate(wild)).toEqual([]);
    });
  },
};

const test = base.extend(fixtures);
test.use({ viewport: { width: 1280, height: 800 } });

/** What should not stand in the widget's tree: elements that it never draws, handlers in attributes, addresses that are none. */
function wild() {
  const root = document.querySelector("vitrine-live")?.shadowRoot;
  if (!root) throw new Error("the page has no widget with an open shadow root");
  const never = /^(script|object|embed|applet|base|meta|link|style|math|template|noscript|frame|frameset|html|head|body|title|marquee)$/;
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    if (never.test(element.localName)) found.push(`<${element.localName}>`);
    if (element.localName === "iframe" && !element.matches("[part=payment]")) found.push("<iframe>");
    for (const { name, value } of element.attributes) {
      if (/^on|^srcdoc$/.test(name)) found.push(`${name}="${value}"`);
      if (!/^(href|src|srcset|action|formaction|poster|data|cite|ping|background|xlink:href)$/.test(name)) continue;
      const { protocol } = new URL(value, document.baseURI);
      const media = /^(video|track)$/.test(element.localName);
      if (!/^https?:$/.test(protocol) && !(media && protocol === "blob:")) found.push(`<${element.localName} ${name}="${value}">`);
    }
  }
  return found;
}

test("texts stay texts, from the first pin to the receipt", async ({ widget, line, ledger, open, tame, page }) => {
  const { rewrite, count } = poisonTexts();
  line.rewrite = rewrite;
  await open({ title: TEXTS.join(" ").slice(0, 290), stream: { src: `${line.origin}/live/demo/master.m3u8`, type: "application/vnd.apple.mpegurl", cors: true } });
  await widget.watches();
  await expect(widget.pins).not.toHaveCount(0);
  await tame();

  await widget.openFromLineup("Ridge vase");
  for (const text of TEXTS.slice(0, 3)) await expect(widget.words(text)).toBeVisible();
  await tame();
  const glaze = poisoned("Moss");
  await widget.axis("Glaze").locator("label").filter({ hasText: "Moss" }).click();
  await expect(widget.axis("Glaze").getByRole("radio", { name: glaze })).toBeChecked();
  await tame();
  await widget.addToCart();
  await tame();
  await widget.button("View cart").click();
  await expect(widget.line("Ridge vase")).toBeVisible();
  await tame();
  await widget.checkOut();
  await tame();
  await widget.fillContact();
  await widget.chooseDelivery("Standard delivery");
  await tame();
  await widget.fillCard(CARDS.good);
  await expect(widget.payButton).toBeVisible();
  await tame();
  await widget.payButton.click();
  await expect(widget.placed).toBeVisible();
  await tame();
  expect(await ledger.orders()).toHaveLength(1);

  // Words of the stage come with the picture.
  await widget.button("Continue watching").click();
  await expect.poll(() => page.evaluate(() => document.querySelector("vitrine-live")?.shadowRoot?.querySelector("[part=captions]")?.textContent ?? "")).not.toBe("");
  await tame();
  for (const kind of ["json", "cue", "caption", "track", "in the stream"]) expect(count[kind], `something was hostile: ${kind}`).toBeGreaterThan(0);
});

test("no address of the corpus is loaded, linked to or opened, and the order is placed", async ({ widget, line, ledger, open, tame }) => {
  const { rewrite, used, count } = poisonAddresses();
  line.rewrite = rewrite;
  await open({ poster: ADDRESSES[0] });
  await widget.watches();
  await widget.lineupButton.click();
  await expect(widget.card("Walnut board")).toBeVisible();
  await tame();
  await widget.card("Walnut board").click();
  await widget.choose({ Size: "Large, 52 cm" });
  await tame();
  await widget.addToCart();
  await widget.button("View cart").click();
  await widget.checkOut();
  await widget.fillContact();
  await widget.chooseDelivery("Standard delivery");
  await widget.fillCard(CARDS.good);
  await expect(widget.payButton).toBeVisible();
  await expect(widget.root.getByRole("link")).toHaveCount(0);
  await tame();
  await widget.payButton.click();
  await expect(widget.placed).toBeVisible();
  await expect(widget.root.getByRole("link")).toHaveCount(0);
  await tame();
  expect(await ledger.orders()).toHaveLength(1);
  for (const key of ["url", "image_url", "permalink_url"]) expect(count[key], key).toBeGreaterThan(0);
  expect(used.size).toBe(ADDRESSES.length);
});

test("a page of the shop that is none is not opened when the bank asks", async ({ widget, line, ledger, open, tame }) => {
  const { rewrite, count } = poisonAddresses({ keys: new Set(["continue_url"]) });
  line.rewrite = rewrite;
  await open();
  await widget.watches();
  await widget.toReview("Walnut board", { Size: "Large, 52 cm" }, CARDS.asked);
  await widget.payButton.click();
  await expect.poll(() => count.continue_url ?? 0).toBeGreaterThan(0);
  await expect(widget.payButton).toHaveCount(0);
  await expect(widget.root.getByRole("link", { name: /Continue at the shop/ })).toHaveCount(0);
  await tame();
  expect(await ledger.orders()).toEqual([]);
});

test("a payment field that is no page is not drawn", async ({ widget, line, open, tame }) => {
  const { rewrite, count } = poisonAddresses({ keys: new Set(["frame_url"]) });
  line.rewrite = rewrite;
  await open();
  await widget.watches();
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await widget.button("View cart").click();
  await widget.checkOut();
  await widget.fillContact();
  await widget.chooseDelivery("Standard delivery");
  await expect.poll(() => count.frame_url ?? 0).toBeGreaterThan(0);
  await expect(widget.root.locator("iframe")).toHaveCount(0);
  await tame();
});

test("a payment field cannot lead the page away", async ({ page, widget, line, site, open, tame }) => {
  const away = site.put("/away.html", "<!doctype html><title>Away</title>");
  // It says that it is ready, as the real one does, and goes for the page when it is pressed.
  const hostile = `<!doctype html><title>Pay</title><button>Pay here</button><script>
    addEventListener("message", ({ data, ports }) => ports[0].postMessage({ type: "ready", height: 200 }));
    document.querySelector("button").onclick = () => {
      try { top.location = "${away}" } catch {}
      document.documentElement.dataset.tried = "yes";
    };
  </script>`;
  line.rewrite = ({ path }, answer) => (path === "/pay/frame" ? { ...answer, headers: { "content-type": "text/html" }, body: Buffer.from(hostile) } : answer);
  await open();
  await widget.watches();
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await widget.button("View cart").click();
  await widget.checkOut();
  await widget.fillContact();
  await widget.chooseDelivery("Standard delivery");
  const frame = widget.root.locator("iframe").contentFrame();
  await frame.getByRole("button", { name: "Pay here" }).click();
  await expect(frame.locator("html")).toHaveAttribute("data-tried", "yes");
  await expect(widget.button("Review order")).toBeEnabled();
  expect(page.url()).toContain("/partner.html");
  expect(await page.evaluate(() => /** @type {any} */ (window).ran)).toBe(0);
  void tame;
});
