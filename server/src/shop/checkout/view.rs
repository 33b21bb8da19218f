//! What a session says now: its prices, what is missing, whether it can be paid.

use anyhow::Context as _;
use rusqlite::Connection;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::store::{Session, Status};
use crate::shop::address::{Address, is_email};
use crate::shop::catalogue::Required;
use crate::shop::envelope::{self, Root};
use crate::shop::message::Message;
use crate::shop::offer::standing;
use crate::shop::price::{Entry, Priced, Terms, price};
use crate::shop::{Shop, discovery, stock};

/// A session with its prices of now.
#[derive(Debug)]
pub struct View {
    /// As UCP writes it.
    pub body: Value,
    /// Whether it can be paid.
    pub ready: bool,
    /// Whether something in it cannot be had (any more).
    pub sold_out: bool,
    /// What is to be paid, in minor units.
    pub total: i64,
}

/// Works out a session. One that ended, or is being paid, says what it said then.
///
/// # Errors
/// Those of the database.
pub fn of(shop: &Shop, connection: &Connection, session: &Session) -> anyhow::Result<View> {
    if let Some(fixed) = &session.fixed {
        return Ok(View {
            body: fixed.clone(),
            ready: false,
            sold_out: false,
            total: 0,
        });
    }
    let content = &session.content;
    let basket = &content.basket;
    let left = stock::left(
        connection,
        basket.lines.iter().map(|line| line.variant.as_str()),
        shop.millis(),
        session.holder(),
    )?;
    let (holder, who) = (session.holder(), session.who());
    let standing = standing::standing(shop, connection, holder, &basket.lines, &who)?;
    let address = content.delivery.address();
    let to = address.map_or_else(|| basket.context.country(), Address::country);
    let taxed = to.clone().or_else(|| shop.catalogue.shop().country.clone());
    let terms = Terms {
        catalogue: &shop.catalogue,
        stock: &left,
        basket,
        offers: &standing.grants,
        country: taxed.as_deref(),
        delivery: content.delivery.chosen(&shop.catalogue, to.as_deref()),
    };
    let priced = price(&terms).context("the checkout's total is too large")?;
    let messages: Vec<Message> = content
        .notices
        .iter()
        .chain(&standing.lost)
        .chain(&priced.messages)
        .cloned()
        .chain(missing(
            shop,
            session,
            to.as_deref(),
            terms.delivery.is_some(),
        ))
        .collect();
    // A declined payment is an error the buyer must read, but the session can be paid again.
    let ready = !messages
        .iter()
        .any(|message| message.blocks() && message.code != "payment_failed");
    let status = match session.status {
        Status::Canceled => "canceled",
        _ if session.has_expired(shop.seconds()) => "canceled",
        _ if ready => "ready_for_complete",
        _ => "incomplete",
    };
    let body = body(shop, session, &priced, to.as_deref(), status, &messages)?;
    Ok(View {
        body,
        ready: status == "ready_for_complete",
        sold_out: messages.iter().any(|message| {
            message.blocks() && matches!(message.code.as_str(), "out_of_stock" | "item_unavailable")
        }),
        total: priced.total,
    })
}

fn body(
    shop: &Shop,
    session: &Session,
    priced: &Priced,
    to: Option<&str>,
    status: &str,
    messages: &[Message],
) -> anyhow::Result<Value> {
    let basket = &session.content.basket;
    let ids: Vec<String> = basket.lines.iter().map(|line| line.id.clone()).collect();
    let since = OffsetDateTime::from_unix_timestamp(session.created_at)?;
    let mut body = json!({
        "ucp": envelope::success(Root::Checkout, &shop.public_url),
        "id": session.id,
        "status": status,
        "line_items": priced.lines.iter().map(|line| line.json(&shop.public_url)).collect::<Vec<_>>(),
        "currency": shop.catalogue.currency(),
        "totals": priced.totals.iter().map(Entry::json).collect::<Vec<_>>(),
        "discounts": priced.discounts.json(&basket.codes),
        "fulfillment": session.content.delivery.json(&shop.catalogue, to, &ids, since),
        "links": discovery::links(shop),
        "expires_at": OffsetDateTime::from_unix_timestamp(session.expires_at)?.format(&Rfc3339)?,
    });
    if !basket.context.is_empty() {
        body["context"] = json!(basket.context);
    }
    if !basket.buyer.is_empty() {
        body["buyer"] = json!(basket.buyer);
    }
    if !messages.is_empty() {
        body["messages"] = json!(messages);
    }
    Ok(body)
}

/// What the buyer still has to say, in the order in which a checkout asks for it.
fn missing(shop: &Shop, session: &Session, to: Option<&str>, has_option: bool) -> Vec<Message> {
    const METHOD: &str = "$.fulfillment.methods[0]";
    let content = &session.content;
    let mut messages = Vec::new();
    if content.basket.lines.is_empty() {
        messages.push(Message::error("missing", "The cart is empty.").at("$.line_items"));
    }
    if !content.confirmed {
        let text = "The cart has changed. Look at the new total and confirm it.";
        messages.push(Message::error("cart_changed", text).at("$.line_items"));
    }
    match &content.basket.buyer.email {
        Some(email) if !is_email(email) => {
            messages
                .push(Message::error("invalid", "This is no e-mail address.").at("$.buyer.email"));
        }
        None if shop.catalogue.shop().required.contains(&Required::Email) => {
            messages.push(
                Message::error("missing", "An e-mail address is needed.").at("$.buyer.email"),
            );
        }
        _ => {}
    }
    let Some(address) = content.delivery.address() else {
        let path = format!("{METHOD}.selected_destination_id");
        messages.push(Message::error("missing", "A delivery address is needed.").at(path));
        return messages;
    };
    let index = content
        .delivery
        .destinations
        .iter()
        .position(|other| other.id == address.id)
        .unwrap_or(0);
    let at = |field: &str| format!("{METHOD}.destinations[{index}].{field}");
    for required in &shop.catalogue.shop().required {
        let (field, value, text) = match required {
            Required::Email => continue,
            Required::LastName => (
                "last_name",
                &address.last_name,
                "The recipient's name is needed.",
            ),
            Required::StreetAddress => (
                "street_address",
                &address.street_address,
                "Street and number are needed.",
            ),
            Required::AddressLocality => (
                "address_locality",
                &address.address_locality,
                "The town is needed.",
            ),
            Required::PostalCode => (
                "postal_code",
                &address.postal_code,
                "The postal code is needed.",
            ),
        };
        if value.is_none() {
            messages.push(Message::error("missing", text).at(at(field)));
        }
    }
    match to {
        None if address.address_country.is_none() => {
            messages.push(
                Message::error("missing", "The country is needed.").at(at("address_country")),
            );
        }
        None => {
            let text = "The country must be a two-letter code such as DE.";
            messages.push(Message::error("invalid", text).at(at("address_country")));
        }
        Some(country) if shop.catalogue.delivery(country).is_empty() => {
            let text = format!(
                "{} does not deliver to {country}.",
                shop.catalogue.shop().name
            );
            messages.push(Message::error("address_undeliverable", text).at(at("address_country")));
        }
        Some(_) if !has_option => {
            let path = format!("{METHOD}.groups[0].selected_option_id");
            messages.push(Message::error("missing", "Choose a delivery.").at(path));
        }
        Some(_) => {}
    }
    messages
}
