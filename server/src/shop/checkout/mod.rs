//! `/checkout-sessions`: from a choice to something that can be paid.
//!
//! [`store`] keeps sessions, [`view`] works out what a session says now, [`delivery`] is where the
//! parcel goes and how. Paying is [`super::placing`].

pub mod cancel;
pub mod create;
pub mod delivery;
pub mod store;
pub mod update;
pub mod view;

use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Connection;

use super::message::Message;
use super::reply::{Answer, Problem};
use super::request::{Agent, Id};
use super::{Shop, placing};

use store::{Session, Status};

/// `GET /checkout-sessions/{id}`
///
/// # Errors
/// A failure.
pub async fn read(State(shop): State<Shop>, _: Agent, Id(id): Id) -> Result<Answer, Problem> {
    shop.blocking(move |shop| {
        placing::resolve::if_abandoned(shop, &id)?;
        shop.db
            .read(|connection| match store::load(connection, &id)? {
                Some(session) => answer(shop, connection, &session, StatusCode::OK),
                None => Ok(Answer::not_found("checkout")),
            })
    })
    .await
}

/// The session as it is now.
///
/// # Errors
/// A failure.
pub fn answer(
    shop: &Shop,
    connection: &Connection,
    session: &Session,
    status: StatusCode,
) -> Result<Answer, Problem> {
    Ok(Answer::resource(
        status,
        session.revision,
        &view::of(shop, connection, session)?.body,
    ))
}

/// The answer to a write of a session that cannot be written; `None` if it can be. It says the session
/// as it is, and why nothing was done.
///
/// # Errors
/// 409 where it has become an order.
pub fn closed(
    shop: &Shop,
    connection: &Connection,
    session: &Session,
) -> Result<Option<Answer>, Problem> {
    let (code, text) = match session.status {
        Status::Open if session.has_expired(shop.seconds()) => (
            "checkout_expired",
            "This checkout has expired. Begin a new one.",
        ),
        Status::Open => return Ok(None),
        Status::Completing => (
            "complete_in_progress",
            "This checkout is being paid for. Wait for the outcome.",
        ),
        Status::Completed => {
            let text = "This checkout has become an order and stays as it is.";
            return Err(Problem::conflict("checkout_completed", text));
        }
        Status::Canceled => (
            "checkout_canceled",
            "This checkout was canceled. Begin a new one.",
        ),
    };
    let body = view::of(shop, connection, session)?.body;
    let answer = Answer::resource_with(session.revision, body, &Message::error(code, text))?;
    // A payment that is under way ends; canceled and expired are for good.
    let for_good = session.status != Status::Completing;
    Ok(Some(if for_good { answer } else { answer.not_kept() }))
}
