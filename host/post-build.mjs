// Trunk runs this after each build, on the folder that is about to become host/dist/.
//
// The console's style sheet is put together here: the widget's own tokens of look first, so that there is one set of them,
// then the console's sheets in the order of their names.

import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const { TRUNK_STAGING_DIR: staging, TRUNK_SOURCE_DIR: source } = process.env;
if (!staging || !source) {
  throw new Error("started by Trunk only: TRUNK_STAGING_DIR is not set");
}

const widget = await readFile(join(source, "../src/ui/tokens.css"), "utf8");
const tokens = [...widget.matchAll(/:host\s*\{[^}]*\}/g)].flatMap(([block]) => block.match(/^\s+--[^;]+;/gm) ?? []);
if (tokens.length < 15) throw new Error("src/ui/tokens.css has no tokens in a :host block any more: adapt host/post-build.mjs");
const sheets = (await readdir(join(source, "style"))).filter((name) => name.endsWith(".css")).sort();
const own = await Promise.all(sheets.map((name) => readFile(join(source, "style", name), "utf8")));
await writeFile(join(staging, "host.css"), [`:root {\n${tokens.join("\n")}\n}\n`, ...own].join("\n"));

// Where Trunk injects no script it leaves its own instructions in the page.
const page = join(staging, "index.html");
const html = await readFile(page, "utf8");
await writeFile(page, html.replace(/[ \t]*<link[^>]*\sdata-trunk[\s/>][^>]*>?\n?/g, ""));
