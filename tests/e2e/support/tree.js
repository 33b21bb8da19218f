// @ts-check
// The page as a screen reader has it: Chromium's accessibility tree, which goes into closed shadow roots and into frames,
// and the keyboard. Nothing here looks into the DOM.

import { expect } from "@playwright/test";

/** @typedef {{role: string, name: string, value: string, focused: boolean, checked: boolean, disabled: boolean, text: string}} Thing */

export class Tree {
  /** @type {import("@playwright/test").CDPSession | undefined} */
  #browser;

  /** @param {import("@playwright/test").Page} page */
  constructor(page) {
    this.page = page;
  }

  /** Everything that is told, frame by frame in the order of reading. @returns {Promise<Thing[]>} */
  async things() {
    this.#browser ??= await this.page.context().newCDPSession(this.page);
    const { frameTree } = await this.#browser.send("Page.getFrameTree");
    const frames = [frameTree, ...(frameTree.childFrames ?? [])].map(({ frame }) => frame.id);
    const things = [];
    for (const frameId of frames) {
      // A frame may go away while it is read.
      const { nodes } = await this.#browser.send("Accessibility.getFullAXTree", { frameId }).catch(() => ({ nodes: [] }));
      const byId = new Map(nodes.map((node) => [node.nodeId, node]));
      /** @param {import("playwright-core/types/protocol").Protocol.Accessibility.AXNode} node @returns {string} */
      const text = (node) => (node.role?.value === "StaticText" ? String(node.name?.value ?? "") : (node.childIds ?? []).map((id) => byId.get(id)).map((child) => (child ? text(child) : "")).join(" "));
      for (const node of nodes) {
        if (node.ignored) continue;
        const property = (/** @type {string} */ name) => node.properties?.find((one) => one.name === name)?.value.value;
        things.push({
          role: String(node.role?.value ?? ""),
          name: String(node.name?.value ?? ""),
          value: String(node.value?.value ?? ""),
          focused: property("focused") === true,
          checked: property("checked") === "true",
          disabled: property("disabled") === true,
          text: text(node).replaceAll(/\s+/g, " ").trim(),
        });
      }
    }
    return things;
  }

  /** @param {string} role @param {string | RegExp} name */
  async all(role, name) {
    const fits = (/** @type {Thing} */ thing) => thing.role === role && (typeof name === "string" ? thing.name === name : name.test(thing.name));
    return (await this.things()).filter(fits);
  }

  /** Waits until there is one. @param {string} role @param {string | RegExp} name */
  async has(role, name) {
    await expect.poll(async () => (await this.all(role, name)).length, `a ${role} named ${name}`).toBeGreaterThan(0);
  }

  /** What has the focus: the innermost, where a frame has it as well. */
  async focused() {
    const focused = (await this.things()).filter((thing) => thing.focused && thing.role !== "RootWebArea" && thing.role !== "Iframe");
    return focused.at(-1);
  }

  /**
   * Presses Tab until something of that role and name has the focus.
   * @param {string} role @param {string | RegExp} name
   */
  async tabTo(role, name) {
    await this.has(role, name);
    for (let presses = 0; presses < 60; presses += 1) {
      const now = await this.focused();
      if (now && now.role === role && (typeof name === "string" ? now.name === name : name.test(now.name))) return now;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`no ${role} named ${name} can be reached with Tab`);
  }

  /** @param {string | RegExp} name */
  async press(name, role = "button") {
    await this.tabTo(role, name);
    await this.page.keyboard.press("Enter");
  }

  /** @param {string} name @param {string} words */
  async type(name, words) {
    await this.tabTo("textbox", name);
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(words);
  }

  /** Chooses one radio of a group with the arrow keys, having come to the group with Tab. @param {string | RegExp} name */
  async choose(name) {
    const fits = (/** @type {Thing | undefined} */ thing) => thing?.role === "radio" && (typeof name === "string" ? thing.name === name : name.test(thing.name));
    await this.tabTo("radio", /./);
    for (let presses = 0; presses < 12; presses += 1) {
      const now = await this.focused();
      if (fits(now)) {
        await this.page.keyboard.press("Space");
        await expect.poll(async () => (await this.things()).some((thing) => fits(thing) && thing.checked)).toBe(true);
        return;
      }
      await this.page.keyboard.press("ArrowDown");
    }
    throw new Error(`${name} cannot be reached with the arrow keys`);
  }

  /** What the regions say that are read out by themselves. */
  async announced() {
    return (await this.things()).filter(({ role }) => role === "status" || role === "alert").map(({ text }) => text).join(" | ");
  }
}
