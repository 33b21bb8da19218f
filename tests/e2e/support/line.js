// @ts-check
// The line between a viewer and the stream: passes playlists and pieces on from the stage, and spoils what it is told to.
// It stands outside the browser, so that the widget meets what a viewer's would: no answer, a late one, one that the page
// may not read.

import { createServer } from "node:http";

/**
 * What becomes of a request. `gone`: 404. `held`: no answer until the line is mended. `closed`: answered, but not for
 * pages of other origins.
 * @typedef {"gone" | "held" | "closed" | undefined} Fate
 */

/** Starts a line to a stage, on a free port. @param {string} stage its origin */
export async function startLine(stage) {
  /** @type {Set<() => void>} */
  const held = new Set();
  const line = {
    origin: "",
    /** Paths that were asked for, in their order. @type {string[]} */
    asked: [],
    /** @type {(path: string) => Fate} */
    fate: () => undefined,
    /** What a playlist says on the way. @type {(path: string, text: string) => string} */
    edit: (_path, text) => text,
    /** Everything passes again, what was held first. */
    mend() {
      line.fate = () => undefined;
      for (const go of held) go();
      held.clear();
    },
    stop: () =>
      new Promise((done) => {
        line.mend();
        server.close(() => done(undefined));
        server.closeAllConnections();
      }),
  };
  const server = createServer(async (from, to) => {
    const url = from.url ?? "/";
    line.asked.push(url);
    const fate = line.fate(url);
    if (fate === "held") await new Promise((go) => held.add(() => go(undefined)));
    /** @type {Record<string, string>} */
    const headers = fate === "closed" ? {} : { "access-control-allow-origin": "*" };
    if (fate === "gone") return void to.writeHead(404, headers).end();
    try {
      const answer = await fetch(stage + url);
      const type = answer.headers.get("content-type") ?? "";
      const body = type.includes("mpegurl") ? line.edit(url, await answer.text()) : Buffer.from(await answer.arrayBuffer());
      to.writeHead(answer.status, { ...headers, "content-type": type, "cache-control": "no-store" }).end(body);
    } catch {
      // The stage has been stopped.
      to.destroy();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the line has no port");
  line.origin = `http://localhost:${address.port}`;
  return line;
}

/** @typedef {Awaited<ReturnType<typeof startLine>>} Line */
