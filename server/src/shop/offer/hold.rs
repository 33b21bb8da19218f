//! Holds in the database: who has how many pieces of an offer, and how firmly.

use rusqlite::{Connection, Transaction, params};

use super::{Offer, Who};

/// Pieces of an offer that a basket has, or had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    number: i64,
    /// The offer's name.
    pub offer: String,
    /// Which variant.
    pub variant: String,
    /// How many.
    pub quantity: i64,
    /// Until when they are held.
    pub ends_at: i64,
    /// Whether they are being paid, and stay until that is decided.
    pub paying: bool,
    /// Whether the time is over.
    pub lapsed: bool,
}

/// How the pieces of an offer stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// In baskets, and being paid.
    pub held: i64,
    /// Sold.
    pub sold: i64,
}

/// Counts the pieces of an offer.
///
/// # Errors
/// Those of the database.
pub fn count(connection: &Connection, offer: &str, now: i64) -> Result<Count, rusqlite::Error> {
    let mut counts = connection.prepare_cached(
        "SELECT coalesce(sum(CASE WHEN state = 'paying' OR (state = 'held' AND ends_at > ?2) THEN quantity END), 0),
                coalesce(sum(CASE WHEN state = 'sold' THEN quantity END), 0)
         FROM offer_hold WHERE offer = ?1",
    )?;
    counts.query_row(params![offer, now], |row| {
        Ok(Count {
            held: row.get(0)?,
            sold: row.get(1)?,
        })
    })
}

/// How many pieces of an offer nobody has.
///
/// # Errors
/// Those of the database.
pub fn left(connection: &Connection, offer: &Offer, now: i64) -> Result<i64, rusqlite::Error> {
    let count = count(connection, &offer.id, now)?;
    Ok((offer.quantity - count.held - count.sold).max(0))
}

/// How many pieces of an offer a buyer has bought or is paying, in this basket's name or by the same e-mail or address.
///
/// # Errors
/// Those of the database.
pub fn bought(
    connection: &Connection,
    offer: &str,
    holder: &str,
    who: &Who,
) -> Result<i64, rusqlite::Error> {
    let mut bought = connection.prepare_cached(
        "SELECT coalesce(sum(quantity), 0) FROM offer_hold
         WHERE offer = ?1 AND state IN ('paying', 'sold') AND (holder = ?2 OR email = ?3 OR address = ?4)",
    )?;
    bought.query_row(params![offer, holder, who.email, who.address], |row| {
        row.get(0)
    })
}

/// How many pieces of an offer a basket holds of other variants than this one.
///
/// # Errors
/// Those of the database.
pub fn of_others(
    connection: &Connection,
    offer: &str,
    holder: &str,
    variant: &str,
) -> Result<i64, rusqlite::Error> {
    let mut others = connection.prepare_cached(
        "SELECT coalesce(sum(quantity), 0) FROM offer_hold
         WHERE offer = ?1 AND holder = ?2 AND variant <> ?3 AND state = 'held'",
    )?;
    others.query_row(params![offer, holder, variant], |row| row.get(0))
}

/// What a basket has, and what it had and was not told of yet.
///
/// # Errors
/// Those of the database.
pub fn of(connection: &Connection, holder: &str, now: i64) -> Result<Vec<Hold>, rusqlite::Error> {
    let mut all = connection.prepare_cached(
        "SELECT number, offer, variant, quantity, ends_at, state FROM offer_hold
         WHERE holder = ?1 AND state <> 'sold' ORDER BY number",
    )?;
    let rows = all.query_map(params![holder], |row| {
        let (ends_at, state): (i64, String) = (row.get(4)?, row.get(5)?);
        let paying = state == "paying";
        Ok(Hold {
            number: row.get(0)?,
            offer: row.get(1)?,
            variant: row.get(2)?,
            quantity: row.get(3)?,
            ends_at,
            paying,
            lapsed: !paying && (state == "lapsed" || ends_at <= now),
        })
    })?;
    rows.collect()
}

