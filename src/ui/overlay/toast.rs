//! A bar with one thing to say and perhaps one to do. It waits while it is hovered or has the focus.

use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, icon, icon_button, text_button};
use crate::app::event::Action;
use crate::app::view::{Reason, Toast};

/// The bar; nothing while there is nothing to say. What was done is told to screen readers by the live region, a refusal
/// by the bar itself.
pub(crate) fn bar(words: &Words, toast: Option<&Toast>, act: &Callback<Action>) -> Html {
    let say = words.say;
    let Some(toast) = toast else {
        return Html::default();
    };
    let (text, action, alert) = match toast {
        Toast::Added(thing) => (
            (say.added)(thing),
            Some((say.view_cart, Action::OpenCart)),
            false,
        ),
        Toast::Removed(thing) => ((say.removed)(thing), Some((say.undo, Action::Undo)), false),
        Toast::Refused(thing, why, shop) => {
            ((say.refused)(thing, reason(words, *why), shop), None, true)
        }
    };
    let hold = |held: bool| act.reform(move |()| Action::HoldToast(held));
    let (hold, release) = (hold(true), hold(false));
    html! {
        <div
            key={text.clone()} class="glass toast" part="toast" role={alert.then_some("alert")}
            onpointerover={hold.reform(|_| ())} onpointerout={release.reform(|_| ())}
            onfocusin={hold.reform(|_| ())} onfocusout={release.reform(|_| ())}
        >
            <p>{ text }</p>
            if let Some((label, action)) = action {
                { text_button(label, ask(act, action)) }
            }
            { icon_button("dismiss", icon::CLOSE, say.dismiss.into(), ask(act, Action::DismissToast)) }
        </div>
    }
}

/// Why the shop would not take a change, in our words; the shop's own follow.
pub(crate) fn reason(words: &Words, reason: Reason) -> &'static str {
    match reason {
        Reason::SoldOut => words.say.reason_sold_out,
        Reason::Unavailable => words.say.reason_unavailable,
        Reason::Adjusted => words.say.reason_adjusted,
        Reason::Other => "",
    }
}
