//! Offers as a host follows them: what it costs, how many are left, for how long.

use vitrine::domain::money::Money;

use super::title;
use crate::core::model::Model;
use crate::core::offer::{Offer, State};

/// A row of the offers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfferRow {
    /// The shop's name for it.
    pub offer: String,
    /// The product's name.
    pub title: String,
    /// What a piece costs.
    pub price: Option<Money>,
    /// Or how many per cent less.
    pub percent: Option<u32>,
    /// How many pieces there are at that price, and where they are.
    pub pieces: Pieces,
    /// Where it stands.
    pub state: State,
    /// How long it still runs, in seconds.
    pub seconds: u64,
}

/// Where the pieces of an offer are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pieces {
    /// How many there are.
    pub of: u32,
    /// Those that nobody has.
    pub left: u32,
    /// Those in carts.
    pub held: u32,
    /// Those sold.
    pub sold: u32,
}

/// The offers of the open show, the newest first.
#[must_use]
pub fn offers(model: &Model) -> Vec<OfferRow> {
    let open = model.open.as_ref();
    let figures = open.and_then(|open| open.figures.as_ref());
    let row = |offer: &Offer| {
        let known = open.and_then(|open| open.products.get(&offer.product));
        let currency = known.and_then(|product| Some(product.price?.currency));
        let left_ms = model.authority().map_or(0, |now| offer.to.0 - now.0);
        OfferRow {
            offer: offer.offer.clone(),
            title: title(model, &offer.product),
            price: offer
                .price
                .zip(currency)
                .map(|(minor, currency)| Money::new(minor, currency)),
            percent: offer.percent,
            pieces: Pieces {
                of: offer.quantity,
                left: offer.left,
                held: offer.held,
                sold: offer.sold,
            },
            // The figures say it a moment later.
            state: match offer.state {
                State::Running if left_ms <= 0 => State::Ended,
                state => state,
            },
            seconds: u64::try_from((left_ms + 999) / 1_000).unwrap_or(0),
        }
    };
    let offers = figures.map_or(&[][..], |figures| &figures.offers);
    offers.iter().map(row).collect()
}
