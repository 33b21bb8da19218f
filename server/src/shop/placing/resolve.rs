//! Ends attempts that nobody is busy with any more: after a crash, a failure halfway, or where the buyer did not decide in
//! time.
//!
//! The provider's books say how an attempt ended. If they do not know it, the charge never arrived:
//! the key is made void there first, so that it never can, and then everything is given back. One that
//! waits for the buyer is left alone until its time is over.

use super::challenge::{self, State};
use super::{attempt, escalate, settle};
use crate::shop::checkout::store;
use crate::shop::reply::Problem;
use crate::shop::{Shop, mail};

/// Ends every such attempt. Called at the start, when nothing is under way. Answers how many.
///
/// # Errors
/// A failure.
pub fn all(shop: &Shop) -> anyhow::Result<usize> {
    let open = shop.db.read(attempt::checkouts)?;
    each(shop, &open)
}

/// Ends those whose buyers did not decide in time. Called every few seconds. Answers how many.
///
/// # Errors
/// A failure.
pub fn overdue(shop: &Shop) -> anyhow::Result<usize> {
    let now = shop.seconds();
    let late = shop
        .db
        .read(|connection| challenge::overdue(connection, now))?;
    each(shop, &late)
}

fn each(shop: &Shop, checkouts: &[String]) -> anyhow::Result<usize> {
    let mut ended = 0;
    for checkout in checkouts {
        match if_abandoned(shop, checkout) {
            Ok(true) => ended += 1,
            Ok(false) => {}
            Err(problem) => anyhow::bail!("a placing cannot be resolved: {problem:?}"),
        }
    }
    Ok(ended)
}

/// Ends the attempt of a cart's checkout, as [`if_abandoned`] does.
///
/// # Errors
/// A failure.
pub fn of_cart(shop: &Shop, cart: &str) -> Result<bool, Problem> {
    let active = shop
        .db
        .read(|connection| store::active_of(connection, cart))?;
    active.map_or(Ok(false), |session| if_abandoned(shop, &session.id))
}

/// Ends the attempt of a checkout, if there is one that nobody is busy with. Answers whether there was.
///
/// # Errors
/// A failure.
pub fn if_abandoned(shop: &Shop, checkout: &str) -> Result<bool, Problem> {
    // Who places enters before the attempt is written down. So an attempt that was there while nobody
    // was in is abandoned.
    if shop.placing.is_live(checkout) {
        return Ok(false);
    }
    let open = shop.db.read(|connection| {
        let Some(open) = attempt::active(connection, checkout)? else {
            return anyhow::Ok(None);
        };
        let asked = challenge::of_attempt(connection, &open.charge_key)?;
        Ok(Some((open.charge_key, asked)))
    })?;
    let Some((charge_key, asked)) = open else {
        return Ok(false);
    };
    if shop.placing.is_live(checkout) {
        return Ok(false);
    }
    match asked {
        Some(asked) if asked.state == State::Waiting => {
            let over = asked.is_over(shop.seconds());
            if over {
                shop.db
                    .write(|tx| escalate::give_back_late(shop, tx, &asked))?;
            }
            Ok(over)
        }
        Some(asked) => {
            escalate::make_good(shop, &asked)?;
            mail::write_soon(shop);
            Ok(true)
        }
        None => {
            let outcome = shop.ledger.outcome_or_void(&charge_key, shop.seconds())?;
            shop.db
                .write(|tx| settle::settle(shop, tx, &charge_key, &outcome))?;
            mail::write_soon(shop);
            Ok(true)
        }
    }
}
