// @ts-check
// A tour of everything that a viewer can see: each state of the widget in turn, on a recording that stands still, so
// that a state looks the same each time. Parts are found by what they are to a partner's style (`part`), never by words:
// the tour is the same in every language.

import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { strictPolicy } from "./partner-page.js";
import { fromTop } from "./places.js";
import { CARDS } from "./secrets.js";
import { ADDRESS } from "./widget.js";

/** The server that the example's files name. */
const EXAMPLE = "http://localhost:8787";

/** How long the widget waits for the card fields. */
const FRAME_WITHIN_MS = 20_000;

/** Seconds of the recording: nothing pinned, one product, two. */
const AT = { nothing: 6, one: 71, two: 88 };

/** A field of the checkout by what it is for. */
const FIELDS = {
  email: ADDRESS["E-mail"],
  "first-name": ADDRESS["First name"],
  "last-name": ADDRESS["Last name"],
  street: ADDRESS["Street and number"],
  "postal-code": ADDRESS.Postcode,
  locality: ADDRESS["Town or city"],
};

/**
 * @typedef {object} Stage
 * @property {import("@playwright/test").Page} page
 * @property {import("./site.js").Site} site
 * @property {import("./server.js").Server} server
 */

/**
 * Holds requests back until they are let go, so that what stands meanwhile can be looked at.
 * @param {import("@playwright/test").Page} page @param {string | RegExp} url
 * @param {{method?: string, then?: "go on" | "break off"}} [wish]
 */
async function hold(page, url, { method, then = "go on" } = {}) {
  /** @type {() => void} */
  let open = () => {};
  const opened = new Promise((go) => (open = () => go(undefined)));
  /** @param {import("@playwright/test").Route} route */
  const handle = async (route) => {
    if (method && route.request().method() !== method) return route.fallback();
    await opened;
    return then === "go on" ? route.continue() : route.abort();
  };
  await page.route(url, handle);
  return open;
}

/**
 * Puts the recording and a page that is nothing but the widget onto the site.
 * @param {Stage} stage @param {{status?: string, attributes?: string, at?: string}} [what]
 */
async function publish({ site, server }, { status = "ended", attributes = "", at = "tour" } = {}) {
  for (const name of ["show.json", "programme.m3u8", "cues.json"]) {
    const text = await readFile(fromTop(`www/examples/static-show/${name}`), "utf8");
    site.put(`/${at}/${name}`, told(name, text, status).replaceAll(EXAMPLE, server.origin));
  }
  site.policy = strictPolicy(server.origin);
  return site.put(
    `/${at}.html`,
    `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content, viewport-fit=cover">
  <title>A tour</title>
  <link rel="icon" href="/demo/pictures/mark.svg">
  <link rel="stylesheet" href="/support/tour.css">
  <script type="module" src="/vitrine.js"></script>
</head>
<body>
  <main>
    <h1>A tour</h1>
    <vitrine-live show="/${at}/show.json" shadow="open" ${attributes}></vitrine-live>
  </main>
</body>
</html>`,
  );
}

/**
 * A file of the recording, for a show that has not begun yet or is over after a second.
 * @param {string} name @param {string} text @param {string} status
 */
function told(name, text, status) {
  const file = name.endsWith(".json") ? JSON.parse(text) : null;
  if (name === "show.json" && status === "upcoming") return JSON.stringify({ ...file, status });
  if (name === "cues.json" && status === "over") {
    return JSON.stringify({ ...file, cues: [...file.cues, { seq: 999, id: "over", at: 1, kind: "end" }] });
  }
  return text;
}

/**
 * Takes the tour. `stop` is called in each state with its name.
 * @param {Stage} stage @param {(name: string) => Promise<void>} stop
 * @param {{attributes?: string, until?: string}} [wish] attributes of the element; the state after which it ends
 */
export async function tour(stage, stop, { attributes = "", until } = {}) {
  const END = {};
  /** @param {string} name */
  const reach = async (name) => {
    await stop(name);
    if (name === until) throw END;
  };
  try {
    await walk(stage, reach, attributes);
  } catch (end) {
    if (end !== END) throw end;
  }
}

