//! What lies over the picture: hotspots, pins, what the host says, and the two ways in, "All products" and the cart.

pub(super) mod hotspot;
pub(super) mod live_region;
pub(super) mod of_cart;
pub(super) mod phase;
pub(super) mod pin;
pub(super) mod toast;

use yew::prelude::*;

use super::common::el::{El, el};
use super::common::words::Words;
use super::common::{ask, icon};
use crate::app::event::Action;
use crate::app::view::OverlayView;

/// What the host says to everyone.
pub(super) fn message(words: &Words, overlay: &OverlayView) -> Option<El> {
    let (text, lang) = overlay.message.as_ref()?;
    let theirs = el("bdi").maybe("lang", lang.clone()).text(text.clone());
    let whose = el("span.sr").text(words.say.host_says).text(": ");
    Some(el("p.glass.message[part=message]").with(whose).with(theirs))
}

/// The two ways in. The cart is there only once it holds something.
pub(super) fn bar(words: &Words, overlay: &OverlayView, act: &Callback<Action>) -> El {
    let lineup = (overlay.products > 0).then(|| {
        el("button.glass.pill[type=button][part=lineup-button][data-vitrine=lineup]")
            .click(ask(act, Action::OpenLineup))
            .with(icon::icon(icon::PRODUCTS))
            .with(el("span").text(words.say.all_products))
    });
    let count = overlay.cart_count;
    let cart = (count > 0).then(|| of_cart::way(words, count, act));
    el("div.bar").with(lineup).with(cart)
}
