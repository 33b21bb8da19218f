//! Offers as the catalogue tells them: with the variant, in what UCP leaves to the shop.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::{Offer, hold, store, when};
use crate::shop::Shop;
use crate::shop::catalogue::Variant;

/// The offers of a moment.
#[derive(Debug, Default)]
pub struct Shelf {
    now: i64,
    offers: Vec<(Offer, i64)>,
}

/// Longest grace of an offer.
const MOST_GRACE_MS: i64 = 30_000;

impl Shelf {
    /// Those that somebody may be in time for.
    ///
    /// # Errors
    /// Those of the database.
    pub fn now(shop: &Shop, connection: &Connection) -> anyhow::Result<Self> {
        let now = shop.millis();
        let mut offers = Vec::new();
        for offer in store::begun(connection, now, now - MOST_GRACE_MS)? {
            if !offer.withdrawn && now < offer.ends_at + offer.grace {
                let left = hold::left(connection, &offer, now)?;
                offers.push((offer, left));
            }
        }
        Ok(Self { now, offers })
    }

    /// The offer of a variant. `ends_in_ms` needs no clock of the reader's; it is below zero where only those are in time
    /// who acted before the end.
    #[must_use]
    pub fn json(&self, product: &str, variant: &Variant) -> Option<Value> {
        let of_it = |(offer, left): &(Offer, i64)| {
            let price = offer
                .price_of(variant)
                .filter(|_| offer.product == product)?;
            let mut json = json!({
                "id": offer.id,
                "title": offer.title,
                "price": price,
                "left": left,
                "ends_at": when(offer.ends_at),
                "ends_in_ms": offer.ends_at - self.now,
            });
            if let Some(most) = offer.per_buyer {
                json["per_buyer"] = json!(most);
            }
            Some(json)
        };
        self.offers.iter().find_map(of_it)
    }
}
