//! What a viewer sees: thin components over `app::view`.
//!
//! The shell draws a [`Part`] from every new view; a panel that has not changed is not drawn again.
//! Components turn values into elements and taps into `Action`s. They never do I/O, never keep a fact of the show, the
//! cart or the checkout, and hold no words: those are in [`messages`].
//!
//! Ids that `Focus::Element` may name are those of the fields (see [`crate::app::view::field_id`]). `Focus::Panel` means the
//! element with `data-vitrine="heading"`; the player's port finds the video by `data-vitrine="video"` and the payment
//! port its frame by `data-vitrine="payment"`. `data-vitrine="lineup"` is the button that is always there, for a focus
//! that has lost its place.

mod cart;
pub mod checkout;
mod common;
mod lineup;
pub mod messages;
mod overlay;
mod panel;
mod player;
mod product;

use std::rc::Rc;

use yew::prelude::*;

use crate::app::event::Action;
use crate::app::view::{Panel, View};
use common::el::el;
pub use common::part::{Part, PartProps};
pub use common::words::Words;
use common::{flag, truth};

/// The style of what everybody sees, for a constructable style sheet.
pub const STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/style.css"));

/// The style of what only a viewer who shops sees, to come after the other. It is in the second file.
pub const SHOPPING_STYLE: &str = include_str!(concat!(env!("OUT_DIR"), "/shopping.css"));

/// What the widget is drawn from.
#[derive(Clone)]
pub struct WidgetProps {
    /// Everything on the screen.
    pub view: Rc<View>,
    /// Takes what the viewer wants.
    pub act: Callback<Action>,
    /// The words, and how values are written.
    pub words: Words,
    /// Tells one mount from the next, so that what a component remembers does not come up again.
    pub mount: u32,
}

impl PartProps {
    /// The part that holds a whole widget; nothing between two mounts.
    #[must_use]
    pub fn widget(props: Option<WidgetProps>) -> Self {
        Self::new(move |_| props.as_ref().map(widget).unwrap_or_default())
    }
}

fn widget(props: &WidgetProps) -> Html {
    let WidgetProps {
        view, act, words, ..
    } = props;
    let (tall, corner) = (view.tall, view.corner);
    let small = tall || matches!(*view.panel, Panel::Checkout(_));
    el("div.widget")
        .key(props.mount)
        .attr("lang", words.say.lang)
        .attr("dir", words.say.dir)
        .attr("data-panel", panel::name(&view.panel))
        .attr("data-phase", overlay::phase::name(view.phase))
        .attr("data-own", truth(view.player.own))
        .maybe("data-mini", flag(small && view.player.own))
        .maybe("data-tall", flag(tall))
        .maybe("data-bottom", flag(corner.bottom))
        .maybe("data-end", flag(corner.end))
        .on("keydown", player::keys::pressed(&view.player, act))
        .with(player::picture(words, view, act))
        .with(lineup::strip(words, view, act))
        .with(panel::frame(words, view, act))
        .with(overlay::toast::bar(words, view.toast.as_ref(), act))
        .with(overlay::live_region::region(
            words,
            view.announcement.as_ref(),
        ))
        .into()
}
