//! Timers by name. Called by [`super::Ports`]; starting one again replaces it, and dropping the port stops all.

use std::cell::RefCell;

use gloo::timers::callback::Timeout;

use super::Sink;
use crate::app::event::{Event, TimerId};
use crate::domain::table::Table;

/// The longest a browser's timer can wait; it would run a longer one at once.
const LONGEST_MS: u32 = i32::MAX as u32;

/// A wait that the browser can keep.
#[must_use]
pub fn bounded(after_ms: u32) -> u32 {
    after_ms.min(LONGEST_MS)
}

/// Runs timers and reports those that ran out.
pub struct Timers {
    sink: Sink,
    running: RefCell<Table<TimerId, Timeout>>,
}

impl Timers {
    /// A port that reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        let running = RefCell::default();
        Self { sink, running }
    }

    /// Starts a timer, replacing one of the same name.
    pub fn start(&self, id: TimerId, after_ms: u32) {
        let sink = self.sink.clone();
        let timeout = Timeout::new(bounded(after_ms), move || {
            sink.send(match id {
                TimerId::Countdown(to) => Event::Tick(to, super::js::now()),
                id => Event::Timer(id),
            });
        });
        self.running.borrow_mut().insert(id, timeout);
    }

    /// Stops a timer.
    pub fn stop(&self, id: TimerId) {
        self.running.borrow_mut().remove(&id);
    }
}
