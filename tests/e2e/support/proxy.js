// @ts-check
// A bad line between browser and shop: a proxy on loopback that passes everything on, and spoils what it is told to spoil.
// It stands outside the browser, so that what is lost on the way back, or sent twice, has really been to the shop.

import { Agent, createServer, request as ask } from "node:http";

/**
 * What may happen to a request or its answer.
 * - `late`: it reaches the shop; the answer is held until the browser has given up.
 * - `lost before`: the connection breaks before the shop has heard anything.
 * - `lost after`: the shop has done it; the connection breaks before a byte of the answer is sent.
 * - `twice`: two copies reach the shop at once; the answer that comes last is passed on.
 * - `truncated`: the shop has done it; the connection breaks in the middle of the answer.
 * - `500`: the shop has done it, and something on the way back fails: 500 with a page for people.
 * - `429`: refused with `Retry-After` before the shop has heard anything.
 * - `wrong type`: the shop has done it; the answer is 200 and a page for people.
 * - `wrong shape`: the shop has done it; the answer is 200 and JSON that means something else.
 * @typedef {"late" | "lost before" | "lost after" | "twice" | "truncated" | "500" | "429" | "wrong type" | "wrong shape"} Fault
 */

/** @type {Fault[]} */
export const FAULTS = ["late", "lost before", "lost after", "twice", "truncated", "500", "429", "wrong type", "wrong shape"];

/** How long a 429 asks for patience, in seconds. */
export const RETRY_AFTER = 3;

/** A body larger than any that the widget sends. */
const LARGEST = 1 << 20;

/** @typedef {{method: string, path: string, body: string}} Told what is known of a request */

/**
 * Requests to be spoiled: the next `left` of those that match. `struck` counts those that were.
 * @typedef {{matches: (told: Told) => boolean, fault: Fault, left: number, struck: number}} Strike
 */

/** @typedef {{status: number, headers: import("node:http").IncomingHttpHeaders, body: Buffer}} Answer */

