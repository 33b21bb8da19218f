//! What a screen reader is told politely, and nobody sees.

use super::super::common::el::{El, el};
use super::super::common::words::Words;
use crate::app::view::Announcement;

/// The region stands from the start, so that it is known; each announcement is a new paragraph in it and stays until the
/// next, so that equal words are said again and none is taken away before it was read.
pub(crate) fn region(words: &Words, announcement: Option<&(u32, Announcement)>) -> El {
    let region = el("div.sr[role=status][aria-live=polite]");
    let Some((number, announcement)) = announcement else {
        return region;
    };
    let text = match announcement {
        Announcement::Pinned(thing) => words.say.pinned(thing),
        Announcement::Offer(thing, price, seconds) => {
            words
                .say
                .announce_offer(thing, &words.money(*price), *seconds)
        }
        Announcement::OfferOver(thing) => words.say.offer_of_over(thing),
        of_cart => super::of_cart::told(words, of_cart),
    };
    region.with(el("p").key(*number).text(text))
}
