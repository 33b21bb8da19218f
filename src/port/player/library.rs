//! The library hls.js: what is called of it, and how it is set up.
//!
//! It is the full build without its worker (a blob worker breaks a strict content security policy), loaded by the loader
//! when a stream needs it.

use js_sys::{Array, Function, JSON, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::HtmlVideoElement;

use super::js;

#[wasm_bindgen]
extern "C" {
    /// An instance of hls.js.
    #[derive(Clone, PartialEq)]
    pub(super) type Hls;

    #[wasm_bindgen(method, js_name = loadSource)]
    pub(super) fn load_source(this: &Hls, src: &str);
    #[wasm_bindgen(method, js_name = attachMedia)]
    pub(super) fn attach_media(this: &Hls, video: &HtmlVideoElement);
    #[wasm_bindgen(method, js_name = startLoad)]
    pub(super) fn start_load(this: &Hls);
    #[wasm_bindgen(method, js_name = recoverMediaError)]
    pub(super) fn recover_media_error(this: &Hls);
    #[wasm_bindgen(method)]
    pub(super) fn destroy(this: &Hls);
    #[wasm_bindgen(method)]
    pub(super) fn on(this: &Hls, event: &str, handler: &Function);
    #[wasm_bindgen(method, setter, js_name = subtitleDisplay)]
    pub(super) fn set_subtitle_display(this: &Hls, on: bool);
    #[wasm_bindgen(method, setter, js_name = autoLevelCapping)]
    pub(super) fn set_auto_level_capping(this: &Hls, level: u32);
    #[wasm_bindgen(method, getter, js_name = liveSyncPosition)]
    pub(super) fn live_sync_position(this: &Hls) -> Option<f64>;
}

/// How hls.js is set up: three segments from the live edge, and a back buffer that a rewind within the window finds. It
/// gives up soon on a piece that does not come, so that the viewer is told; trying on, ever more slowly, is then ours.
const CONFIG: &str = r#"{
    "enableWorker": false,
    "lowLatencyMode": false,
    "liveSyncDurationCount": 3,
    "liveDurationInfinity": true,
    "backBufferLength": 60,
    "capLevelToPlayerSize": true,
    "fragLoadPolicy": { "default": {
        "maxTimeToFirstByteMs": 10000, "maxLoadTimeMs": 60000,
        "timeoutRetry": { "maxNumRetry": 2, "retryDelayMs": 0, "maxRetryDelayMs": 0 },
        "errorRetry": { "maxNumRetry": 2, "retryDelayMs": 500, "maxRetryDelayMs": 2000 }
    } },
    "enableCEA708Captions": false,
    "enableID3MetadataCues": true,
    "enableEmsgMetadataCues": true,
    "enableDateRangeMetadataCues": false,
    "enableInterstitialPlayback": false
}"#;

/// Whether this browser has what hls.js needs, before it is loaded for nothing.
pub(super) fn plausible() -> bool {
    js::window().is_some_and(|window| {
        ["ManagedMediaSource", "MediaSource"]
            .iter()
            .any(|name| js::function(&window, name).is_some())
    })
}

/// The class in a loaded module of hls.js, if it works in this browser.
pub(super) fn supported(module: &JsValue) -> Option<Function> {
    let class = js::function(module, "default")?;
    let supported = js::function(&class, "isSupported")?.call0(&class).ok()?;
    supported.is_truthy().then_some(class)
}

/// How much a stream may ask of the viewer's line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// As much as it carries.
    Wide,
    /// It is slow: begin with the lowest quality, and rise from there.
    Slow,
    /// The viewer saves data: stay with the lowest.
    Saving,
}

/// What the browser says of the line. Most say nothing.
pub(super) fn line() -> Line {
    let connection =
        js::window().map(|window| js::get(&js::get(&window, "navigator"), "connection"));
    let connection = connection.unwrap_or_default();
    if js::get(&connection, "saveData").is_truthy() {
        return Line::Saving;
    }
    // `slow-2g`, `2g`, `3g` or `4g`: a 3G line carries 700 kbit/s at most, as browsers count.
    match js::text(&connection, "effectiveType") {
        Some(kind) if kind != "4g" => Line::Slow,
        _ => Line::Wide,
    }
}

/// A new instance.
///
/// # Errors
/// What hls.js threw.
pub(super) fn instance(class: &Function, line: Line) -> Result<Hls, JsValue> {
    let config = JSON::parse(CONFIG)?;
    if line != Line::Wide {
        Reflect::set(&config, &"startLevel".into(), &0.into())?;
    }
    if line == Line::Saving {
        // It sets the cap by the video's size, over the one that is set below.
        Reflect::set(&config, &"capLevelToPlayerSize".into(), &false.into())?;
    }
    Ok(Reflect::construct(class, &Array::of1(&config))?.unchecked_into())
}
