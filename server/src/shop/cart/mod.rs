//! `/carts`: make, read, replace, cancel.
//!
//! While a checkout of the cart is open every write goes through to it; while it is completing,
//! writes are refused.

mod render;
pub mod store;

use axum::extract::State;
use axum::http::StatusCode;
use rusqlite::Transaction;
use serde::Deserialize;

use super::address::Buyer;
use super::basket::Line;
use super::checkout;
use super::choice::{self, Asked, ContextRequest, DiscountsRequest, LineRequest};
use super::message::Message;
use super::offer::{Tap, Who, grant, hold};
use super::placing::resolve;
use super::reply::{Answer, Problem};
use super::request::{Agent, Id, Write};
use super::{Shop, id};

use store::{Cart, Content};

#[derive(Debug, Deserialize)]
struct CartRequest {
    id: Option<String>,
    line_items: Vec<LineRequest>,
    context: Option<ContextRequest>,
    buyer: Option<Buyer>,
    discounts: Option<DiscountsRequest>,
    acted_ms_ago: Option<i64>,
}

/// `POST /carts`
///
/// # Errors
/// A refusal, or a failure.
pub async fn create(State(shop): State<Shop>, write: Write) -> Result<Answer, Problem> {
    shop.blocking(move |shop| shop.once("create_cart", "", &write, |tx| made(shop, tx, &write)))
        .await
}

fn made(shop: &Shop, tx: &Transaction<'_>, write: &Write) -> Result<Answer, Problem> {
    let request: CartRequest = write.json()?;
    let asked_for_something = !request.line_items.is_empty();
    let id = id::secret("cart")?;
    let content = chosen(shop, tx, &id, &[], request)?;
    if asked_for_something && content.basket.lines.is_empty() {
        let messages: Vec<Message> = content
            .notices
            .into_iter()
            .filter(Message::blocks)
            .map(Message::into_fatal)
            .collect();
        return Ok(Answer::without_resource(&messages));
    }
    let cart = store::insert(tx, id, content, shop.seconds())?;
    answer(shop, tx, &cart, StatusCode::CREATED)
}

/// `GET /carts/{id}`
///
/// # Errors
/// A failure.
pub async fn read(State(shop): State<Shop>, _: Agent, Id(id): Id) -> Result<Answer, Problem> {
    shop.blocking(move |shop| {
        shop.db
            .read(|connection| match store::open(connection, &id)? {
                Some(cart) => answer(shop, connection, &cart, StatusCode::OK),
                None => Ok(Answer::not_found("cart")),
            })
    })
    .await
}

/// `PUT /carts/{id}`: replaces everything.
///
/// # Errors
/// A refusal, or a failure.
pub async fn update(State(shop): State<Shop>, Id(id): Id, write: Write) -> Result<Answer, Problem> {
    shop.blocking(move |shop| {
        resolve::of_cart(shop, &id)?;
        shop.once("update_cart", &id, &write, |tx| {
            replaced(shop, tx, &id, &write)
        })
    })
    .await
}

fn replaced(shop: &Shop, tx: &Transaction<'_>, id: &str, write: &Write) -> Result<Answer, Problem> {
    let request: CartRequest = write.json()?;
    if request.id.as_deref().is_some_and(|named| named != id) {
        return Err(Problem::bad_field(
            "$.id",
            "The body names another cart than the address.",
        ));
    }
    let Some(mut cart) = store::open(tx, id)? else {
        return Ok(Answer::not_found("cart"));
    };
    let current = answer(shop, tx, &cart, StatusCode::OK)?;
    write.check_match(current.etag.as_deref())?;
    if checkout::store::is_completing(tx, id)? {
        return refused_while_completing(shop, tx, &cart);
    }
    cart.content = chosen(shop, tx, id, &cart.content.basket.lines, request)?;
    store::save(tx, &mut cart, shop.seconds())?;
    checkout::store::follow_cart(tx, &cart, shop.seconds())?;
    answer(shop, tx, &cart, StatusCode::OK)
}

/// `POST /carts/{id}/cancel`: answers the cart as it was, then it is gone, and its checkout with it.
///
/// # Errors
/// A refusal, or a failure.
pub async fn cancel(State(shop): State<Shop>, Id(id): Id, write: Write) -> Result<Answer, Problem> {
    shop.blocking(move |shop| {
        resolve::of_cart(shop, &id)?;
        shop.once("cancel_cart", &id, &write, |tx| {
            canceled(shop, tx, &id, &write)
        })
    })
    .await
}

fn canceled(shop: &Shop, tx: &Transaction<'_>, id: &str, write: &Write) -> Result<Answer, Problem> {
    let Some(cart) = store::open(tx, id)? else {
        return Ok(Answer::not_found("cart"));
    };
    let last = answer(shop, tx, &cart, StatusCode::OK)?;
    write.check_match(last.etag.as_deref())?;
    if checkout::store::is_completing(tx, id)? {
        return refused_while_completing(shop, tx, &cart);
    }
    if let Some(open) = checkout::store::active_of(tx, id)? {
        checkout::cancel::end(shop, tx, open)?;
    }
    hold::let_go(tx, id)?;
    store::cancel(tx, id, shop.seconds())?;
    Ok(last)
}

/// The content a request asks for, as far as it can be had.
fn chosen(
    shop: &Shop,
    tx: &Transaction<'_>,
    id: &str,
    before: &[Line],
    request: CartRequest,
) -> Result<Content, Problem> {
    let tap = Tap::of(request.acted_ms_ago)?;
    let asked = Asked {
        lines: request.line_items,
        context: request.context,
        buyer: request.buyer,
        discounts: request.discounts,
    };
    let (basket, mut notices) = choice::basket(shop, tx, id, before, asked)?;
    let written = grant::Basket {
        holder: id,
        before,
        lines: &basket.lines,
        who: &Who::of(&basket, None),
        tap,
    };
    notices.extend(grant::grant(shop, tx, &written)?);
    Ok(Content { basket, notices })
}

fn refused_while_completing(
    shop: &Shop,
    tx: &Transaction<'_>,
    cart: &Cart,
) -> Result<Answer, Problem> {
    let text = "This cart is being paid for. Wait for the outcome, then change it.";
    let body = render::json(shop, tx, cart)?;
    let message = Message::error("complete_in_progress", text);
    Ok(Answer::resource_with(cart.revision, body, &message)?.not_kept())
}

fn answer(
    shop: &Shop,
    connection: &rusqlite::Connection,
    cart: &Cart,
    status: StatusCode,
) -> Result<Answer, Problem> {
    Ok(Answer::resource(
        status,
        cart.revision,
        &render::json(shop, connection, cart)?,
    ))
}
