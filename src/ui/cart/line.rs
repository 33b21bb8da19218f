//! One line of the cart.

use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, flag, icon, icon_button, stepper, theirs};
use super::super::overlay::toast::reason;
use crate::app::event::Action;
use crate::app::view::VisibleLine;

/// The most that a line may be asked for; the shop says what it has.
const MOST: u32 = 999;

/// The line, with what the shop said of it right beside it.
pub(super) fn line(words: &Words, line: &VisibleLine, act: &Callback<Action>) -> Html {
    let say = words.say;
    let set = |quantity| Action::SetLine {
        variant: line.variant.clone(),
        quantity,
    };
    let change = {
        let variant = line.variant.clone();
        act.reform(move |quantity| Action::SetLine {
            variant: variant.clone(),
            quantity,
        })
    };
    let remove = (say.remove_thing)(&line.title);
    html! {
        <li key={line.variant.as_str().to_owned()} class="line" data-estimated={flag(line.estimated)}>
            if let Some(picture) = &line.picture {
                <img src={picture.clone()} alt="" decoding="async" />
            } else {
                <i class="noimg"></i>
            }
            <div>
                <p class="name">{ theirs(&line.title) }</p>
                if line.quantity > 1 {
                    <p class="each">{ (say.each)(&words.money(line.price)) }</p>
                }
                if let Some((why, shop)) = &line.remark {
                    <p class="remark" role="status">{ reason(words, *why) }{ " " }{ theirs(shop) }</p>
                }
                <div class="row">
                    { stepper::stepper(words, (say.quantity_of)(&line.title), (1, line.quantity, MOST), &change) }
                    { icon_button("remove", icon::BIN, remove.into(), ask(act, set(0))) }
                    if let Some(total) = line.total {
                        <span class="price">{ line.estimated.then_some("≈ ") }{ words.money(total) }</span>
                    }
                </div>
            </div>
        </li>
    }
}
