#!/usr/bin/env node
/**
 * Checks the sample programme as it is on disk: `node show/check.mjs`. Needs ffmpeg; says what is wrong and exits with 1.
 *
 * - boxes: every segment begins exactly at 2 s × its number, for the picture to the tick, for the sound to the AAC frame, with no
 *   gap, no edit list, and a key frame first;
 * - pictures: the mark of every frame reads right at full, half and third size;
 * - texts: cues, captions, catalogue and programme agree with each other;
 * - sizes.
 */

import { spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FRAMES, FRAME_RATE, readFrameMark } from "./frame-mark.mjs";

const show = dirname(fileURLToPath(import.meta.url));
const json = (name) => JSON.parse(readFileSync(join(show, name), "utf8"));
const programme = json("programme.json");
const wrong = [];
const expect = (truth, what) => truth || wrong.push(what);
const segment = (n) => join(show, "media", `seg${String(n).padStart(5, "0")}.m4s`);

// Boxes ---------------------------------------------------------------------------------------

function* boxes(buffer, start = 0, end = buffer.length) {
  for (let at = start; at < end; ) {
    const size = buffer.readUInt32BE(at);
    if (size < 8) throw new Error(`box of size ${size} at ${at}`);
    yield { type: buffer.toString("latin1", at + 4, at + 8), body: at + 8, end: at + size };
    at += size;
  }
}

function find(buffer, path, start = 0, end = buffer.length) {
  const [type, ...rest] = path;
  const found = [...boxes(buffer, start, end)].filter((box) => box.type === type);
  return rest.length ? found.flatMap((box) => find(buffer, rest, box.body, box.end)) : found;
}

/** One track of one fragment: its id, where it begins, its sample count and length in ticks, the first sample's flags. */
function track(buffer, traf, defaults) {
  const one = (type) => find(buffer, [type], traf.body, traf.end)[0];
  const tfhd = one("tfhd");
  const id = buffer.readUInt32BE(tfhd.body + 4);
  let at = tfhd.body + 8;
  const has = buffer.readUInt32BE(tfhd.body) & 0xffffff;
  if (has & 0x1) at += 8;
  if (has & 0x2) at += 4;
  let { duration, flags } = defaults[id];
  if (has & 0x8) duration = buffer.readUInt32BE((at += 4) - 4);
  if (has & 0x10) at += 4;
  if (has & 0x20) flags = buffer.readUInt32BE(at);
  const tfdt = one("tfdt");
  const wide = buffer[tfdt.body] === 1;
  const begin = wide ? Number(buffer.readBigUInt64BE(tfdt.body + 4)) : buffer.readUInt32BE(tfdt.body + 4);
  let [count, length, first, shifted] = [0, 0, null, false];
  for (const trun of find(buffer, ["trun"], traf.body, traf.end)) {
    const has = buffer.readUInt32BE(trun.body) & 0xffffff;
    const n = buffer.readUInt32BE(trun.body + 4);
    let p = trun.body + 8 + (has & 0x1 ? 4 : 0);
    let head = null;
    if (has & 0x4) head = buffer.readUInt32BE((p += 4) - 4);
    for (let i = 0; i < n; i++) {
      length += has & 0x100 ? buffer.readUInt32BE((p += 4) - 4) : duration;
      if (has & 0x200) p += 4;
      const own = has & 0x400 ? buffer.readUInt32BE((p += 4) - 4) : flags;
      if (has & 0x800) shifted ||= buffer.readInt32BE((p += 4) - 4) !== 0;
      if (count + i === 0) first = head ?? own;
    }
    count += n;
  }
  return { id, begin, count, length, first, shifted };
}

