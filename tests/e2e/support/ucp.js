// @ts-check
// Records what a browser says to the shop and hears from it, one body a file, for `cargo xtask test --only ucp`,
// which holds each against the official schemas.

import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fromTop } from "./places.js";

/** Where the bodies are recorded, and how the names of ours begin. */
export const FOLDER = fromTop("target/ucp");
export const PREFIX = "browser-";

/** @type {[string, RegExp, string][]} */
const OPERATIONS = [
  ["GET", /^\/\.well-known\/ucp$/, "discovery"],
  ["POST", /^\/catalog\/search$/, "search_catalog"],
  ["POST", /^\/catalog\/lookup$/, "lookup_catalog"],
  ["POST", /^\/catalog\/product$/, "get_product"],
  ["POST", /^\/carts$/, "create_cart"],
  ["GET", /^\/carts\/[^/]+$/, "get_cart"],
  ["PUT", /^\/carts\/[^/]+$/, "update_cart"],
  ["POST", /^\/carts\/[^/]+\/cancel$/, "cancel_cart"],
  ["POST", /^\/checkout-sessions$/, "create_checkout"],
  ["GET", /^\/checkout-sessions\/[^/]+$/, "get_checkout"],
  ["PUT", /^\/checkout-sessions\/[^/]+$/, "update_checkout"],
  ["POST", /^\/checkout-sessions\/[^/]+\/complete$/, "complete_checkout"],
  ["POST", /^\/checkout-sessions\/[^/]+\/cancel$/, "cancel_checkout"],
  ["GET", /^\/orders\/[^/]+$/, "get_order"],
];

/**
 * The operation of UCP's REST binding behind a request, or nothing.
 * @param {string} method @param {string} path
 */
export function operation(method, path) {
  return OPERATIONS.find(([verb, shape]) => verb === method && shape.test(path))?.[2];
}

/** One call of the shop, as it was seen in the browser. @typedef {{operation: string, request: any, status?: number, response?: any}} Call */

/**
 * Watches a browser context. `calls` holds what was said so far; `settle` waits for the bodies under way and writes
 * all of them down.
 * @param {import("@playwright/test").BrowserContext} context
 * @param {string} shop the shop's origin
 */
export function recordUcp(context, shop) {
  /** @type {Call[]} */
  const calls = [];
  /** @type {Map<import("@playwright/test").Request, Call>} */
  const open = new Map();
  /** @type {Promise<void>[]} */
  const reading = [];

  context.on("request", (request) => {
    const url = new URL(request.url());
    const name = url.origin === shop ? operation(request.method(), url.pathname) : undefined;
    if (!name) return;
    const call = { operation: name, request: request.postDataJSON() };
    calls.push(call);
    open.set(request, call);
  });
  context.on("response", (response) => {
    const call = open.get(response.request());
    if (!call) return;
    call.status = response.status();
    const body = response.json().then(
      (json) => void (call.response = json),
      // The page went away, or the test dropped the answer: then nobody heard it.
      () => undefined,
    );
    reading.push(body);
  });

  return {
    calls,
    /** Calls of an operation. @param {string} name */
    of: (name) => calls.filter((call) => call.operation === name),
    async settle() {
      await Promise.all(reading);
      await mkdir(FOLDER, { recursive: true });
      const bodies = calls.flatMap((call) => [
        { operation: call.operation, direction: "request", body: call.request },
        { operation: call.operation, direction: "response", body: call.response },
      ]);
      await Promise.all(
        bodies
          .filter(({ body }) => body !== null && body !== undefined)
          .map((body) => writeFile(join(FOLDER, `${PREFIX}${body.operation}-${body.direction}-${randomUUID()}.json`), JSON.stringify(body))),
      );
    },
  };
}

/** @typedef {ReturnType<typeof recordUcp>} Ucp */
