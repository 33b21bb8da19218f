//! One less, the number, one more.

use yew::prelude::*;

use super::icon;
use super::words::Words;

/// A stepper named `label` for a number between `least` and `most`; `change` takes the wanted number.
pub(crate) fn stepper(
    words: &Words,
    label: String,
    (least, now, most): (u32, u32, u32),
    change: &Callback<u32>,
) -> Html {
    let step = |to: u32, path: &'static str, name: &'static str, off: bool| {
        let onclick = change.reform(move |_: MouseEvent| to);
        html! {
            <button type="button" aria-label={name} disabled={off} {onclick}>{ icon::icon(path) }</button>
        }
    };
    html! {
        <div class="stepper" role="group" aria-label={label}>
            { step(now.saturating_sub(1), icon::MINUS, words.say.one_less, now <= least) }
            <output>{ words.number(now) }</output>
            { step(now.saturating_add(1), icon::PLUS, words.say.one_more, now >= most) }
        </div>
    }
}
