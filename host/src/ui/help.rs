//! The keys.

use yew::prelude::*;

use super::{RootProps, words};
use crate::core::event::Action;

pub(super) fn draw(props: &RootProps) -> Html {
    let model = &props.model;
    if !model.help {
        return Html::default();
    }
    let rows = words::KEY_TABLE
        .iter()
        .map(|(keys, what)| html! { <div><dt><kbd>{ *keys }</kbd></dt><dd>{ *what }</dd></div> });
    html! {
        <section class="help box" aria-labelledby="help-title">
            <header>
                <h2 id="help-title">{ words::KEYS }</h2>
                <button type="button" onclick={props.on(Action::Help(false))}>{ words::CLOSE }<kbd>{ "Esc" }</kbd></button>
            </header>
            <label class="check">
                <input type="checkbox" checked={model.keys} onchange={props.on(Action::Keys(!model.keys))} />
                { words::KEYS_ON }
            </label>
            <dl>{ for rows }</dl>
        </section>
    }
}
