//! What the loader says about one mount, read from a JavaScript object.

use std::cell::RefCell;

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, HtmlVideoElement};

use crate::app::event::Start;
use crate::port::{intl, js};
use crate::shell::Files;
use crate::ui::messages::{self, Messages};

/// The options of one mount.
pub(super) struct Options {
    pub(super) start: Start,
    pub(super) say: &'static Messages,
    pub(super) video: Option<HtmlVideoElement>,
    pub(super) files: Files,
}

impl Options {
    pub(super) fn read(host: &HtmlElement, of: &JsValue) -> Result<Self, JsValue> {
        let video: Option<HtmlVideoElement> = js::get(of, "video").dyn_into().ok();
        let show = js::text(of, "show").ok_or("`show` is missing")?;
        let asked = asked(&show).unwrap_or_default();
        Ok(Self {
            start: Start {
                link: named(&asked, "product=").map(Into::into),
                // Read by the browser: Rust's own reader of decimals weighs ten kilobytes.
                at: named(&asked, "t=")
                    .map(|t| js_sys::parse_float(&t))
                    .filter(|t| t.is_finite())
                    .map(|t| js::millis(t * 1_000.0)),
                show,
                manifest: js::text(of, "manifest"),
                seed: seed()?,
                locale: intl::locale(&js::text(of, "locale").unwrap_or_default()),
                src: js::text(of, "src"),
                shop: js::text(of, "shop").map(|shop| shop.trim_end_matches('/').to_owned()),
                quiet: off(host, "announce"),
                untold: off(host, "beacon"),
                foreign_video: video.is_some(),
            },
            say: messages::of(&words(of)),
            video,
            files: Files {
                hls: js::function(of, "hls").ok_or("`hls` is no function")?,
                shopping: js::function(of, "shopping").ok_or("`shopping` is no function")?,
            },
        })
    }
}

fn off(host: &HtmlElement, attribute: &str) -> bool {
    host.get_attribute(attribute).as_deref() == Some("off")
}

thread_local! {
    /// The shows that have been asked for by an address on this page.
    static LINKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// What stands behind the `#` of the page's address. A show is told once: what the viewer has closed does not open again
/// because the element was moved or mounted anew.
fn asked(show: &str) -> Option<String> {
    let known = LINKED.with_borrow_mut(|linked| {
        let known = linked.iter().any(|known| known == show);
        if !known {
            linked.push(show.to_owned());
        }
        known
    });
    let hash = js::text(&js::get(&js::window()?.into(), "location"), "hash")?;
    (!known).then(|| hash.trim_start_matches('#').to_owned())
}

/// `#product=ID` names a product, `#t=SECONDS` where a recording is to begin; `&` stands between them.
fn named(asked: &str, name: &str) -> Option<String> {
    let mut parts = asked.split('&');
    let named = parts.find_map(|part| part.strip_prefix(name))?;
    js_sys::decode_uri_component(named).ok().map(String::from)
}

/// The words that the loader fetched; none where it did not.
fn words(of: &JsValue) -> Vec<String> {
    let list = js::get(of, "words").dyn_into::<Array>().unwrap_or_default();
    list.iter().filter_map(|word| word.as_string()).collect()
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
