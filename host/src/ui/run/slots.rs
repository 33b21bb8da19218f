//! What is pinned now, and the places for what is to be.

use yew::prelude::*;

use super::super::{RootProps, shortcut, words};
use crate::core::SLOT_KEYS;
use crate::core::event::Action;
use crate::core::model::slots;
use crate::core::present;

pub(super) fn draw(props: &RootProps) -> Html {
    let model = &props.model;
    let scene = present::scene(model);
    let ready = present::can_act(model);
    let armed = model.open.as_ref().and_then(|open| open.armed.clone());
    let rows = slots().zip(SLOT_KEYS).map(|(slot, key)| {
        let number = slot.index() + 1;
        let held = scene.pins[slot.index()].as_deref();
        let name = held.map_or_else(|| words::EMPTY.to_owned(), |id| present::title(model, id));
        let pin = armed.as_ref().map(|product| {
            let title = present::title(model, product);
            let action = Action::Pin { product: product.clone(), slot: Some(slot) };
            html! {
                <button type="button" class="primary" disabled={!ready} aria-label={words::pin_to(&title, number)} onclick={props.on(action)}>
                    { words::PIN }{ shortcut(key) }
                </button>
            }
        });
        let unpin = held.map(|_| html! {
            <button type="button" disabled={!ready} aria-label={words::of(words::UNPIN, &words::slot(number))} onclick={props.on(Action::Unpin(slot))}>
                { words::UNPIN }{ shortcut(&format!("⇧{key}")) }
            </button>
        });
        html! {
            <li class="slot" key={number} data-held={held.map(|_| "true")}>
                <span class="slot-name">{ words::slot(number) }</span>
                <span class="slot-product">{ name }</span>
                <span class="row">{ pin }{ unpin }</span>
            </li>
        }
    });
    html! {
        <section class="box" aria-labelledby="slots-title">
            <h2 id="slots-title">{ words::SLOTS }</h2>
            <ol class="slots" role="list">{ for rows }</ol>
        </section>
    }
}
