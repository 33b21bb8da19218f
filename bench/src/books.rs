//! What is written down: the shop's orders and stock, and the provider's own books.

use std::path::Path;

use anyhow::Result;
use rusqlite::Connection;
use rusqlite::types::FromSql;

/// What the databases say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Books {
    /// The secret ids of the orders.
    pub orders: Vec<String>,
    /// The keys of the orders' charges.
    pub ordered: Vec<String>,
    /// The keys that the provider has charged.
    pub charged: Vec<String>,
    /// The keys that the provider holds an outcome for: charged, declined or void.
    pub known: Vec<String>,
    /// The keys of attempts that are not settled.
    pub charging: Vec<String>,
    /// Pieces in stock.
    pub stock: i64,
}

/// Reads a data folder through a copy of it: opening the files would tidy them up, which is for the server to do.
///
/// # Errors
/// Where they cannot be read.
pub fn read(data: &Path) -> Result<Books> {
    let copy = tempfile::TempDir::new()?;
    for entry in std::fs::read_dir(data)? {
        let entry = entry?;
        // The index of the write-ahead log belongs to the processes that have the file open; the outbox is a folder.
        if entry.file_type()?.is_file() && !entry.file_name().to_string_lossy().ends_with("-shm") {
            std::fs::copy(entry.path(), copy.path().join(entry.file_name()))?;
        }
    }
    let shop = Connection::open(copy.path().join("shop.sqlite"))?;
    let provider = Connection::open(copy.path().join("provider.sqlite"))?;
    Ok(Books {
        orders: column(&shop, "SELECT id FROM orders ORDER BY id")?,
        ordered: column(&shop, "SELECT charge_key FROM orders ORDER BY charge_key")?,
        charged: column(
            &provider,
            "SELECT charge_key FROM charge WHERE outcome = 'charged' ORDER BY charge_key",
        )?,
        known: column(&provider, "SELECT charge_key FROM charge")?,
        charging: column(
            &shop,
            "SELECT charge_key FROM placing WHERE state = 'charging'",
        )?,
        stock: shop.query_row("SELECT sum(on_hand) FROM stock", [], |row| row.get(0))?,
    })
}

fn column<T: FromSql>(connection: &Connection, sql: &str) -> Result<Vec<T>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
