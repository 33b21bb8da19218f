//! A page in the back/forward cache is frozen with its video paused. When the viewer comes back, a video that played goes
//! on.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{HtmlVideoElement, PageTransitionEvent};

use super::{autoplay, js};
use crate::port::Sink;

/// Watches a video's page going and coming back, for as long as it lives.
pub struct Comeback {
    _listeners: [Option<EventListener>; 2],
}

impl Comeback {
    /// Lets `video` go on when its page comes back.
    #[must_use]
    pub fn new(video: &HtmlVideoElement, sink: &Sink) -> Self {
        let played = Rc::new(Cell::new(false));
        let leave = {
            let (video, played) = (video.clone(), played.clone());
            listen("pagehide", move |_| played.set(!video.paused()))
        };
        let (video, sink) = (video.clone(), sink.clone());
        let come = listen("pageshow", move |event| {
            if event.persisted() && played.take() {
                autoplay::resume(&video, &sink);
            }
        });
        Self {
            _listeners: [leave, come],
        }
    }
}

fn listen(
    name: &'static str,
    act: impl Fn(&PageTransitionEvent) + 'static,
) -> Option<EventListener> {
    let window = js::window()?;
    Some(EventListener::new(&window, name, move |event| {
        if let Some(event) = event.dyn_ref() {
            act(event);
        }
    }))
}
