// @ts-check
// A viewer who goes by what is on the screen: looks, does the next thing, and waits where there is nothing to do. So the
// same viewer goes on after a reload, and in another tab.

import { expect } from "@playwright/test";
import { CARDS } from "../support/secrets.js";
import { ADDRESS, COUNTRY, Widget, euros } from "../support/widget.js";
import { TITLE, TOTAL } from "./goods.js";
import { look, told, unanswered } from "./screen.js";

/** @typedef {import("./screen.js").Screen} Screen */

/** How often a viewer looks before they give up: a purchase takes some thirty looks. */
const MOST_LOOKS = 150;

/** How many frames a viewer gives requests under way, before time goes on. */
const MOST_FRAMES = 120;

/** A little longer than the widget waits for any answer, in seconds. */
export const LONGEST_DEADLINE = 31;

const PLACED = "Thank you, your order is placed";

export class Viewer {
  /**
   * @param {import("@playwright/test").Page} page
   * @param {import("../support/proxy.js").Proxy} proxy
   * @param {string} email tells this viewer's order from others
   */
  constructor(page, proxy, email) {
    this.page = page;
    this.proxy = proxy;
    this.widget = new Widget(page);
    this.address = { ...ADDRESS, "E-mail": email };
    /** What the viewer has done: how often they put the thing into the cart, and the order that they were told of. */
    this.has = { put: 0, typed: false, order: "" };
    /** Whether an answer that is held is waited for until the widget gives up. */
    this.outwaits = true;
    /** @type {string[]} what was told on pages that are gone */
    this.remembers = [];
  }

  /** The same viewer in another tab: what they did stays done. @param {import("@playwright/test").Page} page */
  elsewhere(page) {
    const other = new Viewer(page, this.proxy, this.address["E-mail"]);
    other.has = { ...this.has };
    // What is typed stays in its tab until that is closed: an address is nobody else's.
    other.has.typed = false;
    // The answer that is held is the first tab's affair.
    other.outwaits = false;
    return other;
  }

  async reload() {
    this.remembers.push(...(await this.heard()));
    await this.page.reload();
  }

  /** Closes the tab. */
  async leave() {
    this.remembers.push(...(await this.heard()));
    await this.page.close();
  }

  /** All that was told in this tab. @returns {Promise<string[]>} */
  async heard() {
    if (this.page.isClosed()) return this.remembers;
    return [...this.remembers, ...(await told(this.page)).map(({ words }) => words)];
  }

  /** What could be pressed when these words were told; nothing where they were not. @param {string} words */
  async offered(words) {
    return (await told(this.page)).find((one) => one.words === words)?.buttons;
  }

  /** Waits until nothing is on the line but answers that are held. */
  async quiet() {
    for (let frames = 0; frames < MOST_FRAMES; frames += 1) {
      const open = await Promise.all(this.page.context().pages().map(unanswered));
      if (this.proxy.idle() && open.reduce((sum, one) => sum + one, 0) <= this.proxy.holds()) return;
    }
  }

  /**
   * Lets seconds pass on the clock of all tabs, by running what they would have run. What is on the line comes first: it
   * takes no time on that clock.
   * @param {number} seconds
   */
  async pass(seconds) {
    await this.quiet();
    await this.page.context().clock.fastForward(seconds * 1000);
  }

  /** Looks on for a while without touching anything. @param {number} seconds */
  async idle(seconds) {
    for (let passed = 0; passed < seconds; passed += 10) await this.pass(10);
    await this.quiet();
  }

  /** Waits until the screen changes; where nothing is on the line, time is what it waits for. @param {Screen} before */
  async wait(before) {
    const changed = await this.page
      .waitForFunction(
        ([known, name]) => /** @type {any} */ (window)[name]?.() !== known,
        /** @type {const} */ ([before.all, "vitrineScreen"]),
        { polling: "raf", timeout: this.proxy.idle() ? 60 : 250 },
      )
      .then(() => true, () => false);
    if (!changed) await this.pass(this.outwaits && this.proxy.holds() > 0 ? LONGEST_DEADLINE : 1);
  }

  /**
   * Looks on, and does what there is to do, until it is as wanted.
   * @param {(screen: Screen) => unknown} wanted may answer with a promise
   * @param {{only?: "watching"}} [how]
   */
  async goOn(wanted, { only } = {}) {
    /** @type {Screen | undefined} */
    let screen;
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      screen = await look(this.page);
      if (screen.heading === PLACED) this.has.order = screen.order;
      if (await wanted(screen)) return;
      if (only === "watching") await this.wait(screen);
      else await this.next(screen);
    }
    throw new Error(`the viewer is stuck before ${screen?.all}, after ${JSON.stringify(await this.heard())}`);
  }

  /** Looks on without touching anything. @param {(screen: Screen) => unknown} wanted may answer with a promise */
  watch(wanted) {
    return this.goOn(wanted, { only: "watching" });
  }

  /** The next thing to do, or to wait for. @param {Screen} screen */
  async next(screen) {
    const { widget } = this;
    const can = (/** @type {string} */ name) => screen.buttons.includes(name);
    // Trouble keeps a viewer at their step; what leads out of it is not pressed here.
    switch (screen.trouble.length > 0 ? "trouble" : screen.heading) {
      case "":
        if (this.has.put > 0 && screen.cart) return widget.cartButton.click();
        if (this.has.put === 0 && can("All products")) return widget.lineupButton.click();
        break;
      case "All products":
        if (screen.cards.includes(TITLE)) return widget.card(TITLE).click();
        break;
      case TITLE:
        if (!can("Add to cart")) break;
        await widget.addToCart();
        this.has.put += 1;
        return;
      case "Cart":
        if (screen.quantity === 0) break;
        expect(screen.quantity, "the cart holds what was put in").toBe(this.has.put);
        if (screen.saving) break;
        // The cart is there: what is put in now is a change of it.
        if (this.has.put < 2) return widget.lineupButton.click();
        if (can("Checkout")) return widget.button("Checkout").click();
        break;
      case "Contact and address":
        if (can("Continue to delivery")) return this.contact(screen);
        break;
      case "Delivery":
        if (can("Continue to payment")) return widget.chooseDelivery("Standard delivery");
        break;
      case "Payment":
        if (can("Review order")) return widget.fillCard(CARDS.good);
        break;
      case "Review your order":
        expect(screen.buttons).toContain(`Pay ${euros(TOTAL)}`);
        return widget.payButton.click();
      case "Your order was not placed":
      case "The total has changed":
        throw new Error(`the viewer did nothing to be told: ${screen.heading}`);
    }
    await this.wait(screen);
  }

  /** Fills in what is not there yet: what was typed once must still be there. @param {Screen} screen */
  async contact(screen) {
    if (!this.has.typed) {
      this.has.typed = true;
      return this.widget.fillContact(this.address);
    }
    for (const [label, value] of Object.entries({ ...this.address, Country: COUNTRY })) {
      expect(screen.fields[label], `${label} is still as it was typed`).toBe(value);
    }
    await this.widget.button("Continue to delivery").click();
  }
}
