//! What a basket gets of the offers when it is written, and what its buyer is told of that.

use rusqlite::Transaction;

use super::hold::{self, Hold};
use super::{Offer, Tap, Who, store};
use crate::shop::basket::Line;
use crate::shop::catalogue::Item;
use crate::shop::message::Message;
use crate::shop::{Shop, stock};

/// How long after its end somebody who adds the thing is told that the offer is over.
const RECENT_MS: i64 = 120_000;

/// A basket that is being written.
#[derive(Debug, Clone, Copy)]
pub struct Basket<'a> {
    /// In whose name it holds: a cart's id, or that of a checkout without one.
    pub holder: &'a str,
    /// Its lines before.
    pub before: &'a [Line],
    /// Its lines now.
    pub lines: &'a [Line],
    /// Who buys.
    pub who: &'a Who,
    /// How late it comes.
    pub tap: Tap,
}

/// What became of a line.
enum Fate {
    /// As wanted, or there is nothing to say.
    Fine,
    /// So many pieces at the price; the others were gone.
    SoldOut(i64),
    /// So many pieces at the price; no more for one buyer.
    Limit(i64),
    /// The hold ended, and the offer is over.
    HoldEnded,
    /// It came too late.
    TooLate,
}

/// Takes, keeps and lets go what the lines can have. Answers what was not as wanted.
///
/// # Errors
/// Those of the database.
pub fn grant(
    shop: &Shop,
    tx: &Transaction<'_>,
    basket: &Basket<'_>,
) -> anyhow::Result<Vec<Message>> {
    let now = shop.millis();
    hold::lapse(tx, now)?;
    let holds = hold::of(tx, basket.holder, now)?;
    for gone in &holds {
        if !basket.lines.iter().any(|line| line.variant == gone.variant) {
            hold::resize(tx, gone, 0)?;
        }
    }
    let offers = store::begun(tx, now, now - RECENT_MS)?;
    let mut messages = Vec::new();
    for (index, line) in basket.lines.iter().enumerate() {
        let Some(item) = shop.catalogue.item(&line.variant) else {
            continue;
        };
        let held = holds.iter().find(|hold| hold.variant == line.variant);
        if held.is_none() && offers.is_empty() {
            continue;
        }
        let fate = one(tx, basket, line, item, held, &offers, now)?;
        let message = fate.message(&item.title());
        messages.extend(message.map(|message| message.at(format!("$.line_items[{index}]"))));
    }
    Ok(messages)
}

fn one(
    tx: &Transaction<'_>,
    basket: &Basket<'_>,
    line: &Line,
    item: Item<'_>,
    held: Option<&Hold>,
    offers: &[Offer],
    now: i64,
) -> anyhow::Result<Fate> {
    let before = basket.before.iter().find(|old| old.variant == line.variant);
    let more = before.is_none_or(|old| line.quantity > old.quantity);
    let lapsed = held.filter(|hold| hold.lapsed);
    let held = held.filter(|hold| !hold.lapsed);
    if let Some(lapsed) = lapsed {
        hold::resize(tx, lapsed, 0)?;
    }
    let of_it =
        |offer: &&Offer| offer.product == item.product.id && offer.price_of(item.variant).is_some();
    let running = offers
        .iter()
        .filter(of_it)
        .find(|offer| offer.takes(now, basket.tap));
    // What is held stays with its own offer, whether that still runs or not.
    let own = held.map(|hold| store::load(tx, &hold.offer)).transpose()?;
    let own = own.flatten();
    let Some(offer) = own.as_ref().or(running) else {
        let over = offers.iter().find(of_it);
        return Ok(match over {
            _ if lapsed.is_some() => Fate::HoldEnded,
            Some(over) if more && (over.withdrawn || now >= over.ends_at) => Fate::TooLate,
            _ => Fate::Fine,
        });
    };
    let has = held.map_or(0, |hold| hold.quantity);
    let takes_more = running.is_some_and(|running| running.id == offer.id);
    let allowed = match offer.per_buyer {
        Some(most) => {
            let others = hold::of_others(tx, &offer.id, basket.holder, &line.variant)?;
            (most - others - hold::bought(tx, &offer.id, basket.holder, basket.who)?).max(0)
        }
        None => i64::MAX,
    };
    let there = if takes_more {
        hold::left(tx, offer, now)?
    } else {
        0
    };
    let stock = stock::left(tx, [line.variant.as_str()], now, basket.holder)?;
    let stock = stock.get(&line.variant).copied().unwrap_or(i64::MAX);
    let gets = line
        .quantity
        .min(allowed)
        .min(has.saturating_add(there))
        .min(stock);
    match held {
        Some(own) => hold::resize(tx, own, gets)?,
        None if gets > 0 => hold::take(tx, offer, &line.variant, basket.holder, gets, now)?,
        None => {}
    }
    // Said when it is new: where more was asked for, or less is had than before.
    let said = more || lapsed.is_some() || gets < has.min(line.quantity);
    Ok(match gets {
        _ if !said || gets >= line.quantity => Fate::Fine,
        _ if gets >= allowed => Fate::Limit(gets),
        _ if takes_more => Fate::SoldOut(gets),
        _ => Fate::TooLate,
    })
}

impl Fate {
    fn message(&self, title: &str) -> Option<Message> {
        let (code, text) = match self {
            Self::Fine => return None,
            Self::SoldOut(0) => (
                "offer_sold_out",
                format!("All pieces of the offer are taken. {title} has its usual price."),
            ),
            Self::SoldOut(got) => (
                "offer_sold_out",
                format!(
                    "{got} of {title} at the offer's price: those were the last. The others have their usual price."
                ),
            ),
            Self::Limit(0) => (
                "offer_limit_reached",
                format!("You had your share of the offer. {title} has its usual price."),
            ),
            Self::Limit(got) => (
                "offer_limit_reached",
                format!(
                    "{got} of {title} at the offer's price: no more for one buyer. The others have their usual price."
                ),
            ),
            Self::HoldEnded => ("offer_hold_ended", super::standing::hold_ended(title)),
            Self::TooLate => (
                "offer_ended",
                format!("The offer is over. What is added of {title} now has its usual price."),
            ),
        };
        Some(Message::warning(code, text))
    }
}
