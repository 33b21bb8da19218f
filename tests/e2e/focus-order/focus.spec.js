// @ts-check
// The keyboard's way: in every state Tab leads through the widget and out of it at either end, the same way back, and
// each stop is one that is seen, in front, with a ring around it (WCAG 2.1.2, 2.4.3, 2.4.7, 2.4.11). What was closed gives
// the focus back to what opened it.

import { anyVariant, product } from "../support/catalogue.js";
import { LINEUP } from "../support/programme.js";
import { SCREENS, turnTo } from "../support/screens.js";
import { expect, test } from "../support/test.js";
import { tour } from "../support/tour.js";

/** More stops than any screen has. */
const MOST = 90;

/** A link before the widget and one after it, for the focus to come from and to go to. */
function links() {
  document.addEventListener("DOMContentLoaded", () => {
    for (const where of /** @type {const} */ (["before", "after"])) {
      const link = document.createElement("a");
      Object.assign(link, { id: where, href: `#${where}`, textContent: `The page ${where} the show` });
      document.body[where === "before" ? "prepend" : "append"](link);
    }
  });
}

/** @param {import("@playwright/test").Page} page @returns {Promise<{name: string, key: string, inside: boolean, wrong: string | null}>} */
const stop = (page) => page.evaluate(async () => (await import(/** @type {any} */ ("/support/focus.js"))).stop());

/**
 * Every stop from one link to the other, without what is the same as the one before: a frame has several of its own.
 * @param {import("@playwright/test").Page} page @param {string} from @param {string} to @param {string} key
 */
async function way(page, from, to, key) {
  await page.locator(`#${from}`).focus();
  /** @type {{name: string, key: string, wrong: string | null}[]} */
  const stops = [];
  for (let presses = 0; presses < MOST; presses += 1) {
    await page.keyboard.press(key);
    const { name, key: which, inside, wrong } = await stop(page);
    if (name === to) return stops;
    if (inside && stops.at(-1)?.key !== which) stops.push({ name, key: which, wrong });
  }
  throw new Error(`${key} does not lead from ${from} to ${to}: ${stops.map(({ name }) => name).join(", ")}`);
}

for (const screen of /** @type {const} */ (["phone", "laptop"])) {
  test.describe(screen, () => {
    test.use({ viewport: SCREENS[screen], contextOptions: { reducedMotion: "reduce" } });

    test(`on a ${screen} Tab leads through every state and out of it, there and back`, async ({ page, site, server, noise, widget }) => {
      test.setTimeout(400_000);
      noise.expected.push(/Failed to load resource|net::ERR_FAILED/);
      await page.addInitScript(links);
      await tour({ page, site, server }, async (state) => {
        const there = await way(page, "before", "after", "Tab");
        const back = await way(page, "after", "before", "Shift+Tab");
        const names = there.map(({ name }) => name);
        expect.soft(back.map(({ name }) => name).reverse(), `${state}: the way back`).toEqual(names);
        const wrong = [...there, ...back].filter((one) => one.wrong).map((one) => `${one.name} ${one.wrong}`);
        expect.soft([...new Set(wrong)], `${state}: every stop is seen`).toEqual([]);
        if (state !== "loading") expect.soft(names.length, `${state}: there is something to do`).toBeGreaterThan(0);
        // A panel's own way begins at its top, after the picture's, and ends with what moves on.
        const close = names.findIndex((name) => name.includes("“Close”"));
        if (await widget.root.getByRole("dialog").count()) expect.soft(close, `${state}: Close is on the way`).toBeGreaterThanOrEqual(0);
        if (screen === "phone" && close >= 0) {
          const under = names.slice(0, close).filter((name) => /All products|Seek|Full screen|Cart, /.test(name));
          expect.soft(under, `${state}: nothing under the sheet`).toEqual([]);
        }
      });
    });

    test(`on a ${screen} what was closed gives the focus back`, async ({ page, publish, widget }) => {
      await page.addInitScript(links);
      await page.goto(await publish());
      await widget.watches();
      const { title } = product(LINEUP[0]);
      const has = (/** @type {import("@playwright/test").Locator} */ one) => expect(one).toBeFocused();

      // From the lineup's button into a product, and out by key.
      await widget.lineupButton.focus();
      await page.keyboard.press("Enter");
      await has(widget.heading("All products"));
      await widget.card(title).focus();
      await page.keyboard.press("Enter");
      await has(widget.heading(title));
      await page.keyboard.press("Escape");
      await has(widget.lineupButton);

      // By the button that closes.
      await page.keyboard.press("Enter");
      await has(widget.heading("All products"));
      await widget.button("Close").focus();
      await page.keyboard.press("Enter");
      await has(widget.lineupButton);

      // From a player's control, by the key that shows the keys.
      const sound = widget.button("Captions");
      await sound.focus();
      await page.keyboard.press("?");
      await has(widget.heading("Keyboard"));
      await page.keyboard.press("Escape");
      await has(sound);

      // From the page: its own button opens the cart.
      await page.locator("#before").focus();
      await widget.root.evaluate((element) => /** @type {any} */ (element).openCart());
      await has(widget.heading("Cart"));
      await page.keyboard.press("Escape");
      await has(page.locator("#before"));

      // What opened it is gone: the focus is where the way on is, not lost.
      await widget.openFromLineup(title);
      await widget.choose(anyVariant(LINEUP[0]).options);
      await widget.addToCart();
      await widget.button("View cart").focus();
      await page.keyboard.press("Enter");
      await has(widget.heading("Cart"));
      await page.keyboard.press("Escape");
      await has(widget.lineupButton);
      await widget.cartButton.focus();
      await page.keyboard.press("Enter");
      await widget.button(/^Remove /).first().focus();
      await page.keyboard.press("Enter");
      await expect(widget.words("Your cart is empty")).toBeVisible();
      await widget.button("Close").focus();
      await page.keyboard.press("Escape");
      await has(widget.lineupButton);
    });
  });
}
