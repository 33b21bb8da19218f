// @ts-check
// Cues in the stream itself: an ID3 text in an event message (`emsg`) of a segment carries the JSON of a cue. There is no other
// way to it here: neither snapshot nor events.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { follow, pictureTime, seenNow } from "../support/picture.js";
import { SHOW } from "../support/places.js";
import { expect, test } from "../support/test.js";

test.use({ viewport: { width: 1280, height: 800 } });

const SEGMENTS = 8;

/** A number of four bytes. @param {number} value */
function four(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A length as ID3 writes it, seven bits a byte. @param {number} value */
const length = (value) => Buffer.from([21, 14, 7, 0].map((shift) => (value >> shift) & 127));

/** An ID3 tag with one text of one's own kind. @param {string} description @param {string} text */
function id3(description, text) {
  const content = Buffer.concat([Buffer.from([3]), Buffer.from(`${description}\0${text}`)]);
  const frame = Buffer.concat([Buffer.from("TXXX"), length(content.length), Buffer.alloc(2), content]);
  return Buffer.concat([Buffer.from("ID3\x04\0\0"), length(frame.length), frame]);
}

/** An event message at a second of the media. @param {number} at @param {Buffer} message */
function emsg(at, message) {
  const scheme = Buffer.from("https://aomedia.org/emsg/ID3\0\0");
  const head = [four(0x01000000), four(1000), four(0), four(at * 1000), four(0xffffffff), four(at)];
  const body = Buffer.concat([Buffer.from("emsg"), ...head, scheme, message]);
  return Buffer.concat([four(body.length + 4), body]);
}

test("a pin that an event message of the stream carries comes up in its moment", async ({ page, widget, site, server, publish }) => {
  const cues = [
    { seq: 0, id: "up", at: 6, kind: "pin", slot: 0, product: "walnut-board" },
    { seq: 1, id: "down", at: 9, kind: "unpin", slot: 0 },
  ];
  // The first says something that is none of ours, and one that is told long before its moment.
  const told = [
    emsg(0, id3("of somebody else", JSON.stringify({ ...cues[0], id: "no", at: 0 }))),
    emsg(1, id3("vitrine.cue", JSON.stringify(cues[1]))),
    Buffer.alloc(0),
    emsg(6, id3("vitrine.cue", JSON.stringify(cues[0]))),
  ];
  site.put("/stream/init.mp4", await readFile(join(SHOW, "media/init.mp4")), "video/mp4");
  const lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-TARGETDURATION:2", "#EXT-X-PLAYLIST-TYPE:VOD", '#EXT-X-MAP:URI="init.mp4"'];
  for (let n = 0; n < SEGMENTS; n += 1) {
    const messages = n === 0 ? Buffer.concat(told.slice(0, 2)) : (told[n] ?? Buffer.alloc(0));
    const media = await readFile(join(SHOW, `media/seg0000${n}.m4s`));
    site.put(`/stream/${n}.m4s`, Buffer.concat([messages, media]), "video/mp4");
    lines.push("#EXTINF:2.0,", `${n}.m4s`);
  }
  site.put("/stream/index.m3u8", [...lines, "#EXT-X-ENDLIST", ""].join("\n"), "application/vnd.apple.mpegurl");
  const manifest = {
    ...(await (await fetch(server.show)).json()),
    status: "ended",
    stream: { src: "index.m3u8", type: "application/vnd.apple.mpegurl", cors: true },
    cues: undefined,
    events: undefined,
  };
  site.put("/stream/show.json", JSON.stringify(manifest));

  await page.goto(await publish({ show: "/stream/show.json" }));
  await widget.watches();
  await widget.seek.fill("4");
  await expect.poll(() => pictureTime(page)).toBeGreaterThan(3.9);
  const watched = await follow(page);
  await expect.poll(async () => (await seenNow(page)).time, { timeout: 20_000 }).toBeGreaterThan(9.5);
  const frames = (await watched.frames()).filter(({ time }) => time > 4 && time < 10);
  const early = frames.filter(({ time, pins }) => pins.length > 0 && (time < 6 || time > 9.1));
  const missing = frames.filter(({ time, pins }) => time > 6.1 && time < 9 && pins.join() !== "walnut-board");
  expect({ early, missing }).toEqual({ early: [], missing: [] });
  expect(frames.filter(({ pins }) => pins.length > 0).length, "it was there").toBeGreaterThan(10);
});
