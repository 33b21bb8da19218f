//! A bar with one thing to say and perhaps one to do. It waits while it is hovered or has the focus.

use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::words::Words;
use super::super::common::{ask, icon, icon_button, text_button};
use crate::app::event::Action;
use crate::app::view::Toast;

/// The words, what can be done with which words, and whether it is a refusal.
pub(super) type Said = (String, Option<(&'static str, Action)>, bool);

/// The bar; nothing while there is nothing to say. What was done is told to screen readers by the live region, a refusal
/// by the bar itself.
pub(crate) fn bar(words: &Words, toast: Option<&Toast>, act: &Callback<Action>) -> Option<El> {
    let say = words.say;
    let (text, action, alert) = match toast? {
        Toast::NotLoaded => (
            say.not_loaded.to_owned(),
            Some((say.retry, Action::Retry)),
            true,
        ),
        of_cart => super::of_cart::toast(words, of_cart)?,
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
