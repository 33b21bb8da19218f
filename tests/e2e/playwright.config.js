// @ts-check
// How the scenarios are run: `cargo xtask test --only e2e`, or by hand as README.md says.

import { defineConfig } from "@playwright/test";
import { WITH_SOUND } from "./support/browser.js";
import { fromTop } from "./support/places.js";

// docs/pictures/ is made anew only when it is asked for by name. Workers read this file too, and know it from here.
if (process.argv.some((word) => word.includes("screenshots"))) process.env.VITRINE_SCREENSHOTS = "1";

export default defineConfig({
  testDir: ".",
  globalSetup: "./support/setup.js",
  outputDir: fromTop("target/e2e/results"),
  snapshotPathTemplate: "{testDir}/{testFileDir}/{arg}{ext}",
  // One after another and never twice: a scenario that passes only when tried again has failed.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 240_000,
  // The programme itself keeps a viewer waiting: up to 14 s between two pins, and the live edge is some seconds back.
  expect: { timeout: 45_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: WITH_SOUND,
  },
  projects: [
    { name: "scenarios", testIgnore: ["screenshots.spec.js", "faults/**"] },
    {
      name: "faults",
      testMatch: "faults/*.spec.js",
      // Cells share nothing: each worker has a server of its own.
      fullyParallel: true,
      timeout: 60_000,
      expect: { timeout: 10_000 },
      use: { trace: "off", viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: "reduce" } },
    },
    ...(process.env.VITRINE_SCREENSHOTS ? [{ name: "screenshots", testMatch: "screenshots.spec.js" }] : []),
  ],
});
