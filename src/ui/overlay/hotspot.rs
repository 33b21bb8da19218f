//! The hotspots: products at their places in the picture.
//!
//! A port shows them where they belong and moves them there, without a drawing; until then they are hidden.

use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::words::Words;
use super::super::common::{ask, each, theirs};
use crate::app::event::Action;
use crate::app::view::{HotspotView, OverlayView};

/// A button for each, with the product's name.
pub(crate) fn hotspots(words: &Words, overlay: &OverlayView, act: &Callback<Action>) -> El {
    let spot = |spot: &HotspotView| {
        let button = el("button.spot[type=button][part=hotspot]")
            .attr("data-spot", spot.name.as_str().to_owned())
            .click(ask(act, Action::OpenProduct(spot.product.clone())))
            .with(el("span.glass").with(theirs(&spot.title)));
        el("li").key(spot.name.as_str()).with(button).into()
    };
    el("ul.spots[data-vitrine=spots]")
        .attr("aria-label", words.say.in_picture)
        .with(each(&overlay.hotspots, &spot))
}
