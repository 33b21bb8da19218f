//! The provider's books: a database of its own, so that "charged" can be counted apart from orders.
//!
//! A key is charged, declined or void once; asked again, the books answer what they said.

use std::path::Path;

use rusqlite::{OptionalExtension, Transaction, params};

use super::faults::{Faults, Faulty};
use crate::db::Db;

/// The token that pays.
pub const SUCCESS: &str = "success_token";
/// The token whose bank says no.
pub const FAIL: &str = "fail_token";

/// The token whose bank asks the buyer first.
pub const ESCALATION: &str = "escalation_token";

/// Whether the buyer must confirm before a token can be charged.
#[must_use]
pub fn wants_confirmation(token: &str) -> bool {
    token == ESCALATION
}

/// The books.
#[derive(Debug)]
pub struct Ledger {
    db: Db,
    faulty: Faulty,
}

/// What is to be charged.
pub struct Charge<'a> {
    /// Charged once.
    pub key: &'a str,
    /// Minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: &'a str,
    /// Why it may be. Not written into the books.
    pub means: Means<'a>,
    /// Seconds.
    pub at: i64,
}

/// What lets the provider charge.
#[derive(Clone, Copy)]
pub enum Means<'a> {
    /// From the frame.
    Token(&'a str),
    /// The buyer said yes on the page that the bank asked for.
    Confirmed,
}

/// How a charge ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The money is taken.
    Charged,
    /// It is not, for this reason.
    Declined(String),
    /// The key was given up before a charge came.
    Void,
}

impl Ledger {
    /// Opens the books of a provider that has these faults.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub fn open(path: &Path, faults: Faults) -> anyhow::Result<Self> {
        Ok(Self {
            db: Db::open(path, &[include_str!("../../db/ledger_0001.sql")])?,
            faulty: Faulty::new(faults),
        })
    }

    /// Charges, or answers how this key ended before.
    ///
    /// # Errors
    /// Those of the database; then the outcome is not known and must be asked for.
    pub fn charge(&self, charge: &Charge<'_>) -> anyhow::Result<Outcome> {
        let (outcome, is_new) = self.db.write(|tx| {
            if let Some(outcome) = known(tx, charge.key)? {
                return anyhow::Ok((outcome, false));
            }
            let outcome = self.decided(charge.means);
            write_down(
                tx,
                charge.key,
                &outcome,
                charge.amount,
                charge.currency,
                charge.at,
            )?;
            Ok((outcome, true))
        })?;
        self.faulty.wait();
        if is_new && outcome == Outcome::Charged && self.faulty.loses() {
            anyhow::bail!("the provider's reply was lost, as the sandbox was told");
        }
        Ok(outcome)
    }

    fn decided(&self, means: Means<'_>) -> Outcome {
        let reason = match means {
            Means::Confirmed | Means::Token(SUCCESS) if self.faulty.refuses() => {
                "The bank declined the card, as the sandbox was told."
            }
            Means::Confirmed | Means::Token(SUCCESS) => return Outcome::Charged,
            Means::Token(FAIL) => "The bank declined the card.",
            Means::Token(ESCALATION) => "The bank was not asked first.",
            Means::Token(_) => "The payment provider does not know this token.",
        };
        Outcome::Declined(reason.to_owned())
    }

    /// How a key ended. One that the books do not know becomes void: a charge that is still on its way
    /// will be refused.
    ///
    /// # Errors
    /// Those of the database.
    pub fn outcome_or_void(&self, key: &str, at: i64) -> anyhow::Result<Outcome> {
        self.db.write(|tx| {
            if let Some(outcome) = known(tx, key)? {
                return Ok(outcome);
            }
            write_down(tx, key, &Outcome::Void, 0, "", at)?;
            Ok(Outcome::Void)
        })
    }

    /// How many charges took money, and how much together.
    ///
    /// # Errors
    /// Those of the database.
    pub fn charged(&self) -> anyhow::Result<(i64, i64)> {
        self.db.read(|connection| {
            let sql =
                "SELECT count(*), coalesce(sum(amount), 0) FROM charge WHERE outcome = 'charged'";
            Ok(connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
    }
}

fn known(tx: &Transaction<'_>, key: &str) -> anyhow::Result<Option<Outcome>> {
    let found = tx
        .query_row(
            "SELECT outcome, reason FROM charge WHERE charge_key = ?1",
            params![key],
            |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)),
        )
        .optional()?;
    let Some((outcome, reason)) = found else {
        return Ok(None);
    };
    match outcome.as_str() {
        "charged" => Ok(Some(Outcome::Charged)),
        "declined" => Ok(Some(Outcome::Declined(reason.unwrap_or_default()))),
        "void" => Ok(Some(Outcome::Void)),
        other => anyhow::bail!("the books know no outcome {other:?}"),
    }
}

fn write_down(
    tx: &Transaction<'_>,
    key: &str,
    outcome: &Outcome,
    amount: i64,
    currency: &str,
    at: i64,
) -> Result<(), rusqlite::Error> {
    let (word, reason) = match outcome {
        Outcome::Charged => ("charged", None),
        Outcome::Declined(reason) => ("declined", Some(reason)),
        Outcome::Void => ("void", None),
    };
    tx.execute(
        "INSERT INTO charge (charge_key, outcome, reason, amount, currency, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![key, word, reason, amount, currency, at],
    )?;
    Ok(())
}
