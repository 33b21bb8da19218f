// @ts-check
// From a host's click to a viewer, through the host's API: until the cue is in the viewer's page by its event stream, and, for
// cues whose moment has passed in the viewer's picture, until the overlay shows it.

import { setTimeout as pause } from "node:timers/promises";
import { quantile } from "./stand.mjs";
import { HOST_TOKEN } from "../../tests/e2e/support/host.js";
import { LINEUP } from "../../tests/e2e/support/programme.js";

/** A moment that has passed in every live viewer's picture, and lies within what a host may still say, in ms. */
const AGO = 30_000;
/** How long a cue may take until it counts as lost. */
const PATIENCE = 5_000;
/** The slot that the bench show leaves free. */
const SLOT = 2;

/** Runs in the viewer's page before anything else: takes down when the widget's own event stream brings which cue. */
export function listen() {
  /** @type {Record<string, number>} */
  const arrived = {};
  Object.assign(window, { arrived });
  const Native = window.EventSource;
  window.EventSource = class extends Native {
    /** @param {string | URL} address @param {EventSourceInit} [options] */
    constructor(address, options) {
      super(address, options);
      this.addEventListener("cue", ({ data }) => {
        arrived[JSON.parse(data).id] ??= performance.timeOrigin + performance.now();
      });
    }
  };
}

/** Runs in the viewer's page: takes down when which pins stand. */
function watchPins() {
  const pins = document.querySelector("vitrine-live")?.shadowRoot?.querySelector("ul[aria-label='Shown now']");
  if (!pins) throw new Error("no pins");
  /** @type {{at: number, pins: string[]}[]} */
  const seen = [];
  const look = () => {
    const shown = [...pins.querySelectorAll("[data-product]")].map((pin) => /** @type {HTMLElement} */ (pin).dataset.product ?? "");
    seen.push({ at: performance.timeOrigin + performance.now(), pins: shown });
  };
  new MutationObserver(look).observe(pins, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-product"] });
  Object.assign(window, { seenPins: seen });
}

/** Says something to the host's API, in a page of its origin. @param {import("@playwright/test").Page} host @param {string} path @param {unknown} body */
function say(host, path, body) {
  return host.evaluate(
    async ({ path, body }) => {
      const clicked = performance.timeOrigin + performance.now();
      const answer = await fetch(`/host/api${path}`, { method: "POST", headers: { "Vitrine-Host": "1", "Content-Type": "application/json" }, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return { clicked, said: answer.status === 204 ? null : await answer.json() };
    },
    { path, body },
  );
}

/** @param {string} what @param {number[]} times */
const row = (what, times) => ({ what, times, p50: quantile(times, 0.5), p99: quantile(times, 0.99), max: Math.max(...times) });

/**
 * @param {import("@playwright/test").Page} viewer @param {import("@playwright/test").Page} host
 * @param {import("../../tests/e2e/support/server.js").Server} server @param {number} count
 */
export async function clicks(viewer, host, server, count) {
  await host.goto(`${server.origin}/health`);
  await say(host, "/session", { token: HOST_TOKEN });
  await say(host, "/shows/demo/script", { running: false });
  await viewer.evaluate(watchPins);
  // Nothing may be said of before the takeover.
  await pause(AGO + 1_000);

  /** @type {{id: string, clicked: number, product: string, late: boolean}[]} */
  const sent = [];
  const click = async (/** @type {boolean} */ late) => {
    const product = String(LINEUP[sent.length % LINEUP.length]);
    const at = late ? { at: new Date(Date.now() - AGO).toISOString() } : {};
    const { clicked, said } = await say(host, "/shows/demo/cues", { kind: "pin", slot: SLOT, product, ...at });
    sent.push({ id: said.cue.id, clicked, product, late });
    // Not in step with anything.
    await pause(60 + (sent.length * 37) % 80);
  };
  for (let done = 0; done < count; done += 1) await click(true);
  for (let done = 0; done < count; done += 1) await click(false);
  await pause(PATIENCE);

  const { arrived, seen } = await viewer.evaluate(() => {
    const { arrived, seenPins } = /** @type {any} */ (window);
    return { arrived: /** @type {Record<string, number>} */ (arrived), seen: /** @type {{at: number, pins: string[]}[]} */ (seenPins) };
  });
  const lost = sent.filter(({ id }) => !(id in arrived));
  if (lost.length > 0) throw new Error(`${lost.length} of ${sent.length} cues did not come by the event stream`);
  const byStream = sent.map(({ id, clicked }) => Number(arrived[id]) - clicked);
  /** @type {number[]} */
  const shown = [];
  let unseen = 0;
  for (const [index, { clicked, product, late }] of sent.entries()) {
    if (!late) continue;
    const next = sent[index + 1]?.clicked ?? Infinity;
    // After the script has gone this slot's pin stands alone.
    const first = seen.find(({ at, pins }) => at >= clicked && at < next && pins.at(-1) === product);
    if (first) shown.push(first.at - clicked);
    else unseen += 1;
  }
  if (unseen > 0) console.error(`${unseen} late cues were replaced before they were seen`);
  return [row("until the cue is in the viewer's page, by the event stream", byStream), row("until the overlay shows it, where its moment has passed", shown)];
}
