//! Asks before the page is left, while an order is being placed and a reload would forget it.

use std::cell::RefCell;

use gloo::events::{EventListener, EventListenerOptions};

use super::js;

/// The question before leaving. Dropping it takes the question away.
#[derive(Default)]
pub struct Guard(RefCell<Option<EventListener>>);

impl Guard {
    /// Asks from now on, or no longer. A page that asks cannot go into the back/forward cache, so it asks only when it must.
    pub fn set(&self, on: bool) {
        let listener = on.then(js::window).flatten().map(|window| {
            let active = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "beforeunload", active, |event| {
                event.prevent_default();
            })
        });
        self.0.replace(listener);
    }
}
