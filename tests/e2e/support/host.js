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

/** What a console says to the server, without a console. */
export class HostApi {
  /** @param {string} origin the server's */
  constructor(origin) {
    this.origin = origin;
    this.cookie = "";
  }

  /** @param {string} method @param {string} path @param {unknown} [body] */
  async calls(method, path, body) {
    const answer = await fetch(`${this.origin}/host/api${path}`, {
      method,
      headers: { Origin: this.origin, Cookie: this.cookie, "Vitrine-Host": "1", "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  /** Signs in. */
  async enters() {
    const answer = await this.calls("POST", "/session", { token: HOST_TOKEN });
    this.cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0];
  }

  /** @param {string} path @returns {Promise<any>} */
  async reads(path) {
    return (await this.calls("GET", path)).json();
  }

  /** @param {string} path @param {unknown} body @returns {Promise<any>} */
  async posts(path, body) {
    return (await this.calls("POST", path, body)).json();
  }
}
