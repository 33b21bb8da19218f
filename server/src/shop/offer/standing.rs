//! What the holds of a basket are worth when it is read. Nothing is taken or given back here.

use rusqlite::Connection;

use super::{Grant, Who, hold, store};
use crate::shop::Shop;
use crate::shop::basket::Line;
use crate::shop::message::Message;

/// What the holds of a basket are worth.
#[derive(Debug, Default)]
pub struct Standing {
    /// Pieces that cost less.
    pub grants: Vec<Grant>,
    /// What is no longer so, and was not told yet.
    pub lost: Vec<Message>,
}

/// How the holds of a basket stand. What was lost keeps a checkout from being paid until it is written again, so that
/// nobody pays more than they were told.
///
/// # Errors
/// Those of the database.
pub fn standing(
    shop: &Shop,
    connection: &Connection,
    holder: &str,
    lines: &[Line],
    who: &Who,
) -> anyhow::Result<Standing> {
    let now = shop.millis();
    let mut standing = Standing::default();
    for held in hold::of(connection, holder, now)? {
        let index = lines.iter().position(|line| line.variant == held.variant);
        let item = shop.catalogue.item(&held.variant);
        let (Some(index), Some(item)) = (index, item) else {
            continue;
        };
        let lost = |code: &str, text: String| {
            Message::error(code, text).at(format!("$.line_items[{index}]"))
        };
        if held.lapsed {
            let text = hold_ended(&item.title());
            standing.lost.push(lost("offer_hold_ended", text));
            continue;
        }
        let Some(offer) = store::load(connection, &held.offer)? else {
            continue;
        };
        let Some(price) = offer.price_of(item.variant) else {
            continue;
        };
        let mut quantity = held.quantity.min(lines[index].quantity);
        if let Some(most) = offer.per_buyer.filter(|_| !held.paying) {
            let bought = hold::bought(connection, &offer.id, holder, who)?;
            let others = standing
                .grants
                .iter()
                .filter(|grant| grant.offer == offer.id);
            let others: i64 = others.map(|grant| grant.quantity).sum();
            let allowed = (most - bought - others).max(0);
            if allowed < quantity {
                let title = item.title();
                let text = format!(
                    "You had your share of the offer with another order. {title} has its usual price."
                );
                standing.lost.push(lost("offer_limit_reached", text));
            }
            quantity = quantity.min(allowed);
        }
        if quantity > 0 {
            standing.grants.push(Grant {
                offer: offer.id,
                title: offer.title,
                variant: held.variant,
                quantity,
                price,
                until: held.ends_at,
            });
        }
    }
    Ok(standing)
}

/// What a buyer is told whose time is over.
pub(super) fn hold_ended(title: &str) -> String {
    format!(
        "The time in which {title} was kept for you at the offer's price is over. It has its usual price again."
    )
}
