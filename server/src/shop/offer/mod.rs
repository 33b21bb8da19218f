//! Offers: a flash price for some pieces of a product, for a while.
//!
//! What a countdown promises is held here. A piece that goes into a basket in time is *held* for it: nobody else gets it, at
//! that price or any other, until the hold ends or the basket lets it go. [`grant`] takes holds when a basket is written,
//! [`standing`] says what they are worth when it is read, [`hold`] counts, [`store`] keeps the offers themselves.

pub mod grant;
pub mod hold;
pub mod shelf;
pub mod standing;
pub mod store;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::address::Address;
use super::basket::Basket;
use super::catalogue::Variant;
use super::money::share;
use super::reply::Problem;

/// What the way to the shop may take for somebody who says when they acted.
const TRANSIT_MS: i64 = 2_000;
/// The longest that somebody may say to be late.
const LATEST_MS: i64 = 3_600_000;

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Its name.
    pub id: String,
    /// Of which product.
    pub product: String,
    /// Which of its variants; `None` for all.
    pub variants: Option<Vec<String>>,
    /// What buyers read.
    pub title: String,
    /// What it costs.
    pub price: Price,
    /// How many pieces there are.
    pub quantity: i64,
    /// How many of them a buyer gets.
    pub per_buyer: Option<i64>,
    /// From when on, in milliseconds.
    pub starts_at: i64,
    /// Until when.
    pub ends_at: i64,
    /// How late somebody who acted in time may be.
    pub grace: i64,
    /// How long a piece is held for a basket.
    pub hold: i64,
    /// Whether it was taken back.
    pub withdrawn: bool,
}

/// What a piece costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Price {
    /// So much, in minor units.
    Is(i64),
    /// So many per cent less.
    Less(i64),
}

impl Price {
    /// What a piece costs that usually costs `usual`.
    #[must_use]
    pub fn of(self, usual: i64) -> i64 {
        match self {
            Self::Is(price) => price,
            Self::Less(percent) => usual - share(usual, percent, 100).unwrap_or(0),
        }
    }
}

impl Offer {
    /// What a variant of its product costs; `None` where that is not less than usual.
    #[must_use]
    pub fn price_of(&self, variant: &Variant) -> Option<i64> {
        let named = self.variants.as_ref();
        if named.is_some_and(|named| !named.contains(&variant.id)) {
            return None;
        }
        let price = self.price.of(variant.price);
        (price < variant.price).then_some(price)
    }

    /// Whether somebody who comes at `now` is in time.
    #[must_use]
    pub fn takes(&self, now: i64, tap: Tap) -> bool {
        !self.withdrawn && self.starts_at <= now && now < self.ends_at + tap.grace(self.grace)
    }
}

/// How late a write comes, as its sender says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tap(Option<i64>);

impl Tap {
    /// From `acted_ms_ago` of a request: how long ago the buyer acted, in what the buyer saw.
    ///
    /// # Errors
    /// Where it is no such time.
    pub fn of(ago: Option<i64>) -> Result<Self, Problem> {
        if ago.is_some_and(|ago| !(0..=LATEST_MS).contains(&ago)) {
            let text = "How many milliseconds ago: 0 to 3600000.";
            return Err(Problem::bad_field("$.acted_ms_ago", text));
        }
        Ok(Self(ago))
    }

    /// Nobody knows better than the offer's own grace: what is said can be untrue.
    fn grace(self, most: i64) -> i64 {
        self.0.map_or(0, |ago| (ago + TRANSIT_MS).min(most))
    }
}

/// Who buys, as far as the basket says, without saying it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Who {
    email: Option<Vec<u8>>,
    address: Option<Vec<u8>>,
}

impl Who {
    /// The buyer of a basket. Two ways to write an address are one, and so are `anna+x@…` and `Anna@…`.
    #[must_use]
    pub fn of(basket: &Basket, address: Option<&Address>) -> Self {
        let email = basket.buyer.email.as_ref().map(|email| {
            let email = email.to_lowercase();
            let (user, host) = email.rsplit_once('@').unwrap_or((&email, ""));
            let user = user.split('+').next().unwrap_or_default();
            digest(&[user, host])
        });
        let address = address.and_then(|address| {
            let plain = |field: &Option<String>| {
                let text = field.as_deref().unwrap_or_default().to_lowercase();
                text.chars()
                    .filter(|c| c.is_alphanumeric())
                    .collect::<String>()
            };
            let street = plain(&address.street_address);
            let rest = [&address.postal_code, &address.address_country].map(plain);
            (!street.is_empty()).then(|| digest(&[&street, &rest[0], &rest[1]]))
        });
        Self { email, address }
    }
}

fn digest(parts: &[&str]) -> Vec<u8> {
    Sha256::digest(parts.join("\n")).to_vec()
}

/// Pieces of a line that cost less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The offer.
    pub offer: String,
    /// Its title.
    pub title: String,
    /// The variant.
    pub variant: String,
    /// How many pieces.
    pub quantity: i64,
    /// What a piece costs.
    pub price: i64,
    /// Until when they are held, in milliseconds.
    pub until: i64,
}

impl Grant {
    /// As a line says it.
    #[must_use]
    pub fn json(&self) -> Value {
        json!({ "id": self.offer, "title": self.title, "quantity": self.quantity, "price": self.price,
            "held_until": when(self.until) })
    }
}

/// A time as answers write it.
pub(super) fn when(millis: i64) -> Option<String> {
    use time::OffsetDateTime;
    use time::format_description::well_known::Rfc3339;
    let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(millis) * 1_000_000).ok()?;
    at.format(&Rfc3339).ok()
}
