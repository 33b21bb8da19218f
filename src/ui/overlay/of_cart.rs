//! What lies over the picture and is about the cart: the way to it, and what is said of it.
//!
//! The functions are gates (`app::flow::shopping`): there is nothing to say of a cart before the second file is there.

use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::words::Words;
use super::super::common::{ask, icon};
use super::toast::Said;
use crate::app::event::Action;
use crate::app::view::{Announcement, Reason, Toast};

/// The way to a cart that holds so many things.
#[inline(never)]
pub(super) fn way(words: &Words, count: u32, act: &Callback<Action>) -> El {
    let written = words.number(count);
    el("button.glass.pill.bag[type=button][part=cart-button]")
        .attr(
            "aria-label",
            words.say.shopping().cart_holds(count, &written),
        )
        .click(ask(act, Action::OpenCart))
        .with(icon::icon(icon::BAG))
        .with(el("b").key(count).text(written))
}

/// What a toast says.
#[inline(never)]
pub(super) fn toast(words: &Words, toast: &Toast) -> Option<Said> {
    let say = words.say.shopping();
    Some(match toast {
        Toast::Added(thing) => (
            say.added(thing),
            Some((say.view_cart, Action::OpenCart)),
            false,
        ),
        Toast::Removed(thing) => (say.removed(thing), Some((say.undo, Action::Undo)), false),
        Toast::Refused(thing, why, shop) => {
            (say.refused(thing, reason(words, *why), shop), None, true)
        }
        Toast::NotLoaded => return None,
    })
}

/// What a screen reader is told.
#[inline(never)]
pub(super) fn told(words: &Words, announcement: &Announcement) -> String {
    let say = words.say.shopping();
    match announcement {
        Announcement::Added(thing, count) => {
            say.announce_added(thing, *count, &words.number(*count))
        }
        Announcement::Removed(thing) => say.removed(thing),
        Announcement::Back(thing) => say.brought_back(thing),
        _ => String::new(),
    }
}

/// Why the shop would not take a change, in our words; the shop's own follow.
pub(crate) fn reason(words: &Words, reason: Reason) -> &'static str {
    let say = words.say.shopping();
    match reason {
        Reason::SoldOut => say.reason_sold_out,
        Reason::Unavailable => say.reason_unavailable,
        Reason::Adjusted => say.reason_adjusted,
        Reason::OfferSoldOut => say.offer_sold_out,
        Reason::OfferLimit => say.offer_limit,
        Reason::OfferOver => say.offer_over,
        Reason::HoldOver => say.hold_over,
        Reason::Other => "",
    }
}
