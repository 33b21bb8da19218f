// @ts-check
// The widget as a viewer knows it: by what its parts say, never by their classes.

import { expect } from "@playwright/test";

/** @typedef {import("@playwright/test").Locator} Locator */

/** Where the first parcel goes. */
export const ADDRESS = {
  "E-mail": "ada@example.com",
  "First name": "Ada",
  "Last name": "Lovelace",
  "Street and number": "Lindenstraße 12",
  Postcode: "10969",
  "Town or city": "Berlin",
};

export const COUNTRY = "DE";

/** An amount of minor units as `en-GB` writes it. @param {number} minor */
export const euros = (minor) => new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR" }).format(minor / 100);

export class Widget {
  /** @param {import("@playwright/test").Page} page @param {string} [which] tells it from others in the page */
  constructor(page, which = "vitrine-live") {
    this.page = page;
    this.root = page.locator(which);
    this.video = this.root.locator("video");
    this.pins = this.root.getByRole("list", { name: "Shown now" }).getByRole("button");
    this.lineupButton = this.button("All products");
    this.cartButton = this.root.getByRole("button", { name: /^Cart, / });
    this.seek = this.root.getByRole("slider", { name: "Seek" });
  }

  /** @param {string | RegExp} name */
  button(name) {
    return this.root.getByRole("button", { name, exact: typeof name === "string" });
  }

  /** @param {string | RegExp} name */
  heading(name) {
    return this.root.getByRole("heading", { name });
  }

  /** The pin of a product. @param {string} title */
  pin(title) {
    return this.pins.filter({ hasText: title });
  }

  /** Waits until the picture moves. */
  async watches() {
    await expect
      .poll(() => this.video.evaluate((video) => (/** @type {HTMLVideoElement} */ (video).paused ? 0 : /** @type {HTMLVideoElement} */ (video).currentTime)).catch(() => 0))
      .toBeGreaterThan(0);
    const from = await this.time();
    await expect.poll(() => this.time()).toBeGreaterThan(from);
  }

  /** The video's own clock. */
  time() {
    return this.video.evaluate((video) => /** @type {HTMLVideoElement} */ (video).currentTime);
  }

  /** A product in the list of all; the same one may be pinned as well. @param {string} title */
  card(title) {
    return this.root.getByRole("button", { name: title }).and(this.root.locator("[part~=card]"));
  }

  /** Opens a product from the list of all. @param {string} title */
  async openFromLineup(title) {
    await this.lineupButton.click();
    await this.card(title).click();
    await expect(this.heading(title)).toBeVisible();
  }

  /** @param {string} axis */
  axis(axis) {
    return this.root.getByRole("group", { name: axis });
  }

  /**
   * One value of an option. Its name goes on with what is wrong with it: "XL sold out".
   * @param {string} axis @param {string} value
   */
  option(axis, value) {
    const name = new RegExp(`^${value.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}( sold out| not offered)?$`, "i");
    return this.axis(axis).getByRole("radio", { name });
  }

  /** Chooses one value an option. @param {Record<string, string>} options */
  async choose(options) {
    for (const [axis, value] of Object.entries(options)) {
      const label = this.axis(axis).locator("label").filter({ has: this.page.getByText(value, { exact: true }) });
      await label.click();
      await expect(this.option(axis, value)).toBeChecked();
    }
  }

  /** From the product on screen into the cart. */
  async addToCart() {
    await this.button("Add to cart").click();
  }

  async openCart() {
    await this.cartButton.click();
    await expect(this.heading("Cart")).toBeVisible();
  }

  /** A line of the open cart, by its quantity. @param {string} title */
  line(title) {
    return this.root.getByRole("group", { name: `Quantity of ${title}` });
  }

  /** Words that stand somewhere on the screen. @param {string} words */
  words(words) {
    return this.root.getByText(words).filter({ visible: true }).first();
  }

  /** A field of the checkout. @param {string} label */
  field(label) {
    return this.root.getByLabel(label, { exact: true });
  }

  /** From the open cart to the form. */
  async checkOut() {
    await this.button("Checkout").click();
    await expect(this.field("E-mail")).toBeVisible();
  }

  /** @param {Record<string, string>} [address] */
  async fillContact(address = ADDRESS) {
    await this.field("Country").selectOption(COUNTRY);
    for (const [label, value] of Object.entries(address)) await this.field(label).fill(value);
    await this.button("Continue to delivery").click();
  }

  /** @param {string} name */
  async chooseDelivery(name) {
    await this.root.locator("label").filter({ hasText: name }).click();
    await expect(this.root.getByRole("radio", { name })).toBeChecked();
    await this.button("Continue to payment").click();
  }

  /** The payment provider's own page. */
  get cardFields() {
    const frame = this.root.locator("iframe").contentFrame();
    return {
      number: frame.getByLabel("Card number"),
      expiry: frame.getByLabel("Expiry (MM/YY)"),
      code: frame.getByLabel("Security code"),
      holder: frame.getByLabel("Name on card"),
    };
  }

  /** @param {import("./secrets.js").Card} card */
  async enterCard(card) {
    const fields = this.cardFields;
    for (const name of /** @type {const} */ (["number", "expiry", "code", "holder"])) await fields[name].fill(card[name]);
  }

  /** @param {import("./secrets.js").Card} card */
  async fillCard(card) {
    await this.enterCard(card);
    await this.button("Review order").click();
  }

  /** From watching to the last look before paying. @param {string} title @param {Record<string, string>} options @param {import("./secrets.js").Card} card */
  async toReview(title, options, card) {
    await this.openFromLineup(title);
    await this.choose(options);
    await this.addToCart();
    await this.button("View cart").click();
    await this.checkOut();
    await this.fillContact();
    await this.chooseDelivery("Standard delivery");
    await this.fillCard(card);
    await expect(this.payButton).toBeVisible();
  }

  /** The button that buys, with the amount it names. */
  get payButton() {
    return this.button(/^Pay /);
  }

  get placed() {
    return this.heading("Thank you, your order is placed");
  }
}
