//! Notes beside what they are about: what went wrong, in words that say what to do, and the button to do it.

use yew::prelude::*;

use super::el::{El, el};
use super::words::Words;
use super::{ask, flag, icon, text_button, theirs};
use crate::app::event::Action;
use crate::app::view::ShopProblem;

/// A note; an error is read out at once.
pub(crate) fn note(error: bool, text: &str, more: Option<El>) -> El {
    el("div.note")
        .maybe("data-error", flag(error))
        .attr("role", if error { "alert" } else { "status" })
        .with(icon::icon(icon::ALERT))
        .with(el("p").with(theirs(text)))
        .with(more)
}

/// Why something with the shop did not work, with Retry.
pub(crate) fn problem(
    words: &Words,
    problem: Option<ShopProblem>,
    act: &Callback<Action>,
) -> Option<El> {
    let text = shop_problem(words, problem?);
    let retry = text_button(words.say.retry, ask(act, Action::Retry));
    Some(note(true, text, Some(retry)))
}

/// The words for a problem with the shop.
pub(crate) fn shop_problem(words: &Words, problem: ShopProblem) -> &'static str {
    match problem {
        ShopProblem::Unreachable => words.say.shopping().shop_unreachable,
        ShopProblem::Elsewhere => words.say.shopping().bought_elsewhere,
        ShopProblem::Busy => words.say.shopping().shop_busy,
        ShopProblem::Broken => words.say.shopping().shop_broken,
    }
}
