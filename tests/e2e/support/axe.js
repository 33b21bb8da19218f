// @ts-check
// What axe has to say about a page without frames.

import { fromTop } from "./places.js";

/** The script; a page that is looked at has it before all else. */
export const AXE = fromTop("node_modules/axe-core/axe.min.js");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** @param {import("@playwright/test").Page} page */
export const findings = (page) => page.evaluate(async (rules) => {
  const { axe } = /** @type {any} */ (window);
  const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return violations.flatMap((/** @type {any} */ { id, nodes }) => nodes.map((/** @type {any} */ node) => `${id}: ${node.target.flat().join(" ")} ${node.failureSummary}`));
}, RULES);
