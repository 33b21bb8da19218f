// @ts-check
// A browser as one has it at home: tabs of one window hide each other. Playwright's own keeps every page visible, so this one
// is started by hand, and taken over as it is.

import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { WITH_SOUND } from "../../tests/e2e/support/browser.js";

/** How long it may take to come up, and to go. */
const PATIENCE = 20_000;

/** Starts it. `tabs` is its window; contexts that are made later are windows of their own. */
export async function atHome() {
  const profile = await mkdtemp(join(tmpdir(), "vitrine-browser-"));
  const child = spawn(WITH_SOUND.executablePath, ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--window-size=800,1200", "--hide-scrollbars", ...WITH_SOUND.args, "about:blank"], {
    stdio: "ignore",
  });
  const ended = new Promise((done) => child.once("exit", done));
  const leave = async () => {
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
    await ended;
    clearTimeout(force);
    // Its helpers may write their last into the profile.
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    const giveUp = Date.now() + PATIENCE;
    for (;;) {
      const port = await readFile(join(profile, "DevToolsActivePort"), "utf8").then((text) => text.split("\n")[0], () => "");
      if (port) {
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
        const [tabs] = browser.contexts();
        if (!tabs) throw new Error("the browser has no window");
        return { browser, tabs, close: () => browser.close().then(leave) };
      }
      if (child.exitCode !== null || Date.now() > giveUp) throw new Error("the browser did not come up");
      await pause(50);
    }
  } catch (error) {
    await leave();
    throw error;
  }
}
