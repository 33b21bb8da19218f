//! Prices: what it costs now, what it cost before, and whether that is the lowest of several.

use yew::prelude::*;

use super::el::el;
use super::unseen;
use super::words::Words;
use crate::app::view::Money;

/// A price with the one before a reduction. The words for a screen reader say which is which.
pub(crate) fn price(words: &Words, price: Option<(Money, bool)>, list: Option<Money>) -> Html {
    let Some((now, lowest)) = price else {
        return Html::default();
    };
    let now = words.money(now);
    let text = if lowest {
        words.say.from_price(&now)
    } else {
        now
    };
    let Some(before) = list else {
        return el("span.price").text(text).into();
    };
    el("span.price.reduced")
        .with(unseen(words.say.price_now))
        .with(el("ins").text(text))
        .text(" ")
        .with(unseen(words.say.price_before))
        .with(el("del").text(words.money(before)))
        .into()
}
