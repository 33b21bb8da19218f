//! The last transaction of a placing: the order, or everything back.

use anyhow::Context as _;
use axum::http::StatusCode;
use rusqlite::Transaction;
use serde_json::json;

use super::attempt::{self, Attempt, State};
use super::scope;
use crate::shop::checkout::answer;
use crate::shop::checkout::store::{self, Session, Status};
use crate::shop::idempotency::remember;
use crate::shop::message::Message;
use crate::shop::offer::hold;
use crate::shop::payment::ledger::Outcome;
use crate::shop::reply::{Answer, Problem};
use crate::shop::{Shop, cart, order, stock};

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
    let Some(attempt) = attempt::with_key(tx, charge_key)? else {
        return Ok(None);
    };
    let session = store::load(tx, &attempt.checkout)?.context("an attempt has no session")?;
    let session = match outcome {
        Outcome::Charged => placed(shop, tx, &attempt, session)?,
        Outcome::Declined(reason) => {
            let text = format!("{reason} Nothing was charged. Try again or take another card.");
            let notice = Message::error("payment_failed", text).at("$.payment.instruments[0]");
            declined(shop, tx, &attempt, session, notice)?
        }
        Outcome::Void => given_back(tx, &attempt, session)?,
    };
    let answer = answer(shop, tx, &session, StatusCode::OK)?;
    // A voided attempt was never answered: its key may try again.
    if !matches!(outcome, Outcome::Void) {
        remember(
            tx,
            &scope(&attempt.checkout),
            &attempt.key,
            &attempt.hash,
            &answer,
            shop.seconds(),
        )?;
    }
    Ok(Some(answer))
}

fn placed(
    shop: &Shop,
    tx: &Transaction<'_>,
    attempt: &Attempt,
    mut session: Session,
) -> Result<Session, Problem> {
    let mut last = session
        .fixed
        .take()
        .context("a session being paid has nothing agreed")?;
    let order = order::insert(
        shop,
        tx,
        &attempt.charge_key,
        &session,
        attempt.amount,
        &last,
    )?;
    last["status"] = json!("completed");
    last["order"] = order;
    session.status = Status::Completed;
    session.fixed = Some(last);
    store::save(tx, &mut session, shop.seconds())?;
    if let Some(cart) = &session.cart {
        cart::store::empty(tx, cart, shop.seconds())?;
    }
    hold::sell(tx, &attempt.charge_key)?;
    attempt::end(tx, &attempt.charge_key, State::Placed)?;
    tracing::info!(amount = attempt.amount, "an order was placed");
    Ok(session)
}

fn declined(
    shop: &Shop,
    tx: &Transaction<'_>,
    attempt: &Attempt,
    mut session: Session,
    notice: Message,
) -> Result<Session, Problem> {
    stock::put_back(tx, &attempt.reserved)?;
    hold::put_back(tx, &attempt.charge_key)?;
    session.status = Status::Open;
    session.fixed = None;
    session.content.notices = vec![notice];
    store::save(tx, &mut session, shop.seconds())?;
    attempt::end(tx, &attempt.charge_key, State::Released)?;
    Ok(session)
}

/// As if the attempt had never been: the key may try again, with the revision that its buyer saw.
fn given_back(
    tx: &Transaction<'_>,
    attempt: &Attempt,
    mut session: Session,
) -> Result<Session, Problem> {
    stock::put_back(tx, &attempt.reserved)?;
    hold::put_back(tx, &attempt.charge_key)?;
    store::unclaim(tx, &mut session)?;
    attempt::end(tx, &attempt.charge_key, State::Released)?;
    Ok(session)
}
