// @ts-check
// The host's console as a host knows it: by what its parts say.

import { expect } from "@playwright/test";
import { readFrameMark } from "../../../show/frame-mark.mjs";

/** Of the servers that scenarios start. */
export const HOST_TOKEN = "a token of the scenarios alone";

/** Runs in the page: the strip of a picture that holds its mark. @param {Element} video */
function strip(video) {
  const pen = new OffscreenCanvas(540, 8).getContext("2d");
  pen?.drawImage(/** @type {HTMLVideoElement} */ (video), 0, 0, 540, 960);
  return [...(pen?.getImageData(0, 0, 540, 8).data ?? [])];
}

/** @param {number[]} pixels */
function timeOf(pixels) {
  const mark = readFrameMark({ data: new Uint8ClampedArray(pixels), width: 540, height: 8 }, { pictureHeight: 960 });
  if (!mark) throw new Error("the picture has no mark");
  return mark.seconds;
}

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

  /** To the door. Its field takes the focus by itself once it is drawn, as long as nobody else has it. */
  async arrives() {
    await this.page.goto(this.address);
    await expect(this.page.getByLabel("Host token")).toBeFocused();
  }

  /** @param {string} token */
  async enter(token) {
    await this.page.getByLabel("Host token").fill(token);
    await this.button("Sign in").click();
  }

  /** From nothing to the running of the programme's show. */
  async runs() {
    await this.arrives();
    await this.enter(HOST_TOKEN);
    await this.page.getByRole("link", { name: /^Run: / }).first().click();
    await expect(this.link).toHaveText("In step");
  }

  /** From nothing to the preparing of the programme's show. */
  async prepares() {
    await this.arrives();
    await this.enter(HOST_TOKEN);
    await this.page.getByRole("link", { name: /^Prepare: / }).first().click();
    await expect(this.link).toHaveText("In step");
  }

  /** A number among the figures. @param {string} name */
  figure(name) {
    return this.page.getByRole("region", { name: "Figures" }).locator("dl > div").filter({ hasText: name }).locator("dd");
  }

  /** The second of the programme that a picture of the console shows, by the mark in its pixels. @param {string} [which] @returns {Promise<number>} */
  async pictureTime(which = "#preview") {
    return timeOf(await this.page.locator(which).evaluate(strip));
  }

  /**
   * The second of the programme in which the viewer monitor says that a product is pinned. (A viewer who is behind sees the
   * script's pins first.) @param {string} product
   */
  async monitorPins(product) {
    const seen = this.page.evaluate((product) => new Promise((done) => {
      document.addEventListener("vitrine:cue", (event) => {
        if (/** @type {CustomEvent} */ (event).detail.item_id !== product) return;
        const pen = new OffscreenCanvas(540, 8).getContext("2d");
        pen?.drawImage(/** @type {HTMLVideoElement} */ (document.querySelector("#monitor")), 0, 0, 540, 960);
        done([...(pen?.getImageData(0, 0, 540, 8).data ?? [])]);
      });
    }), product);
    return { seen: seen.then((pixels) => timeOf(/** @type {number[]} */ (pixels))) };
  }

  /** From the script to the host. */
  async takesOver() {
    await this.button("Take over").click();
    await expect(this.page.getByText("You run this show.")).toBeVisible();
  }

  /**
   * The cue that comes of what is done, as it was recorded.
   * @param {() => Promise<unknown>} act
   */
  async says(act) {
    const recorded = this.page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/cues") && answer.status() === 201);
    await act();
    return (await (await recorded).json()).cue;
  }

  /** The hotspots that this console sends from now on; grows. @returns {any[]} */
  ways() {
    /** @type {any[]} */
    const sent = [];
    this.page.on("request", (request) => {
      if (request.method() !== "POST" || !request.url().endsWith("/cues")) return;
      const cue = request.postDataJSON();
      if (cue.kind === "hotspot") sent.push(cue);
    });
    return sent;
  }

  /** Where parts of the preview's picture are on the screen. */
  async picturePoints() {
    const mark = this.page.getByRole("application", { name: /^Mark in the picture/ });
    await mark.scrollIntoViewIfNeeded();
    const box = await mark.boundingBox();
    const size = await this.page.locator("#preview").evaluate((video) => {
      const { videoWidth, videoHeight } = /** @type {HTMLVideoElement} */ (video);
      return { videoWidth, videoHeight };
    });
    if (!box) throw new Error("there is nothing to draw on");
    const scale = Math.min(box.width / size.videoWidth, box.height / size.videoHeight);
    /** @param {number} x @param {number} y @returns {[number, number]} */
    return (x, y) => [box.x + box.width / 2 + (x - 0.5) * size.videoWidth * scale, box.y + box.height / 2 + (y - 0.5) * size.videoHeight * scale];
  }

  /** Waits until the preview's picture moves and tells its time. */
  async watches() {
    const video = this.page.locator("video").first();
    await expect.poll(() => video.evaluate((video) => /** @type {HTMLVideoElement} */ (video).currentTime)).toBeGreaterThan(0);
    await expect(this.page.getByText("The preview tells no time yet")).toBeHidden();
  }

  /** The card of a product, to be chosen. @param {string} title */
  pick(title) {
    return this.page.getByRole("region", { name: "Lineup" }).getByRole("button", { name: new RegExp(`${title}.*€`) });
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
