//! Payments that the buyer must confirm first: the stock is held, nothing is charged, a page asks.
//!
//! 1. [`ask`], part of the claim: the question is written down with the attempt.
//! 2. [`decide`], one transaction: the buyer confirms, and the attempt may be charged; or refuses, and
//!    everything is given back.
//! 3. As every placing: the charge with the attempt's key, then the order.
//!
//! A crash before the decision changes nothing. One after a confirmation leaves an attempt that
//! [`make_good`] ends: with the charge while the stock would still be held, else without.

use anyhow::Context as _;
use rusqlite::{Connection, Transaction};
use serde_json::{Value, json};
use subtle::ConstantTimeEq as _;

use super::challenge::{self, Challenge, State};
use super::{attempt, resolve, settle};
use crate::shop::checkout::store::{self, Session, Status};
use crate::shop::message::Message;
use crate::shop::payment::ledger::{Charge, Means, Outcome};
use crate::shop::reply::Problem;
use crate::shop::{Shop, mail};

/// What a buyer decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Pay.
    Confirm,
    /// Do not.
    Refuse,
}

/// Whether a decision was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// There is no such question.
    Unknown,
    /// It did not come from the question's own page.
    Unproven,
    /// It counts, or came after another, or too late: the question says what is.
    Yes,
}

/// Asks the buyer, and puts it into what the session says.
///
/// # Errors
/// Those of the database.
pub fn ask(
    shop: &Shop,
    tx: &Transaction<'_>,
    charge_key: &str,
    agreed: &mut Value,
) -> anyhow::Result<()> {
    let id = challenge::insert(tx, charge_key, shop.seconds())?;
    let text = "The bank wants you to confirm this payment. Nothing is charged until you do.";
    agreed["status"] = json!("requires_escalation");
    agreed["continue_url"] = json!(format!("{}/challenge/{id}", shop.public_url));
    agreed["messages"] = json!([Message::review("requires_3ds", text)]);
    Ok(())
}

/// Takes what the buyer decided. The first decision in time counts.
///
/// # Errors
/// A failure; what then became of it shows when somebody looks.
pub fn decide(shop: &Shop, id: &str, secret: &str, decision: Decision) -> Result<Heard, Problem> {
    let Some(asked) = shop.db.read(|connection| challenge::load(connection, id))? else {
        return Ok(Heard::Unknown);
    };
    if !bool::from(asked.secret.as_bytes().ct_eq(secret.as_bytes())) {
        return Ok(Heard::Unproven);
    }
    resolve::if_abandoned(shop, &asked.checkout)?;
    match decision {
        Decision::Refuse => {
            let reason = "You did not confirm the payment.";
            shop.db
                .write(|tx| give_back(shop, tx, &asked, State::Refused, reason))?;
        }
        Decision::Confirm => {
            // From here until the guard is dropped nobody takes the attempt for abandoned.
            let _under_way = shop.placing.enter(&asked.checkout);
            if shop.db.write(|tx| confirmed(shop, tx, &asked))? {
                let outcome = charge(shop, &asked)?;
                shop.db
                    .write(|tx| settle::settle(shop, tx, &asked.charge_key, &outcome))?;
                mail::write_soon(shop);
            }
        }
    }
    Ok(Heard::Yes)
}

/// Gives everything back because of what became of a question that waits. It was answered to the
/// key of the attempt, so the key gets this ending as its answer.
///
/// # Errors
/// A failure; then nothing has changed.
pub fn give_back(
    shop: &Shop,
    tx: &Transaction<'_>,
    asked: &Challenge,
    state: State,
    reason: &str,
) -> Result<(), Problem> {
    if challenge::end(tx, &asked.id, State::Waiting, state)? {
        let outcome = Outcome::Declined(reason.to_owned());
        settle::settle(shop, tx, &asked.charge_key, &outcome)?;
    }
    Ok(())
}

/// Gives back what a question that nobody decided in time has held.
///
/// # Errors
/// A failure; then nothing has changed.
pub fn give_back_late(shop: &Shop, tx: &Transaction<'_>, asked: &Challenge) -> Result<(), Problem> {
    give_back(shop, tx, asked, State::Late, TOO_LATE)
}

