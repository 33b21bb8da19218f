// @ts-check
// A widget as small as a teaser, in a sidebar that transforms, clips and isolates it, on a page whose header lies in front of
// everything: what it opens is in front of that, over the whole window, and gives the page back.

import { strictPolicy } from "../support/partner-page.js";
import { anyVariant, product } from "../support/catalogue.js";
import { LINEUP } from "../support/programme.js";
import { SCREENS } from "../support/screens.js";
import { expect, test } from "../support/test.js";

const STYLE = `
body { margin: 0; }
header { position: fixed; inset: 0 0 auto; block-size: 80px; background: gold; z-index: 2147483647; }
aside { margin: 120px 0 0 20px; inline-size: 300px; block-size: 170px; transform: translateX(4px); overflow: hidden; isolation: isolate; z-index: 1; }
aside.large { inline-size: 380px; block-size: 560px; }
vitrine-live { inline-size: 100%; block-size: 100%; aspect-ratio: auto; }`;

for (const screen of /** @type {const} */ (["phone", "laptop"])) {
  test.describe(screen, () => {
    test.use({ viewport: SCREENS[screen], contextOptions: { reducedMotion: "reduce" } });

    test(`what a small widget opens is in front of the whole page, on a ${screen}`, async ({ page, site, server, widget }) => {
      site.policy = strictPolicy(server.origin);
      site.put("/small.css", STYLE);
      await page.goto(site.put("/small.html", `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A teaser</title>
<link rel="icon" href="/demo/pictures/mark.svg"><link rel="stylesheet" href="/small.css"><script type="module" src="/vitrine.js"></script></head>
<body><header>In front</header><aside><vitrine-live show="${server.show}" shadow="open"></vitrine-live></aside></body></html>`));
      await widget.watches();
      const { title } = product(LINEUP[0]);
      const sheet = widget.root.getByRole("dialog");
      /** What is seen in the middle of the header. */
      const seen = () => page.evaluate(() => document.elementFromPoint(innerWidth / 2, 40)?.localName);
      /** Whether a click in the middle of it would hit it. @param {import("@playwright/test").Locator} part */
      const inFront = (part) => part.evaluate((element) => {
        const box = element.getBoundingClientRect();
        const hit = /** @type {ShadowRoot} */ (element.getRootNode()).elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return element === hit || element.contains(hit);
      });

      expect(await seen()).toBe("header");
      await widget.root.evaluate((element, id) => /** @type {any} */ (element).open(id), LINEUP[0]);
      await expect(widget.heading(title)).toBeFocused();
      await expect.poll(seen).toBe("vitrine-live");
      const box = await sheet.boundingBox();
      expect(box?.y).toBe(0);
      expect(box?.height).toBe(SCREENS[screen].height);
      await widget.choose(anyVariant(LINEUP[0]).options);
      await widget.addToCart();
      await expect(sheet).toHaveCount(0);
      await expect.poll(seen).toBe("header");

      await widget.openCart();
      await widget.button(/^Remove /).click();
      await expect.poll(() => inFront(widget.button("Undo"))).toBe(true);
      await widget.button("Undo").click();
      await expect(widget.line(title)).toBeVisible();

      // In a box that grows it is a sheet of the box again.
      await page.locator("aside").evaluate((aside) => aside.classList.add("large"));
      await expect.poll(seen).toBe("header");
      await expect(sheet).toBeVisible();
      await page.locator("aside").evaluate((aside) => aside.classList.remove("large"));
      await expect.poll(seen).toBe("vitrine-live");
      await page.keyboard.press("Escape");
      await expect(sheet).toHaveCount(0);
      expect(await seen()).toBe("header");
    });
  });
}
