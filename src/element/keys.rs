//! Keeps what is typed in the widget from the page's keyboard shortcuts.
//!
//! From outside of the shadow root a key in a field looks like a key on a plain element, so a page's "M mutes" or "/"
//! searches would fire while a viewer types an address.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, ShadowRoot};

/// Stops key events at the shadow root, for as long as the listeners live.
pub(super) fn keep_in(root: &ShadowRoot) -> Vec<EventListener> {
    let names = ["keydown", "keypress", "keyup"];
    let stop = |name: &'static str| {
        EventListener::new(root, name, |event| {
            if !event
                .dyn_ref::<KeyboardEvent>()
                .is_some_and(meant_for_the_page)
            {
                event.stop_propagation();
            }
        })
    };
    names.into_iter().map(stop).collect()
}

/// A command (Ctrl+K), or an Escape that closed nothing here: the page may have a use for it.
fn meant_for_the_page(event: &KeyboardEvent) -> bool {
    // AltGr counts as Ctrl+Alt on some systems, and types letters.
    let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
    command || (event.key() == "Escape" && !event.default_prevented())
}
