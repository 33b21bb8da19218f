//! Checkout sessions in the database.

use anyhow::Context as _;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::delivery::Choice;
use crate::shop::basket::Basket;
use crate::shop::cart::store::Cart;
use crate::shop::message::Message;
use crate::shop::offer::Who;

/// How long a session lives after its last write, in seconds.
const LIFE: i64 = 6 * 60 * 60;

/// A checkout session.
#[derive(Debug, Clone)]
pub struct Session {
    /// Secret.
    pub id: String,
    /// The cart it was made from.
    pub cart: Option<String>,
    /// Rises with every write.
    pub revision: i64,
    /// How far it is.
    pub status: Status,
    /// What it holds.
    pub content: Content,
    /// What it said when it was sent to be paid, or when it ended.
    pub fixed: Option<Value>,
    /// Seconds.
    pub created_at: i64,
    /// Seconds.
    pub expires_at: i64,
}

/// How far a session is. Whether an open one can be paid is worked out each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Can be changed.
    Open,
    /// Is being paid.
    Completing,
    /// Has become an order.
    Completed,
    /// Was given up.
    Canceled,
}

/// What a session holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The buyer's choice.
    pub basket: Basket,
    /// Where the parcel goes, and how.
    pub delivery: Choice,
    /// False after the cart was changed under it, until it is written again.
    pub confirmed: bool,
    /// What the last write did differently, or why the last payment failed.
    #[serde(default)]
    pub notices: Vec<Message>,
}

impl Session {
    /// In whose name it holds pieces of offers: its cart's, else its own.
    #[must_use]
    pub fn holder(&self) -> &str {
        self.cart.as_ref().unwrap_or(&self.id)
    }

    /// Who buys.
    #[must_use]
    pub fn who(&self) -> Who {
        Who::of(&self.content.basket, self.content.delivery.address())
    }

    /// Whether it was left lying too long.
    #[must_use]
    pub fn has_expired(&self, now: i64) -> bool {
        self.status == Status::Open && now >= self.expires_at
    }
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Completing => "completing",
            Self::Completed => "completed",
            Self::Canceled => "canceled",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [
            Self::Open,
            Self::Completing,
            Self::Completed,
            Self::Canceled,
        ]
        .into_iter()
        .find(|s| s.word() == word)
    }
}

const COLUMNS: &str = "id, cart, revision, status, content, final, created_at, expires_at";

/// Makes a session of this secret id.
///
/// # Errors
/// Those of the database.
pub fn insert(
    tx: &Transaction<'_>,
    id: String,
    cart: Option<&str>,
    content: Content,
    now: i64,
) -> anyhow::Result<Session> {
    let session = Session {
        id,
        cart: cart.map(str::to_owned),
        revision: 1,
        status: Status::Open,
        content,
        fixed: None,
        created_at: now,
        expires_at: now + LIFE,
    };
    tx.execute(
        "INSERT INTO checkout (id, cart, revision, status, content, created_at, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            session.id,
            session.cart,
            session.revision,
            session.status.word(),
            serde_json::to_string(&session.content)?,
            session.created_at,
            session.expires_at
        ],
    )?;
    Ok(session)
}

/// The session with this id.
///
/// # Errors
/// Those of the database.
pub fn load(connection: &Connection, id: &str) -> anyhow::Result<Option<Session>> {
    one(connection, "id = ?1", id)
}

/// The session of a cart that is open or being paid.
///
/// # Errors
/// Those of the database.
pub fn active_of(connection: &Connection, cart: &str) -> anyhow::Result<Option<Session>> {
    one(
        connection,
        "cart = ?1 AND status IN ('open', 'completing')",
        cart,
    )
}

/// Whether a checkout of the cart is being paid.
///
/// # Errors
/// Those of the database.
pub fn is_completing(connection: &Connection, cart: &str) -> anyhow::Result<bool> {
    Ok(active_of(connection, cart)?.is_some_and(|session| session.status == Status::Completing))
}

/// Writes a session and raises its revision.
///
/// # Errors
/// Those of the database.
pub fn save(tx: &Transaction<'_>, session: &mut Session, now: i64) -> anyhow::Result<()> {
    session.revision += 1;
    if session.status == Status::Open {
        session.expires_at = now + LIFE;
    }
    let fixed = session.fixed.as_ref().map(Value::to_string);
    tx.execute(
        "UPDATE checkout SET revision = ?2, status = ?3, content = ?4, final = ?5, expires_at = ?6 WHERE id = ?1",
        params![
            session.id,
            session.revision,
            session.status.word(),
            serde_json::to_string(&session.content)?,
            fixed,
            session.expires_at
        ],
    )?;
    Ok(())
}

/// Takes a claim back. Nothing else was written while it stood, so the session is again, revision included, what it was.
///
/// # Errors
/// Those of the database.
pub fn unclaim(tx: &Transaction<'_>, session: &mut Session) -> anyhow::Result<()> {
    session.revision -= 1;
    session.status = Status::Open;
    session.fixed = None;
    tx.execute(
        "UPDATE checkout SET revision = ?2, status = ?3, final = NULL WHERE id = ?1",
        params![session.id, session.revision, session.status.word()],
    )?;
    Ok(())
}

/// Takes over a written cart's lines and codes. What was ready must be looked at again.
///
/// # Errors
/// Those of the database.
pub fn follow_cart(tx: &Transaction<'_>, cart: &Cart, now: i64) -> anyhow::Result<()> {
    let Some(mut session) = active_of(tx, &cart.id)? else {
        return Ok(());
    };
    let basket = &mut session.content.basket;
    basket.lines.clone_from(&cart.content.basket.lines);
    basket.codes.clone_from(&cart.content.basket.codes);
    session.content.notices.clear();
    session.content.confirmed = false;
    save(tx, &mut session, now)
}

fn one(connection: &Connection, condition: &str, value: &str) -> anyhow::Result<Option<Session>> {
    let sql = format!("SELECT {COLUMNS} FROM checkout WHERE {condition}");
    let found = connection
        .query_row(&sql, params![value], |row| Raw::try_from(row))
        .optional()?;
    found.map(session).transpose()
}

type Raw = (
    String,
    Option<String>,
    i64,
    String,
    String,
    Option<String>,
    i64,
    i64,
);

fn session(
    (id, cart, revision, status, content, fixed, created_at, expires_at): Raw,
) -> anyhow::Result<Session> {
    Ok(Session {
        id,
        cart,
        revision,
        status: Status::of(&status).context("a checkout has no such status")?,
        content: serde_json::from_str(&content)?,
        fixed: fixed
            .map(|fixed| serde_json::from_str(&fixed))
            .transpose()?,
        created_at,
        expires_at,
    })
}
