// @ts-check
// Colours that the viewer's system forces: grounds and shadows are gone, so what only they tell must be told by a line. Each
// button has an edge or a picture in it, what is chosen differs from what is not, and the ring of focus stands out.

import { SCREENS, turnTo } from "../support/screens.js";
import { expect, test } from "../support/test.js";
import { tour } from "../support/tour.js";

test.use({ viewport: SCREENS.phone, contextOptions: { reducedMotion: "reduce", forcedColors: "active" } });

test("with forced colours buttons, what is chosen and the focus are seen", async ({ page, site, server, widget, noise }, info) => {
  test.setTimeout(400_000);
  void widget;
  noise.expected.push(/Failed to load resource|net::ERR_FAILED/);
  await tour({ page, site, server }, async (state) => {
    for (const screen of /** @type {const} */ (["laptop", "phone"])) {
      await turnTo(page, screen);
      const wrong = await page.evaluate(async () => (await import(/** @type {any} */ ("/support/forced.js"))).unseen());
      expect.soft(wrong, `${state}, ${screen}`).toEqual([]);
      if (process.env.VITRINE_FORCED_PICTURES) {
        await page.screenshot({ path: info.outputPath(`${state.replaceAll(/\W+/g, "-")}-${screen}.png`), animations: "disabled" });
      }
    }
  });
});
