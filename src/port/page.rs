//! Whether anybody can see the page, its return from the back/forward cache, and windows beside it.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::PageTransitionEvent;

use super::{Sink, js};
use crate::app::event::Event;

/// Opens a page in a small window of its own, which knows nothing of this one.
pub fn popup(url: &str) {
    const LOOK: &str = "popup,noopener,width=480,height=720";
    if let Some(window) = js::window() {
        // Without an opener the browser hands nothing back, whether it opens the window or not.
        let _ = window.open_with_url_and_target_and_features(url, "_blank", LOOK);
    }
}

/// Listens to the page until it is dropped.
pub struct Page {
    _listeners: Vec<EventListener>,
}

impl Page {
    /// Listens, reporting to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        // Leaving fires `pagehide` and `visibilitychange` in an order that differs by browser: say each change once.
        let shown = Rc::new(Cell::new(!js::hidden()));
        let say = {
            let sink = sink.clone();
            Rc::new(move |now: bool| {
                if shown.replace(now) != now {
                    sink.send(Event::Visible(now));
                }
            })
        };
        let mut listeners = Vec::new();
        if let Some(document) = js::document() {
            let say = say.clone();
            listeners.push(EventListener::new(
                &document,
                "visibilitychange",
                move |_| {
                    say(!js::hidden());
                },
            ));
        }
        if let Some(window) = js::window() {
            let hide = say.clone();
            listeners.push(EventListener::new(&window, "pagehide", move |_| {
                hide(false);
            }));
            listeners.push(EventListener::new(&window, "pageshow", move |event| {
                say(!js::hidden());
                let cached = event.dyn_ref::<PageTransitionEvent>();
                if cached.is_some_and(PageTransitionEvent::persisted) {
                    sink.send(Event::Restored);
                }
            }));
        }
        Self {
            _listeners: listeners,
        }
    }
}
