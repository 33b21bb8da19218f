//! A UCP answer as a reply. Business outcomes come as 200 with messages; everything is bounded and checked here, and
//! nothing that is no web address passes as one.

mod cart;
mod catalogue;
mod session;
mod totals;

use serde::de::DeserializeOwned;

use super::wire::{Envelope, WireCheckout, WireMessage, WireOneProduct, WireProducts};
use crate::domain::checkout::{Answer, Refusal, Status};
use crate::domain::text::bounded;
use crate::http::{Failure, Response};
use crate::shop::contract::{Call, Problem, Reply};
use cart::cart;
use catalogue::{card, product};
use session::session;

/// The most lines, totals, variants or messages that are read.
const MOST_ROWS: usize = 500;

pub(super) fn reply(call: &Call, result: Result<Response, Failure>) -> Result<Reply, Problem> {
    let response = result.map_err(|_| Problem::Lost)?;
    if let Some(problem) = troubled(&response) {
        return Err(problem);
    }
    let envelope: Option<Envelope> = serde_json::from_str(&response.body).ok();
    let gone =
        matches!(response.status, 404 | 410) || envelope.as_ref().is_some_and(says_not_found);
    if let Call::Complete { .. } = call {
        return completed(&response, envelope, gone);
    }
    if gone {
        return Ok(Reply::NotFound);
    }
    let Some(envelope) = envelope else {
        return Err(Problem::Broken);
    };
    if !(200..300).contains(&response.status) || refuses(&envelope) {
        return Err(Problem::Refused(words(&envelope.messages)));
    }
    match call {
        Call::LookUp(_) => {
            let wire: WireProducts = read(&response)?;
            Ok(Reply::Cards(
                wire.products
                    .iter()
                    .take(MOST_ROWS)
                    .filter_map(card)
                    .collect(),
            ))
        }
        Call::Product(_) => {
            let wire: WireOneProduct = read(&response)?;
            let product = wire.product.and_then(product);
            Ok(product.map_or(Reply::NotFound, |product| Reply::Product(Box::new(product))))
        }
        Call::CreateCart { .. } | Call::ReadCart(_) | Call::WriteCart { .. } => {
            let cart = cart(read(&response)?, response.etag.clone()).ok_or(Problem::Broken)?;
            Ok(Reply::Cart(Box::new(cart)))
        }
        Call::OpenCheckout { .. }
        | Call::ReadCheckout(_)
        | Call::WriteCheckout { .. }
        | Call::Complete { .. } => {
            let session =
                session(read(&response)?, response.etag.clone()).ok_or(Problem::Broken)?;
            Ok(Reply::Session(Box::new(session)))
        }
    }
}

/// What the status alone says.
fn troubled(response: &Response) -> Option<Problem> {
    match response.status {
        429 => Some(Problem::Busy(response.retry_after)),
        503 if response.retry_after.is_some() => Some(Problem::Busy(response.retry_after)),
        409 | 412 => Some(Problem::Conflict),
        100..200 | 300..400 | 500.. => Some(Problem::Lost),
        _ => None,
    }
}

/// The answer to an intent's key. Whatever is not certain is a lost answer, and will be asked about.
fn completed(
    response: &Response,
    envelope: Option<Envelope>,
    gone: bool,
) -> Result<Reply, Problem> {
    if gone {
        return Ok(Reply::Answered(Answer::Refused(Refusal::Expired), None));
    }
    let envelope = envelope.ok_or(Problem::Broken)?;
    let says = |code: &str| {
        envelope
            .messages
            .iter()
            .any(|m| m.kind == "error" && m.code == code)
    };
    let text = words(&envelope.messages);
    if !(200..300).contains(&response.status) || refuses(&envelope) {
        return Ok(Reply::Answered(Answer::Refused(Refusal::Other(text)), None));
    }
    let wire: WireCheckout = read(response)?;
    let session = session(wire, response.etag.clone()).ok_or(Problem::Broken)?;
    let answer = match (session.status, &session.order) {
        (Status::Completed, Some(order)) => Answer::Placed(order.clone()),
        (Status::Completed, None) => return Err(Problem::Broken),
        (Status::InProgress, _) => Answer::InProgress,
        (Status::Canceled, _) => Answer::Refused(Refusal::Expired),
        (Status::RequiresEscalation, _) => match &session.continue_url {
            Some(url) => Answer::ActionNeeded(url.clone()),
            None => return Err(Problem::Broken),
        },
        (Status::Ready | Status::Incomplete, _) if says("total_changed") => Answer::Changed,
        (Status::Ready | Status::Incomplete, _) if says("payment_failed") => {
            Answer::Refused(Refusal::Payment(text))
        }
        (Status::Ready | Status::Incomplete, _)
            if says("out_of_stock") || says("item_unavailable") =>
        {
            Answer::Refused(Refusal::SoldOut(text))
        }
        (Status::Ready | Status::Incomplete, _) => Answer::Refused(Refusal::Other(text)),
    };
    Ok(Reply::Answered(answer, Some(Box::new(session))))
}

fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Problem> {
    serde_json::from_str(&response.body).map_err(|_| Problem::Broken)
}

fn refuses(envelope: &Envelope) -> bool {
    envelope.ucp.status.as_deref() == Some("error")
}

fn says_not_found(envelope: &Envelope) -> bool {
    refuses(envelope)
        && envelope
            .messages
            .iter()
            .any(|message| message.code == "not_found")
}

/// The shop's words for people: its errors, one after another.
fn words(messages: &[WireMessage]) -> String {
    let errors = messages.iter().filter(|message| message.kind == "error");
    let texts: Vec<String> = errors
        .take(5)
        .map(|message| bounded(&message.content, 500))
        .collect();
    texts.join("\n")
}
