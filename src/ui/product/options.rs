//! The axes of choice: one radio group each, drawn as chips.

use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::words::Words;
use super::super::common::{ask, each, flag, theirs};
use crate::app::event::Action;
use crate::app::view::{AxisView, ValueState, ValueView};

/// One axis. What is sold out or does not go with the rest is said in words, and can be chosen all the same: choosing lets
/// go of what does not fit.
pub(super) fn axis(words: &Words, index: usize, axis: &AxisView, act: &Callback<Action>) -> El {
    let chosen = axis.values.iter().find(|value| value.chosen);
    let values: Vec<_> = axis.values.iter().enumerate().collect();
    let chip = |(place, value): &(usize, &ValueView)| {
        let choose = Action::Choose {
            axis: index,
            value: *place,
        };
        let (state, remark) = match value.state {
            ValueState::Free => ("free", None),
            ValueState::SoldOut => ("sold-out", Some(words.say.sold_out)),
            ValueState::Impossible => ("impossible", Some(words.say.shopping().not_offered)),
        };
        let input = el("input[type=radio]")
            .attr("name", format!("axis-{index}"))
            .checked(value.chosen)
            .on("change", ask(act, choose));
        let label = el("span").with(theirs(&value.label));
        let label = match remark {
            Some(remark) => label.text(" ").with(el("small").text(remark)),
            None => label,
        };
        el("label.chip")
            .attr("data-state", state)
            .with(input)
            .with(label)
            .into()
    };
    let chosen_label = chosen.map(|value| el("b[aria-hidden=true]").with(theirs(&value.label)));
    let legend = el("legend").with(theirs(&axis.name)).with(chosen_label);
    el("fieldset.axis")
        .key(index)
        .maybe("data-open", flag(chosen.is_none()))
        .with(legend)
        .with(el("div.chips").with(each(&values, &chip)))
}
