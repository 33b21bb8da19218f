// @ts-check
// What the page around the widget is told and what the browser says about it: events, console, policy violations.

const NAMES = ["ready", "cue", "view-item", "add-to-cart", "remove-from-cart", "begin-checkout", "purchase", "error"];

/**
 * Collects the widget's events in the page, over reloads too. Call before the page is opened.
 * @param {import("@playwright/test").BrowserContext} context
 */
export async function listen(context) {
  await context.addInitScript((names) => {
    const seen = /** @type {any[]} */ ((/** @type {any} */ (window).vitrineEvents = []));
    for (const name of names) {
      addEventListener(`vitrine:${name}`, (event) => seen.push({ name, detail: /** @type {CustomEvent} */ (event).detail }), true);
    }
    // What comes to the page over message ports: the payment field speaks to the widget through one.
    const ported = /** @type {any[]} */ ((/** @type {any} */ (window).ported = []));
    window.MessageChannel = class extends MessageChannel {
      constructor() {
        super();
        this.port1.addEventListener("message", ({ data }) => ported.push(data));
      }
    };
    addEventListener("message", ({ data }) => ported.push(data), true);
    const violations = /** @type {any[]} */ ((/** @type {any} */ (window).violations = []));
    addEventListener("securitypolicyviolation", (event) => violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`), true);
  }, NAMES);
}

/** @param {import("@playwright/test").Page} page @returns {Promise<{name: string, detail: any}[]>} */
export const events = (page) => page.evaluate(() => /** @type {any} */ (window).vitrineEvents);

/** @param {import("@playwright/test").Page} page @returns {Promise<string[]>} */
export const violations = (page) => page.evaluate(() => /** @type {any} */ (window).violations ?? []);

/**
 * Console lines and uncaught errors of every page of a context.
 * @param {import("@playwright/test").BrowserContext} context
 */
export function overhear(context) {
  /** @type {{kind: string, text: string}[]} */
  const lines = [];
  context.on("console", (message) => lines.push({ kind: message.type(), text: `${message.text()} (${message.location().url})` }));
  context.on("weberror", (error) => lines.push({ kind: "uncaught", text: String(error.error().stack ?? error.error()) }));
  return lines;
}
