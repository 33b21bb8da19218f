// @ts-check
// One cell of the matrix: a purchase during which one request meets a fault, and what the viewer does about it.

import { expect } from "@playwright/test";
import { TOTAL } from "./goods.js";
import { request } from "./requests.js";
import { rule } from "./rules.js";
import { CARDS } from "../support/secrets.js";
import { look } from "./screen.js";
import { LONGEST_DEADLINE, Viewer } from "./viewer.js";

/**
 * @typedef {{request: import("./requests.js").Name, fault: import("../support/proxy.js").Fault,
 *   reaction: import("./requests.js").Reaction}} Cell
 */

/** How long a viewer looks on where nothing happens by itself, in seconds. */
const LONG = 60;

/** Headings under which it is not known yet how the purchase ends. Nobody may be left there. */
const OPEN = ["Placing your order", "We are asking the shop about your order", "The shop needs you for a moment"];

/** Every word of trouble that the widget knows. */
const TROUBLE = /cannot|went wrong|very busy|did not|not placed|has changed|no longer|asking the shop|needs you/;

/**
 * Arms the proxy. Hands back the strike that the cell is about.
 * @param {Cell} cell @param {import("../support/proxy.js").Proxy} proxy
 */
function arm({ request: name, fault }, proxy) {
  const { matches, patience, after } = request(name);
  // A reading comes only after a loss, so that is put in its way.
  if (after) proxy.strike(request(after).matches, "lost after");
  return proxy.strike(matches, fault, rule(name, fault).words === null ? 1 : patience + 1);
}

/**
 * Plays the cell. Hands back what became of it.
 * @param {Cell} cell @param {import("./stand.js").Stand} stand @param {import("@playwright/test").Page} page
 */
export async function play(cell, stand, page) {
  const { proxy, ledger, address } = stand;
  const before = { orders: (await ledger.orders()).length, charges: (await ledger.charges()).length };
  const written = async () => ({
    orders: (await ledger.orders()).slice(before.orders),
    charges: (await ledger.charges()).slice(before.charges),
  });
  const { words, heading, press, byItself, inField } = rule(cell.request, cell.fault);
  const email = `${cell.request}-${cell.fault}-${cell.reaction}@example.com`.replaceAll(" ", "-");
  const first = new Viewer(page, proxy, email);
  let viewer = first;

  /** Waits until the viewer is told what the rule says, with a way on beside it. */
  const isTold = async () => {
    if (words === null) return;
    if (inField) return expect(first.page.frameLocator("vitrine-live iframe").getByText(words)).toBeVisible();
    await first.goOn(() => first.offered(words));
    expect(await first.offered(words), "the way on stands beside the words").toContain(press);
  };
  /** Looks whether it still says so, a long time later. */
  const isStillTold = async () => {
    if (inField) return isTold();
    expect((await look(page)).trouble, "it is still told").toContain(words);
  };
  /** Presses what is offered. What goes on by itself may have gone on before: hands back whether the viewer was quicker. */
  const pressOn = async () => {
    if (press === null) return true;
    if (inField) await expect(first.widget.cardFields.number, "the card is still in its field").toHaveValue(CARDS.good.number);
    const button = first.widget.button(press);
    if (byItself) return button.click({ timeout: 500 }).then(() => true, () => false);
    await button.click();
    return true;
  };

  const strike = arm(cell, proxy);
  await page.goto(address);
  await first.goOn(() => strike.struck > 0 && strike.left === 0);
  let [outcome, quicker] = ["placed", true];
  // Who waits, waits for the widget to give up. Who reloads or goes elsewhere does so while it still hopes.
  const patient = cell.reaction === "wait" || cell.reaction === "retry";
  if (cell.fault === "late" && patient) await first.pass(LONGEST_DEADLINE);
  if (cell.fault !== "late" || patient) await isTold();
  // The answer to a second copy is the end of it: it is there before the viewer can do anything.
  if (cell.fault === "twice") await first.watch((screen) => !OPEN.includes(screen.heading));

  switch (cell.reaction) {
    case "wait":
      if (byItself) break;
      await first.idle(LONG);
      await isStillTold();
      expect(await written(), "nothing is bought").toEqual({ orders: [], charges: [] });
      outcome = "told";
      await pressOn();
      break;
    case "retry":
      quicker = await pressOn();
      break;
    case "reload":
      await first.reload();
      break;
    case "other tab": {
      const context = page.context();
      await first.leave();
      const other = await context.newPage();
      await other.goto(address);
      viewer = first.elsewhere(other);
    }
  }
  await viewer.goOn(() => viewer.has.order !== "");

  // What is still on its way anywhere arrives, and every tab does what it would do in time.
  proxy.mend();
  await viewer.idle(LONG);
  const { orders, charges } = await written();
  expect(orders, "one order").toHaveLength(1);
  expect(orders[0]).toMatchObject({ total: TOTAL, email });
  expect(charges, "one charge").toEqual([{ outcome: "charged", amount: TOTAL, currency: "EUR" }]);
  expect(viewer.has.order, "the viewer is told of that order").toBe(`V-${orders[0].number}`);
  // While it is not known whether an order was placed, every tab and every new page says so.
  const { after } = request(cell.request);
  const asking = [cell.request, after].includes("complete") ? rule("complete", "lost after").words : null;
  for (const tab of new Set([first, viewer])) {
    const mayBeTold = tab === first ? [words, heading, asking] : [asking];
    for (const said of await tab.heard()) expect(TROUBLE.test(said) && !mayBeTold.includes(said), `told for nothing: ${said}`).toBe(false);
    if (!tab.page.isClosed()) expect(OPEN, "no tab is left without an answer").not.toContain((await look(tab.page)).heading);
  }
  return { ...cell, outcome, quicker, orders: orders.length, charges: charges.length };
}
