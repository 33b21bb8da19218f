//! Challenges in the database: what a buyer is asked before an escalated payment is charged.

use anyhow::Context as _;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::attempt;
use crate::shop::id;

/// How long the stock of an escalated payment is held for the buyer's decision, in seconds.
pub const HELD: i64 = 10 * 60;

/// A question to the buyer.
#[derive(Debug, Clone)]
pub struct Challenge {
    /// Secret; its page's address.
    pub id: String,
    /// The attempt it belongs to.
    pub charge_key: String,
    /// The checkout that is being paid.
    pub checkout: String,
    /// Good for one decision.
    pub secret: String,
    /// What became of it.
    pub state: State,
    /// What became of the attempt.
    pub attempt: attempt::State,
    /// When the wait is over, in seconds.
    pub ends_at: i64,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The buyer has not decided yet.
    Waiting,
    /// The buyer wants to pay.
    Confirmed,
    /// The buyer does not.
    Refused,
    /// Nobody decided in time.
    Late,
    /// The checkout was given up meanwhile.
    Canceled,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Confirmed => "confirmed",
            Self::Refused => "refused",
            Self::Late => "late",
            Self::Canceled => "canceled",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [
            Self::Waiting,
            Self::Confirmed,
            Self::Refused,
            Self::Late,
            Self::Canceled,
        ]
        .into_iter()
        .find(|state| state.word() == word)
    }
}

impl Challenge {
    /// Whether the buyer's time is over.
    #[must_use]
    pub fn is_over(&self, now: i64) -> bool {
        now >= self.ends_at
    }
}

/// Asks a question for an attempt. Answers its id.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &Transaction<'_>, charge_key: &str, now: i64) -> anyhow::Result<String> {
    let (id, secret) = (id::secret("chl")?, id::secret("once")?);
    tx.execute(
        "INSERT INTO challenge (id, charge_key, secret, state, ends_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, charge_key, secret, State::Waiting.word(), now + HELD],
    )?;
    Ok(id)
}

/// The question with this id.
///
/// # Errors
/// Those of the database.
pub fn load(connection: &Connection, id: &str) -> anyhow::Result<Option<Challenge>> {
    one(connection, "challenge.id = ?1", id)
}

/// The question of an attempt.
///
/// # Errors
/// Those of the database.
pub fn of_attempt(connection: &Connection, charge_key: &str) -> anyhow::Result<Option<Challenge>> {
    one(connection, "challenge.charge_key = ?1", charge_key)
}

/// Checkouts whose buyers did not decide in time.
///
/// # Errors
/// Those of the database.
pub fn overdue(connection: &Connection, now: i64) -> Result<Vec<String>, rusqlite::Error> {
    let mut overdue = connection.prepare(
        "SELECT placing.checkout FROM challenge JOIN placing USING (charge_key)
         WHERE challenge.state = 'waiting' AND challenge.ends_at <= ?1",
    )?;
    let rows = overdue.query_map(params![now], |row| row.get(0))?;
    rows.collect()
}

/// Writes down what became of a question. False where it was no longer as expected.
///
/// # Errors
/// Those of the database.
pub fn end(
    tx: &Transaction<'_>,
    id: &str,
    from: State,
    to: State,
) -> Result<bool, rusqlite::Error> {
    let changed = tx.execute(
        "UPDATE challenge SET state = ?3 WHERE id = ?1 AND state = ?2",
        params![id, from.word(), to.word()],
    )?;
    Ok(changed == 1)
}

fn one(connection: &Connection, condition: &str, value: &str) -> anyhow::Result<Option<Challenge>> {
    let sql = format!(
        "SELECT challenge.id, charge_key, placing.checkout, secret, challenge.state, placing.state, ends_at
         FROM challenge JOIN placing USING (charge_key) WHERE {condition}"
    );
    let found = connection
        .query_row(&sql, params![value], |row| Ok(challenge(row)))
        .optional()?;
    found.transpose()
}

fn challenge(row: &Row<'_>) -> anyhow::Result<Challenge> {
    let (state, attempt): (String, String) = (row.get(4)?, row.get(5)?);
    Ok(Challenge {
        id: row.get(0)?,
        charge_key: row.get(1)?,
        checkout: row.get(2)?,
        secret: row.get(3)?,
        state: State::of(&state).context("a challenge has no such state")?,
        attempt: attempt::State::of(&attempt).context("an attempt has no such state")?,
        ends_at: row.get(6)?,
    })
}
