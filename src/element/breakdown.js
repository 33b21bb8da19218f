// What happens when the program panics: its memory cannot be trusted any more, so nothing on the page may call into it
// again, and the loader is told, which shows the partner's own links.
//
// The build puts this at the head of wasm-bindgen's glue (xtask/trunk-post-build.mjs). A panic is a trap, and leaves the
// program through whatever the page had called, so each of its functions is wrapped; nothing inside of it has to run.
// With it what the app loads later: its own second file, and the HLS player.

let broken = false;
let report;
let first;
let second;

/**
 * Loads what only those need who shop, once, and puts it into its place (`cargo xtask` cuts a release build in two).
 * Resolves at once where the app is one file.
 */
export const shopping = () => (second ??= rest().catch((error) => {
  second = undefined;
  throw error;
}));

async function rest() {
  if (!("$0" in first)) return;
  const response = await fetch(new URL("vitrine_shop_bg.wasm", import.meta.url), { signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  await WebAssembly.instantiate(await response.arrayBuffer(), { ...__wbg_get_imports(), $: first });
}

/** From now on `callback` is called with the error, once, should the program break down. */
export function onBreakdown(callback) {
  report = callback;
}

// Those that run: should the app break down, nothing else would end them.
const players = new Set();
let library;

export const hls = () => (library ??= import("./hls.min.js").then(
  ({ default: Hls }) => ({
    default: class extends Hls {
      constructor(config) {
        super(config);
        players.add(this);
      }

      destroy() {
        players.delete(this);
        super.destroy();
      }
    },
  }),
  (error) => {
    library = undefined;
    throw error;
  },
));

function guarded(exports) {
  first = exports;
  const guard = (run) => (...words) => {
    if (broken) return undefined;
    try {
      return run(...words);
    } catch (error) {
      // A call within a call has said so already.
      if (!broken) {
        broken = true;
        report?.(error);
        for (const player of players) player.destroy();
      }
      throw error;
    }
  };
  const entries = Object.entries(exports);
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === "function" ? guard(value) : value]));
}