/// Gives back what was held for too long. Answers how many holds that were.
///
/// # Errors
/// Those of the database.
pub fn lapse(tx: &Transaction<'_>, now: i64) -> Result<usize, rusqlite::Error> {
    tx.execute(
        "UPDATE offer_hold SET state = 'lapsed' WHERE state = 'held' AND ends_at <= ?1",
        params![now],
    )
}

/// Whether there is something to give back.
///
/// # Errors
/// Those of the database.
pub fn is_due(connection: &Connection, now: i64) -> Result<bool, rusqlite::Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM offer_hold WHERE state = 'held' AND ends_at <= ?1)";
    connection.query_row(sql, params![now], |row| row.get(0))
}

/// Forgets the lapsed holds of baskets that nobody has looked at since a time.
///
/// # Errors
/// Those of the database.
pub fn forget_old(tx: &Transaction<'_>, since: i64) -> Result<usize, rusqlite::Error> {
    tx.execute(
        "DELETE FROM offer_hold WHERE state = 'lapsed' AND ends_at < ?1",
        params![since],
    )
}

/// Holds pieces for a basket. [`lapse`] must have been called in this transaction; the database refuses more than there is.
///
/// # Errors
/// Those of the database.
pub fn take(
    tx: &Transaction<'_>,
    offer: &Offer,
    variant: &str,
    holder: &str,
    quantity: i64,
    now: i64,
) -> Result<(), rusqlite::Error> {
    tx.execute(
        "INSERT INTO offer_hold (offer, variant, holder, quantity, state, ends_at) VALUES (?1, ?2, ?3, ?4, 'held', ?5)",
        params![offer.id, variant, holder, quantity, now + offer.hold],
    )?;
    Ok(())
}

/// Makes a hold larger or smaller; one of nothing is gone. Its end stays.
///
/// # Errors
/// Those of the database.
pub fn resize(tx: &Transaction<'_>, hold: &Hold, quantity: i64) -> Result<(), rusqlite::Error> {
    if quantity == hold.quantity {
        return Ok(());
    }
    let sql = if quantity > 0 {
        "UPDATE offer_hold SET quantity = ?2 WHERE number = ?1"
    } else {
        "DELETE FROM offer_hold WHERE number = ?1 AND ?2 <= 0"
    };
    tx.execute(sql, params![hold.number, quantity])?;
    Ok(())
}

/// Lets everything go that a basket holds.
///
/// # Errors
/// Those of the database.
pub fn let_go(tx: &Transaction<'_>, holder: &str) -> Result<(), rusqlite::Error> {
    tx.execute(
        "DELETE FROM offer_hold WHERE holder = ?1 AND state IN ('held', 'lapsed')",
        params![holder],
    )?;
    Ok(())
}

/// What a basket holds is being paid with this charge. What of it is too old was looked at in this same transaction; what has
/// become so since then nobody else has taken.
///
/// # Errors
/// Those of the database.
pub fn pay(
    tx: &Transaction<'_>,
    holder: &str,
    who: &Who,
    charge_key: &str,
) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE offer_hold SET state = 'paying', charge_key = ?2, email = ?3, address = ?4
         WHERE holder = ?1 AND state = 'held'",
        params![holder, charge_key, who.email, who.address],
    )?;
    Ok(())
}

/// What was being paid is sold.
///
/// # Errors
/// Those of the database.
pub fn sell(tx: &Transaction<'_>, charge_key: &str) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE offer_hold SET state = 'sold' WHERE charge_key = ?1 AND state = 'paying'",
        params![charge_key],
    )?;
    Ok(())
}

/// What was being paid is held again, until the hold's own end.
///
/// # Errors
/// Those of the database.
pub fn put_back(tx: &Transaction<'_>, charge_key: &str) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE offer_hold SET state = 'held', charge_key = NULL, email = NULL, address = NULL
         WHERE charge_key = ?1 AND state = 'paying'",
        params![charge_key],
    )?;
    Ok(())
}
