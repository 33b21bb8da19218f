//! One less, the number, one more.

use yew::prelude::*;

use super::el::{El, el};
use super::icon;
use super::words::Words;

/// A stepper named `label` for a number between `least` and `most`; `change` takes the wanted number.
pub(crate) fn stepper(
    words: &Words,
    label: String,
    (least, now, most): (u32, u32, u32),
    change: &Callback<u32>,
) -> El {
    let step = |to: u32, path: &'static str, name: &'static str, off: bool| {
        el("button[type=button]")
            .attr("aria-label", name)
            .when("disabled", off)
            .click(change.reform(move |_| to))
            .with(icon::icon(path))
    };
    el("div.stepper[role=group]")
        .attr("aria-label", label)
        .with(step(
            now.saturating_sub(1),
            icon::MINUS,
            words.say.shopping().one_less,
            now <= least,
        ))
        .with(el("output").text(words.number(now)))
        .with(step(
            now.saturating_add(1),
            icon::PLUS,
            words.say.shopping().one_more,
            now >= most,
        ))
}
