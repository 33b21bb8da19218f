//! Keeps the catalogue in the database, and counts stock.
//!
//! The stock rule: a variant's number counts when it is new or has changed since the last import;
//! otherwise what was sold stays sold.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::Catalogue;
use super::file::parse;

/// Replaces the kept catalogue and takes over changed stock numbers, in one transaction.
///
/// # Errors
/// Those of the database; then nothing has changed.
pub fn import(tx: &Transaction<'_>, catalogue: &Catalogue, now: &str) -> anyhow::Result<()> {
    let document = serde_json::to_string(catalogue.document())?;
    tx.execute(
        "INSERT INTO catalogue (only_one, document, imported_at) VALUES (1, ?1, ?2)
         ON CONFLICT DO UPDATE SET document = excluded.document, imported_at = excluded.imported_at
         WHERE document <> excluded.document",
        params![document, now],
    )?;
    let variants = || {
        catalogue
            .products()
            .iter()
            .flat_map(|product| &product.variants)
    };
    let counted: Vec<&str> = variants()
        .filter(|variant| variant.stock.is_some())
        .map(|variant| variant.id.as_str())
        .collect();
    tx.execute(
        "DELETE FROM stock WHERE variant NOT IN (SELECT value FROM json_each(?1))",
        params![serde_json::to_string(&counted)?],
    )?;
    let mut count = tx.prepare(
        "INSERT INTO stock (variant, on_hand, counted) VALUES (?1, ?2, ?2)
         ON CONFLICT DO UPDATE SET on_hand = excluded.on_hand, counted = excluded.counted
         WHERE counted <> excluded.counted",
    )?;
    for variant in variants() {
        if let Some(stock) = variant.stock {
            count.execute(params![variant.id, stock])?;
        }
    }
    Ok(())
}

/// The catalogue that was imported last.
///
/// # Errors
/// Those of the database, or where the kept document no longer passes the checks.
pub fn kept(connection: &Connection) -> anyhow::Result<Option<Catalogue>> {
    let document: Option<String> = connection
        .query_row("SELECT document FROM catalogue", [], |row| row.get(0))
        .optional()?;
    Ok(document.map(|document| parse(&document)).transpose()?)
}
