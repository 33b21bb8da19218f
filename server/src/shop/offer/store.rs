//! Offers in the database.

use anyhow::Context as _;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::{Offer, Price};

const COLUMNS: &str = "id, product, variants, title, price, percent, quantity, per_buyer, starts_at, ends_at, grace, hold, withdrawn";

/// Whether an offer was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// It is there now, or was there already just so.
    Yes,
    /// There is another of that name.
    Taken,
    /// This one of the same product runs at the same time.
    Overlaps(String),
}

/// Makes an offer. The same offer again is the same offer.
///
/// # Errors
/// Those of the database.
pub fn make(tx: &Transaction<'_>, offer: &Offer) -> anyhow::Result<Made> {
    if let Some(there) = load(tx, &offer.id)? {
        let same = Offer {
            starts_at: there.starts_at,
            ends_at: there.ends_at,
            withdrawn: there.withdrawn,
            ..offer.clone()
        };
        return Ok(if same == there {
            Made::Yes
        } else {
            Made::Taken
        });
    }
    if let Some(other) = overlapping(tx, offer)? {
        return Ok(Made::Overlaps(other));
    }
    let (price, percent) = match offer.price {
        Price::Is(price) => (Some(price), None),
        Price::Less(percent) => (None, Some(percent)),
    };
    let variants = offer.variants.as_ref().map(serde_json::to_string);
    tx.execute(
        &format!("INSERT INTO offer ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"),
        params![
            offer.id,
            offer.product,
            variants.transpose()?,
            offer.title,
            price,
            percent,
            offer.quantity,
            offer.per_buyer,
            offer.starts_at,
            offer.ends_at,
            offer.grace,
            offer.hold,
            offer.withdrawn
        ],
    )?;
    Ok(Made::Yes)
}

/// Whether an offer may run when it says.
///
/// # Errors
/// Those of the database.
pub fn fits(tx: &Transaction<'_>, offer: &Offer) -> Result<Made, rusqlite::Error> {
    Ok(overlapping(tx, offer)?.map_or(Made::Yes, Made::Overlaps))
}

/// Another offer of the same product that runs at the same time.
fn overlapping(tx: &Transaction<'_>, offer: &Offer) -> Result<Option<String>, rusqlite::Error> {
    tx.query_row(
        "SELECT id FROM offer WHERE product = ?1 AND id <> ?2 AND withdrawn = 0 AND starts_at < ?4 AND ?3 < ends_at",
        params![offer.product, offer.id, offer.starts_at, offer.ends_at],
        |row| row.get(0),
    )
    .optional()
}

/// Says when an offer runs, or that it does not. An unknown one stays unknown.
///
/// # Errors
/// Those of the database.
pub fn set(
    tx: &Transaction<'_>,
    id: &str,
    times: Option<(i64, i64)>,
    now: i64,
) -> anyhow::Result<()> {
    match times {
        Some((starts_at, ends_at)) => tx.execute(
            "UPDATE offer SET starts_at = ?2, ends_at = ?3, withdrawn = 0 WHERE id = ?1",
            params![id, starts_at, ends_at],
        )?,
        None => tx.execute(
            "UPDATE offer SET withdrawn = 1, ends_at = max(starts_at, min(ends_at, ?2)) WHERE id = ?1",
            params![id, now],
        )?,
    };
    Ok(())
}

/// Forgets an offer that nobody has taken anything of.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &Transaction<'_>, id: &str) -> Result<(), rusqlite::Error> {
    tx.execute(
        "DELETE FROM offer WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM offer_hold WHERE offer = ?1)",
        params![id],
    )?;
    Ok(())
}

/// The offer of that name.
///
/// # Errors
/// Those of the database.
pub fn load(connection: &Connection, id: &str) -> anyhow::Result<Option<Offer>> {
    let sql = format!("SELECT {COLUMNS} FROM offer WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_row(params![id], |row| Ok(read(row)));
    found.optional()?.transpose()
}

/// Offers that have begun, and ended or were withdrawn after `since`: those before nobody asks for any more.
///
/// # Errors
/// Those of the database.
pub fn begun(connection: &Connection, now: i64, since: i64) -> anyhow::Result<Vec<Offer>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM offer WHERE starts_at <= ?1 AND ends_at > ?2 ORDER BY starts_at DESC"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![now, since])?;
    let mut offers = Vec::new();
    while let Some(row) = rows.next()? {
        offers.push(read(row)?);
    }
    Ok(offers)
}

fn read(row: &Row<'_>) -> anyhow::Result<Offer> {
    let variants: Option<String> = row.get(2)?;
    let (price, percent): (Option<i64>, Option<i64>) = (row.get(4)?, row.get(5)?);
    let price = price.map(Price::Is).or(percent.map(Price::Less));
    Ok(Offer {
        id: row.get(0)?,
        product: row.get(1)?,
        variants: variants.as_deref().map(serde_json::from_str).transpose()?,
        title: row.get(3)?,
        price: price.context("an offer has a price")?,
        quantity: row.get(6)?,
        per_buyer: row.get(7)?,
        starts_at: row.get(8)?,
        ends_at: row.get(9)?,
        grace: row.get(10)?,
        hold: row.get(11)?,
        withdrawn: row.get(12)?,
    })
}
