// Starts the console. What it needs only later is loaded when it asks: the HLS player for streams, and the widget for the
// viewer monitor. Both stand beside it in widget/, as partners get them.

import init, { start } from "./vitrine_host.js";

const failed = (error) => {
  const place = document.querySelector("#console .boot");
  if (place) place.textContent = "The console could not be loaded. Load the page again.";
  console.error(error);
};

init({ module_or_path: new URL("vitrine_host_bg.wasm", import.meta.url) })
  .then(() => start({ hls: () => import("./widget/hls.min.js"), widget: () => import("./widget/vitrine.js") }))
  .catch(failed);
