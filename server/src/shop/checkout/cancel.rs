//! `POST /checkout-sessions/{id}/cancel`: afterwards it can never become an order.

use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Transaction;
use serde_json::json;

use super::store::{self, Session, Status};
use super::{answer, closed, view};
use crate::shop::Shop;
use crate::shop::offer::hold;
use crate::shop::placing::{escalate, resolve};
use crate::shop::reply::{Answer, Problem};
use crate::shop::request::{Id, Write};

/// `POST /checkout-sessions/{id}/cancel`
///
/// # Errors
/// A refusal, or a failure.
pub async fn cancel(State(shop): State<Shop>, Id(id): Id, write: Write) -> Result<Answer, Problem> {
    shop.blocking(move |shop| {
        resolve::if_abandoned(shop, &id)?;
        shop.once("cancel_checkout", &id, &write, |tx| {
            canceled(shop, tx, &id, &write)
        })
    })
    .await
}

fn canceled(shop: &Shop, tx: &Transaction<'_>, id: &str, write: &Write) -> Result<Answer, Problem> {
    let Some(session) = store::load(tx, id)? else {
        return Ok(Answer::not_found("checkout"));
    };
    if let Some(asked) = escalate::waiting(tx, &session)? {
        write.check_match(answer(shop, tx, &session, StatusCode::OK)?.etag.as_deref())?;
        let session = end(shop, tx, escalate::withdraw(shop, tx, &asked)?)?;
        return answer(shop, tx, &session, StatusCode::OK);
    }
    let over = session.status == Status::Canceled || session.has_expired(shop.seconds());
    if !over {
        if let Some(refusal) = closed(shop, tx, &session)? {
            return Ok(refusal);
        }
        write.check_match(answer(shop, tx, &session, StatusCode::OK)?.etag.as_deref())?;
    }
    let session = if session.status == Status::Canceled {
        session
    } else {
        end(shop, tx, session)?
    };
    answer(shop, tx, &session, StatusCode::OK)
}

/// Ends an open session for good.
///
/// # Errors
/// A failure.
pub fn end(shop: &Shop, tx: &Transaction<'_>, mut session: Session) -> anyhow::Result<Session> {
    let mut last = view::of(shop, tx, &session)?.body;
    last["status"] = json!("canceled");
    if let Some(last) = last.as_object_mut() {
        last.remove("messages");
    }
    if session.cart.is_none() {
        hold::let_go(tx, &session.id)?;
    }
    session.status = Status::Canceled;
    session.fixed = Some(last);
    store::save(tx, &mut session, shop.seconds())?;
    Ok(session)
}
