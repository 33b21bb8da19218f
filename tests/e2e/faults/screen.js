// @ts-check
// What stands on a viewer's screen, read in one go.

/**
 * @typedef {object} Screen
 * @property {string} heading of the panel; empty while the viewer watches
 * @property {string[]} buttons names of those that can be pressed
 * @property {string[]} cards names of the products that can be opened
 * @property {string[]} trouble what went wrong, in the widget's words
 * @property {string[]} words everything else that is said of how things stand
 * @property {number} quantity of the only line of the cart; 0 where none is seen
 * @property {boolean} saving whether a total is an estimate
 * @property {string} cart name of the cart's button, while the viewer watches
 * @property {Record<string, string>} fields what the form holds
 * @property {string} order number of the order that was placed
 * @property {string} all the whole of it as text, to see whether it has changed
 */

/** Something that was told, and what could be pressed while it stood. @typedef {{words: string, buttons: string[]}} Told */

/** Puts the reader into every page. Call before one is opened. @param {import("@playwright/test").BrowserContext} context */
export function readable(context) {
  return context.addInitScript(() => {
    const seen = (/** @type {Element} */ one) => one.checkVisibility({ visibilityProperty: true });
    const text = (/** @type {Element | null | undefined} */ one) => (one?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
    /** @type {any} */ (window).vitrineScreen = () => {
      const root = document.querySelector("vitrine-live")?.shadowRoot;
      const all = (/** @type {string} */ what) => [...(root?.querySelectorAll(what) ?? [])].filter(seen);
      const named = (/** @type {Element} */ one) => one.getAttribute("aria-label") ?? text(one);
      const screen = {
        heading: text(root?.querySelector("[data-vitrine=heading]")),
        buttons: all("button:not([disabled], [part~=card])").map(named),
        cards: all("[part~=card]:not([aria-busy=true]) .name").map(text),
        trouble: all("[role=alert] > p").map(text),
        words: all(".outcome > p, .note[role=status] > p").map(text),
        quantity: Number(text(root?.querySelector(".line output"))),
        saving: all(".line[data-estimated=true], .totals[aria-busy=true]").length > 0,
        cart: all("button").map(named).find((name) => name.startsWith("Cart, ")) ?? "",
        fields: Object.fromEntries(
          all("label").map((label) => [text(label), /** @type {any} */ (label).control?.value ?? ""]),
        ),
        order: text(root?.querySelector("[data-vitrine=order]")),
      };
      return JSON.stringify(screen);
    };
    // Some things stand for a moment only, so what is told is taken down in the moment it is drawn.
    const told = /** @type {any[]} */ ((/** @type {any} */ (window).vitrineTold = []));
    const watched = new MutationObserver(() => {
      const { heading, trouble, buttons } = JSON.parse(/** @type {any} */ (window).vitrineScreen());
      for (const words of [heading, ...trouble]) {
        const known = told.find((one) => one.words === words);
        if (known) known.buttons = buttons;
        else if (words) told.push({ words, buttons });
      }
    });
    // How many requests of this page have no answer yet.
    const ask = window.fetch;
    /** @type {any} */ (window).vitrineOpen = 0;
    window.fetch = (...what) => {
      const count = (/** @type {number} */ by) => void (/** @type {any} */ (window).vitrineOpen += by);
      count(1);
      const answer = ask(...what);
      answer.then(() => count(-1), () => count(-1));
      return answer;
    };
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init);
      watched.observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
      return root;
    };
  });
}

/**
 * How many requests of this page have no answer yet, at the end of a frame.
 * @param {import("@playwright/test").Page} page @returns {Promise<number>}
 */
export function unanswered(page) {
  return page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    return /** @type {any} */ (window).vitrineOpen ?? 0;
  });
}

/** All that this page has told so far, in order. @param {import("@playwright/test").Page} page @returns {Promise<Told[]>} */
export const told = (page) => page.evaluate(() => /** @type {any} */ (window).vitrineTold ?? []);

/** @param {import("@playwright/test").Page} page @returns {Promise<Screen>} */
export async function look(page) {
  const all = await page.evaluate(() => /** @type {any} */ (window).vitrineScreen());
  return { ...JSON.parse(all), all };
}
