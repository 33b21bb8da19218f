//! What the loader says about one mount, read from a JavaScript object.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlVideoElement;

use crate::app::event::Start;
use crate::port::{intl, js};

/// The options of one mount.
pub(super) struct Options {
    pub(super) start: Start,
    pub(super) video: Option<HtmlVideoElement>,
    pub(super) hls: Function,
}

impl Options {
    pub(super) fn read(of: &JsValue) -> Result<Self, JsValue> {
        let video: Option<HtmlVideoElement> = js::get(of, "video").dyn_into().ok();
        Ok(Self {
            start: Start {
                show: js::text(of, "show").ok_or("`show` is missing")?,
                seed: seed()?,
                locale: intl::locale(&js::text(of, "locale").unwrap_or_default()),
                src: js::text(of, "src"),
                shop: js::text(of, "shop").map(|shop| shop.trim_end_matches('/').to_owned()),
                foreign_video: video.is_some(),
            },
            video,
            hls: js::function(of, "hls").ok_or("`hls` is no function")?,
        })
    }
}

/// Randomness for this mount's keys: two mounts with the same would take each other's answers.
fn seed() -> Result<u128, JsValue> {
    let window = js::window().ok_or("there is no window")?;
    let mut bytes = [0; 16];
    window
        .crypto()?
        .get_random_values_with_u8_array(&mut bytes)?;
    Ok(u128::from_le_bytes(bytes))
}