/** Starts the proxy on a free port. Where the shop is, it is told by `aim`. */
export async function startProxy() {
  let port = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  /** @type {Set<() => void>} what waits behind an answer that is held */
  const held = new Set();
  let open = 0;
  const proxy = {
    origin: "",
    /** @type {Strike[]} */
    strikes: [],
    /** Changes what the shop really said, on its way back. @type {null | ((told: Told, answer: Answer) => Answer)} */
    rewrite: null,
    /** Where the shop listens. @param {string} origin */
    aim: (origin) => void (port = Number(new URL(origin).port)),
    /**
     * Spoils the next requests that match.
     * @param {(told: Told) => boolean} matches @param {Fault} fault @param {number} [times] @returns {Strike}
     */
    strike(matches, fault, times = 1) {
      const strike = { matches, fault, left: times, struck: 0 };
      proxy.strikes.push(strike);
      return strike;
    },
    /** From now on nothing is spoiled, and nothing held. */
    mend() {
      proxy.strikes = [];
      for (const let_go of [...held]) let_go();
    },
    /** How many answers are held. */
    holds: () => held.size,
    /** Whether nothing is under way but what is held. */
    idle: () => open === held.size,
    stop: () =>
      new Promise((done) => {
        proxy.mend();
        agent.destroy();
        server.close(() => done(undefined));
        server.closeAllConnections();
      }),
  };

  /** @param {import("node:http").IncomingMessage} from @param {Buffer} body @returns {Promise<Answer>} */
  const pass = (from, body) =>
    new Promise((done, failed) => {
      const { "accept-encoding": _, connection: __, ...headers } = from.headers;
      const onward = ask({ host: "127.0.0.1", port, agent, method: from.method, path: from.url, headers }, (answer) => {
        read(answer).then((whole) => {
          const said = { status: answer.statusCode ?? 502, headers: answer.headers, body: whole };
          done(proxy.rewrite ? proxy.rewrite(heard(from, body), said) : said);
        }, failed);
      });
      onward.once("error", failed);
      onward.end(body);
    });

  const server = createServer(async (from, to) => {
    open += 1;
    to.once("close", () => (open -= 1));
    // A browser sends again by itself what was lost on a connection that had been used before. That would hide the loss.
    to.shouldKeepAlive = false;
    try {
      const body = await read(from);
      const told = heard(from, body);
      const strike = told.method === "OPTIONS" ? undefined : proxy.strikes.find((one) => one.left > 0 && one.matches(told));
      if (!strike) return send(to, await pass(from, body));
      strike.left -= 1;
      await spoil(strike.fault, { from, to, pass: () => pass(from, body), held, struck: () => (strike.struck += 1) });
    } catch {
      // The browser, or the shop, has gone away.
      to.destroy();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the proxy has no port");
  proxy.origin = `http://localhost:${address.port}`;
  return proxy;
}

/** @typedef {Awaited<ReturnType<typeof startProxy>>} Proxy */

/** @param {import("node:http").IncomingMessage} from @param {Buffer} body @returns {Told} */
function heard(from, body) {
  return { method: from.method ?? "", path: new URL(from.url ?? "/", "http://shop").pathname, body: body.toString() };
}

/** @param {import("node:http").IncomingMessage} message @returns {Promise<Buffer>} */
async function read(message) {
  const pieces = [];
  let size = 0;
  for await (const piece of message) {
    size += piece.length;
    if (size > LARGEST && message.method) throw new Error("too much was sent");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** @param {import("node:http").ServerResponse} to @param {Answer} answer */
function send(to, { status, headers, body }) {
  const { connection: _, "transfer-encoding": __, ...kept } = headers;
  to.writeHead(status, { ...kept, "content-length": String(body.length) }).end(body);
}

/**
 * @param {Fault} fault
 * @param {{from: import("node:http").IncomingMessage, to: import("node:http").ServerResponse, pass: () => Promise<Answer>,
 *   held: Set<() => void>, struck: () => void}} line
 */
async function spoil(fault, { from, to, pass, held, struck }) {
  /** Cross-origin answers that a page may read. */
  const readable = {
    "access-control-allow-origin": from.headers.origin ?? "*",
    "access-control-expose-headers": "ETag, Retry-After",
    "cache-control": "no-store",
  };
  /** @param {number} status @param {string} type @param {string} text @param {Record<string, string>} [more] */
  const instead = (status, type, text, more) => to.writeHead(status, { ...readable, "content-type": type, ...more }).end(text);
  switch (fault) {
    case "late": {
      const answer = await pass();
      const gone = new Promise((done) => to.once("close", () => done(undefined)));
      /** @type {() => void} */
      let let_go = () => {};
      const enough = new Promise((done) => (let_go = () => done(undefined)));
      held.add(let_go);
      struck();
      await Promise.race([gone, enough]);
      held.delete(let_go);
      if (!to.destroyed) send(to, answer);
      return;
    }
    case "lost before":
      struck();
      to.destroy();
      return;
    case "lost after":
      await pass();
      struck();
      to.destroy();
      return;
    case "twice": {
      /** @type {Answer[]} in the order in which they came */
      const answers = [];
      await Promise.all([pass().then((one) => answers.push(one)), pass().then((one) => answers.push(one))]);
      struck();
      send(to, answers[1]);
      return;
    }
    case "truncated": {
      const { status, headers, body } = await pass();
      struck();
      to.writeHead(status, { ...headers, "content-length": String(body.length) });
      to.write(body.subarray(0, Math.floor(body.length / 2)), () => to.destroy());
      return;
    }
    case "500":
      await pass();
      struck();
      instead(500, "text/html", "<h1>Internal Server Error</h1>");
      return;
    case "429":
      struck();
      instead(429, "application/json", '{"ucp":{"version":"2026-04-08","status":"error"},"messages":[]}', { "retry-after": String(RETRY_AFTER) });
      return;
    case "wrong type":
      await pass();
      struck();
      instead(200, "text/html", "<!doctype html><title>Sign in to this network</title>");
      return;
    case "wrong shape":
      await pass();
      struck();
      instead(200, "application/json", '{"result":"ok","data":[]}');
  }
}
