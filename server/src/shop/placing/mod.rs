//! `POST /checkout-sessions/{id}/complete`: from a checkout to an order, charged once.
//!
//! 1. [`claim`], one transaction: the session becomes `complete_in_progress`, stock is taken, the
//!    attempt is written down with the key the provider will see.
//! 2. The provider is charged with that key. It has books of its own and charges a key once.
//! 3. [`settle`], one transaction: the order is made, or everything is given back.
//!
//! A crash between two steps leaves an attempt that says `charging`; [`resolve`] asks the provider's
//! books how it ended and settles it, at the next start or the next look at the session. Where the buyer
//! must confirm the payment first, [`escalate`] comes between 1 and 2.

pub mod attempt;
pub mod challenge;
pub mod claim;
pub mod escalate;
pub mod live;
pub mod payment;
pub mod resolve;
pub mod settle;

use axum::extract::State;

use super::idempotency::{Scope, earlier};
use super::payment::ledger::{Charge, Means};
use super::reply::{Answer, Problem};
use super::request::{Id, Write};
use super::{Shop, mail};

use claim::Claim;

/// The scope of a `complete` key.
fn scope(checkout: &str) -> Scope {
    Scope::new("complete_checkout", checkout)
}

/// `POST /checkout-sessions/{id}/complete`. Equal keys at the same time wait for the first. The work
/// goes on when the caller hangs up.
///
/// # Errors
/// A refusal, or a failure.
pub async fn complete(
    State(shop): State<Shop>,
    Id(id): Id,
    write: Write,
) -> Result<Answer, Problem> {
    let turn = shop.placing.turn(&id, &write.key);
    let done = tokio::spawn(async move {
        let turn = turn.lock_owned().await;
        shop.blocking(move |shop| {
            let _turn = turn;
            place(shop, &id, &write)
        })
        .await
    });
    done.await
        .unwrap_or_else(|failure| Err(anyhow::anyhow!("placing did not end: {failure}").into()))
}

fn place(shop: &Shop, id: &str, write: &Write) -> Result<Answer, Problem> {
    resolve::if_abandoned(shop, id)?;
    if let Some(answer) = shop
        .db
        .read(|connection| earlier(connection, &scope(id), write))?
    {
        return Ok(answer);
    }
    let order = payment::Order::of(write)?;
    // From here until the guard is dropped nobody takes the attempt for abandoned.
    let _under_way = shop.placing.enter(id);
    let attempt = match shop
        .db
        .write(|tx| claim::claim(shop, tx, id, write, &order))?
    {
        Claim::Answered(answer) => return Ok(answer),
        Claim::Attempt(attempt) => attempt,
    };
    let outcome = shop.ledger.charge(&Charge {
        key: &attempt.charge_key,
        amount: attempt.amount,
        currency: shop.catalogue.currency(),
        means: Means::Token(&order.token),
        at: shop.seconds(),
    })?;
    let answer = shop
        .db
        .write(|tx| settle::settle(shop, tx, &attempt.charge_key, &outcome))?;
    mail::write_soon(shop);
    answer.ok_or_else(|| anyhow::anyhow!("the attempt was settled by somebody else").into())
}
