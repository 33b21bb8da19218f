//! Timers by name: starting one again replaces it.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gloo::timers::callback::Timeout;

use super::Sink;
use crate::core::effect::TimerId;
use crate::core::event::Event;

/// Runs timers and reports those that ran out.
pub struct Timers {
    sink: Sink,
    running: RefCell<BTreeMap<TimerId, Timeout>>,
}

impl Timers {
    /// A port that reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        let running = RefCell::default();
        Self { sink, running }
    }

    /// Starts a timer.
    pub fn start(&self, id: TimerId, after_ms: u32) {
        let sink = self.sink.clone();
        let timeout = Timeout::new(after_ms, move || sink.send(Event::Timer(id)));
        self.running.borrow_mut().insert(id, timeout);
    }

    /// Stops a timer.
    pub fn stop(&self, id: TimerId) {
        self.running.borrow_mut().remove(&id);
    }
}
