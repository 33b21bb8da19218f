//! Notes beside what they are about: what went wrong, in words that say what to do, and the button to do it.

use yew::prelude::*;

use super::words::Words;
use super::{ask, flag, icon, text_button, theirs};
use crate::app::event::Action;
use crate::app::view::ShopProblem;

/// A note; an error is read out at once.
pub(crate) fn note(error: bool, text: &str, more: Html) -> Html {
    let role = if error { "alert" } else { "status" };
    html! {
        <div class="note" data-error={flag(error)} {role}>{ icon::icon(icon::ALERT) }<p>{ theirs(text) }</p>{ more }</div>
    }
}

/// Why something with the shop did not work, with Retry.
pub(crate) fn problem(words: &Words, problem: Option<ShopProblem>, act: &Callback<Action>) -> Html {
    let Some(problem) = problem else {
        return Html::default();
    };
    let retry = text_button(words.say.retry, ask(act, Action::Retry));
    note(true, shop_problem(words, problem), retry)
}

/// The words for a problem with the shop.
pub(crate) fn shop_problem(words: &Words, problem: ShopProblem) -> &'static str {
    match problem {
        ShopProblem::Unreachable => words.say.shop_unreachable,
        ShopProblem::Busy => words.say.shop_busy,
        ShopProblem::Broken => words.say.shop_broken,
    }
}
