//! All products of the show.

use yew::prelude::*;

use super::common::el::{El, el};
use super::common::part::stamped;
use super::common::words::Words;
use super::common::{ask, each, flag, money, theirs};
use super::panel::Sheet;
use crate::app::event::Action;
use crate::app::view::{Card, View};

/// The lineup as a screen of the panel.
pub(super) fn sheet(words: &Words, cards: &[Card], act: &Callback<Action>) -> Sheet {
    let body = if cards.is_empty() {
        el("p.empty").text(words.say.no_products)
    } else {
        el("ul.cards").with(each(cards, &|one| card(words, one, act).into()))
    };
    Sheet {
        key: "lineup".into(),
        title: words.say.all_products.into(),
        step: None,
        back: false,
        body: body.into(),
        footer: Html::default(),
        submit: None,
    }
}

/// The lineup under the picture, for as long as there is room for it.
pub(super) fn strip(words: &Words, view: &View, act: &Callback<Action>) -> Html {
    let Some(cards) = view.strip.clone() else {
        return Html::default();
    };
    let (words, act) = (words.clone(), act.clone());
    // Where there is a strip there is no button that opens the lineup: a focus that has lost its place comes here.
    stamped("strip", view.stamp, move |_| {
        el("ul.strip[part=strip][data-vitrine=lineup][tabindex=-1]")
            .attr("aria-label", words.say.all_products)
            .with(each(&cards, &|one| card(&words, one, &act).into()))
            .into()
    })
}

fn card(words: &Words, card: &Card, act: &Callback<Action>) -> El {
    let product = card.product.as_str();
    let picture = card.picture.as_ref().map(|picture| {
        el("img[alt=][loading=lazy][decoding=async]").attr("src", picture.url.clone())
    });
    let gone = card.sold_out.then(|| el("em").text(words.say.sold_out));
    let now = card.pinned.then(|| el("em.now").text(words.say.shown_now));
    let button = el("button[type=button][part=card]")
        .attr("data-product", product.to_owned())
        .maybe("aria-busy", flag(card.title.is_empty()))
        .click(ask(act, Action::OpenProduct(card.product.clone())))
        .with(el("span.frame").with(picture).with(gone).with(now))
        .with(el("span.name").with(theirs(&card.title)))
        .with(money::price(words, card.price, card.list_price))
        .with(money::offer(words, card.offer));
    el("li").key(product).with(button)
}