const TOO_LATE: &str = "The payment was not confirmed in time.";

/// Ends an attempt that was confirmed and then left alone. The buyer wants it, so it is charged, but
/// not later than the buyer was told; what the books say already, counts.
///
/// # Errors
/// A failure; then it can be tried again.
pub fn make_good(shop: &Shop, asked: &Challenge) -> Result<(), Problem> {
    let known = |shop: &Shop| {
        shop.ledger
            .outcome_or_void(&asked.charge_key, shop.seconds())
    };
    let outcome = if asked.is_over(shop.seconds()) {
        known(shop)?
    } else {
        // A reply that was lost on the way is asked for.
        charge(shop, asked).or_else(|_| known(shop))?
    };
    shop.db.write(|tx| {
        let outcome = match &outcome {
            Outcome::Void => {
                challenge::end(tx, &asked.id, State::Confirmed, State::Late)?;
                &Outcome::Declined(TOO_LATE.to_owned())
            }
            outcome => outcome,
        };
        settle::settle(shop, tx, &asked.charge_key, outcome).map(drop)
    })
}

/// The question that a session waits for.
///
/// # Errors
/// Those of the database.
pub fn waiting(connection: &Connection, session: &Session) -> anyhow::Result<Option<Challenge>> {
    if session.status != Status::Completing {
        return Ok(None);
    }
    let Some(active) = attempt::active(connection, &session.id)? else {
        return Ok(None);
    };
    let asked = challenge::of_attempt(connection, &active.charge_key)?;
    Ok(asked.filter(|asked| asked.state == State::Waiting))
}

/// Takes a question back, and with it the attempt, because the checkout is given up. Answers the session, open again.
///
/// # Errors
/// A failure; then nothing has changed.
pub fn withdraw(shop: &Shop, tx: &Transaction<'_>, asked: &Challenge) -> Result<Session, Problem> {
    challenge::end(tx, &asked.id, State::Waiting, State::Canceled)?;
    settle::settle(shop, tx, &asked.charge_key, &Outcome::Void)?;
    let session = store::load(tx, &asked.checkout)?.context("an attempt has no session")?;
    Ok(session)
}

/// Writes the confirmation down. False where it came after another decision, or too late.
fn confirmed(shop: &Shop, tx: &Transaction<'_>, asked: &Challenge) -> Result<bool, Problem> {
    if asked.is_over(shop.seconds()) {
        give_back_late(shop, tx, asked)?;
        return Ok(false);
    }
    if !challenge::end(tx, &asked.id, State::Waiting, State::Confirmed)? {
        return Ok(false);
    }
    let mut session = store::load(tx, &asked.checkout)?.context("an attempt has no session")?;
    let agreed = session.fixed.as_mut().and_then(Value::as_object_mut);
    let agreed = agreed.context("a session being paid has nothing agreed")?;
    agreed.insert("status".to_owned(), json!("complete_in_progress"));
    agreed.remove("continue_url");
    agreed.remove("messages");
    store::save(tx, &mut session, shop.seconds())?;
    Ok(true)
}

/// What was agreed when the attempt was written down is charged, whatever the catalogue says now.
fn charge(shop: &Shop, asked: &Challenge) -> anyhow::Result<Outcome> {
    let (amount, currency) = shop.db.read(|connection| {
        let session = store::load(connection, &asked.checkout)?;
        let agreed = session.and_then(|session| session.fixed);
        let currency = agreed.and_then(|agreed| agreed["currency"].as_str().map(str::to_owned));
        let amount = attempt::active(connection, &asked.checkout)?.map(|active| active.amount);
        anyhow::Ok((amount, currency))
    })?;
    shop.ledger.charge(&Charge {
        key: &asked.charge_key,
        amount: amount.context("the attempt has ended")?,
        currency: &currency.context("a session being paid has a currency")?,
        means: Means::Confirmed,
        at: shop.seconds(),
    })
}
