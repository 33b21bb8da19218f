//! Orders: made when a placing settles, read by their secret id.

use anyhow::Context as _;
use axum::extract::State;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::{Value, json};

use super::checkout::store::Session;
use super::envelope::{self, Root};
use super::language::Language;
use super::mail::Standing;
use super::reply::{Answer, Problem};
use super::request::{Agent, Id};
use super::{Shop, id};

/// The first order's number, less one.
const BEFORE_FIRST: i64 = 1_000;

/// `GET /orders/{id}`
///
/// # Errors
/// A failure.
pub async fn read(State(shop): State<Shop>, _: Agent, Id(id): Id) -> Result<Answer, Problem> {
    shop.blocking(move |shop| {
        let found = shop.db.read(|connection| load(connection, &id))?;
        Ok(found.map_or_else(|| Answer::not_found("order"), |body| Answer::data(&body)))
    })
    .await
}

/// The order with this id, as UCP writes it.
///
/// # Errors
/// Those of the database.
pub fn load(connection: &Connection, id: &str) -> anyhow::Result<Option<Value>> {
    let found: Option<String> = connection
        .query_row(
            "SELECT body FROM orders WHERE id = ?1",
            params![id],
            |row| row.get(0),
        )
        .optional()?;
    Ok(found.map(|body| serde_json::from_str(&body)).transpose()?)
}

/// Makes the order of a session, from what was agreed when it was sent to be paid. Answers what the
/// session says of it.
///
/// # Errors
/// Those of the database; a second order for a session or a charge is one of them.
pub fn insert(
    shop: &Shop,
    tx: &Transaction<'_>,
    charge_key: &str,
    session: &Session,
    total: i64,
    agreed: &Value,
) -> anyhow::Result<Value> {
    let id = id::secret("ord")?;
    let number: i64 = tx.query_row(
        "SELECT coalesce(max(number), ?1) + 1 FROM orders",
        params![BEFORE_FIRST],
        |row| row.get(0),
    )?;
    let confirmation = json!({
        "id": id,
        "label": format!("V-{number}"),
        "permalink_url": format!("{}/receipt/{id}", shop.public_url),
    });
    let body = body(shop, session, agreed, &confirmation)?;
    let basket = &session.content.basket;
    let language = basket
        .context
        .language
        .as_deref()
        .and_then(Language::of_tag);
    let email = basket.buyer.email.as_deref().unwrap_or_default();
    let mail = if email.is_empty() {
        Standing::None
    } else {
        Standing::Due
    };
    tx.execute(
        "INSERT INTO orders (number, id, checkout, charge_key, currency, total, email, body, placed_at, language, mail)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            number,
            id,
            session.id,
            charge_key,
            agreed["currency"].as_str(),
            total,
            email,
            body.to_string(),
            shop.seconds(),
            language.map(Language::tag),
            mail.word()
        ],
    )?;
    Ok(confirmation)
}

fn body(
    shop: &Shop,
    session: &Session,
    agreed: &Value,
    confirmation: &Value,
) -> anyhow::Result<Value> {
    let lines = agreed["line_items"]
        .as_array()
        .context("a session has lines")?;
    let mut body = json!({ "ucp": envelope::success(Root::Order, &shop.public_url) });
    let own = body.as_object_mut().context("an order is an object")?;
    own.extend(confirmation.as_object().cloned().unwrap_or_default());
    own.insert("checkout_id".to_owned(), json!(session.id));
    own.insert("line_items".to_owned(), lines.iter().map(line).collect());
    own.insert(
        "fulfillment".to_owned(),
        json!({ "expectations": [expectation(session, agreed, lines)], "events": [] }),
    );
    own.insert("currency".to_owned(), agreed["currency"].clone());
    own.insert("totals".to_owned(), agreed["totals"].clone());
    Ok(body)
}

fn line(line: &Value) -> Value {
    json!({
        "id": line["id"],
        "item": line["item"],
        "quantity": { "original": line["quantity"], "total": line["quantity"], "fulfilled": 0 },
        "totals": line["totals"],
        "status": "processing",
    })
}

/// One parcel with everything, to the chosen address.
fn expectation(session: &Session, agreed: &Value, lines: &[Value]) -> Value {
    let mut destination = session
        .content
        .delivery
        .address()
        .cloned()
        .unwrap_or_default();
    destination.id = None;
    let group = &agreed["fulfillment"]["methods"][0]["groups"][0];
    let chosen = group["options"].as_array().and_then(|options| {
        options
            .iter()
            .find(|option| option["id"] == group["selected_option_id"])
    });
    let description = chosen.map(|option| {
        let words = [option["title"].as_str(), option["description"].as_str()];
        words.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    json!({
        "id": "exp_1",
        "line_items": lines.iter().map(|line| json!({ "id": line["id"], "quantity": line["quantity"] })).collect::<Vec<_>>(),
        "method_type": "shipping",
        "destination": destination,
        "description": description.unwrap_or_default(),
        "fulfillable_on": "now",
    })
}
