// @ts-check
// The host's console as a host knows it: by what its parts say.

import { expect } from "@playwright/test";

/** Of the servers that scenarios start. */
export const HOST_TOKEN = "a token of the scenarios alone";

export class HostConsole {
  /** @param {import("@playwright/test").Page} page @param {string} origin the server's */
  constructor(page, origin) {
    this.page = page;
    this.address = `${origin}/host/`;
    this.rows = page.getByRole("region", { name: "What happened" }).getByRole("listitem");
    this.link = page.getByRole("banner").getByRole("status");
  }

  /** @param {string | RegExp} name */
  button(name) {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  /** @param {string} token */
  async enter(token) {
    await this.page.getByLabel("Host token").fill(token);
    await this.button("Sign in").click();
  }

  /** From nothing to the running of the programme's show. */
  async runs() {
    await this.page.goto(this.address);
    await this.enter(HOST_TOKEN);
    await this.page.getByRole("link", { name: /^Run: / }).first().click();
    await expect(this.link).toHaveText("In step");
  }

  /** Waits until the preview's picture moves and tells its time. */
  async watches() {
    const video = this.page.locator("video").first();
    await expect.poll(() => video.evaluate((video) => /** @type {HTMLVideoElement} */ (video).currentTime)).toBeGreaterThan(0);
    await expect(this.page.getByText("The preview tells no time yet")).toBeHidden();
  }

  /** What a slot holds. @param {number} number */
  slot(number) {
    return this.page.getByRole("region", { name: "Pinned now" }).getByRole("listitem").nth(number - 1);
  }

  /** A line of the log. @param {string | RegExp} words */
  row(words) {
    return this.rows.filter({ hasText: words });
  }
}
