// @ts-check
// A strict policy: a whole purchase in a page that allows nothing but what it must and has Trusted Types in force, with
// the stream on an origin of its own; and what the page finds of the widget afterwards: one element, and nothing else.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { partnerPage, strictPolicy } from "../support/partner-page.js";
import { DIST } from "../support/places.js";
import { CARDS } from "../support/secrets.js";
import { expect, test } from "../support/test.js";
import { listen, violations } from "../support/told.js";

test.use({ viewport: { width: 1280, height: 800 } });

/** What scripts of a page can see of others: globals, and what stands in the document outside of the element. */
const traces = () => ({
  globals: Object.getOwnPropertyNames(window).sort(),
  prototypes: [Object, Array, Promise, Node, Element, HTMLElement, EventTarget, Document].map((of) => Object.getOwnPropertyNames(of.prototype).length),
  document: Object.getOwnPropertyNames(document),
  sheets: document.adoptedStyleSheets.length,
});

test("a purchase is made, no report is filed, and the page is what it was", async ({ page, widget, site, server, ledger }) => {
  const stream = server.origin.replace("localhost", "127.0.0.1");
  site.policy = strictPolicy(server.origin, { stream });
  await page.addInitScript(`window.tracesBefore = (${traces})()`);
  const attributes = `src="${stream}/live/demo/master.m3u8"`;
  await page.goto(site.put("/partner.html", partnerPage({ show: server.show, shop: server.origin, attributes })));
  await widget.watches();
  // Captions come through a document that hls.js makes for each track.
  await expect(widget.button("Captions")).toHaveAttribute("aria-pressed", "true");
  const captions = () => widget.video.evaluate((video) => [...(/** @type {HTMLVideoElement} */ (video).textTracks)].map((track) => track.cues?.length ?? 0));
  await expect.poll(async () => Math.max(...(await captions()))).toBeGreaterThan(0);
  await widget.toReview("Walnut board", { Size: "Large, 52 cm" }, CARDS.good);
  await widget.payButton.click();
  await expect(widget.placed).toBeVisible();
  expect(await ledger.orders()).toHaveLength(1);
  expect(await violations(page)).toEqual([]);

  const before = await page.evaluate(() => /** @type {any} */ (window).tracesBefore);
  expect(await page.evaluate(traces)).toEqual({ ...before, globals: [...before.globals, "tracesBefore"].sort() });
  const children = (/** @type {string} */ of) => page.locator(`${of} > *`).evaluateAll((all) => all.map(({ localName }) => localName));
  expect(await children("head")).toEqual(["meta", "meta", "title", "link", "link", "script"]);
  expect(await children("body")).toEqual(["h1", "vitrine-live", "p"]);
  const kept = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].filter(Boolean));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter((name) => !name.startsWith("vitrine:"))).toEqual([]);
});

test("the test's own eyes are open: what the policy forbids is reported", async ({ context, page, site, server }) => {
  await listen(context);
  site.policy = strictPolicy(server.origin);
  await page.goto(site.put("/plain.html", "<!doctype html><title>Plain</title><p id=p>Nothing of Vitrine</p>"));
  await page.evaluate(() => {
    const paragraph = /** @type {HTMLElement} */ (document.querySelector("#p"));
    const tried = [() => (paragraph.innerHTML = "<b>x</b>"), () => paragraph.setAttribute("style", "color: red"), () => new Worker(URL.createObjectURL(new Blob([""])))];
    for (const attempt of tried) {
      try {
        attempt();
      } catch {
        // Refused: that is what is looked for.
      }
    }
  });
  const said = async () => (await violations(page)).map((line) => line.split(":")[0]);
  await expect.poll(said).toEqual(expect.arrayContaining(["require-trusted-types-for", "style-src-attr"]));
});

test("no file that a partner loads writes markup, evaluates text or starts a worker from text", async () => {
  const sinks = /\b(innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|srcdoc|importScripts)\b|\bdocument\.write|\beval\(|\bnew Function\b|\bFunction\(|\.cssText|setAttribute\(\s*["']style/;
  for (const name of ["vitrine.js", "vitrine_app.js"]) {
    const text = await readFile(join(DIST, name), "utf8");
    expect(sinks.exec(text)?.[0], name).toBeUndefined();
    expect(/\bDOMParser\b|\bWorker\b|\b(?:globalThis|window|self)\.\w+\s*=[^=]/.exec(text)?.[0], name).toBeUndefined();
  }
  // hls.js makes a worker from text unless it is told not to (it is), and reads XML: captions in IMSC1, keys of PlayReady.
  const hls = await readFile(join(DIST, "hls.min.js"), "utf8");
  expect(sinks.exec(hls)?.[0], "hls.min.js").toBeUndefined();
  const parsed = [...hls.matchAll(/\.parseFromString\(\w+,"([^"]+)"\)/g)].map(([, type]) => type);
  expect(parsed.length).toBe([...hls.matchAll(/DOMParser/g)].length);
  expect([...new Set(parsed)].sort()).toEqual(["application/xml", "text/xml"]);
});
