//! The first transaction of a placing: all or nothing is taken.

use axum::http::StatusCode;
use rusqlite::Transaction;
use serde_json::json;

use super::attempt::{self, Attempt};
use super::payment::Order;
use super::{escalate, scope};
use crate::shop::checkout::store::{self, Session, Status};
use crate::shop::checkout::{answer, closed, view};
use crate::shop::idempotency::{earlier, other_body, remember};
use crate::shop::message::Message;
use crate::shop::offer::hold;
use crate::shop::payment::ledger;
use crate::shop::reply::{Answer, Problem};
use crate::shop::request::Write;
use crate::shop::{Shop, stock};

/// What became of a claim.
#[derive(Debug)]
pub enum Claim {
    /// Nothing is to be charged, or not yet.
    Answered(Answer),
    /// The stock is taken, the session waits for the money.
    Attempt(Attempt),
}

/// Claims the session for this key.
///
/// # Errors
/// A refusal, or a failure; then nothing is taken.
pub fn claim(
    shop: &Shop,
    tx: &Transaction<'_>,
    id: &str,
    write: &Write,
    order: &Order,
) -> Result<Claim, Problem> {
    if let Some(answer) = earlier(tx, &scope(id), write)? {
        return Ok(Claim::Answered(answer));
    }
    let Some(mut session) = store::load(tx, id)? else {
        return Ok(Claim::Answered(Answer::not_found("checkout")));
    };
    if let Some(answer) = standing(shop, tx, &session, write)? {
        return Ok(Claim::Answered(answer));
    }
    if let Some(answer) = not_open(shop, tx, &session)? {
        return decided(shop, tx, &session, write, answer);
    }
    let seen = answer(shop, tx, &session, StatusCode::OK)?.etag;
    write.check_match(seen.as_deref())?;
    let before = session.clone();
    session
        .content
        .notices
        .retain(|notice| notice.code != "payment_failed");
    let mut view = view::of(shop, tx, &session)?;
    let changed = has_changed(order, seen.as_deref(), view.total);
    let forgotten = session.content.notices.len() < before.content.notices.len();
    if forgotten && (changed || !view.ready) {
        // A new decision to buy: what an earlier payment said is over.
        store::save(tx, &mut session, shop.seconds())?;
        view = view::of(shop, tx, &session)?;
    }
    // That something is gone says more than that the total is another for it.
    if changed && !view.sold_out {
        let text =
            "The checkout has changed since you saw it. Nothing was charged; look at it again.";
        let message = Message::error("total_changed", text).at("$.totals");
        let changed = Answer::resource_with(session.revision, view.body, &message)?;
        return decided(shop, tx, &session, write, changed);
    }
    if !view.ready {
        let not_ready = Answer::resource(StatusCode::OK, session.revision, &view.body);
        return decided(shop, tx, &session, write, not_ready);
    }
    let (now, holder) = (shop.millis(), session.holder());
    if !stock::take(tx, &session.content.basket.lines, now, holder)? {
        return Err(anyhow::anyhow!("a session was ready without enough stock").into());
    }
    let attempt = attempt::insert(tx, &session, write, view.total, shop.seconds())?;
    hold::pay(tx, holder, &session.who(), &attempt.charge_key)?;
    let mut agreed = view.body;
    agreed["status"] = json!("complete_in_progress");
    agreed["payment"] = json!({ "instruments": [order.instrument] });
    if let Some(agreed) = agreed.as_object_mut() {
        agreed.remove("messages");
    }
    let escalated = ledger::wants_confirmation(&order.token);
    if escalated {
        escalate::ask(shop, tx, &attempt.charge_key, &mut agreed)?;
    }
    // Nothing else is touched: an attempt that comes to nothing leaves the session as the buyer saw it.
    session.content = before.content;
    session.status = Status::Completing;
    session.fixed = Some(agreed);
    store::save(tx, &mut session, shop.seconds())?;
    if escalated {
        // Not kept: the same key hears how it stands whenever it asks.
        let waits = answer(shop, tx, &session, StatusCode::OK)?.not_kept();
        return Ok(Claim::Answered(waits));
    }
    Ok(Claim::Attempt(attempt))
}

/// An answer that decides: this key will never place anything else.
fn decided(
    shop: &Shop,
    tx: &Transaction<'_>,
    session: &Session,
    write: &Write,
    answer: Answer,
) -> Result<Claim, Problem> {
    if answer.keep {
        remember(
            tx,
            &scope(&session.id),
            &write.key,
            &write.hash,
            &answer,
            shop.seconds(),
        )?;
    }
    Ok(Claim::Answered(answer))
}

/// The key whose attempt has not ended hears how it stands.
fn standing(
    shop: &Shop,
    tx: &Transaction<'_>,
    session: &Session,
    write: &Write,
) -> Result<Option<Answer>, Problem> {
    let active = attempt::active(tx, &session.id)?.filter(|active| active.key == write.key);
    let Some(active) = active else {
        return Ok(None);
    };
    if active.hash != write.hash {
        return Err(other_body());
    }
    Ok(Some(answer(shop, tx, session, StatusCode::OK)?.not_kept()))
}

/// A completed session answers itself under any key: it is placed once.
fn not_open(
    shop: &Shop,
    tx: &Transaction<'_>,
    session: &Session,
) -> Result<Option<Answer>, Problem> {
    if session.status == Status::Completed {
        return Ok(Some(answer(shop, tx, session, StatusCode::OK)?));
    }
    closed(shop, tx, session)
}

/// Whether what the buyer saw is no longer what would be charged.
fn has_changed(order: &Order, etag: Option<&str>, total: i64) -> bool {
    let revision = etag.map(|etag| etag.trim_matches('"'));
    order
        .expected_total
        .is_some_and(|expected| expected != total)
        || order
            .expected_revision
            .as_deref()
            .is_some_and(|expected| Some(expected) != revision)
}