/** @param {Stage} stage @param {(name: string) => Promise<void>} stop @param {string} attributes */
async function walk(stage, stop, attributes) {
  const { page, server } = stage;
  const root = page.locator("vitrine-live");
  /** @param {string} name */
  const part = (name) => root.locator(`[part~="${name}"]`);
  const widget = root.locator("[data-phase]");
  const panel = part("panel");
  const primary = panel.locator('[part~="primary"]');
  /** @param {string} id */
  const card = (id) => root.locator(`[part~="card"][data-product="${id}"]`);
  /** @param {string} screen */
  const on = (screen) => expect(widget).toHaveAttribute("data-panel", screen);
  const settled = () => expect(panel.locator(".skeleton, [aria-busy]")).toHaveCount(0);
  const close = async () => {
    await part("close").click();
    await on("closed");
  };
  /** @param {number} second */
  const seek = async (second) => {
    await part("seek").fill(String(second));
    await expect
      .poll(() => root.locator("video").evaluate((video) => {
        const { currentTime, seeking } = /** @type {HTMLVideoElement} */ (video);
        return !seeking && currentTime;
      }))
      .toBe(second);
  };
  const shop = (/** @type {string} */ path) => new RegExp(`^${server.origin}${path}`);
  const SESSION = shop("/checkout-sessions/[^/]+$");
  const COMPLETE = shop("/checkout-sessions/[^/]+/complete$");
  /** @type {import("@playwright/test").Request | undefined} */
  let written;
  page.on("request", (request) => {
    if (request.method() === "PUT" && shop("/carts/").test(request.url())) written = request;
  });

  // A frame that does not come is given up after a while. A tour has no time for that.
  await page.addInitScript((patience) => {
    const { setTimeout } = window;
    const sooner = (/** @type {Function} */ run, /** @type {number | undefined} */ after, /** @type {unknown[]} */ ...rest) =>
      setTimeout(run, after === patience && window.name === "hurry" ? 0 : after, ...rest);
    Object.assign(window, { setTimeout: sooner });
  }, FRAME_WITHIN_MS);

  // ---- The show ----
  const letGo = await hold(page, "**/tour/show.json");
  await page.goto(await publish(stage, { attributes }));
  await expect(widget).toHaveAttribute("data-phase", "loading");
  await stop("loading");
  letGo();
  await expect(widget).toHaveAttribute("data-phase", "watching");
  await expect.poll(() => root.locator("video").evaluate((video) => /** @type {HTMLVideoElement} */ (video).currentTime)).toBeGreaterThan(0);
  await root.locator("video").evaluate((video) => /** @type {HTMLVideoElement} */ (video).pause());
  await seek(AT.nothing);
  await expect(part("pin")).toHaveCount(0);
  await stop("watching");
  await seek(AT.two);
  await expect(part("pin")).toHaveCount(2);
  await stop("two pins");
  await seek(AT.one);
  await expect(part("pin")).toHaveCount(1);
  await expect(part("pin").locator("img")).toHaveJSProperty("complete", true);
  await stop("pin");

  // ---- Products ----
  await root.evaluate((element) => /** @type {any} */ (element).openCart());
  await on("cart");
  await expect(panel.locator(".empty")).toBeVisible();
  await stop("cart, empty");
  await close();
  await part("lineup-button").click();
  await on("lineup");
  await expect(part("card")).toHaveCount(8);
  await expect(panel.locator("img").first()).toHaveJSProperty("complete", true);
  await stop("lineup");
  const breakOff = await hold(page, shop("/catalog/product"), { then: "break off" });
  await card("ridge-vase").click();
  await on("product");
  await expect(panel.locator(".skeleton")).toHaveCSS("opacity", "1");
  await stop("product, loading");
  breakOff();
  await expect(panel.locator(".note[data-error]")).toBeVisible();
  await stop("product, shop not reached");
  await page.unroute(shop("/catalog/product"));
  await panel.locator(".note button").click();
  await expect(panel.locator(".chip").first()).toBeVisible();
  await settled();
  await panel.locator(".chip").nth(1).click();
  await primary.click();
  await expect(part("toast")).toBeVisible();
  await stop("added");
  // It would go by itself, sooner or later: in no state that comes may it be there or not by chance.
  await part("dismiss").click({ timeout: 2_000 }).catch(() => {});
  await expect(part("toast")).toHaveCount(0);
  if (await part("close").count()) await close();
  await part("lineup-button").click();
  await card("linen-shirt").click();
  await expect(panel.locator(".chip").first()).toBeVisible();
  await settled();
  await stop("product");
  await panel.locator(".axis").first().locator(".chip").nth(1).click();
  await panel.locator(".axis").nth(1).locator(".chip").last().click();
  await expect(panel.locator('[data-stock="few"]')).not.toBeEmpty();
  await stop("product, chosen");
  await primary.click();
  await expect(part("toast")).toBeVisible();

  // ---- Cart ----
  if (await part("close").count()) await close();
  await part("cart-button").click();
  await on("cart");
  await expect(panel.locator(".line")).toHaveCount(2);
  await settled();
  await expect(panel.locator("[data-estimated]")).toHaveCount(0);
  await stop("cart");
  await panel.locator(".line .quiet, .line [part~=remove]").first().click();
  await expect(panel.locator(".line")).toHaveCount(1);
  await expect(part("toast")).toBeVisible();
  await stop("removed");
  await part("toast").locator(".quiet").click();
  await expect(panel.locator(".line")).toHaveCount(2);
  await panel.locator(".codes input").fill("NOSUCHCODE");
  await panel.locator(".codes input").press("Enter");
  await expect(panel.locator(".codes [data-error]")).toBeVisible();
  await stop("code refused");
  await panel.locator(".codes li button").click();
  await expect(panel.locator(".codes li")).toHaveCount(0);
  await expect(primary).toBeEnabled();

  // ---- Checkout ----
  const session = await hold(page, shop("/checkout-sessions"), { method: "POST" });
  await primary.click();
  await on("checkout");
  await stop("checkout, opening");
  session();
  await expect(panel.locator("[data-field$=email]")).toBeVisible();
  await stop("contact");
  await primary.click();
  await expect(panel.locator("[aria-invalid=true]").first()).toBeFocused();
  await stop("contact, wrong");
  await panel.locator("select").first().selectOption("DE");
  for (const [name, value] of Object.entries(FIELDS)) await panel.locator(`[data-field$="${name}"] input`).fill(value);
  await page.route(SESSION, nowhere, { times: 1 });
  await primary.click();
  await expect(panel.locator("[aria-invalid=true]")).toBeVisible();
  await stop("contact, no delivery there");
  await primary.click();
  await expect(panel.locator(".way").first()).toBeVisible();
  await panel.locator(".way").first().click();
  await expect(primary).toBeEnabled();
  await stop("delivery");
  const pay = await hold(page, shop("/pay"), { then: "break off" });
  await page.evaluate(() => void (window.name = "hurry"));
  await primary.click();
  await expect(panel.locator(".note[data-error]")).toBeVisible();
  await stop("payment, frame failed");
  await page.evaluate(() => void (window.name = ""));
  pay();
  await page.unroute(shop("/pay"));
  const frame = await hold(page, shop("/pay"));
  await panel.locator(".note[data-error] .quiet").click();
  await expect(panel.locator(".cardframe")).toBeVisible();
  await stop("payment, loading");
  frame();
  /** @param {import("./secrets.js").Card} card */
  const enter = async (card) => {
    await expect(panel.locator('.cardframe[data-ready="true"]')).toBeVisible();
    const inputs = panel.locator("iframe").contentFrame().locator("input");
    const { number, expiry, code, holder } = card;
    for (const [at, value] of [number, expiry, code, holder].entries()) await inputs.nth(at).fill(value);
  };
  await expect(panel.locator('.cardframe[data-ready="true"]')).toBeVisible();
  await stop("payment");
  await enter(CARDS.declined);
  await primary.click();
  await expect(panel.locator(".bought")).toBeVisible();
  await expect(primary).toBeEnabled();
  await stop("review");
  const placing = await hold(page, COMPLETE);
  await primary.click();
  await expect(panel.locator(".pulse")).toBeVisible();
  await stop("placing");
  placing();
  await expect(panel.locator(".outcome[data-error]")).toBeVisible();
  await stop("declined");
  await primary.click();
  await enter(CARDS.asked);
  await primary.click();
  await expect(panel.locator(".bought")).toBeVisible();
  await expect(primary).toBeEnabled();
  await primary.click();
  await expect(panel.locator("a.primary")).toBeVisible();
  await stop("asked by the bank");
  await panel.locator("footer .quiet").click();
  await expect(panel.locator(".outcome[data-error]")).toBeVisible();
  await stop("given up");
  await primary.click();
  await expect(panel.locator("[data-field$=email] input")).toHaveValue(FIELDS.email);
  await primary.click();
  await panel.locator(".way").first().click();
  await expect(primary).toBeEnabled();
  await primary.click();
  await enter(CARDS.good);
  await primary.click();
  await expect(panel.locator(".bought")).toBeVisible();
  await expect(primary).toBeEnabled();
  await changeElsewhere(written);
  await primary.click();
  await expect(panel.locator(".prices ins")).toBeVisible();
  await stop("total changed");
  await primary.click();
  await expect(panel.locator(".bought")).toBeVisible();
  await expect(primary).toBeEnabled();
  // The order is placed, but the answer is lost, and so is every other one until they are let go.
  await page.unroute(COMPLETE);
  await page.route(COMPLETE, async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  const found = await hold(page, SESSION, { method: "GET" });
  await primary.click();
  await expect(panel.locator(".pulse")).toBeVisible();
  await expect(primary).toBeVisible();
  await stop("not known yet");
  found();
  await expect(panel.locator("[data-vitrine=order]")).toBeVisible();
  await stop("receipt");
  await primary.click();
  await on("closed");

  // ---- A cart with nothing in it, and shows that are not to be watched ----
  for (const [status, phase] of /** @type {const} */ ([["upcoming", "upcoming"], ["over", "ended"]])) {
    await page.goto(await publish(stage, { status, attributes, at: status }));
    await expect(widget).toHaveAttribute("data-phase", phase);
    if (phase === "ended") {
      await root.locator("video").evaluate((video) => /** @type {HTMLVideoElement} */ (video).pause());
      await seek(AT.nothing);
    }
    await stop(phase);
  }
  await page.route("**/gone/show.json", (route) => route.abort());
  await page.goto(await publish(stage, { attributes, at: "gone" }));
  await expect(widget).toHaveAttribute("data-phase", "unavailable");
  await stop("unavailable");
}

/**
 * The shop's own answer about a session, were the address one that it does not deliver to.
 * @param {import("@playwright/test").Route} route
 */
async function nowhere(route) {
  const answer = await route.fetch();
  const session = await answer.json();
  for (const method of session.fulfillment.methods) {
    for (const group of method.groups) group.options = [];
  }
  const path = "$.fulfillment.methods[0].destinations[0].address_country";
  session.messages = [{ type: "error", code: "address_undeliverable", severity: "recoverable", content: "The shop does not deliver to DE.", path }];
  await route.fulfill({ response: answer, json: session });
}

/**
 * A cart is changed by somebody else while its checkout stands open: what the viewer was shown is no longer what it costs.
 * @param {import("@playwright/test").Request | undefined} written the widget's own last write of the cart
 */
async function changeElsewhere(written) {
  if (!written) throw new Error("the widget has not written the cart");
  const { "if-match": _, ...headers } = written.headers();
  const body = JSON.parse(written.postData() ?? "");
  body.line_items[0].quantity += 1;
  const answer = await fetch(written.url(), {
    method: "PUT",
    headers: { ...headers, "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}
