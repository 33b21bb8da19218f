//! The page around the console: its address, its keys, its network, its focus.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::Sink;
use crate::core::event::Event;
use crate::core::model::Route;

/// What the address names now.
#[must_use]
pub fn route() -> Route {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    Route::read(&hash.unwrap_or_default())
}

/// The page's origin.
#[must_use]
pub fn origin() -> String {
    web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// Random bits, for keys.
#[must_use]
pub fn seed() -> u64 {
    let mut bytes = [0; 8];
    let drawn = web_sys::window()
        .and_then(|window| window.crypto().ok())
        .is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if drawn {
        u64::from_le_bytes(bytes)
    } else {
        // Every browser has it. The clock still tells two pages apart.
        js_sys::Date::now().to_bits()
    }
}

/// Names a route in the address.
pub fn go_to(route: &Route) {
    if let Some(window) = web_sys::window() {
        // Setting a fragment cannot fail.
        let _ = window.location().set_hash(&route.hash());
    }
}

/// Listens to the page.
pub struct Page {
    _listeners: Vec<EventListener>,
    wanted: RefCell<Option<String>>,
}

impl Page {
    /// A port that reports to `sink`.
    #[must_use]
    pub fn new(sink: &Sink) -> Self {
        let listeners = web_sys::window().map_or_else(Vec::new, |window| {
            let on = |name: &'static str, event: fn() -> Event| {
                let sink = sink.clone();
                EventListener::new(&window, name, move |_| sink.send(event()))
            };
            let keys = sink.clone();
            let options = EventListenerOptions::enable_prevent_default();
            vec![
                on("hashchange", || Event::Route(route())),
                on("online", || Event::Network(true)),
                on("offline", || Event::Network(false)),
                EventListener::new_with_options(&window, "keydown", options, move |event| {
                    if let Some(pressed) = event.dyn_ref::<KeyboardEvent>().and_then(key) {
                        keys.send(pressed);
                    }
                }),
            ]
        });
        Self {
            _listeners: listeners,
            wanted: RefCell::default(),
        }
    }

    /// Puts the focus onto the element of this id, after the next drawing.
    pub fn focus(&self, id: String) {
        self.wanted.replace(Some(id));
    }

    /// Looks again for what is to have the focus.
    pub fn rendered(&self) {
        let Some(id) = self.wanted.borrow().clone() else {
            return;
        };
        let found = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id(&id))
            .and_then(|element| element.dyn_into::<HtmlElement>().ok());
        if let Some(element) = found {
            self.wanted.replace(None);
            // An element that cannot have it now never will; nobody waits for it.
            let _ = element.focus();
        }
    }
}

/// A key as the core takes it. Keys in fields, keys of the browser, and keys held down are nobody's business here.
fn key(event: &KeyboardEvent) -> Option<Event> {
    let combined = event.ctrl_key() || event.alt_key() || event.meta_key();
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let field = target.is_some_and(|target| {
        let tag = target.tag_name();
        matches!(
            tag.as_str(),
            "INPUT" | "TEXTAREA" | "SELECT" | "VITRINE-LIVE"
        )
    });
    if combined || event.repeat() || event.is_composing() || event.default_prevented() {
        return None;
    }
    if field && event.key() != "Escape" {
        return None;
    }
    // The letter that is about to put the focus into a field must not be typed there.
    if event.key().eq_ignore_ascii_case("m") {
        event.prevent_default();
    }
    Some(Event::Key {
        key: event.key(),
        shift: event.shift_key(),
    })
}
