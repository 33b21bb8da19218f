//! Whether anybody can see the page, and its return from the back/forward cache.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::PageTransitionEvent;

use super::{Sink, js};
use crate::app::event::Event;

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
