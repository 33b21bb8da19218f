//! `PUT /checkout-sessions/{id}`: replaces everything, and thereby confirms what the session says.

use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Transaction;
use serde::Deserialize;

use super::delivery::{Choice, FulfillmentRequest};
use super::store::{self, Content};
use super::{answer, closed};
use crate::shop::address::Buyer;
use crate::shop::basket::{self, Basket};
use crate::shop::choice::{self, ContextRequest, DiscountsRequest, LineRequest};
use crate::shop::idempotency::{Scope, once};
use crate::shop::reply::{Answer, Problem};
use crate::shop::request::{Id, Write};
use crate::shop::{Shop, cart, placing, stock};

#[derive(Debug, Deserialize)]
struct UpdateRequest {
    line_items: Vec<LineRequest>,
    context: Option<ContextRequest>,
    buyer: Option<Buyer>,
    discounts: Option<DiscountsRequest>,
    fulfillment: Option<FulfillmentRequest>,
}

/// `PUT /checkout-sessions/{id}`
///
/// # Errors
/// A refusal, or a failure.
pub async fn update(State(shop): State<Shop>, Id(id): Id, write: Write) -> Result<Answer, Problem> {
    shop.blocking(move |shop| {
        placing::resolve::if_abandoned(shop, &id)?;
        shop.db.write(|tx| {
            once(
                tx,
                &Scope::new("update_checkout", &id),
                &write,
                shop.seconds(),
                || replaced(shop, tx, &id, &write),
            )
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
    let wanted = choice::lines(request.line_items)?;
    let left = stock::left(tx, wanted.iter().map(|wish| wish.variant.as_str()))?;
    let (lines, mut notices) = basket::take(
        &shop.catalogue,
        &left,
        &session.content.basket.lines,
        &wanted,
    );
    let (place, warnings) = choice::context(request.context)?;
    notices.extend(warnings);
    let basket = Basket {
        lines,
        codes: choice::codes(request.discounts)?,
        context: place,
        buyer: choice::buyer(request.buyer)?,
    };
    let delivery = Choice::of(request.fulfillment)?;
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
