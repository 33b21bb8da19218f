// @ts-check
// Makes hostile what a real shop and a real stage say, on its way to the browser: every text carries a piece of the corpus
// (tests/corpus/), or every address is replaced by one.

import { readFileSync } from "node:fs";
import { fromTop } from "../support/places.js";

/** @type {(name: string) => string[]} */
const corpus = (name) => JSON.parse(readFileSync(fromTop(`tests/corpus/${name}.json`), "utf8"));

export const TEXTS = corpus("texts");
export const ADDRESSES = corpus("addresses");

/** What UCP, and the cues, call a text that people read. */
const TEXT_KEYS = new Set(["title", "plain", "name", "label", "content", "display_text", "alt_text", "description", "text", "lang", "markdown", "html"]);
/** What they call an address. What the payment field is loaded from is not among them: without it nothing is bought. */
const ADDRESS_KEYS = new Set(["url", "image_url", "permalink_url", "continue_url"]);

/** The same words become the same again: an option must go on being one of its product's. @param {string} text */
export function poisoned(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return `${text} ${TEXTS[sum % TEXTS.length]}`;
}

/**
 * @param {any} value
 * @param {(key: string, text: string) => string} change
 * @returns {any}
 */
function walk(value, change) {
  if (Array.isArray(value)) return value.map((one) => walk(one, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typeof one === "string" ? change(key, one) : walk(one, change)]));
}

/** @param {import("../support/proxy.js").Answer} answer @param {string} body @returns {import("../support/proxy.js").Answer} */
const instead = (answer, body) => ({ ...answer, body: Buffer.from(body) });

const isJson = (/** @type {import("../support/proxy.js").Answer} */ { headers }) => /json/.test(headers["content-type"] ?? "");

/** How often a text was changed, by kind of answer: a scenario in which none was would hold nothing. */
const counter = () => /** @type {Record<string, number>} */ ({});

/** Every text of every answer: JSON, captions, the names of tracks, cues in the stream. */
export function poisonTexts() {
  const count = counter();
  const done = (/** @type {string} */ what) => void (count[what] = (count[what] ?? 0) + 1);
  let next = 0;
  /** @param {import("../support/proxy.js").Told} told @param {import("../support/proxy.js").Answer} answer */
  const rewrite = ({ path }, answer) => {
    if (path.startsWith("/pay")) return answer;
    if (isJson(answer)) {
      const json = JSON.parse(answer.body.toString() || "null");
      const said = walk(json, (key, text) => (TEXT_KEYS.has(key) ? (done(path.includes("cues") ? "cue" : "json"), poisoned(text)) : text));
      // One that is as long as it may be, with the whole corpus in it.
      const long = walk(said, (key, text) => (key === "plain" && !path.includes("lookup") ? `${text}\n${TEXTS.join("\n")}` : text));
      return instead(answer, JSON.stringify(long));
    }
    if (path.endsWith(".vtt")) {
      done("caption");
      const words = answer.body.toString().replaceAll(/(-->.*\n)(.+)/g, (_, time, line) => `${time}${line} ${TEXTS[(next += 1) % TEXTS.length].replaceAll("-->", "--")}`);
      return instead(answer, words);
    }
    if (path.endsWith(".m3u8")) {
      const text = answer.body.toString();
      const named = text.replaceAll(/NAME="([^"]*)"/g, (_, name) => (done("track"), `NAME="${name} <img src=x onerror=pwned()>"`));
      const cues = named.replaceAll(/X-VITRINE-CUE="([^"]+)"/g, (_, cue) => {
        done("in the stream");
        const json = JSON.parse(Buffer.from(cue, "base64url").toString());
        const bad = walk(json, (key, words) => (TEXT_KEYS.has(key) ? poisoned(words) : words));
        return `X-VITRINE-CUE="${Buffer.from(JSON.stringify(bad)).toString("base64url")}"`;
      });
      return instead(answer, cues);
    }
    return answer;
  };
  return { rewrite, count };
}

/** Every address of the shop's answers, one of the corpus after the other. */
export function poisonAddresses({ keys = ADDRESS_KEYS } = {}) {
  const used = new Set();
  /** @type {Record<string, number>} */
  const count = counter();
  let next = 0;
  /** @param {import("../support/proxy.js").Told} told @param {import("../support/proxy.js").Answer} answer */
  const rewrite = ({ path }, answer) => {
    if (!isJson(answer) || path.startsWith("/pay")) return answer;
    const said = walk(JSON.parse(answer.body.toString() || "null"), (key, text) => {
      if (!keys.has(key)) return text;
      count[key] = (count[key] ?? 0) + 1;
      const bad = ADDRESSES[(next += 1) % ADDRESSES.length];
      used.add(bad);
      return bad;
    });
    return instead(answer, JSON.stringify(said));
  };
  return { rewrite, used, count };
}
