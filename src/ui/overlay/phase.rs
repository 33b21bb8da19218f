//! What stands where there is no show to watch: before it, after it, and when it cannot be loaded.

use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, primary, skeleton, theirs};
use crate::app::event::Action;
use crate::app::view::Phase;

/// The phase as the style sheet knows it.
pub(crate) fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Loading => "loading",
        Phase::Unavailable => "unavailable",
        Phase::Upcoming => "upcoming",
        Phase::Watching => "watching",
        Phase::Ended => "ended",
    }
}

/// The card in the middle of the picture; nothing while the show is on.
pub(crate) fn phase(words: &Words, phase: Phase, title: &str, act: &Callback<Action>) -> Html {
    let say = words.say;
    let (head, more, button) = match phase {
        Phase::Watching => return Html::default(),
        Phase::Loading => {
            return html! {
                <><p class="sr" role="status">{ say.loading_show }</p>{ skeleton("show", 3) }</>
            };
        }
        Phase::Unavailable => {
            let retry = primary(say.retry.into(), false, ask(act, Action::Retry));
            (say.show_unavailable, say.show_unavailable_more, retry)
        }
        Phase::Upcoming => (say.show_upcoming, say.show_upcoming_more, Html::default()),
        Phase::Ended => (say.show_ended, say.show_ended_more, Html::default()),
    };
    html! {
        <div class="glass card" role="status">
            if !title.is_empty() {
                <p class="eyebrow">{ theirs(title) }</p>
            }
            <h2>{ head }</h2>
            <p>{ more }</p>
            { button }
        </div>
    }
}
