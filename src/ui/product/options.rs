//! The axes of choice: one radio group each, drawn as chips.

use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, each, flag, theirs};
use crate::app::event::Action;
use crate::app::view::{AxisView, ValueState, ValueView};

/// One axis. What is sold out or does not go with the rest is said in words, and can be chosen all the same: choosing lets
/// go of what does not fit.
pub(super) fn axis(words: &Words, index: usize, axis: &AxisView, act: &Callback<Action>) -> Html {
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
            ValueState::Impossible => ("impossible", Some(words.say.not_offered)),
        };
        html! {
            <label class="chip" data-state={state}>
                <input type="radio" name={format!("axis-{index}")} checked={value.chosen} onchange={ask(act, choose)} />
                <span>{ theirs(&value.label) }if let Some(remark) = remark {
                    { " " }<small>{ remark }</small>
                }</span>
            </label>
        }
    };
    html! {
        <fieldset key={index} class="axis" data-open={flag(chosen.is_none())}>
            <legend>
                { theirs(&axis.name) }
                if let Some(value) = chosen {
                    <b aria-hidden="true">{ theirs(&value.label) }</b>
                }
            </legend>
            <div class="chips">{ each(&values, &chip) }</div>
        </fieldset>
    }
}
