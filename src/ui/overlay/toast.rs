//! A bar with one thing to say and perhaps one to do. It waits while it is hovered or has the focus.

use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::words::Words;
use super::super::common::{ask, icon, icon_button, text_button};
use crate::app::event::Action;
use crate::app::view::{Reason, Toast};

/// The bar; nothing while there is nothing to say. What was done is told to screen readers by the live region, a refusal
/// by the bar itself.
pub(crate) fn bar(words: &Words, toast: Option<&Toast>, act: &Callback<Action>) -> Option<El> {
    let say = words.say;
    let (text, action, alert) = match toast? {
        Toast::Added(thing) => (
            say.added(thing),
            Some((say.view_cart, Action::OpenCart)),
            false,
        ),
        Toast::Removed(thing) => (say.removed(thing), Some((say.undo, Action::Undo)), false),
        Toast::Refused(thing, why, shop) => {
            (say.refused(thing, reason(words, *why), shop), None, true)
        }
        Toast::NotLoaded => (
            say.not_loaded.into(),
            Some((say.retry, Action::Retry)),
            true,
        ),
    };
    let hold = ask(act, Action::HoldToast(true));
    let release = ask(act, Action::HoldToast(false));
    let button = action.map(|(label, action)| text_button(label, ask(act, action)));
    let dismiss = ask(act, Action::DismissToast);
    let bar = el("div.glass.toast[part=toast]")
        .key(text.as_str())
        .maybe("role", alert.then_some("alert"))
        .on("pointerover", hold.clone())
        .on("pointerout", release.clone())
        .on("focusin", hold)
        .on("focusout", release)
        .with(el("p").text(text))
        .with(button)
        .with(icon_button(
            "dismiss",
            icon::CLOSE,
            say.dismiss.into(),
            dismiss,
        ));
    Some(bar)
}

/// Why the shop would not take a change, in our words; the shop's own follow.
pub(crate) fn reason(words: &Words, reason: Reason) -> &'static str {
    match reason {
        Reason::SoldOut => words.say.reason_sold_out,
        Reason::Unavailable => words.say.reason_unavailable,
        Reason::Adjusted => words.say.reason_adjusted,
        Reason::OfferSoldOut => words.say.offer_sold_out,
        Reason::OfferLimit => words.say.offer_limit,
        Reason::OfferOver => words.say.offer_over,
        Reason::HoldOver => words.say.hold_over,
        Reason::Other => "",
    }
}
