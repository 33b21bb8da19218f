//! A cart as UCP writes it.

use anyhow::Context as _;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::store::Cart;
use crate::shop::envelope::{self, Root};
use crate::shop::offer::{Who, standing};
use crate::shop::price::{Entry, Terms, price};
use crate::shop::{Shop, discovery, stock};

/// The cart with its prices of now. Delivery is priced at the checkout.
pub(super) fn json(shop: &Shop, connection: &Connection, cart: &Cart) -> anyhow::Result<Value> {
    let basket = &cart.content.basket;
    let left = stock::left(
        connection,
        basket.lines.iter().map(|line| line.variant.as_str()),
        shop.millis(),
        &cart.id,
    )?;
    let who = Who::of(basket, None);
    let standing = standing::standing(shop, connection, &cart.id, &basket.lines, &who)?;
    let country = basket
        .context
        .country()
        .or_else(|| shop.catalogue.shop().country.clone());
    let terms = Terms {
        catalogue: &shop.catalogue,
        stock: &left,
        basket,
        offers: &standing.grants,
        country: country.as_deref(),
        delivery: None,
    };
    let priced = price(&terms).context("the cart's total is too large")?;
    let lines: Vec<Value> = priced
        .lines
        .iter()
        .map(|line| line.json(&shop.public_url))
        .collect();
    let totals: Vec<Value> = priced.totals.iter().map(Entry::json).collect();
    let mut body = json!({
        "ucp": envelope::success(Root::Cart, &shop.public_url),
        "id": cart.id,
        "line_items": lines,
        "currency": shop.catalogue.currency(),
        "totals": totals,
        "discounts": priced.discounts.json(&basket.codes),
        "links": discovery::links(shop),
    });
    if !basket.context.is_empty() {
        body["context"] = json!(basket.context);
    }
    if !basket.buyer.is_empty() {
        body["buyer"] = json!(basket.buyer);
    }
    let messages: Vec<_> = cart
        .content
        .notices
        .iter()
        .chain(&standing.lost)
        .chain(&priced.messages)
        .collect();
    if !messages.is_empty() {
        body["messages"] = json!(messages);
    }
    Ok(body)
}
