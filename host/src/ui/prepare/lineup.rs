//! The lineup: searched in the shop's catalogue, ordered by drag and by keyboard.

use web_sys::DragEvent;
use yew::prelude::*;

use super::super::{RootProps, words};
use crate::core::event::{Action, Prepare};
use crate::core::model::{Loading, Open};
use crate::core::present;

pub(super) fn draw(props: &RootProps) -> Html {
    let Some(open) = &props.model.open else {
        return Html::default();
    };
    let lineup = open.lineup();
    let rows: Vec<(String, String, Option<String>)> = lineup
        .iter()
        .map(|id| {
            let picture = open
                .products
                .get(id)
                .and_then(|product| product.picture.clone());
            (id.clone(), present::title(&props.model, id), picture)
        })
        .collect();
    html! {
        <>
            <section class="box" aria-labelledby="order-title">
                <h2 id="order-title">{ words::LINEUP }</h2>
                <p class="dim">{ if rows.is_empty() { words::LINEUP_EMPTY } else { words::LINEUP_HINT } }</p>
                <Order {rows} act={props.act.clone()} />
            </section>
            { search(props, open, &lineup) }
        </>
    }
}

fn search(props: &RootProps, open: &Open, lineup: &[String]) -> Html {
    let input = props.input(|words| Some(Action::Prepare(Prepare::Search(words))));
    let found = open.prepare.found.iter().filter_map(|id| open.products.get(id)).map(|product| {
        let there = lineup.contains(&product.id);
        let label = if there { words::ADDED } else { words::ADD };
        let add = Action::Prepare(Prepare::Add(product.id.clone()));
        html! {
            <li key={product.id.clone()}>
                if let Some(url) = &product.picture {
                    <img src={url.clone()} alt="" loading="lazy" />
                }
                <span class="name">{ product.title.clone() }</span>
                <span class="price">{ product.price.map(|price| (props.formats.money)(price)) }</span>
                <button type="button" disabled={there} aria-label={words::of(label, &product.title)} onclick={props.on(add)}>{ label }</button>
            </li>
        }
    });
    let said = match open.prepare.search {
        Loading::Failed => Some(words::SEARCH_FAILED),
        Loading::Done if open.prepare.found.is_empty() => Some(words::NOTHING_FOUND),
        _ => None,
    };
    html! {
        <section class="box" aria-labelledby="search-title">
            <h2 id="search-title">{ words::SEARCH }</h2>
            <input type="search" aria-labelledby="search-title" value={open.prepare.words.clone()} oninput={input} />
            <p role="status" class="dim">{ said }</p>
            <ul class="found" role="list">{ for found }</ul>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct OrderProps {
    /// Id, title and picture.
    rows: Vec<(String, String, Option<String>)>,
    act: Callback<Action>,
}

#[component]
fn Order(props: &OrderProps) -> Html {
    let dragged = use_state(|| None::<usize>);
    let count = props.rows.len();
    let change = |change: Prepare| {
        let act = props.act.clone();
        Callback::from(move |_: MouseEvent| act.emit(Action::Prepare(change.clone())))
    };
    let rows = props.rows.iter().enumerate().map(|(place, (id, title, picture))| {
        let begin = {
            let dragged = dragged.clone();
            Callback::from(move |event: DragEvent| {
                if let Some(data) = event.data_transfer() {
                    // Firefox drags nothing that carries nothing.
                    let _ = data.set_data("text/plain", "");
                }
                dragged.set(Some(place));
            })
        };
        let over = Callback::from(|event: DragEvent| event.prevent_default());
        let end = {
            let dragged = dragged.clone();
            Callback::from(move |_: DragEvent| dragged.set(None))
        };
        let drop = {
            let (dragged, act) = (dragged.clone(), props.act.clone());
            Callback::from(move |event: DragEvent| {
                event.prevent_default();
                if let Some(from) = *dragged {
                    act.emit(Action::Prepare(Prepare::Move { from, to: place }));
                }
                dragged.set(None);
            })
        };
        let to = |to: Option<usize>| to.filter(|to| *to < count).map(|to| Prepare::Move { from: place, to });
        let arrow = |label: &'static str, sign: &'static str, to: Option<Prepare>| {
            let disabled = to.is_none();
            let press = to.map(change);
            html! {
                <button type="button" id={format!("{label}-{id}")} aria-disabled={disabled.then_some("true")} aria-label={words::of(label, title)} onclick={press}>{ sign }</button>
            }
        };
        html! {
            <li key={id.clone()} draggable="true" data-dragged={(*dragged == Some(place)).then_some("true")} ondragstart={begin} ondragover={over} ondragend={end} ondrop={drop}>
                <span class="number" aria-label={words::place(place + 1, count)}>{ place + 1 }</span>
                if let Some(url) = picture {
                    <img src={url.clone()} alt="" draggable="false" />
                }
                <span class="name">{ title.clone() }</span>
                { arrow(words::UP, "↑", to(place.checked_sub(1))) }
                { arrow(words::DOWN, "↓", to(Some(place + 1))) }
                <button type="button" aria-label={words::of(words::REMOVE, title)} onclick={change(Prepare::Remove(id.clone()))}>{ words::REMOVE }</button>
            </li>
        }
    });
    html! { <ol class="order" role="list">{ for rows }</ol> }
}
