//! Prices: what it costs now, what it cost before, and whether that is the lowest of several.

use yew::prelude::*;

use super::el::{El, el};
use super::words::Words;
use super::{clock, unseen};
use crate::app::view::{Money, OfferView};

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

/// How many are left of an offer, and how long it is on. The seconds are for the eye: who listens is told when it begins and
/// when it is over.
pub(crate) fn offer(words: &Words, offer: Option<OfferView>) -> Option<El> {
    let offer = offer?;
    let badge = el("span.offer[part=offer]");
    Some(if offer.left == 0 {
        badge.text(words.say.offer_gone)
    } else {
        badge
            .text(words.say.offer_left(&words.number(offer.left)))
            .with(
                el("span.ticks[aria-hidden=true]")
                    .text(" · ")
                    .text(clock(offer.seconds)),
            )
    })
}
