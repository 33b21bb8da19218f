//! The last transaction of a placing: the order, or everything back.

use anyhow::Context as _;
use axum::http::StatusCode;
use rusqlite::{OptionalExtension, Transaction, params};
use serde_json::json;

use super::scope;
use crate::shop::basket::Line;
use crate::shop::checkout::answer;
use crate::shop::checkout::store::{self, Session, Status};
use crate::shop::idempotency::remember;
use crate::shop::message::Message;
use crate::shop::payment::ledger::Outcome;
use crate::shop::reply::{Answer, Problem};
use crate::shop::{Shop, cart, order, stock};

/// An attempt as it was written down.
struct Row {
    checkout: String,
    key: String,
    hash: Vec<u8>,
    amount: i64,
    reserved: Vec<Line>,
}

/// Settles an attempt that is `charging`; `None` where it no longer is.
///
/// # Errors
/// A failure; then nothing has changed and the attempt can be settled again.
pub fn settle(
    shop: &Shop,
    tx: &Transaction<'_>,
    charge_key: &str,
    outcome: &Outcome,
) -> Result<Option<Answer>, Problem> {
    let Some(row) = load(tx, charge_key)? else {
        return Ok(None);
    };
    let session = store::load(tx, &row.checkout)?.context("an attempt has no session")?;
    let session = match outcome {
        Outcome::Charged => placed(shop, tx, charge_key, &row, session)?,
        Outcome::Declined(reason) => {
            let text = format!("{reason} Nothing was charged. Try again or take another card.");
            let notice = Message::error("payment_failed", text).at("$.payment.instruments[0]");
            declined(shop, tx, charge_key, &row, session, notice)?
        }
        Outcome::Void => given_back(tx, charge_key, &row, session)?,
    };
    let answer = answer(shop, tx, &session, StatusCode::OK)?;
    // A voided attempt was never answered: its key may try again.
    if !matches!(outcome, Outcome::Void) {
        remember(
            tx,
            &scope(&row.checkout),
            &row.key,
            &row.hash,
            &answer,
            shop.seconds(),
        )?;
    }
    Ok(Some(answer))
}

fn placed(
    shop: &Shop,
    tx: &Transaction<'_>,
    charge_key: &str,
    row: &Row,
    mut session: Session,
) -> Result<Session, Problem> {
    let mut last = session
        .fixed
        .take()
        .context("a session being paid has nothing agreed")?;
    let order = order::insert(shop, tx, charge_key, &session, row.amount, &last)?;
    last["status"] = json!("completed");
    last["order"] = order;
    session.status = Status::Completed;
    session.fixed = Some(last);
    store::save(tx, &mut session, shop.seconds())?;
    if let Some(cart) = &session.cart {
        cart::store::empty(tx, cart, shop.seconds())?;
    }
    end(tx, charge_key, "placed")?;
    tracing::info!(amount = row.amount, "an order was placed");
    Ok(session)
}

fn declined(
    shop: &Shop,
    tx: &Transaction<'_>,
    charge_key: &str,
    row: &Row,
    mut session: Session,
    notice: Message,
) -> Result<Session, Problem> {
    stock::put_back(tx, &row.reserved)?;
    session.status = Status::Open;
    session.fixed = None;
    session.content.notices = vec![notice];
    store::save(tx, &mut session, shop.seconds())?;
    end(tx, charge_key, "released")?;
    Ok(session)
}

/// As if the attempt had never been: the key may try again, with the revision that its buyer saw.
fn given_back(
    tx: &Transaction<'_>,
    charge_key: &str,
    row: &Row,
    mut session: Session,
) -> Result<Session, Problem> {
    stock::put_back(tx, &row.reserved)?;
    store::unclaim(tx, &mut session)?;
    end(tx, charge_key, "released")?;
    Ok(session)
}

fn end(tx: &Transaction<'_>, charge_key: &str, state: &str) -> Result<(), rusqlite::Error> {
    tx.execute(
        "UPDATE placing SET state = ?2 WHERE charge_key = ?1",
        params![charge_key, state],
    )?;
    Ok(())
}

fn load(tx: &Transaction<'_>, charge_key: &str) -> anyhow::Result<Option<Row>> {
    let found = tx
        .query_row(
            "SELECT checkout, idempotency_key, body_hash, amount, reserved FROM placing
             WHERE charge_key = ?1 AND state = 'charging'",
            params![charge_key],
            |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get::<_, String>(4)?,
                ))
            },
        )
        .optional()?;
    let Some((checkout, key, hash, amount, reserved)) = found else {
        return Ok(None);
    };
    Ok(Some(Row {
        checkout,
        key,
        hash,
        amount,
        reserved: serde_json::from_str(&reserved)?,
    }))
}
