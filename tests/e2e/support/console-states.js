// @ts-check
// Every state of the host's console, one after another, and what must hold in each of them.

import { HOST_TOKEN } from "./host.js";
import { expect } from "./test.js";

/**
 * Walks through the states. `look` is called in each with its name; it may turn the page to other sizes.
 * @param {{page: import("@playwright/test").Page, context: import("@playwright/test").BrowserContext, host: import("./host.js").HostConsole}} stage
 * @param {(state: string) => Promise<void>} look
 */
export async function walk({ page, context, host }, look) {
  await host.arrives();
  await look("door");
  await host.enter("a guess");
  await expect(page.getByText("That is not the token.")).toBeVisible();
  await look("wrong token");
  await expect(host.button("Sign in")).not.toHaveAttribute("aria-disabled");
  await host.enter(HOST_TOKEN);
  await expect(page.getByRole("link", { name: /^Run: / })).toBeVisible();
  await page.getByText("New show").click();
  await look("shows");

  await page.getByRole("link", { name: /^Prepare: / }).click();
  await expect(host.link).toHaveText("In step");
  await page.getByRole("searchbox").fill("plate");
  await expect(page.getByRole("button", { name: /^In the lineup: / }).first()).toBeVisible();
  await look("prepare");
  await page.getByLabel("Poster").fill("nowhere");
  await expect(page.getByText("That is not right yet; it is not saved.").first()).toBeVisible();
  await look("prepare, refused");
  await page.getByLabel("Poster").fill("");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();

  await page.getByRole("link", { name: "Run", exact: true }).click();
  await expect(page.getByText("The programme's script runs this show.")).toBeVisible();
  await host.watches();
  await look("run, by the script");
  await host.takesOver();
  await host.pick("Ridge vase").click();
  await page.getByLabel("Offer…: Ridge vase").click();
  await look("run, a product chosen");
  await page.getByRole("button", { name: "Pin 1: Ridge vase" }).first().click();
  await expect(host.row("Pinned Ridge vase")).toBeVisible();
  await host.button("Mark in the picture: Ridge vase").click();
  await host.button("Place").click();
  await expect(host.row("Marked Ridge vase")).toBeVisible();
  await look("run, marking");
  await host.button("Done").click();
  await host.button("Undo: Pinned Ridge vase to slot 1").click();
  await expect(host.row("Pinned Ridge vase")).toContainText("undone");
  await page.getByText("Break", { exact: true }).click();
  await page.getByLabel("Why (viewers read it)").fill("Tea");
  await look("run, a break to begin");
  await host.button("Begin break").click();
  await expect(page.getByText("The show is on a break.")).toBeVisible();
  for (const closed of ["Export", "Left"]) await page.getByText(closed, { exact: true }).click();
  await look("run, on a break");
  await host.button("Go on").click();
  await page.getByRole("combobox", { name: "What viewers see" }).selectOption({ index: 1 });
  await expect(page.locator("vitrine-live")).toBeVisible();
  await look("run, with a viewer");
  await page.getByRole("combobox", { name: "What viewers see" }).selectOption({ index: 0 });
  await host.button(/^Keys/).click();
  await expect(page.getByRole("heading", { name: "Keys" })).toBeVisible();
  await look("keys");
  await page.keyboard.press("Escape");
  await context.setOffline(true);
  await expect(host.link).toContainText("Offline: nothing is sent");
  await page.getByRole("textbox", { name: /^Message to everyone/ }).fill("Hello");
  await look("offline");
  await context.setOffline(false);
  await expect(host.link).toHaveText("In step");
  await host.button("End the show…").click();
  await look("run, asking about the end");
  await host.says(() => host.button("End it").click());
  await expect(host.row("Ended the show")).toBeVisible();
  await look("run, ended");
}

/**
 * Whatever sticks out at a side, or is too small to be hit: 24 by 24 CSS pixels at least, but for links within a sentence.
 * @param {import("@playwright/test").Page} page @returns {Promise<string[]>}
 */
export function misfits(page) {
  return page.evaluate(() => {
    const found = [];
    const wide = document.documentElement;
    if (wide.scrollWidth > wide.clientWidth) found.push(`the page is ${wide.scrollWidth} wide in a window of ${wide.clientWidth}`);
    /** @param {Element} element */
    const named = (element) => `${element.localName}.${element.getAttribute("class") ?? ""} “${element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40)}”`;
    for (const element of document.querySelectorAll("#console *")) {
      if (!element.checkVisibility() || element.closest("svg, .mark")) continue;
      const box = element.getBoundingClientRect();
      if (box.width && (box.left < -1 || box.right > wide.clientWidth + 1)) found.push(`${named(element)} reaches from ${box.left} to ${box.right}`);
      const { overflowX } = getComputedStyle(element);
      if (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1 && !element.matches("input, select, textarea, video")) found.push(`${named(element)} holds ${element.scrollWidth} of ${element.clientWidth}`);
      if (!element.matches("button, a[href], input, select, textarea, summary")) continue;
      const large = element.closest("label")?.getBoundingClientRect() ?? box;
      if (Math.max(box.height, large.height) < 24 || Math.max(box.width, large.width) < 24) found.push(`${named(element)} is ${box.width} × ${box.height}`);
    }
    return found;
  });
}
