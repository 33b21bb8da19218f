// @ts-check
// Pages as partners write them: one tag, plain links inside it, and a policy as strict as the widget allows.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DIST } from "./places.js";

/**
 * What a page with a strict policy must allow for the widget, and nothing more.
 * @param {string} shop the shop's origin
 * @param {{wasm?: boolean, stream?: string, fonts?: boolean, site?: boolean}} [allow] whether WebAssembly may run; the stream's
 *   origin, where it is another; whether the page has fonts of its own; whether its own site may be asked by scripts
 */
export function strictPolicy(shop, { wasm = true, stream = shop, fonts = false, site = true } = {}) {
  return [
    "default-src 'none'",
    `script-src 'self'${wasm ? " 'wasm-unsafe-eval'" : ""}`,
    "style-src 'self'",
    `connect-src${site ? " 'self'" : ""} ${[...new Set([shop, stream])].join(" ")}`,
    `img-src 'self' ${shop}`,
    // blob: is Media Source.
    `media-src blob: ${stream}`,
    `frame-src ${shop}`,
    ...(fonts ? ["font-src 'self'"] : []),
    "require-trusted-types-for 'script'",
    // Stricter than asked: nobody may make a policy that lets markup through.
    "trusted-types 'none'",
  ].join("; ");
}

/**
 * A page with the widget in it.
 * @param {{show: string, shop: string, attributes?: string, shadow?: string}} what
 */
export function partnerPage({ show, shop, attributes = "", shadow = 'shadow="open"' }) {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>A partner's page</title>
  <link rel="icon" href="/demo/pictures/mark.svg">
  <link rel="stylesheet" href="/support/partner-page.css">
  <script type="module" src="/vitrine.js"></script>
</head>
<body>
  <h1>The page around it</h1>
  <vitrine-live show="${show}" ${shadow} ${attributes}>
    <ul>
      <li><a href="${shop}/products/ridge-vase">Ridge vase</a></li>
      <li><a href="${shop}/products/walnut-board">Walnut board</a></li>
    </ul>
  </vitrine-live>
  <p id="after">The page goes on.</p>
</body>
</html>`;
}

/**
 * The demo's own page, told where the server is, with an open shadow root so that a test sees inside.
 * @param {string} server
 */
export async function demoPage(server) {
  const page = await readFile(join(DIST, "index.html"), "utf8");
  return page
    .replace('name="vitrine-server" content="http://localhost:8787"', `name="vitrine-server" content="${server}"`)
    .replace("<vitrine-live ", '<vitrine-live shadow="open" ');
}
