//! The whole behaviour of the console, as one pure function: [`Console::update`], from events to effects.
//!
//! [`event`] lists what can happen, [`effect`] what is to be done, [`model`] what is known; `flow` holds what happens, a file
//! a matter, and [`present`] what of it is shown. Time comes in with every event.

pub mod api;
pub mod catalogue;
pub mod cue;
pub mod effect;
pub mod event;
pub mod figures;
mod flow;
pub mod frame;
pub mod http;
pub mod log;
pub mod model;
pub mod moment;
pub mod offer;
pub mod present;
pub mod show;

pub use flow::SLOT_KEYS;

use effect::{Effect, RequestId, TimerId};
use event::{Event, Monotonic};
use http::Request;
use model::{Model, Open};

/// A console.
#[derive(Debug, Default)]
pub struct Console {
    model: Model,
    out: Vec<Effect>,
    seed: u64,
    /// Numbers of cues and keys.
    count: u64,
}

impl Console {
    /// Takes an event in, and hands back what is to be done.
    pub fn update(&mut self, event: Event, now: Monotonic) -> Vec<Effect> {
        self.model.now = now;
        flow::take(self, event);
        std::mem::take(&mut self.out)
    }

    /// What is known.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    fn send(&mut self, id: RequestId, request: Request) {
        self.out.push(Effect::Send { id, request });
    }

    fn timer(&mut self, id: TimerId, after_ms: u32) {
        self.out.push(Effect::Timer { id, after_ms });
    }

    fn open(&mut self) -> Option<&mut Open> {
        self.model.open.as_mut()
    }

    /// A number that no other cue of this page has.
    fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// A key that no other decision has, on whichever console.
    fn key(&self, number: u64) -> String {
        format!("{:016x}-{number}", self.seed)
    }
}
