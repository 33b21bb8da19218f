//! Prices: what it costs now, what it cost before, and whether that is the lowest of several.

use yew::prelude::*;

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
        (words.say.from_price)(&now)
    } else {
        now
    };
    let Some(before) = list else {
        return html! { <span class="price">{ text }</span> };
    };
    html! {
        <span class="price reduced">
            { unseen(words.say.price_now) }<ins>{ text }</ins>{ " " }
            { unseen(words.say.price_before) }<del>{ words.money(before) }</del>
        </span>
    }
}
