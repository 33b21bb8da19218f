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

use axum::extract::{Path, State};
use axum::http::StatusCode;
use rusqlite::Connection;

use super::reply::{Answer, Problem};
use super::request::Agent;
use super::{Shop, placing};

use store::{Session, Status};

/// `GET /checkout-sessions/{id}`
///
/// # Errors
/// A failure.
pub async fn read(
    State(shop): State<Shop>,
    _: Agent,
    Path(id): Path<String>,
) -> Result<Answer, Problem> {
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

/// Refuses a write to a session that has ended or is being paid. `None`: it may be written.
///
/// # Errors
/// 409 where it has ended.
fn closed(
    shop: &Shop,
    connection: &Connection,
    session: &Session,
) -> Result<Option<Answer>, Problem> {
    match session.status {
        Status::Open if session.has_expired(shop.seconds()) => Err(Problem::conflict(
            "checkout_expired",
            "This checkout has expired. Begin a new one.",
        )),
        Status::Open => Ok(None),
        Status::Completing => Ok(Some(being_paid(shop, connection, session)?)),
        Status::Completed => Err(Problem::conflict(
            "checkout_completed",
            "This checkout has become an order and stays as it is.",
        )),
        Status::Canceled => Err(Problem::conflict(
            "checkout_canceled",
            "This checkout was canceled. Begin a new one.",
        )),
    }
}

/// The answer while the outcome of a payment is not known.
///
/// # Errors
/// A failure.
pub fn being_paid(
    shop: &Shop,
    connection: &Connection,
    session: &Session,
) -> Result<Answer, Problem> {
    use super::message::Message;
    let body = view::of(shop, connection, session)?.body;
    let text = "This checkout is being paid for. Wait for the outcome.";
    let message = Message::error("complete_in_progress", text);
    Ok(Answer::resource_with(session.revision, body, &message)?.not_kept())
}
