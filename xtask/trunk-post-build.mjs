// Trunk runs this after each build, on the folder that is about to become dist/.
//
// Beside wasm-bindgen's vitrine_app.js and vitrine_app_bg.wasm come to stand the loader that partners put into their pages,
// the words of other languages and the HLS player that it loads. A release build minifies the scripts, and the names by which script and wasm know
// each other: each has 16 random digits, which no compression makes smaller.

import { execFile } from "node:child_process";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { minify } from "terser";

const { TRUNK_STAGING_DIR: staging, TRUNK_SOURCE_DIR: source, TRUNK_PROFILE: profile } = process.env;
if (!staging || !source) {
  throw new Error("started by Trunk only: TRUNK_STAGING_DIR is not set");
}
const release = profile === "release";

const script = async (text) => (release ? (await minify(text, { module: true, ecma: 2020, compress: { passes: 2 } })).code : text);

/** `text` with `from` replaced, which must be there: another version of what is replaced may be written otherwise. */
function replace(text, from, to, where = "wasm-bindgen's glue") {
  if (!text.includes(from)) throw new Error(`${where} has no ${JSON.stringify(from)} any more: adapt ${import.meta.url}`);
  return text.replaceAll(from, to);
}

const run = promisify(execFile);

/** Runs wasm-opt on a file, in place, and hands back what it prints. */
async function wasmOpt(file, ...flags) {
  const program = join(source, "node_modules/.bin/wasm-opt");
  const { stdout } = await run(program, [file, ...flags, "-o", file], { maxBuffer: 2 ** 24 });
  return stdout;
}

/**
 * Cuts the app in two: what can be reached through these functions alone is loaded when somebody begins to shop.
 * `vitrine-split` says how, src/app/flow/shopping.rs why. Without that program (a build by hand) the app stays one file.
 */
const GATES = [
  "vitrine::app::flow::shopping::act",
  "vitrine::app::flow::shopping::retry",
  "vitrine::app::flow::shopping::happened",
  "vitrine::app::flow::shopping::answered",
  "vitrine::app::flow::shopping::again",
  "vitrine::app::present::panel::panel",
  "vitrine::app::present::panel::moments",
  "vitrine::app::present::panel::cart_count",
  "vitrine::app::present::panel::beneath",
  "vitrine::shop::ucp::request::shopping",
  "vitrine::shop::ucp::response::shopping",
  "vitrine::ui::panel::open",
  "vitrine::ui::panel::drag::",
  "vitrine::ui::panel::mini::",
  "vitrine::ui::panel::swiped::",
  "vitrine::ui::panel::content::",
  "vitrine::ui::common::stepper::",
  "vitrine::ui::overlay::of_cart::way",
  "vitrine::ui::overlay::of_cart::toast",
  "vitrine::ui::overlay::of_cart::told",
  "vitrine::ui::lineup::stand",
  "vitrine::ui::lineup::",
  "vitrine::ui::product::",
  "vitrine::ui::cart::",
  "vitrine::ui::checkout::",
  "vitrine::shell::style::shopping",
  "<vitrine::port::Ports>::shop",
  "<vitrine::port::lock::Lock>::",
  "<vitrine::port::payment::Inner>::changed",
  "<vitrine::port::payment::Inner>::",
];

async function cut(wasm, second) {
  const { VITRINE_SPLIT: split, VITRINE_LINKED: linked } = process.env;
  if (split) {
    // Before anything is optimised: then a gate may come to stand within its caller.
    const { stdout } = await run(split, [linked, wasm, wasm, second, ...GATES]);
    process.stdout.write(stdout);
  }
  // Nothing stands below address 1024: the stack lies there, and would have to be full.
  // The control flow is taken apart and put together anew, which leaves less of it.
  const shape = ["-Oz", "--low-memory-unused", "--flatten", "--rereloop", "-Oz", "-Oz"];
  const strip = ["--strip-debug", "--strip-producers", "--strip-target-features"];
  for (const file of split ? [wasm, second] : [wasm]) await wasmOpt(file, ...shape, ...strip);
}

/** Gives all imports and exports of the wasm file short names, there and in the glue, and hands back the glue. */
async function shortNames(glue, wasm) {
  const stdout = await wasmOpt(wasm, "-g", "--minify-imports-and-exports-and-modules");
  const names = JSON.parse(stdout);
  const imports = new Map(names.imports.map(([, long, short]) => [long, short]));
  const exports = new Map(names.exports);
  const [[module]] = names.imports;
  let text = replace(glue, `"${module}"`, '"a"');
  // Imports are the keys of an object, exports are properties of `wasm`.
  text = text.replaceAll(/^( +)(\w+): function/gm, (all, space, name) => {
    const short = imports.get(name);
    imports.delete(name);
    return short ? `${space}${short}: function` : all;
  });
  if (imports.size > 0) throw new Error(`wasm-bindgen's glue does not define ${[...imports.keys()].join(", ")} as it used to: adapt ${import.meta.url}`);
  return text.replaceAll(/\bwasm\.([\w$]+)/g, (all, name) => (exports.has(name) ? `wasm.${exports.get(name)}` : all));
}

const glueFile = join(staging, "vitrine_app.js");
const breakdown = await readFile(join(source, "src/element/breakdown.js"), "utf8");
let glue = replace(await readFile(glueFile, "utf8"), "wasm = instance.exports;", "wasm = guarded(instance.exports);");
// Yew can draw raw markup. The widget never does, and the way to it is not shipped: markup would stand there as text.
glue = replace(glue, ".innerHTML = ", ".textContent = ");
if (release) {
  const wasm = join(staging, "vitrine_app_bg.wasm");
  glue = await shortNames(glue, wasm);
  await cut(wasm, join(staging, "vitrine_shop_bg.wasm"));
}
await writeFile(glueFile, await script(breakdown + glue));

const loader = await readFile(join(source, "www/vitrine.js"), "utf8");
await writeFile(join(staging, "vitrine.js"), await script(loader));

// The words of other languages, in the order of the table and under the number that tells that table from others:
// src/ui/messages/mod.rs works out the same one. Names are not shipped.
const messages = join(source, "src/ui/messages");
for (const file of (await readdir(messages)).filter((name) => name.endsWith(".json"))) {
  const said = JSON.parse(await readFile(join(messages, file), "utf8"));
  let table = 0x811c9dc5;
  for (const byte of Buffer.from(Object.keys(said).map((name) => `${name}\n`).join(""))) table = Math.imul(table ^ byte, 0x01000193);
  await writeFile(join(staging, `vitrine.${file}`), JSON.stringify([String(table >>> 0), ...Object.values(said)]));
}

// The full build as an ES module; its source map is not shipped. It gives each caption track an empty document, as a data:
// address; a page would have to allow all of those for its media. Media Source needs blob: anyway, so it is one of these.
const empty = 'const EMPTY_WEBVTT=URL.createObjectURL(new Blob(["WEBVTT"],{type:"text/vtt"}));\n';
let hls = await readFile(join(source, "node_modules/hls.js/dist/hls.min.mjs"), "utf8");
hls = replace(hls, '"data:,WEBVTT"', "EMPTY_WEBVTT", "hls.js");
await writeFile(join(staging, "hls.min.js"), empty + hls.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));

// Where Trunk injects no script it leaves its own instructions in the page.
const page = join(staging, "index.html");
const html = await readFile(page, "utf8");
await writeFile(page, html.replace(/[ \t]*<link[^>]*\sdata-trunk[\s/>][^>]*>?\n?/g, ""));
