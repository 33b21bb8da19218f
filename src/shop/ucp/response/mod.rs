//! A UCP answer as a reply. Business outcomes come as 200 with messages; everything is bounded and checked here, and
//! nothing that is no web address passes as one.

mod cart;
mod catalogue;
mod session;
mod totals;

use std::sync::Arc;

use super::wire::{rows, text};
use crate::domain::checkout::{Answer, Refusal, Status};
use crate::http::{Failure, Response};
use crate::json::Value;
use crate::shop::contract::{Call, Problem, Reply};
use cart::cart;
use catalogue::{card, product};
use session::session;

pub(super) fn reply(call: &Call, result: Result<Response, Failure>) -> Result<Reply, Problem> {
    let response = result.map_err(|_| Problem::Lost)?;
    if let Some(problem) = troubled(&response) {
        return Err(problem);
    }
    let body = Value::read(&response.body).unwrap_or_default();
    let gone = matches!(response.status, 404 | 410) || says_not_found(&body);
    let refused = !(200..300).contains(&response.status) || refuses(&body);
    if gone {
        return Ok(match call {
            Call::Complete { .. } => Reply::Answered(Answer::Refused(Refusal::Expired), None),
            _ => Reply::NotFound,
        });
    }
    if body.as_object().is_none() {
        return Err(Problem::Broken);
    }
    match call {
        Call::LookUp(_) if refused => Err(Problem::Refused(words(&body))),
        Call::LookUp(_) if body["products"].as_list().is_some() => Ok(Reply::Cards(
            rows(&body["products"]).filter_map(card).collect(),
        )),
        Call::LookUp(_) => Err(Problem::Broken),
        _ => shopping(call, &body, refused, response.etag),
    }
}

/// The answer to every call but that for cards: loaded when the first of them is due.
#[inline(never)]
fn shopping(
    call: &Call,
    body: &Value,
    refused: bool,
    revision: Option<String>,
) -> Result<Reply, Problem> {
    match call {
        Call::Complete { .. } if refused => {
            let answer = Answer::Refused(Refusal::Other(words(body)));
            Ok(Reply::Answered(answer, None))
        }
        _ if refused => Err(Problem::Refused(words(body))),
        Call::Complete { .. } => completed(body, revision),
        Call::LookUp(_) => Err(Problem::Broken),
        Call::Product(_) => {
            // Without a product it is some other answer: that nothing is there, a shop says.
            let product = product(&body["product"]).ok_or(Problem::Broken)?;
            Ok(Reply::Product(Box::new(product)))
        }
        Call::CreateCart { .. } | Call::ReadCart(_) | Call::WriteCart { .. } => {
            let cart = cart(body, revision).ok_or(Problem::Broken)?;
            Ok(Reply::Cart(Box::new(cart)))
        }
        Call::OpenCheckout { .. }
        | Call::ReadCheckout(_)
        | Call::WriteCheckout { .. }
        | Call::CancelCheckout { .. } => {
            let session = session(body, revision).ok_or(Problem::Broken)?;
            Ok(Reply::Session(Arc::new(session)))
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

/// The answer to an intent's key. Whatever is not certain is no answer, and will be asked about.
fn completed(body: &Value, revision: Option<String>) -> Result<Reply, Problem> {
    let says =
        |code: &str| rows(&body["messages"]).any(|m| m["type"] == "error" && m["code"] == code);
    let session = session(body, revision).ok_or(Problem::Broken)?;
    let answer = match (session.status, &session.order, &session.continue_url) {
        (Status::Completed, Some(order), _) => Answer::Placed(order.clone()),
        (Status::Completed, None, _) | (Status::RequiresEscalation, _, None) => {
            return Err(Problem::Broken);
        }
        (Status::InProgress, ..) => Answer::InProgress,
        (Status::Canceled, ..) => Answer::Refused(Refusal::Expired),
        (Status::RequiresEscalation, _, Some(url)) => Answer::ActionNeeded(url.clone()),
        (Status::Ready | Status::Incomplete, ..) => {
            let words = words(body);
            if says("total_changed") {
                Answer::Changed
            } else if says("payment_failed") {
                Answer::Refused(Refusal::Payment(words))
            } else if says("out_of_stock") || says("item_unavailable") {
                Answer::Refused(Refusal::SoldOut(words))
            } else {
                Answer::Refused(Refusal::Other(words))
            }
        }
    };
    Ok(Reply::Answered(answer, Some(Arc::new(session))))
}

fn refuses(body: &Value) -> bool {
    body["ucp"]["status"] == "error"
}

fn says_not_found(body: &Value) -> bool {
    refuses(body) && rows(&body["messages"]).any(|message| message["code"] == "not_found")
}

/// The shop's words for people: its errors, one after another.
fn words(body: &Value) -> String {
    let errors = rows(&body["messages"]).filter(|message| message["type"] == "error");
    let texts: Vec<String> = errors
        .take(5)
        .map(|message| text(&message["content"], 500))
        .collect();
    texts.join("\n")
}