function checkBoxes() {
  const init = readFileSync(join(show, "media", "init.mp4"));
  expect(find(init, ["moov", "trak", "edts"]).length === 0, "init.mp4 has an edit list");
  const scale = {};
  const kind = {};
  for (const trak of find(init, ["moov", "trak"])) {
    const id = init.readUInt32BE(find(init, ["tkhd"], trak.body, trak.end)[0].body + 12);
    scale[id] = init.readUInt32BE(find(init, ["mdia", "mdhd"], trak.body, trak.end)[0].body + 12);
    const hdlr = find(init, ["mdia", "hdlr"], trak.body, trak.end)[0].body;
    kind[id] = init.toString("latin1", hdlr + 8, hdlr + 12);
  }
  const defaults = {};
  for (const trex of find(init, ["moov", "mvex", "trex"])) {
    const read = (n) => init.readUInt32BE(trex.body + 4 + 4 * n);
    defaults[read(0)] = { duration: read(2), flags: read(4) };
  }
  const next = {};
  const total = {};
  let peak = 0;
  for (let n = 0; n < programme.segments; n++) {
    const buffer = readFileSync(segment(n));
    peak = Math.max(peak, (buffer.length * 8) / programme.segment);
    const moofs = find(buffer, ["moof"]);
    expect(moofs.length === 1, `segment ${n} has ${moofs.length} fragments`);
    for (const traf of find(buffer, ["moof", "traf"])) {
      const t = track(buffer, traf, defaults);
      const what = `segment ${n}, ${kind[t.id]}`;
      const want = n * programme.segment * scale[t.id];
      expect(t.begin === (next[t.id] ?? 0), `${what}: begins at ${t.begin}, the one before ended at ${next[t.id]}`);
      expect(!t.shifted, `${what}: composition offsets`);
      if (kind[t.id] === "vide") {
        expect(t.begin === want, `${what}: begins at ${t.begin}, not ${want}`);
        expect(t.count === programme.segment * FRAME_RATE, `${what}: ${t.count} frames`);
        expect((t.first & 0x10000) === 0, `${what}: does not begin with a key frame`);
      } else {
        expect(Math.abs(t.begin - want) < 1024, `${what}: begins ${t.begin - want} ticks from its place`);
      }
      next[t.id] = t.begin + t.length;
      total[t.id] = (total[t.id] ?? 0) + t.count;
    }
  }
  expect(!existsSync(segment(programme.segments)), "there are more segments than the programme says");
  for (const id in kind) {
    expect(next[id] === programme.duration * scale[id], `${kind[id]} ends at ${next[id] / scale[id]} s`);
  }
  expect(Object.keys(kind).length === 2, "not exactly one picture and one sound track");
  expect(peak <= programme.bandwidth, `peak ${peak} is more than the bandwidth in programme.json`);
  return Object.keys(kind).map((id) => `${kind[id]} ${total[id]} samples`).join(", ");
}

// Pictures ------------------------------------------------------------------------------------

function decode(width, height) {
  const files = [join(show, "media", "init.mp4"), ...Array.from({ length: programme.segments }, (_, n) => segment(n))];
  const args = ["-hide_banner", "-loglevel", "error", "-i", "-", "-an", "-vf", `scale=${width}:${height}:flags=bilinear`];
  const ffmpeg = spawn("ffmpeg", [...args, "-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgba", "-"], { stdio: ["pipe", "pipe", "inherit"] });
  ffmpeg.stdin.on("error", () => {});
  ffmpeg.stdin.end(Buffer.concat(files.map((file) => readFileSync(file))));
  return ffmpeg.stdout;
}

async function checkPictures(width, height) {
  const size = width * height * 4;
  let [rest, frame, right] = [[], 0, 0];
  let held = 0;
  for await (const chunk of decode(width, height)) {
    rest.push(chunk);
    held += chunk.length;
    if (held < size) continue;
    let all = Buffer.concat(rest);
    for (; all.length >= size; all = all.subarray(size)) {
      const mark = readFrameMark({ data: all.subarray(0, size), width, height });
      if (mark?.frame === frame && mark.seconds === frame / FRAME_RATE) right++;
      else if (frame - right < 5) wrong.push(`${width}×${height}: frame ${frame} reads ${mark ? mark.frame : "nothing"}`);
      frame++;
    }
    rest = [all];
    held = all.length;
  }
  expect(frame === FRAMES && right === FRAMES, `${width}×${height}: ${right} of ${frame} marks right, ${FRAMES} wanted`);
  return `${right} of ${frame} marks right`;
}

