// Trunk runs this after each build, on the folder that is about to become dist/.
//
// wasm-bindgen names its files after the crate, and `vitrine.js` is the name of the loader that partners put into
// their pages. So the app's files become vitrine_app.js and vitrine_app_bg.wasm, and the loader and the HLS player
// come to stand beside them. A release build minifies the scripts.

import { readFile, rename, rm, writeFile } from "node:fs/promises";
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

const glue = await readFile(join(staging, "vitrine.js"), "utf8");
if (!glue.includes("vitrine_bg.wasm")) {
  throw new Error("vitrine.js is not wasm-bindgen's: does index.html copy the loader as well?");
}
await writeFile(join(staging, "vitrine_app.js"), await script(glue.replaceAll("vitrine_bg.wasm", "vitrine_app_bg.wasm")));
await rename(join(staging, "vitrine_bg.wasm"), join(staging, "vitrine_app_bg.wasm"));
await rm(join(staging, "vitrine.js"));

const loader = await readFile(join(source, "www/vitrine.js"), "utf8");
await writeFile(join(staging, "vitrine.js"), await script(loader));

// The full build as an ES module; its source map is not shipped.
const hls = await readFile(join(source, "node_modules/hls.js/dist/hls.min.mjs"), "utf8");
await writeFile(join(staging, "hls.min.js"), hls.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));

// Where Trunk injects no script it leaves its own instructions in the page.
const page = join(staging, "index.html");
const html = await readFile(page, "utf8");
await writeFile(page, html.replace(/[ \t]*<link[^>]*\sdata-trunk[\s/>][^>]*>?\n?/g, ""));
