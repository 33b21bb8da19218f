//! `PUT /checkout-sessions/{id}`: replaces everything, and thereby confirms what the session says.

use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Transaction;
use serde::Deserialize;

use super::delivery::{Choice, FulfillmentRequest};
use super::store::{self, Content};
use super::{answer, closed};
use crate::shop::address::Buyer;
use crate::shop::choice::{self, Asked, ContextRequest, DiscountsRequest, LineRequest};
use crate::shop::offer::{Tap, Who, grant};
use crate::shop::reply::{Answer, Problem};
use crate::shop::request::{Id, Write};
use crate::shop::{Shop, cart, placing};

#[derive(Debug, Deserialize)]
struct UpdateRequest {
    line_items: Vec<LineRequest>,
    context: Option<ContextRequest>,
    buyer: Option<Buyer>,
    discounts: Option<DiscountsRequest>,
    fulfillment: Option<FulfillmentRequest>,
    acted_ms_ago: Option<i64>,
}

/// `PUT /checkout-sessions/{id}`
///
/// # Errors
/// A refusal, or a failure.
pub async fn update(State(shop): State<Shop>, Id(id): Id, write: Write) -> Result<Answer, Problem> {
    shop.blocking(move |shop| {
        placing::resolve::if_abandoned(shop, &id)?;
        shop.once("update_checkout", &id, &write, |tx| {
            replaced(shop, tx, &id, &write)
        })
    })
    .await
}

fn replaced(shop: &Shop, tx: &Transaction<'_>, id: &str, write: &Write) -> Result<Answer, Problem> {
    let request: UpdateRequest = write.json()?;
    let Some(mut session) = store::load(tx, id)? else {
        return Ok(Answer::not_found("checkout"));
    };
    if let Some(refusal) = closed(shop, tx, &session)? {
        return Ok(refusal);
    }
    write.check_match(answer(shop, tx, &session, StatusCode::OK)?.etag.as_deref())?;
    let asked = Asked {
        lines: request.line_items,
        context: request.context,
        buyer: request.buyer,
        discounts: request.discounts,
    };
    let before = &session.content.basket.lines;
    let tap = Tap::of(request.acted_ms_ago)?;
    let holder = session.holder();
    let (basket, mut notices) = choice::basket(shop, tx, holder, before, asked)?;
    let delivery = Choice::of(request.fulfillment)?;
    let written = grant::Basket {
        holder,
        before,
        lines: &basket.lines,
        who: &Who::of(&basket, delivery.address()),
        tap,
    };
    notices.extend(grant::grant(shop, tx, &written)?);
    session.content = Content {
        basket,
        delivery,
        confirmed: true,
        notices,
    };
    store::save(tx, &mut session, shop.seconds())?;
    if let Some(cart) = &session.cart {
        cart::store::follow_checkout(tx, cart, &session.content.basket, shop.seconds())?;
    }
    answer(shop, tx, &session, StatusCode::OK)
}
