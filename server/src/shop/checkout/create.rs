//! `POST /checkout-sessions`: from a cart, or from lines of its own.

use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Transaction;
use serde::Deserialize;

use super::delivery::{Choice, FulfillmentRequest};
use super::store::{self, Content, Status};
use super::{answer, cancel};
use crate::shop::address::Buyer;
use crate::shop::choice::{self, Asked, ContextRequest, DiscountsRequest, LineRequest};
use crate::shop::message::Message;
use crate::shop::offer::{Tap, Who, grant};
use crate::shop::placing::resolve;
use crate::shop::reply::{Answer, Problem};
use crate::shop::request::Write;
use crate::shop::{Shop, cart, id};

#[derive(Debug, Deserialize)]
struct CreateRequest {
    cart_id: Option<String>,
    line_items: Option<Vec<LineRequest>>,
    context: Option<ContextRequest>,
    buyer: Option<Buyer>,
    discounts: Option<DiscountsRequest>,
    fulfillment: Option<FulfillmentRequest>,
    acted_ms_ago: Option<i64>,
}

/// `POST /checkout-sessions`
///
/// # Errors
/// A refusal, or a failure.
pub async fn create(State(shop): State<Shop>, write: Write) -> Result<Answer, Problem> {
    shop.blocking(move |shop| {
        // A body that makes no sense is refused where it is read.
        let request = write.json::<CreateRequest>();
        if let Some(cart) = request.ok().and_then(|request| request.cart_id) {
            resolve::of_cart(shop, &cart)?;
        }
        shop.once("create_checkout", "", &write, |tx| made(shop, tx, &write))
    })
    .await
}

fn made(shop: &Shop, tx: &Transaction<'_>, write: &Write) -> Result<Answer, Problem> {
    let request: CreateRequest = write.json()?;
    match request.cart_id.clone() {
        Some(cart) => of_cart(shop, tx, &cart, request),
        None => of_lines(shop, tx, request),
    }
}

/// The cart's lines, codes, context and buyer count; the body's are not looked at, unless the cart
/// says nothing of the buyer.
fn of_cart(
    shop: &Shop,
    tx: &Transaction<'_>,
    id: &str,
    request: CreateRequest,
) -> Result<Answer, Problem> {
    let Some(cart) = cart::store::open(tx, id)? else {
        return Ok(Answer::not_found("cart"));
    };
    if let Some(active) = store::active_of(tx, id)? {
        if active.status == Status::Completing || !active.has_expired(shop.seconds()) {
            return answer(shop, tx, &active, StatusCode::OK);
        }
        cancel::end(shop, tx, active)?;
    }
    let mut basket = cart.content.basket;
    if basket.lines.is_empty() {
        return Ok(Answer::without_resource(&[Message::fatal(
            "cart_empty",
            "The cart is empty.",
        )]));
    }
    let mut notices = Vec::new();
    if basket.context.is_empty() {
        (basket.context, notices) = choice::context(request.context)?;
    }
    if basket.buyer.is_empty() {
        basket.buyer = choice::buyer(request.buyer)?;
    }
    let delivery = Choice::of(request.fulfillment)?;
    let content = Content {
        basket,
        delivery,
        confirmed: true,
        notices,
    };
    let session = store::insert(tx, id::secret("chk")?, Some(id), content, shop.seconds())?;
    answer(shop, tx, &session, StatusCode::CREATED)
}

fn of_lines(shop: &Shop, tx: &Transaction<'_>, request: CreateRequest) -> Result<Answer, Problem> {
    let Some(lines) = request.line_items.filter(|lines| !lines.is_empty()) else {
        return Err(Problem::bad_field(
            "$.line_items",
            "A checkout needs lines, or the id of a cart.",
        ));
    };
    let asked = Asked {
        lines,
        context: request.context,
        buyer: request.buyer,
        discounts: request.discounts,
    };
    let id = id::secret("chk")?;
    let tap = Tap::of(request.acted_ms_ago)?;
    let (basket, mut notices) = choice::basket(shop, tx, &id, &[], asked)?;
    let delivery = Choice::of(request.fulfillment)?;
    let written = grant::Basket {
        holder: &id,
        before: &[],
        lines: &basket.lines,
        who: &Who::of(&basket, delivery.address()),
        tap,
    };
    notices.extend(grant::grant(shop, tx, &written)?);
    if basket.lines.is_empty() {
        let refused = notices.into_iter().filter(Message::blocks);
        let messages: Vec<Message> = refused.map(Message::into_fatal).collect();
        return Ok(Answer::without_resource(&messages));
    }
    let content = Content {
        basket,
        delivery,
        confirmed: true,
        notices,
    };
    let session = store::insert(tx, id, None, content, shop.seconds())?;
    answer(shop, tx, &session, StatusCode::CREATED)
}
