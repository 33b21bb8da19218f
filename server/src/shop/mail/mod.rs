//! The confirmation of an order, as a file in the outbox folder. Something else sends it from there.
//!
//! The order is made with the note that its mail is due. [`write_due`] writes the file and then notes that it is written; a
//! crash in between writes the same file again under the same name. So no mail is lost, and none is there twice.

pub mod letter;
pub mod outbox;
mod words;

use rusqlite::{Connection, Transaction, params};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Shop;
use super::language::Language;

/// An order as its mail needs it.
#[derive(Debug, Clone)]
pub struct Confirmation {
    /// For people: `V-1001`.
    pub label: String,
    /// Who gets it.
    pub email: String,
    /// In which language.
    pub language: Language,
    /// The order as UCP writes it.
    pub order: Value,
    /// Seconds.
    pub placed_at: i64,
    /// Where it stands among the orders.
    pub number: i64,
}

/// How the mail of an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The buyer gave no address.
    None,
    /// To be written.
    Due,
    /// It lies in the outbox, or has been fetched from there.
    Written,
    /// It cannot be made. The log says why.
    Failed,
}

impl Standing {
    /// As the database writes it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Due => "due",
            Self::Written => "written",
            Self::Failed => "failed",
        }
    }
}

impl Confirmation {
    /// The file's name without its ending: the same for the same order, another for an order of another database. It
    /// tells nobody the secret id.
    #[must_use]
    pub fn name(&self) -> String {
        let id = self.order["id"].as_str().unwrap_or_default();
        let digest = Sha256::digest(id.as_bytes());
        let tail: Vec<String> = digest[..4]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        format!("{}-{}", self.label, tail.concat())
    }
}

/// Writes every mail that is due. Answers how many were written.
///
/// # Errors
/// Where the outbox or the database cannot be written; then it is still due.
pub fn write_due(shop: &Shop) -> anyhow::Result<usize> {
    let outbox = shop.outbox.enter();
    let mut written = 0;
    for confirmation in shop.db.read(due)? {
        let shop_name = &shop.catalogue.shop().name;
        let standing = match letter::letter(&confirmation, shop_name, &shop.public_url) {
            Ok(letter) => {
                outbox.put(&format!("{}.eml", confirmation.name()), &letter)?;
                written += 1;
                Standing::Written
            }
            Err(reason) => {
                tracing::error!(
                    order = confirmation.label,
                    "a mail cannot be made: {reason:#}"
                );
                Standing::Failed
            }
        };
        shop.db
            .write(|tx| note(tx, confirmation.number, standing))?;
    }
    Ok(written)
}

/// The same, where the caller has done its work already. What stays due is written later.
pub fn write_soon(shop: &Shop) {
    if let Err(error) = write_due(shop) {
        tracing::warn!("a mail is still due: {error:#}");
    }
}

fn due(connection: &Connection) -> anyhow::Result<Vec<Confirmation>> {
    let mut due = connection.prepare(
        "SELECT number, email, language, body, placed_at FROM orders WHERE mail = 'due' ORDER BY number",
    )?;
    let mut rows = due.query([])?;
    let mut confirmations = Vec::new();
    while let Some(row) = rows.next()? {
        let (language, body): (Option<String>, String) = (row.get(2)?, row.get(3)?);
        let order: Value = serde_json::from_str(&body)?;
        let tag = language.as_deref().and_then(Language::of_tag);
        confirmations.push(Confirmation {
            label: order["label"].as_str().unwrap_or_default().to_owned(),
            email: row.get(1)?,
            language: tag.unwrap_or_default(),
            order,
            placed_at: row.get(4)?,
            number: row.get(0)?,
        });
    }
    Ok(confirmations)
}

fn note(tx: &Transaction<'_>, number: i64, standing: Standing) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE orders SET mail = ?2 WHERE number = ?1",
        params![number, standing.word()],
    )?;
    Ok(())
}
