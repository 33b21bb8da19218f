//! The pure core of the widget: `App::update(event) -> effects`, and a view of what stands on the screen.
//!
//! Called by the shell, which queues events, so an update never runs inside another. The core has no clock, no
//! randomness and no I/O of its own: moments and entropy arrive inside events, and everything to be done leaves as an
//! [`effect::Effect`]. It never touches the browser and tests natively.

pub mod effect;
pub mod event;
pub mod view;

use effect::Effect;
use event::Event;
use view::View;

/// The widget's core.
#[derive(Default)]
pub struct App {}

impl App {
    /// What an event makes of it: the effects to be carried out, in order.
    pub fn update(&mut self, _event: Event) -> Vec<Effect> {
        vec![]
    }

    /// What stands on the screen now.
    #[must_use]
    pub fn view(&self) -> View {
        View::default()
    }
}
