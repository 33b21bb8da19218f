// @ts-check
// Nothing of a card may leave the payment field: not in a request, not into storage, the page or its events.

import { expect } from "@playwright/test";

/** @typedef {{number: string, expiry: string, code: string, holder: string}} Card */

/** Cards that the sandbox knows, with a code that occurs nowhere else. @type {{good: Card, declined: Card, asked: Card}} */
export const CARDS = {
  good: { number: "4242 4242 4242 4242", expiry: "08/37", code: "739", holder: "Ada Lovelace" },
  asked: { number: "4000 0000 0000 3220", expiry: "08/37", code: "739", holder: "Ada Lovelace" },
  declined: { number: "4000 0000 0000 0002", expiry: "08/37", code: "739", holder: "Ada Lovelace" },
};

/** Six digits in a row out of a card's number, however they are spaced; the last four may be shown. */
const DIGITS = Object.values(CARDS).flatMap(({ number }) => {
  const digits = number.replaceAll(" ", "");
  return Array.from({ length: digits.length - 5 }, (_, at) => digits.slice(at, at + 6));
});

/**
 * Fails where a text holds a part of a card.
 * @param {string} text @param {string} where
 */
export function expectNoCard(text, where) {
  const plain = text.replaceAll(/(?<=\d)[ \-.]+(?=\d)/g, "").replaceAll(/%20|\+/g, "");
  for (const digits of DIGITS) expect(plain.includes(digits), `${where} holds the card's digits ${digits}`).toBe(false);
  expect(/["'=>\s]739["'<&\s]/.test(text), `${where} holds the card's code`).toBe(false);
}

/**
 * Watches all that a browser sends, the payment field's own requests excepted.
 * @param {import("@playwright/test").BrowserContext} context @param {string} shop
 */
export function watchRequests(context, shop) {
  /** @type {string[]} */
  const sent = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin === shop && url.pathname.startsWith("/pay")) return;
    if (!/^https?:$/.test(url.protocol)) return;
    const { referer = "" } = request.headers();
    sent.push(`${request.method()} ${request.url()} ${referer} ${request.postData() ?? ""}`);
  });
  return sent;
}

/**
 * All that the widget and the page keep, show or hear, as one text: storage, DOM with the values of fields, events, and
 * what came over message ports. The payment field's document is another origin's and not in it.
 * @param {import("@playwright/test").Page} page
 * @returns {Promise<string>}
 */
export function everythingKept(page) {
  return page.evaluate(async () => {
    const stores = [localStorage, sessionStorage].map((store) => JSON.stringify(store));
    const databases = JSON.stringify(await indexedDB.databases());
    const host = document.querySelector("vitrine-live");
    const roots = [document, ...(host?.shadowRoot ? [host.shadowRoot] : [])];
    const markup = roots.map((root) => (root instanceof Document ? root.documentElement.outerHTML : root.innerHTML));
    const values = roots.flatMap((root) =>
      [...root.querySelectorAll("input, textarea, select")].map((field) => `"${/** @type {HTMLInputElement} */ (field).value}"`),
    );
    const { vitrineEvents, ported } = /** @type {any} */ (window);
    const events = JSON.stringify([vitrineEvents ?? [], ported ?? []]);
    return [...stores, databases, document.cookie, ...markup, ...values, events, location.href].join("\n");
  });
}
