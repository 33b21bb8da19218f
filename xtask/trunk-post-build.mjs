// Trunk runs this after each build, on the folder that is about to become dist/.
//
// wasm-bindgen names its files after the crate, and `vitrine.js` is the name of the loader that partners put into
// their pages. So the app's files become vitrine_app.js and vitrine_app_bg.wasm, and the loader and the HLS player
// come to stand beside them.

import { readFileSync, renameSync, rmSync, writeFileSync, copyFileSync } from "node:fs";
import { join } from "node:path";

const staging = process.env.TRUNK_STAGING_DIR;
const source = process.env.TRUNK_SOURCE_DIR;
if (!staging || !source) {
  console.error("trunk-post-build.mjs: started by Trunk only (TRUNK_STAGING_DIR is not set)");
  process.exit(1);
}

const glue = readFileSync(join(staging, "vitrine.js"), "utf8");
if (!glue.includes("vitrine_bg.wasm")) {
  console.error("trunk-post-build.mjs: vitrine.js is not wasm-bindgen's; is it copied by index.html as well?");
  process.exit(1);
}
writeFileSync(join(staging, "vitrine_app.js"), glue.replaceAll("vitrine_bg.wasm", "vitrine_app_bg.wasm"));
renameSync(join(staging, "vitrine_bg.wasm"), join(staging, "vitrine_app_bg.wasm"));
rmSync(join(staging, "vitrine.js"));

copyFileSync(join(source, "www/vitrine.js"), join(staging, "vitrine.js"));

// The full build as an ES module; its source map is not shipped.
const hls = readFileSync(join(source, "node_modules/hls.js/dist/hls.min.mjs"), "utf8");
writeFileSync(join(staging, "hls.min.js"), hls.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
