// @ts-check
// Wasm blocked: where the widget cannot come up, the partner's own links stay where they are and work, and the console
// has one line that says why.

import { partnerPage, strictPolicy } from "../support/partner-page.js";
import { expect, test } from "../support/test.js";

/** @type {{name: string, says: RegExp, wasm?: import("../support/site.js").WasmFault, allow?: {wasm?: boolean, site?: boolean}, lost?: string}[]} */
const WAYS = [
  { name: "the file is not there", wasm: "missing", says: /answered 404: upload the whole folder/ },
  { name: "the host answers with its home page", wasm: "home page", says: /no WebAssembly that this browser can run \(served as text\/html\)/ },
  { name: "the file breaks off", wasm: "truncated", says: /no WebAssembly that this browser can run/ },
  { name: "the page's policy forbids wasm", allow: { wasm: false }, says: /add 'wasm-unsafe-eval' to script-src/ },
  { name: "the page's policy lets nothing be fetched from its site", allow: { site: false }, says: /did not load: is it there, and does connect-src allow it/ },
  { name: "the script beside the loader is not there", lost: "**/vitrine_app.js", says: /vitrine_app\.js did not load: it must stand beside/ },
];

for (const { name, says, wasm = "served", allow, lost } of WAYS) {
  test(`the links stay usable when ${name}`, async ({ context, page, site, server }) => {
    // What scripts say; the browser's own lines about a failed request have no arguments.
    /** @type {string[]} */
    const said = [];
    /** @type {string[]} */
    const uncaught = [];
    context.on("console", (message) => message.args().length > 0 && said.push(message.text()));
    context.on("weberror", (error) => uncaught.push(String(error.error())));

    site.wasm = wasm;
    site.policy = strictPolicy(server.origin, allow);
    if (lost) await page.route(lost, (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<h1>Not found</h1>" }));
    await page.goto(site.put("/partner.html", partnerPage({ show: server.show, shop: server.origin })));

    await expect.poll(() => said.length, "the loader says that it gave up").toBeGreaterThan(0);
    const link = page.getByRole("link", { name: "Ridge vase" });
    await expect(link).toBeVisible();
    await page.waitForLoadState("networkidle");
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^vitrine: the live shop is not shown, and what the page wrote in its place stays\. /);
    expect(said[0]).toMatch(says);
    expect(uncaught).toEqual([]);
    await expect(page.locator("vitrine-live video")).toHaveCount(0);

    await link.click();
    await expect(page).toHaveURL(`${server.origin}/products/ridge-vase`);
    await expect(page.getByRole("heading", { name: "Ridge vase" })).toBeVisible();
  });
}

test("a host that does not know the type of wasm is forgiven", async ({ page, widget, site, publish }) => {
  site.wasm = "untyped";
  await page.goto(await publish());
  await widget.watches();
});

test("the links are there before the widget is", async ({ page, site, server }) => {
  site.policy = strictPolicy(server.origin);
  // The wasm is held back for as long as the test looks.
  /** @type {() => void} */
  let letGo = () => {};
  const held = new Promise((done) => (letGo = () => done(undefined)));
  await page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(site.put("/partner.html", partnerPage({ show: server.show, shop: server.origin })), { waitUntil: "domcontentloaded" });
  await page.waitForFunction(() => customElements.get("vitrine-live"));
  await expect(page.getByRole("link", { name: "Ridge vase" })).toBeVisible();
  letGo();
  await expect(page.locator("vitrine-live video")).toBeVisible();
  await expect(page.getByRole("link", { name: "Ridge vase" })).toBeHidden();
});
