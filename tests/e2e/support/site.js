// @ts-check
// A partner's web site on an origin of its own: the built widget, pages made by the test, and the ways in which a
// site can be misconfigured. Serves files as a plain static host does; it knows nothing of shops.

import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { DIST, SHOW, YEW_PAGE, fromTop } from "./places.js";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".webp": "image/webp",
  ".jpg": "image/jpeg",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".m3u8": "application/vnd.apple.mpegurl",
  ".m4s": "video/iso.segment",
  ".mp4": "video/mp4",
  ".vtt": "text/vtt",
};

/** What a site compresses, if it compresses. */
const PACKED = new Set([".css", ".js", ".mjs", ".svg", ".wasm"]);

/** Folders of the checkout that the site shows under a name of their own. */
const FOLDERS = { "/show/": SHOW, "/support/": fromTop("tests/e2e/support"), "/examples/": fromTop("www/examples"), "/yew/": YEW_PAGE };

/**
 * How the site treats the widget's wasm file.
 * @typedef {"served" | "missing" | "home page" | "truncated" | "untyped"} WasmFault
 */

/** Starts the site on a free port. */
export async function startSite() {
  /** @type {Map<string, {body: string | Buffer, type: string}>} */
  const made = new Map();
  /** @type {{wasm: WasmFault, policy: string | null, requests: string[], packed: boolean}} */
  const site = { wasm: "served", policy: null, requests: [], packed: false };
  /** @type {Map<string, Buffer>} */
  const packed = new Map();
  /** @type {Record<string, string>} */
  const folders = { ...FOLDERS };

  /** @param {string} path */
  const onDisk = (path) => {
    const clean = normalize(path);
    for (const [name, folder] of Object.entries(folders)) {
      if (clean.startsWith(name)) return join(folder, clean.slice(name.length));
    }
    return join(DIST, clean);
  };

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname);
    site.requests.push(path);
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(path))] ?? "application/octet-stream";
    /** @type {Record<string, string>} */
    const headers = { "Content-Type": type, "Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*" };
    if (site.policy !== null) headers["Content-Security-Policy"] = site.policy;
    const page = made.get(path);
    if (page) {
      response.writeHead(200, { ...headers, "Content-Type": page.type }).end(page.body);
      return;
    }
    if (path === "/favicon.ico") {
      response.writeHead(204).end();
      return;
    }
    const file = onDisk(path);
    const size = await stat(file).then((found) => (found.isFile() ? found.size : null), () => null);
    const fault = path.endsWith(".wasm") ? site.wasm : "served";
    if (size === null || fault === "missing") {
      response.writeHead(404, { ...headers, "Content-Type": "text/html" }).end("<h1>Not found</h1>");
    } else if (fault === "home page") {
      response.writeHead(200, { ...headers, "Content-Type": "text/html" }).end("<!doctype html><title>Home</title>");
    } else if (fault === "truncated") {
      const whole = await readFile(file);
      response.writeHead(200, headers).end(whole.subarray(0, whole.length / 2));
    } else if (site.packed && PACKED.has(extname(path)) && /\bbr\b/.test(String(request.headers["accept-encoding"]))) {
      const small = packed.get(file) ?? brotliCompressSync(await readFile(file));
      packed.set(file, small);
      response.writeHead(200, { ...headers, "Content-Encoding": "br", "Content-Length": String(small.length) }).end(small);
    } else {
      if (fault === "untyped") headers["Content-Type"] = "application/octet-stream";
      response.writeHead(200, { ...headers, "Content-Length": String(size) });
      createReadStream(file).pipe(response);
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the site has no port");

  return Object.assign(site, {
    origin: `http://localhost:${address.port}`,
    /** Another site, as browsers see it: 127.0.0.1 is not localhost. */
    elsewhere: `http://127.0.0.1:${address.port}`,
    /**
     * Puts something onto the site. Hands back its address.
     * @param {string} path @param {string | Buffer} body @param {string} [type]
     */
    put(path, body, type = TYPES[/** @type {keyof typeof TYPES} */ (extname(path))] ?? TYPES[".html"]) {
      made.set(path, { body, type });
      return `http://localhost:${address.port}${path}`;
    },
    /** Shows a folder under a name of its own. @param {string} name @param {string} folder */
    share(name, folder) {
      folders[name] = folder;
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done(undefined));
        server.closeAllConnections();
      }),
  });
}

/** @typedef {Awaited<ReturnType<typeof startSite>>} Site */