// Texts ---------------------------------------------------------------------------------------

function checkTexts() {
  const catalogue = json("catalogue.json");
  const ids = new Set(catalogue.products.map((product) => product.id));
  const seen = new Set();
  const slots = new Map();
  let last = 0;
  for (const cue of json("cues.json").cues) {
    expect(cue.at >= last && cue.at < programme.duration, `cue at ${cue.at} is out of order`);
    last = cue.at;
    if (cue.kind === "pin") {
      expect(ids.has(cue.product), `cue at ${cue.at} pins the unknown ${cue.product}`);
      seen.add(cue.product);
      slots.set(cue.slot, cue.product);
    }
    if (cue.kind === "hotspot") {
      expect(ids.has(cue.product), `cue at ${cue.at} marks the unknown ${cue.product}`);
      expect(cue.until > cue.at && cue.until <= programme.duration, `the hotspot at ${cue.at} does not end in its loop`);
      for (const { x, y, w, h } of cue.path) expect(x >= 0 && y >= 0 && x + w <= 1 && y + h <= 1, `the hotspot at ${cue.at} leaves the picture`);
    }
    if (cue.kind === "unpin") slots.delete(cue.slot);
  }
  expect(slots.size === 0, `still pinned at the end: ${[...slots.values()]}`);
  expect(seen.size === ids.size, `pinned ${seen.size} of ${ids.size} products`);
  expect(JSON.stringify(programme.lineup) === JSON.stringify([...ids]), "lineup and catalogue differ");
  for (const product of catalogue.products) {
    const files = new Set(product.media.map((media) => media.file));
    for (const file of files) expect(existsSync(join(show, "catalogue", file)), `${file} is missing`);
    for (const media of product.media) expect(media.alt, `${media.file} has no alt text`);
    for (const variant of product.variants) {
      expect((variant.media ?? []).every((file) => files.has(file)), `${variant.id} shows a picture its product lacks`);
      expect(product.options.every((option) => option.values.includes(variant.options[option.name])), `${variant.id} has an odd option`);
    }
  }
  const stamps = programme.captions.map(({ lang }) => {
    const found = [...readFileSync(join(show, "captions", `${lang}.vtt`), "utf8").matchAll(/^(\S+) --> (\S+)/gm)];
    let end = "";
    for (const [, from, to] of found) {
      expect(from >= end && to > from, `${lang}.vtt: ${from} overlaps`);
      end = to;
    }
    return found.map(([line]) => line).join();
  });
  expect(new Set(stamps).size === 1, "the captions' times differ between the languages");
  return `${ids.size} products, ${seen.size} pinned`;
}

function checkSizes() {
  const weigh = (name) => readdirSync(join(show, name)).reduce((sum, file) => sum + statSync(join(show, name, file)).size, 0);
  const media = weigh("media");
  const all = media + weigh("catalogue");
  expect(media <= 5_500_000, `media weigh ${media} bytes`);
  expect(all <= 6_000_000, `media and pictures weigh ${all} bytes`);
  return `media ${(media / 1e6).toFixed(2)} MB, with pictures ${(all / 1e6).toFixed(2)} MB`;
}

const steps = {
  "boxes": checkBoxes,
  "texts": checkTexts,
  "sizes": checkSizes,
  "pictures 540×960": () => checkPictures(540, 960),
  "pictures 270×480": () => checkPictures(270, 480),
  "pictures 180×320": () => checkPictures(180, 320),
};
for (const [name, step] of Object.entries(steps)) {
  const before = wrong.length;
  const said = await step();
  console.log(`${wrong.length === before ? "ok  " : "FAIL"} ${name}: ${said}`);
}
for (const what of wrong) console.error(`- ${what}`);
process.exit(wrong.length ? 1 : 0);
