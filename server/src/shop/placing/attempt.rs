//! Attempts to place a checkout, in the database. A checkout has one at most that has not ended.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::shop::basket::Line;
use crate::shop::checkout::store::Session;
use crate::shop::request::Write;

/// How far an attempt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It has not ended.
    Charging,
    /// There is an order.
    Placed,
    /// Everything was given back.
    Released,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Charging => "charging",
            Self::Placed => "placed",
            Self::Released => "released",
        }
    }

    /// The state that the database writes so.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [Self::Charging, Self::Placed, Self::Released]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// An attempt that has not ended.
#[derive(Debug)]
pub struct Attempt {
    /// What the provider is charged with.
    pub charge_key: String,
    /// What is being placed.
    pub checkout: String,
    /// The buyer's `Idempotency-Key`.
    pub key: String,
    /// SHA-256 of the buyer's body.
    pub hash: Vec<u8>,
    /// How much.
    pub amount: i64,
    /// What was taken from the stock.
    pub reserved: Vec<Line>,
}

/// Writes an attempt down.
///
/// # Errors
/// Those of the database; a second one of a checkout is one of them.
pub fn insert(
    tx: &Transaction<'_>,
    session: &Session,
    write: &Write,
    amount: i64,
    now: i64,
) -> anyhow::Result<Attempt> {
    let earlier: i64 = tx.query_row(
        "SELECT count(*) FROM placing WHERE checkout = ?1",
        params![session.id],
        |row| row.get(0),
    )?;
    let attempt = Attempt {
        charge_key: format!("{}/{}", session.id, earlier + 1),
        checkout: session.id.clone(),
        key: write.key.clone(),
        hash: write.hash.to_vec(),
        amount,
        reserved: session.content.basket.lines.clone(),
    };
    tx.execute(
        "INSERT INTO placing (charge_key, checkout, idempotency_key, body_hash, amount, reserved, state, started_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'charging', ?7)",
        params![
            attempt.charge_key,
            attempt.checkout,
            attempt.key,
            attempt.hash,
            attempt.amount,
            serde_json::to_string(&attempt.reserved)?,
            now
        ],
    )?;
    Ok(attempt)
}

/// The attempt of a checkout that has not ended.
///
/// # Errors
/// Those of the database.
pub fn active(connection: &Connection, checkout: &str) -> anyhow::Result<Option<Attempt>> {
    one(connection, "checkout = ?1", checkout)
}

/// The attempt with this key, unless it has ended.
///
/// # Errors
/// Those of the database.
pub fn with_key(connection: &Connection, charge_key: &str) -> anyhow::Result<Option<Attempt>> {
    one(connection, "charge_key = ?1", charge_key)
}

/// Checkouts with an attempt that has not ended.
///
/// # Errors
/// Those of the database.
pub fn checkouts(connection: &Connection) -> Result<Vec<String>, rusqlite::Error> {
    let mut open = connection.prepare("SELECT checkout FROM placing WHERE state = 'charging'")?;
    let rows = open.query_map([], |row| row.get(0))?;
    rows.collect()
}

/// Ends an attempt.
///
/// # Errors
/// Those of the database.
pub fn end(tx: &Transaction<'_>, charge_key: &str, state: State) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE placing SET state = ?2 WHERE charge_key = ?1",
        params![charge_key, state.word()],
    )?;
    Ok(())
}

type Raw = (String, String, String, Vec<u8>, i64, String);

fn one(connection: &Connection, condition: &str, value: &str) -> anyhow::Result<Option<Attempt>> {
    let sql = format!(
        "SELECT charge_key, checkout, idempotency_key, body_hash, amount, reserved FROM placing
         WHERE {condition} AND state = 'charging'"
    );
    let found: Option<Raw> = connection
        .query_row(&sql, params![value], |row| row.try_into())
        .optional()?;
    let Some((charge_key, checkout, key, hash, amount, reserved)) = found else {
        return Ok(None);
    };
    Ok(Some(Attempt {
        charge_key,
        checkout,
        key,
        hash,
        amount,
        reserved: serde_json::from_str(&reserved)?,
    }))
}
