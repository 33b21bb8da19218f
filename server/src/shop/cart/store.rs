//! Carts in the database.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::shop::basket::Basket;
use crate::shop::message::Message;

/// A cart that is open.
#[derive(Debug, Clone)]
pub struct Cart {
    /// Secret.
    pub id: String,
    /// Rises with every write.
    pub revision: i64,
    /// What it holds.
    pub content: Content,
}

/// What a cart holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The buyer's choice.
    pub basket: Basket,
    /// What the last write did differently from what was asked.
    #[serde(default)]
    pub notices: Vec<Message>,
}

/// Makes a cart of this secret id.
///
/// # Errors
/// Those of the database.
pub fn insert(
    tx: &Transaction<'_>,
    id: String,
    content: Content,
    now: i64,
) -> anyhow::Result<Cart> {
    let cart = Cart {
        id,
        revision: 1,
        content,
    };
    tx.execute(
        "INSERT INTO cart (id, revision, content, created_at, changed_at) VALUES (?1, ?2, ?3, ?4, ?4)",
        params![cart.id, cart.revision, serde_json::to_string(&cart.content)?, now],
    )?;
    Ok(cart)
}

/// The cart with this id, if it is there and not canceled.
///
/// # Errors
/// Those of the database.
pub fn open(connection: &Connection, id: &str) -> anyhow::Result<Option<Cart>> {
    let found = connection
        .query_row(
            "SELECT revision, content FROM cart WHERE id = ?1 AND canceled = 0",
            params![id],
            |row| Ok((row.get(0)?, row.get::<_, String>(1)?)),
        )
        .optional()?;
    let Some((revision, content)) = found else {
        return Ok(None);
    };
    Ok(Some(Cart {
        id: id.to_owned(),
        revision,
        content: serde_json::from_str(&content)?,
    }))
}

/// Writes the cart's content and raises its revision.
///
/// # Errors
/// Those of the database.
pub fn save(tx: &Transaction<'_>, cart: &mut Cart, now: i64) -> anyhow::Result<()> {
    cart.revision += 1;
    tx.execute(
        "UPDATE cart SET revision = ?2, content = ?3, changed_at = ?4 WHERE id = ?1",
        params![
            cart.id,
            cart.revision,
            serde_json::to_string(&cart.content)?,
            now
        ],
    )?;
    Ok(())
}

/// Takes the lines and codes of its checkout, if they differ.
///
/// # Errors
/// Those of the database.
pub fn follow_checkout(
    tx: &Transaction<'_>,
    id: &str,
    basket: &Basket,
    now: i64,
) -> anyhow::Result<()> {
    let Some(mut cart) = open(tx, id)? else {
        return Ok(());
    };
    let own = &mut cart.content.basket;
    if own.lines == basket.lines && own.codes == basket.codes {
        return Ok(());
    }
    own.lines.clone_from(&basket.lines);
    own.codes.clone_from(&basket.codes);
    cart.content.notices.clear();
    save(tx, &mut cart, now)
}

/// Takes the bought lines out: all of them, since a checkout sells the whole cart.
///
/// # Errors
/// Those of the database.
pub fn empty(tx: &Transaction<'_>, id: &str, now: i64) -> anyhow::Result<()> {
    let Some(mut cart) = open(tx, id)? else {
        return Ok(());
    };
    cart.content.basket.lines.clear();
    cart.content.basket.codes.clear();
    cart.content.notices.clear();
    save(tx, &mut cart, now)
}

/// Makes the cart gone.
///
/// # Errors
/// Those of the database.
pub fn cancel(tx: &Transaction<'_>, id: &str, now: i64) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE cart SET canceled = 1, changed_at = ?2 WHERE id = ?1",
        params![id, now],
    )?;
    Ok(())
}
