//! Counting stock. Taking is one statement that cannot take more than there is, with a `CHECK`
//! behind it.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::basket::{Line, Stock};

/// Pieces of variant `?1` that other baskets than `?3` hold at `?2`.
const HELD: &str = "(SELECT coalesce(sum(quantity), 0) FROM offer_hold
    WHERE variant = ?1 AND state = 'held' AND ends_at > ?2 AND holder <> ?3)";

/// What is left of some variants for a basket (`holder`; an empty one is anybody): pieces that other baskets hold at an
/// offer's price are not. A variant that is not counted is not in the answer.
///
/// # Errors
/// Those of the database.
pub fn left<'a>(
    connection: &Connection,
    variants: impl IntoIterator<Item = &'a str>,
    now: i64,
    holder: &str,
) -> Result<Stock, rusqlite::Error> {
    let mut one = connection.prepare_cached(&format!(
        "SELECT max(0, on_hand - {HELD}) FROM stock WHERE variant = ?1"
    ))?;
    let mut stock = Stock::new();
    for variant in variants {
        if let Some(on_hand) = one
            .query_row(params![variant, now, holder], |row| row.get(0))
            .optional()?
        {
            stock.insert(variant.to_owned(), on_hand);
        }
    }
    Ok(stock)
}

/// Takes what the lines need. False where there is not enough; then the transaction must not be
/// committed.
///
/// # Errors
/// Those of the database.
pub fn take(
    tx: &Transaction<'_>,
    lines: &[Line],
    now: i64,
    holder: &str,
) -> Result<bool, rusqlite::Error> {
    let sql = format!(
        "UPDATE stock SET on_hand = on_hand - ?4 WHERE variant = ?1 AND on_hand - {HELD} >= ?4"
    );
    for line in lines {
        let taken = tx.execute(&sql, params![line.variant, now, holder, line.quantity])?;
        let counted = taken == 0
            && tx.query_row(
                "SELECT count(*) FROM stock WHERE variant = ?1",
                params![line.variant],
                |row| row.get::<_, i64>(0),
            )? > 0;
        if counted {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Puts back what was taken for an order that did not come about.
///
/// # Errors
/// Those of the database.
pub fn put_back(tx: &Transaction<'_>, lines: &[Line]) -> Result<(), rusqlite::Error> {
    for line in lines {
        tx.execute(
            "UPDATE stock SET on_hand = on_hand + ?2 WHERE variant = ?1",
            params![line.variant, line.quantity],
        )?;
    }
    Ok(())
}
