//! The lineup as big cards.

use vitrine::domain::money::Money;
use yew::prelude::*;

use super::super::{RootProps, field, shortcut, words};
use crate::core::SLOT_KEYS;
use crate::core::event::{Action, Mark};
use crate::core::model::slots;
use crate::core::offer::{self, Reduction, Terms};
use crate::core::present::{self, Card};

/// How many pieces an offer has, and how long it runs, where the host does not say. (They stand behind the fields: a value of the
/// tree would come back with every drawing.)
const PIECES: u32 = 10;
const SECONDS: u32 = 60;

pub(super) fn draw(props: &RootProps) -> Html {
    let cards = present::cards(&props.model);
    let ready = present::can_act(&props.model);
    let empty = cards
        .is_empty()
        .then(|| html! { <p class="dim">{ words::LINEUP_EMPTY }</p> });
    html! {
        <section class="lineup" aria-labelledby="lineup-title">
            <h2 id="lineup-title">{ words::LINEUP }</h2>
            { empty }
            <ul class="cards" role="list">{ for cards.iter().map(|card| draw_card(props, card, ready)) }</ul>
        </section>
    }
}

fn draw_card(props: &RootProps, card: &Card, ready: bool) -> Html {
    let formats = &props.formats;
    let arm = Action::Arm((!card.armed).then(|| card.product.clone()));
    let pins = card.pinned.iter().map(|slot| {
        html! { <span class="badge on">{ words::pinned_in(slot.index() + 1) }</span> }
    });
    let picture = match &card.picture {
        Some(url) => html! { <img src={url.clone()} alt="" loading="lazy" /> },
        None => html! { <span class="noimg"></span> },
    };
    let chooser = slots().zip(SLOT_KEYS).map(|(slot, key)| {
        let action = Action::Pin {
            product: card.product.clone(),
            slot: Some(slot),
        };
        let label = words::pin_to(&card.title, slot.index() + 1);
        html! {
            <button type="button" disabled={!ready} aria-label={label} onclick={props.on(action)}>
                { words::PIN }{ " " }{ slot.index() + 1 }
                // The letters pin the chosen product: they stand on its buttons alone.
                if card.armed {
                    { shortcut(key) }
                }
            </button>
        }
    });
    html! {
        <li class="card box" key={card.product.clone()} data-armed={card.armed.then_some("true")} data-pinned={(!card.pinned.is_empty()).then_some("true")}>
            <button type="button" class="choose" aria-pressed={card.armed.to_string()} onclick={props.on(arm)}>
                { picture }
                <span class="name">
                    if let Some(key) = card.key {
                        <kbd>{ key }</kbd>
                    }
                    { card.title.clone() }
                </span>
                <span class="price">{ card.price.map(|price| (formats.money)(price)) }</span>
            </button>
            <p class="badges">
                { for pins }
                if card.marked {
                    <span class="badge on">{ words::MARKED }</span>
                }
                if let Some(left) = card.left {
                    <span class={classes!("badge", (left < 4).then_some("low"))}>{ words::left(left) }</span>
                }
            </p>
            <p class="dim small">{ words::card_figures(&(formats.number)(card.opens), &(formats.number)(card.adds), &(formats.number)(card.sold)) }</p>
            <div class="row pins">{ for chooser }</div>
            <div class="row">
                <button type="button" disabled={!ready} aria-label={words::of(words::MARK, &card.title)} onclick={props.on(Action::Mark(Mark::Begin(card.product.clone())))}>
                    { words::MARK }
                    if card.armed {
                        { shortcut("H") }
                    }
                </button>
                if card.marked {
                    <button type="button" disabled={!ready} aria-label={words::of(words::MARK_REMOVE, &card.title)} onclick={props.on(Action::Mark(Mark::Clear(card.product.clone())))}>
                        { words::MARK_REMOVE }
                    </button>
                }
            </div>
            { offer(props, card, ready) }
        </li>
    }
}

/// What the shop is asked to hold. The shop says no where it would be no reduction.
fn offer(props: &RootProps, card: &Card, ready: bool) -> Html {
    let product = card.product.clone();
    let currency = card.price.map(|price| price.currency);
    let submit = props.submit_kept(move |form| {
        let number = |name: &str, most: u32, usual: Option<u32>| {
            let text = field(form, name);
            match text.trim() {
                "" => usual,
                text => text
                    .parse()
                    .ok()
                    .filter(|number| (1..=most).contains(number)),
            }
        };
        let price = field(form, "price");
        let reduction = match number("percent", 99, None) {
            Some(percent) => Reduction::Percent(percent),
            None => Reduction::Price(offer::minor(&price, currency?)?),
        };
        ready.then_some(Action::Offer {
            product: product.clone(),
            terms: Terms {
                reduction,
                quantity: number("quantity", 1_000_000, Some(PIECES))?,
                per_buyer: number("per_buyer", 1_000_000, None),
            },
            seconds: number("seconds", 86_400, Some(SECONDS))?,
        })
    });
    let usual = card.price.map(Money::decimal).unwrap_or_default();
    let price = currency.map_or_else(String::new, |currency| words::offer_price(currency.code()));
    html! {
        <details class="offer">
            <summary aria-label={words::of(words::OFFER, &card.title)}>{ words::OFFER }</summary>
            <form onsubmit={submit}>
                <label>{ price }<input name="price" inputmode="decimal" autocomplete="off" pattern="[0-9]+([.,][0-9]+)?" placeholder={usual} /></label>
                <label>{ words::OFFER_PERCENT }<input name="percent" type="number" min="1" max="99" /></label>
                <label>{ words::OFFER_QUANTITY }<input name="quantity" type="number" min="1" max="1000000" placeholder={PIECES.to_string()} /></label>
                <label>{ words::OFFER_PER_BUYER }<input name="per_buyer" type="number" min="1" max="1000000" /></label>
                <label>{ words::OFFER_SECONDS }<input name="seconds" type="number" min="1" max="86400" placeholder={SECONDS.to_string()} /></label>
                <button disabled={!ready}>{ words::OFFER_START }</button>
            </form>
        </details>
    }
}
