//! What stands where there is no show to watch: before it, after it, in a break, and when it cannot be loaded.

use yew::prelude::*;

use super::super::common::el::{el, group, perhaps};
use super::super::common::words::Words;
use super::super::common::{ask, clock, outward, primary, skeleton, theirs, unseen};
use crate::app::event::Action;
use crate::app::view::{Phase, View, Wait};

/// The phase as the style sheet knows it.
pub(crate) fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Loading => "loading",
        Phase::Unavailable => "unavailable",
        Phase::Upcoming => "upcoming",
        Phase::Watching => "watching",
        Phase::Break => "break",
        Phase::Ended => "ended",
        Phase::Cancelled => "cancelled",
    }
}

/// The card in the middle of the picture; nothing while the show is on.
pub(crate) fn phase(words: &Words, view: &View, act: &Callback<Action>) -> Html {
    let (say, title) = (words.say, &view.title);
    let (head, more, button) = match view.phase {
        Phase::Watching => return Html::default(),
        Phase::Loading => {
            let loading = el("p.sr[role=status]").text(say.loading_show);
            return group([loading.into(), skeleton("show", 3).into()]);
        }
        Phase::Unavailable => {
            let retry = primary(say.retry.into(), false, ask(act, Action::Retry));
            (say.show_unavailable, say.show_unavailable_more, Some(retry))
        }
        Phase::Upcoming => (say.show_upcoming, say.show_upcoming_more, None),
        Phase::Break => (say.show_break, say.show_break_more, None),
        Phase::Ended => {
            let again = view
                .player
                .again
                .then(|| primary(say.watch_again.into(), false, ask(act, Action::WatchAgain)));
            (say.show_ended, say.show_ended_more, again)
        }
        Phase::Cancelled => (say.show_cancelled, say.show_cancelled_more, None),
    };
    let why = view.pause.as_ref().and_then(|pause| pause.text.as_ref());
    let why = why.map(|text| el("p").with(theirs(text)));
    let title = (!title.is_empty()).then(|| el("p.eyebrow").with(theirs(title)));
    let said = el("div[role=status]")
        .with(title)
        .with(el("h2").text(head))
        .with(why)
        .with(el("p").text(more))
        .with(button);
    el("div.glass.card")
        .with(said)
        .with(wait(words, &view.wait))
        .into()
}

/// When it begins or goes on. Not within the status: nobody wants to hear each second.
fn wait(words: &Words, wait: &Wait) -> Html {
    let when = wait
        .at
        .map(|at| el("p.when").text(words.formats.moment(at)));
    let left = wait.left.filter(|left| *left > 0).map(|left| {
        let days = left / 86_400;
        let rest = clock(left % 86_400);
        let left = words.say.days_and(days, &words.number(days), &rest);
        el("p.left[role=timer]")
            .attr("aria-label", words.say.time_left)
            .text(left)
    });
    let calendar = wait.calendar.as_ref().map(|calendar| {
        outward("a.quiet", calendar)
            .text(words.say.add_to_calendar)
            .text(" ")
            .with(unseen(words.say.opens_new_tab))
    });
    group([perhaps(when), perhaps(left), perhaps(calendar)])
}
