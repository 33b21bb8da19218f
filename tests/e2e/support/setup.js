// @ts-check
// Before the first scenario: what the browser said in an earlier run is taken away.

import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { FOLDER, PREFIX } from "./ucp.js";

export default async function setup() {
  const old = await readdir(FOLDER).catch(() => /** @type {string[]} */ ([]));
  await Promise.all(old.filter((name) => name.startsWith(PREFIX)).map((name) => rm(join(FOLDER, name))));
}
