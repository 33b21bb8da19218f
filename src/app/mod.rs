//! The pure core of the widget: `App::update(event) -> effects`, and a view of what stands on the screen.
//!
//! Called by the shell, which queues events, so an update never runs inside another. The core has no clock, no
//! randomness and no I/O of its own: moments and entropy arrive inside events, and everything to be done leaves as an
//! [`effect::Effect`]. It never touches the browser and tests natively.
//!
//! What only a viewer who shops needs is loaded later, as a second file: see `flow::shopping`.
//!
//! [`App::update`] hands each event to the flow that it belongs to: `flow::boot` reads the show, `flow::show` follows
//! the picture, `flow::player` the video, `flow::catalogue` cards and products, `flow::cart` the operation log, `flow::checkout` the way to an
//! order, `flow::tabs` the other tabs, `flow::offer` what is had for less for a while. `present` makes the view of the model.

pub mod effect;
pub mod event;
mod flow;
mod kept;
mod model;
mod present;
mod requests;
pub mod view;

use effect::Effect;
use event::{Countdown, Event, StoreSlot, TimerId};
use model::Model;
use view::View;

/// The widget's core.
#[derive(Clone, Debug, Default)]
pub struct App {
    model: Model,
}

impl App {
    /// What an event makes of it: the effects to be carried out, in order. [`Effect::Render`] is among them when the view
    /// has changed.
    ///
    /// An event that [`Event::shops`] may come only once what shopping needs is loaded.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let model = &mut self.model;
        model.shopping |= event.shops();
        match event {
            Event::Started(start) => flow::boot::start(model, start),
            Event::Do(action) => flow::action::act(model, action),
            Event::Http {
                id,
                result,
                sent,
                received,
            } => flow::reply::answered(model, id, result, (sent, received)),
            Event::Timer(TimerId::Show) => flow::boot::ask(model),
            Event::Timer(TimerId::Cues) => flow::boot::ask_cues(model),
            Event::Timer(TimerId::Cards) => flow::catalogue::ask_cards(model),
            Event::Timer(TimerId::Toast) => flow::toast::dismiss(model),
            Event::Timer(TimerId::Beacon) => flow::beacon::send(model),
            Event::Timer(TimerId::Stall) => flow::player::stalled(model),
            Event::Tick(Countdown::Offer, now) => flow::offer::tick(model, now),
            Event::Tick(Countdown::Show, now) => flow::countdown::tick(model, now),
            // Answered with the time, by `Tick`.
            Event::Timer(TimerId::Countdown(_)) => {}
            Event::Timer(TimerId::Stream) => flow::again::look(model),
            Event::Timer(TimerId::Shopping) => model.effect(Effect::LoadShopping),
            Event::Loaded {
                slot: StoreSlot::Settings,
                value,
            } => {
                flow::player::restore(model, value.as_deref());
                flow::boot::handed_over(model);
            }
            Event::Frame { picture, now } => flow::show::frame(model, picture, now),
            Event::Player(event) => flow::player::report(model, event),
            Event::InBandCue(text) => flow::show::cue(model, crate::stage::from_stream(&text)),
            Event::StageCue(text) => flow::show::cue(model, crate::stage::from_json(&text)),
            Event::StageOpen => flow::boot::listening(model),
            Event::Told => flow::boot::told(model),
            Event::Visible(visible) => flow::boot::visible(model, visible),
            Event::Wide(wide) => flow::panel::widen(model, wide),
            Event::Restored => flow::boot::restored(model),
            Event::ShoppingMissing(asked) => flow::boot::shopping_missing(model, asked),
            Event::Timer(TimerId::Cart | TimerId::Intent)
            | Event::Loaded { .. }
            | Event::Stored { .. }
            | Event::Payment(_)
            | Event::Locked => {
                // Where nobody has shopped yet, an empty slot is no news.
                if model.shopping {
                    flow::shopping::happened(model, event);
                }
            }
        }
        model.take_effects()
    }

    /// What stands on the screen now.
    #[must_use]
    pub fn view(&self) -> View {
        present::view(&self.model)
    }
}
