//! All products of the show.

use std::rc::Rc;

use yew::prelude::*;

use super::common::el::{El, el, group, perhaps};
use super::common::part::stamped;
use super::common::words::Words;
use super::common::{ask, clock, each, flag, money, theirs};
use super::panel::Sheet;
use crate::app::event::Action;
use crate::app::view::{Card, Moment, View};

/// The lineup as a screen of the panel.
pub(super) fn sheet(
    words: &Words,
    cards: &[Card],
    moments: &[Moment],
    act: &Callback<Action>,
) -> Sheet {
    let body = if cards.is_empty() {
        el("p.empty").text(words.say.shopping().no_products)
    } else {
        el("ul.cards").with(each(cards, &|one| card(words, one, act).into()))
    };
    Sheet {
        key: "lineup".into(),
        title: words.say.all_products.into(),
        step: None,
        back: false,
        body: group([perhaps(chapters(words, moments, act)), body.into()]),
        footer: Html::default(),
        submit: None,
    }
}

/// The lineup under the picture, for as long as there is room for it.
pub(super) fn strip(words: &Words, view: &View, act: &Callback<Action>) -> Html {
    match view.strip.clone() {
        None => Html::default(),
        Some(cards) => stand(words, view.stamp, cards, act),
    }
}

/// Loaded when there is a strip for the first time.
#[inline(never)]
fn stand(words: &Words, stamp: u32, cards: Rc<[Card]>, act: &Callback<Action>) -> Html {
    let (words, act) = (words.clone(), act.clone());
    // Where there is a strip there is no button that opens the lineup: a focus that has lost its place comes here.
    stamped("strip", stamp, move |_| {
        el("ul.strip[part=strip][data-vitrine=lineup][tabindex=-1]")
            .attr("aria-label", words.say.all_products)
            .with(each(&cards, &|one| card(&words, one, &act).into()))
            .into()
    })
}

/// When which product came up in the recording, to go there.
fn chapters(words: &Words, moments: &[Moment], act: &Callback<Action>) -> Option<El> {
    let chapter = |moment: &Moment| {
        let button = el("button[type=button][part=moment]")
            .attr("data-product", moment.product.as_str().to_owned())
            .maybe("aria-current", flag(moment.now))
            .click(ask(act, Action::Watch(moment.at)))
            .with(el("b").text(clock(moment.second)))
            .text(" ")
            .with(theirs(&moment.title));
        el("li").with(button).into()
    };
    (!moments.is_empty()).then(|| {
        el("ul.moments[role=list]")
            .attr("aria-label", words.say.shopping().moments)
            .with(each(moments, &chapter))
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
