//! All products of the show.

use yew::prelude::*;

use super::common::words::Words;
use super::common::{ask, each, flag, money, theirs};
use super::panel::Sheet;
use crate::app::event::Action;
use crate::app::view::Card;

/// The lineup as a screen of the panel.
pub(super) fn sheet(words: &Words, cards: &[Card], act: &Callback<Action>) -> Sheet {
    let body = if cards.is_empty() {
        html! { <p class="empty">{ words.say.no_products }</p> }
    } else {
        html! { <ul class="cards">{ each(cards, &|one| card(words, one, act)) }</ul> }
    };
    Sheet {
        key: "lineup".into(),
        title: words.say.all_products.into(),
        step: None,
        back: false,
        body,
        footer: Html::default(),
        submit: None,
    }
}

fn card(words: &Words, card: &Card, act: &Callback<Action>) -> Html {
    let product = card.product.as_str().to_owned();
    let waiting = card.title.is_empty();
    html! {
        <li key={product.clone()}>
            <button
                type="button" part="card" data-product={product} aria-busy={flag(waiting)}
                onclick={ask(act, Action::OpenProduct(card.product.clone()))}
            >
                <span class="frame">
                    if let Some(picture) = &card.picture {
                        <img src={picture.url.clone()} alt="" loading="lazy" decoding="async" />
                    }
                    if card.sold_out {
                        <em>{ words.say.sold_out }</em>
                    }
                </span>
                <span class="name">{ theirs(&card.title) }</span>
                { money::price(words, card.price, card.list_price) }
            </button>
        </li>
    }
}
