// @ts-check
// A real vitrine-server with an empty database, for one test. Ended by its process id.

import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { access, mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { HOST_TOKEN } from "./host.js";
import { HOST_DIST, SERVER, SHOW } from "./places.js";

/** How long the server may take to come up, and to go. */
const PATIENCE = 20_000;

/** A port that nobody listens on. @returns {Promise<number>} */
function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? done(address.port) : failed(new Error("no port"))));
    });
  });
}

/**
 * Starts the server and waits until it is well.
 * @param {{folder: string, allow: string[], catalogue?: string, arguments?: string[]}} wish where data and log go, who may
 *   call, and what is sold
 */
export async function startServer({ folder, allow, catalogue = join(SHOW, "catalogue.json"), arguments: more = [] }) {
  await access(SERVER).catch(() => {
    throw new Error(`there is no server at ${SERVER}: run \`cargo build --package vitrine-server\``);
  });
  const data = join(folder, "data");
  const log = join(folder, "server.log");
  await mkdir(data, { recursive: true });
  const port = await freePort();
  // Only the host's scenarios need the console; the others run without it having been built.
  const console = await access(join(HOST_DIST, "index.html")).then(() => true, () => false);
  const child = spawn(
    SERVER,
    [
      ["--data", data],
      ["--port", String(port)],
      ["--catalogue", catalogue],
      console ? ["--console", HOST_DIST] : [],
      ...allow.map((origin) => ["--allow-origin", origin]),
      more,
    ].flat(),
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, VITRINE_HOST_TOKEN: HOST_TOKEN } },
  );
  const file = createWriteStream(log);
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const ended = new Promise((done) => child.once("exit", done));

  const origin = `http://localhost:${port}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
      await ended;
      clearTimeout(force);
    }
    file.end();
  };

  const giveUp = Date.now() + PATIENCE;
  for (;;) {
    const well = await fetch(`http://127.0.0.1:${port}/health`).then((answer) => answer.ok, () => false);
    if (well) break;
    if (child.exitCode !== null || Date.now() > giveUp) {
      await stop();
      throw new Error(`the server did not come up; its log is ${log}`);
    }
    await pause(30);
  }
  return { origin, data, log, stop, show: `${origin}/shows/demo.json` };
}

/** @typedef {Awaited<ReturnType<typeof startServer>>} Server */
