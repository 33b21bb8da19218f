// @ts-check
// How Chromium is started. Used by the configuration, and by scenarios that want a browser with other manners.

const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser that lets a video start with sound. */
export const WITH_SOUND = { executablePath, args: [...args, "--autoplay-policy=no-user-gesture-required"] };

/** A browser with the manners of one at home: a video starts by itself only without sound. */
export const QUIET = { executablePath, args: [...args, "--autoplay-policy=document-user-activation-required"] };
