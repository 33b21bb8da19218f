// @ts-check
// For everyone: in each state of the widget, on a phone and on a laptop, light and dark, axe finds nothing, everything can
// be hit, and the accessibility tree is the one that was looked over and stands in trees/.

import { fromTop } from "../support/places.js";
import { expectInPlace, turnTo } from "../support/screens.js";
import { expect, test } from "../support/test.js";
import { tour } from "../support/tour.js";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What axe advises beyond WCAG: for whole pages, which a frame of four fields is not. */
const PRACTICE = ["best-practice"];

/** The page itself, and the frame with the card fields once it has come. @param {import("@playwright/test").Frame} frame */
const standing = (frame) => !frame.parentFrame() || frame.url().includes("/pay");

/** What axe is run in: the widget's page, and the payment provider's own frame within it. @param {import("@playwright/test").Page} page */
async function findings(page) {
  const all = await Promise.all(page.frames().filter(standing).map((frame) => frame.evaluate(async ([rules, practice]) => {
    const { axe } = /** @type {any} */ (window);
    const { violations } = await axe.run(document, { runOnly: parent === window ? [...rules, ...practice] : rules, iframes: false, resultTypes: ["violations"] });
    return violations.flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ node) => `${id}: ${node.target.flat().join(" ")} ${node.failureSummary}`));
  }, [RULES, PRACTICE])));
  return all.flat();
}

/**
 * The tree without what differs from one run to the next, and without all but the first of the world's countries.
 * @param {string} tree
 */
const steady = (tree) => tree
  .replaceAll(/V-\d+/g, "V-0")
  .replaceAll(/:?\n *- \/url: .*/g, "")
  .replaceAll(/( *- option "Afghanistan"\n)( *- option .*\n)+/g, "$1");

test.use({ viewport: { width: 390, height: 844 }, contextOptions: { reducedMotion: "reduce" } });

test("every state is one that everyone can use", async ({ page, site, server, noise, widget }) => {
  test.setTimeout(400_000);
  void widget;
  noise.expected.push(/Failed to load resource|net::ERR_FAILED/);
  await page.addInitScript({ path: fromTop("node_modules/axe-core/axe.min.js") });
  await tour({ page, site, server }, async (state) => {
    for (const screen of /** @type {const} */ (["laptop", "phone"])) {
      await turnTo(page, screen);
      await expectInPlace(page, `${state}, ${screen}`);
      for (const colorScheme of /** @type {const} */ (["dark", "light"])) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect.soft(await findings(page), `${state}, ${screen}, ${colorScheme}`).toEqual([]);
      }
      const tree = steady(await page.locator("vitrine-live").ariaSnapshot());
      expect.soft(tree).toMatchSnapshot(["trees", screen, `${state.replaceAll(/\W+/g, "-")}.yml`]);
    }
  });
});
