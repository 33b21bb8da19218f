//! The library hls.js: what is called of it, and how it is set up. It is loaded when a stream needs it.

use js_sys::{Array, Function, JSON, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlVideoElement;

use super::super::function;

const CONFIG: &str = r#"{
    "enableWorker": false,
    "lowLatencyMode": false,
    "liveDurationInfinity": true,
    "backBufferLength": 30,
    "enableCEA708Captions": false,
    "enableID3MetadataCues": false,
    "enableEmsgMetadataCues": false,
    "enableDateRangeMetadataCues": false,
    "enableInterstitialPlayback": false,
    "capLevelToPlayerSize": true
}"#;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub(super) type Hls;

    #[wasm_bindgen(method, js_name = loadSource)]
    pub(super) fn load_source(this: &Hls, src: &str);
    #[wasm_bindgen(method, js_name = attachMedia)]
    pub(super) fn attach_media(this: &Hls, video: &HtmlVideoElement);
    #[wasm_bindgen(method, js_name = recoverMediaError)]
    pub(super) fn recover(this: &Hls);
    #[wasm_bindgen(method)]
    pub(super) fn destroy(this: &Hls);
    #[wasm_bindgen(method)]
    pub(super) fn on(this: &Hls, event: &str, handler: &Function);
    #[wasm_bindgen(method, getter, js_name = liveSyncPosition)]
    pub(super) fn live_point(this: &Hls) -> Option<f64>;
}

/// A new instance, so many seconds behind the newest picture, or as near as is safe.
pub(super) fn instance(class: &Function, behind: Option<u32>) -> Result<Hls, JsValue> {
    let config = distance(JSON::parse(CONFIG)?, behind)?;
    Ok(Reflect::construct(class, &Array::of1(&config))?.unchecked_into())
}

/// Where the picture is to be, seen from the newest one.
fn distance(config: JsValue, behind: Option<u32>) -> Result<JsValue, JsValue> {
    match behind {
        Some(seconds) => Reflect::set(&config, &"liveSyncDuration".into(), &seconds.into())?,
        None => Reflect::set(&config, &"liveSyncDurationCount".into(), &2.into())?,
    };
    Ok(config)
}

/// The class of hls.js, where it loads and works.
pub(super) async fn class(load: Option<Function>) -> Option<Function> {
    let promise: Promise = load?.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
    let module = JsFuture::from(promise).await.ok()?;
    let class = function(&module, "default")?;
    let supported = function(&class, "isSupported")?.call0(&class).ok()?;
    supported.is_truthy().then_some(class)
}
