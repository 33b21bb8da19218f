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
    #[wasm_bindgen(method, getter, js_name = liveSyncPosition)]
    pub(super) fn live_sync_position(this: &Hls) -> Option<f64>;
}

/// How hls.js is set up: three segments from the live edge, and a back buffer that a rewind within the window finds.
const CONFIG: &str = r#"{
    "enableWorker": false,
    "lowLatencyMode": false,
    "liveSyncDurationCount": 3,
    "liveDurationInfinity": true,
    "backBufferLength": 60,
    "capLevelToPlayerSize": true,
    "enableCEA708Captions": false,
    "enableID3MetadataCues": false,
    "enableEmsgMetadataCues": false,
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

/// A new instance.
///
/// # Errors
/// What hls.js threw.
pub(super) fn instance(class: &Function) -> Result<Hls, JsValue> {
    let config = JSON::parse(CONFIG)?;
    Ok(Reflect::construct(class, &Array::of1(&config))?.unchecked_into())
}
