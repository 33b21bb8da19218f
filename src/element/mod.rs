//! What the loader mounts as `<vitrine-live>`: attributes and methods in, a running widget out.
//!
//! `www/vitrine.js` calls [`mount`] with the element, its shadow root and what its attributes say. It owns the element's
//! life: here is no waiting, no retrying and no fallback.

mod keys;
mod options;

use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use crate::app::event::Action;
use crate::port::Place;
use crate::shell::style::{self, Dress};
use crate::shell::{Canvas, Shell};
use options::Options;

/// A widget in a shadow root.
#[wasm_bindgen]
pub struct Mount {
    shell: Rc<Shell>,
    _keys: Vec<EventListener>,
}

/// Mounts a widget into a shadow root of `host`.
///
/// `options` holds `show`, `src`, `shop` (absolute addresses), `manifest` (the show's, if it has been read), `locale`, `words` (the file of words for that
/// language, a list), `video` (the page's own video), `hls` (a function that hands back a promise of the hls.js module) and `shopping` (one of
/// the app's second file being in its place).
///
/// # Errors
/// What was wrong with the options, or what the browser refused.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, root: &ShadowRoot, options: &JsValue) -> Result<Mount, JsValue> {
    let options = Options::read(&host, options)?;
    style::adopt(root, Dress::Watching)?;
    let canvas = Canvas::take()?;
    root.append_child(canvas.element())?;
    let place = Place {
        host,
        root: canvas.element().clone(),
        locale: options.start.locale.clone(),
        video: options.video,
    };
    Ok(Mount {
        shell: Shell::start(&place, canvas, options.say, options.start, options.files),
        _keys: keys::keep_in(root),
    })
}

#[wasm_bindgen]
impl Mount {
    /// Opens a product.
    pub fn open(&self, product: &str) {
        self.shell.act(Action::OpenProduct(product.into()));
    }

    /// Puts a variant into the cart.
    #[wasm_bindgen(js_name = addToCart)]
    pub fn add_to_cart(&self, variant: &str, quantity: u32) {
        self.shell.act(Action::AddVariant {
            variant: variant.into(),
            quantity,
        });
    }

    /// Opens the cart.
    #[wasm_bindgen(js_name = openCart)]
    pub fn open_cart(&self) {
        self.shell.act(Action::OpenCart);
    }

    /// Opens the checkout.
    pub fn checkout(&self) {
        self.shell.act(Action::OpenCheckout);
    }

    /// Back to watching.
    pub fn close(&self) {
        self.shell.act(Action::Close);
    }

    /// Takes the picture's time from a function of the page, or from the player again.
    #[wasm_bindgen(js_name = setClock)]
    pub fn set_clock(&self, clock: Option<Function>) {
        self.shell.set_clock(clock);
    }

    /// Ends the widget and takes everything of it out of the shadow root.
    pub fn destroy(self) {
        drop(self);
    }
}
