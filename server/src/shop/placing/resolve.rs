//! Ends attempts that nobody is busy with any more: after a crash, or a failure halfway.
//!
//! The provider's books say how an attempt ended. If they do not know it, the charge never arrived:
//! the key is made void there first, so that it never can, and then everything is given back.

use rusqlite::{OptionalExtension, params};

use super::settle;
use crate::shop::Shop;
use crate::shop::reply::Problem;

/// Ends every such attempt. Called at the start, when nothing is under way. Answers how many.
///
/// # Errors
/// A failure.
pub fn all(shop: &Shop) -> anyhow::Result<usize> {
    let open: Vec<String> = shop.db.read(|connection| {
        let mut open =
            connection.prepare("SELECT checkout FROM placing WHERE state = 'charging'")?;
        let rows = open.query_map([], |row| row.get(0))?;
        rows.collect::<Result<_, rusqlite::Error>>()
    })?;
    for checkout in &open {
        if let Err(problem) = if_abandoned(shop, checkout) {
            anyhow::bail!("a placing cannot be resolved: {problem:?}");
        }
    }
    Ok(open.len())
}

/// Ends the attempt of a checkout, if there is one that nobody is busy with.
///
/// # Errors
/// A failure.
pub fn if_abandoned(shop: &Shop, checkout: &str) -> Result<(), Problem> {
    let charging = || {
        shop.db.read(|connection| {
            connection
                .query_row(
                    "SELECT charge_key FROM placing WHERE checkout = ?1 AND state = 'charging'",
                    params![checkout],
                    |row| row.get::<_, String>(0),
                )
                .optional()
        })
    };
    // Who places enters before the attempt is written down. So an attempt that was there while nobody
    // was in is abandoned.
    if shop.placing.is_live(checkout) {
        return Ok(());
    }
    let Some(charge_key) = charging()? else {
        return Ok(());
    };
    if shop.placing.is_live(checkout) {
        return Ok(());
    }
    let outcome = shop.ledger.outcome_or_void(&charge_key, shop.seconds())?;
    shop.db
        .write(|tx| settle::settle(shop, tx, &charge_key, &outcome))?;
    Ok(())
}
