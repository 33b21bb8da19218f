// Trunk runs this after each build, on the folder that is about to become dist/.
//
// Beside wasm-bindgen's vitrine_app.js and vitrine_app_bg.wasm come to stand the loader that partners put into their pages
// and the HLS player that it loads. A release build minifies the scripts.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { minify } from "terser";

const { TRUNK_STAGING_DIR: staging, TRUNK_SOURCE_DIR: source, TRUNK_PROFILE: profile } = process.env;
if (!staging || !source) {
  throw new Error("started by Trunk only: TRUNK_STAGING_DIR is not set");
}

async function script(text) {
  if (profile !== "release") return text;
  const { code } = await minify(text, { module: true, ecma: 2020, compress: { passes: 2 } });
  return code;
}

const glue = join(staging, "vitrine_app.js");
await writeFile(glue, await script(await readFile(glue, "utf8")));

const loader = await readFile(join(source, "www/vitrine.js"), "utf8");
await writeFile(join(staging, "vitrine.js"), await script(loader));

// The full build as an ES module; its source map is not shipped.
const hls = await readFile(join(source, "node_modules/hls.js/dist/hls.min.mjs"), "utf8");
await writeFile(join(staging, "hls.min.js"), hls.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));

// Where Trunk injects no script it leaves its own instructions in the page.
const page = join(staging, "index.html");
const html = await readFile(page, "utf8");
await writeFile(page, html.replace(/[ \t]*<link[^>]*\sdata-trunk[\s/>][^>]*>?\n?/g, ""));
