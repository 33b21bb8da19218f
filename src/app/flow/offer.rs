//! Offers: what the shop holds for a while. A cue says that one is on in the picture that the viewer sees; what it costs, how
//! many are left and how long, the shop says alone. So it is asked when one begins, and every few seconds while it is counted
//! down by this page's monotonic clock, from when the shop was asked: never longer than the shop holds it.

use super::{catalogue, countdown};
use crate::app::effect::Effect;
use crate::app::event::{Countdown, Monotonic, TimerId};
use crate::app::model::{Model, Screen};
use crate::app::view::Announcement;
use crate::domain::catalogue::Offer;
use crate::domain::ids::ProductId;
use crate::domain::show::Status;
use crate::shop::Call;

/// A countdown counts seconds.
const TICK_MS: u32 = 1_000;
/// Every so many the shop is asked how many are left.
const ASKED: u32 = 5;

/// An offer's end by this page's clock, now that it is known when the shop was asked.
pub(super) fn clocked(offer: &mut Option<Offer>, sent: Monotonic) {
    if let Some(offer) = offer {
        offer.ends.0 = offer.ends.0.saturating_add(sent.0);
    }
}

/// How far the picture is behind, as the show declares it: so much longer the shop takes what was tapped in it.
fn latency(model: &Model) -> i64 {
    let live = model.show.as_ref();
    let live = live.filter(|show| show.status == Status::Live);
    live.map_or(0, |show| i64::from(show.stream.latency_ms))
}

/// The offer, if it is on in the picture and the shop still holds it.
pub(in crate::app) fn on<'a>(model: &Model, offer: Option<&'a Offer>) -> Option<&'a Offer> {
    offer.filter(|offer| {
        let told = model.scene.offers.iter().any(|(id, ..)| *id == offer.id);
        told && model.now.0 < offer.ends.0.saturating_add(latency(model))
    })
}

/// An offer began in the picture, or was taken back.
pub(super) fn changed(model: &mut Model) {
    ask(model);
    look(model);
}

/// Asks the shop about what is offered.
fn ask(model: &mut Model) {
    let offers = model.scene.offers.iter();
    let products: Vec<ProductId> = offers.map(|(_, product, _)| product.clone()).collect();
    catalogue::ask_for(model, &products);
    if let Some(Screen::Product(open)) = model.screen().cloned()
        && products.contains(&open)
    {
        model.call(Call::Product(open));
    }
}

/// Which offers are on now. A new one is told to a screen reader, and one that is over.
pub(super) fn look(model: &mut Model) {
    let cards = &model.catalogue.cards;
    let offers = model.scene.offers.iter();
    let now: Vec<ProductId> = offers
        .filter(|(_, product, _)| {
            let card = cards.get(product);
            on(model, card.and_then(|card| card.offer.as_ref())).is_some()
        })
        .map(|(_, product, _)| product.clone())
        .collect();
    let before = std::mem::replace(&mut model.offers.0, now.clone());
    if !model.start.quiet {
        if let Some(over) = before.iter().find(|one| !now.contains(one)) {
            let title = model.title(over).unwrap_or_default().to_owned();
            model.announce(Announcement::OfferOver(title));
        }
        if let Some(new) = now.iter().find(|one| !before.contains(one))
            && let Some(card) = model.catalogue.cards.get(new)
            && let Some(offer) = &card.offer
        {
            let seconds = seconds(model, offer);
            let said = Announcement::Offer(card.title.clone(), offer.price, seconds);
            model.announce(said);
        }
    }
    if before.is_empty() && !now.is_empty() {
        model.offers.1 = 0;
        wait(model);
    }
}

/// How many seconds are left.
pub(in crate::app) fn seconds(model: &Model, offer: &Offer) -> u32 {
    countdown::seconds(offer.ends.0.saturating_sub(model.now.0))
}

fn wait(model: &mut Model) {
    model.effect(Effect::Timer {
        id: TimerId::Countdown(Countdown::Offer),
        after_ms: TICK_MS,
    });
}

/// A second has passed, or more where the page sleeps.
pub(crate) fn tick(model: &mut Model, now: Monotonic) {
    model.now = now;
    look(model);
    model.changed();
    if model.offers.0.is_empty() {
        return;
    }
    model.offers.1 += 1;
    if model.offers.1.is_multiple_of(ASKED) {
        ask(model);
    }
    wait(model);
}

/// The viewer has changed the cart: when, if it may matter for an offer.
pub(super) fn acted(model: &mut Model) {
    if !model.scene.offers.is_empty() && model.cart.acted.is_none() {
        model.cart.acted = Some(model.now);
    }
}

/// How long ago that was, by the picture.
pub(super) fn acted_ago(model: &Model) -> Option<u32> {
    let ago = model.now.0 - model.cart.acted?.0 + latency(model);
    u32::try_from(ago).ok().map(|ago| ago.min(3_600_000))
}
