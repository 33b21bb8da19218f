// @ts-check
// A stream in trouble: what is wrong is said in words, everything can still be bought meanwhile, and the picture goes on
// by itself when the stream does. What can never play here is told from what does not play right now.

import { startLine } from "../support/line.js";
import { strictPolicy } from "../support/partner-page.js";
import { expect, test as base } from "../support/test.js";

/** @type {import("@playwright/test").TestType<any, any>} */
const test = base.extend({
  /** The line that the stream comes over. */
  line: async ({ server }, use) => {
    const line = await startLine(server.origin);
    await use(line);
    await line.stop();
  },
  /** Opens a page whose stream comes over the line. */
  open: async ({ page, site, server, line, publish, noise }, use) => {
    // A browser writes every answer that is none into the console.
    noise.expected.push(/Failed to load resource/, /blocked by CORS policy/);
    await use(async () => {
      const show = await (await fetch(server.show)).json();
      for (const name of ["cues", "events", "poster"]) show[name] &&= new URL(show[name], server.show).href;
      show.stream.src = new URL(show.stream.src, server.show).href.replace(server.origin, line.origin);
      site.put("/show.json", JSON.stringify(show));
      const address = await publish({ show: "/show.json" });
      site.policy = strictPolicy(`${server.origin} ${line.origin}`);
      await page.goto(address);
    });
  },
});

test.use({ viewport: { width: 1280, height: 800 } });

const GONE = "The video cannot be reached. It starts again by itself as soon as it can.";
const WAITING = "Waiting for the video";

const playlist = (/** @type {string} */ path) => path.includes(".m3u8");
const piece = (/** @type {string} */ path) => path.includes(".m4s");

test("a playlist that is gone is said once the picture stands, and the show goes on when it is back", async ({ widget, line, open }) => {
  await open();
  await widget.watches();
  line.fate = (path) => (playlist(path) ? "gone" : undefined);
  await expect(widget.words(GONE)).toBeVisible();
  await expect(widget.button("Try again")).toBeVisible();

  // The shop stays open.
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");

  line.mend();
  await expect(widget.words(GONE)).toHaveCount(0);
  await widget.watches();
});

test("a stream that is not there yet starts by itself, with ever longer pauses between the tries", async ({ widget, line, open }) => {
  /** @type {number[]} */
  const tries = [];
  line.fate = (path) => {
    if (!path.includes("master")) return undefined;
    tries.push(Date.now());
    return "gone";
  };
  await open();
  await expect(widget.words(GONE)).toBeVisible();
  await expect.poll(() => tries.length).toBeGreaterThan(3);
  const pauses = tries.slice(1, 4).map((at, index) => at - tries[index]);
  expect(pauses, "each pause is longer than the one before").toEqual([...pauses].sort((a, b) => a - b));
  line.mend();
  await widget.watches();
  await expect(widget.words(GONE)).toHaveCount(0);
});

test("a picture that waits for its data says so after a while, and goes on", async ({ widget, line, open }) => {
  await open();
  await widget.watches();
  line.fate = (path) => (piece(path) ? "held" : undefined);
  await expect(widget.words(WAITING)).toBeVisible();
  line.mend();
  await expect(widget.words(WAITING)).toHaveCount(0);
  await widget.watches();
});

test("a viewer without a line is told so, and the show goes on when there is one", async ({ context, widget, open }) => {
  await open();
  await widget.watches();
  await context.setOffline(true);
  await expect(widget.words(GONE)).toBeVisible();
  await context.setOffline(false);
  await widget.watches();
  await expect(widget.words(GONE)).toHaveCount(0);
});

test("a piece that is lost for good is jumped over", async ({ widget, line, open }) => {
  await open();
  await widget.watches();
  /** @type {string | undefined} */
  let lost;
  line.fate = (path) => (piece(path) && (lost ??= path) === path ? "gone" : undefined);
  await expect.poll(() => lost).toBeDefined();
  const from = await widget.time();
  // Past the hole, which is at most as far away as the stream is ahead.
  await expect.poll(() => widget.time()).toBeGreaterThan(from + 12);
  await expect(widget.words(GONE)).toHaveCount(0);
});

test("a stream that ends ends the show, which can still be bought from and watched again", async ({ widget, line, open }) => {
  await open();
  await widget.watches();
  /** @type {Map<string, string>} */
  const last = new Map();
  line.edit = (path, text) => {
    if (path.includes("master")) return text;
    if (!last.has(path)) last.set(path, `${text}#EXT-X-ENDLIST\n`);
    return last.get(path) ?? text;
  };
  await expect(widget.heading("The show is over")).toBeVisible();
  await widget.openFromLineup("Beeswax pillar candle");
  await widget.addToCart();
  await expect(widget.cartButton).toHaveAccessibleName("Cart, 1 item");

  await widget.button("Play").click();
  await expect(widget.heading("The show is over")).toHaveCount(0);
  await widget.watches();
});

test("a stream that answers no other origin is told from one that is gone, and plays once it does", async ({ widget, line, open }) => {
  line.fate = () => "closed";
  await open();
  await expect(widget.words("The video may not be shown on this page.")).toBeVisible();
  await expect(widget.lineupButton).toBeVisible();
  line.mend();
  await widget.watches();
  await expect(widget.words("The video may not be shown on this page.")).toHaveCount(0);
});

test("a stream in a codec that the browser lacks is said to be none for this browser, and not asked for again", async ({ widget, line, open }) => {
  line.edit = (_path, text) => text.replace(/CODECS="[^"]*"/, 'CODECS="dvh1.99.99"');
  await open();
  await expect(widget.words("This browser cannot play the video.")).toBeVisible();
  await expect(widget.lineupButton).toBeVisible();
  expect(line.asked.filter((path) => path.includes("master"))).toHaveLength(1);
});

test("who saves data gets the lowest quality and no other", async ({ page, widget, line, open }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true, effectiveType: "4g" } }));
  line.edit = (path, text) => {
    if (!path.includes("master")) return text;
    const variant = /#EXT-X-STREAM-INF:[^\n]*\nvideo\.m3u8\n/.exec(text)?.[0] ?? "";
    const low = variant.replaceAll(/BANDWIDTH=\d+/g, "BANDWIDTH=200000").replace("video.m3u8", "video.m3u8?low");
    return text.replace(variant, variant.replace("video.m3u8", "video.m3u8?high") + low);
  };
  await open();
  await widget.watches();
  const asked = line.asked.filter((path) => path.includes("video.m3u8"));
  expect([...new Set(asked)].map((path) => path.split("?")[1])).toEqual(["low"]);
});
