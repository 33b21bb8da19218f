//! A call as a UCP request.
//!
//! PUT replaces everything, so each one sends again whatever the shop is to keep.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::domain::checkout::{Draft, Field, Instrument, Session};
use crate::domain::ids::Key;
use crate::domain::totals::payable;
use crate::http::{Method, Request};
use crate::shop::contract::{Call, WantedLine};

/// The id under which the one address is sent.
const DESTINATION: &str = "address";

pub(super) fn request(endpoint: &str, locale: &str, call: &Call) -> Request {
    let context = || json!({ "language": locale });
    match call {
        Call::LookUp(ids) => {
            let ids: Vec<&str> = ids
                .iter()
                .map(crate::domain::ids::ProductId::as_str)
                .collect();
            post(
                endpoint,
                "/catalog/lookup",
                &json!({ "ids": ids, "context": context() }),
            )
        }
        Call::Product(id) => post(
            endpoint,
            "/catalog/product",
            &json!({ "id": id.as_str(), "context": context() }),
        ),
        Call::CreateCart { lines, key } => {
            let body = json!({ "line_items": wanted(lines), "context": context() });
            keyed(post(endpoint, "/carts", &body), key)
        }
        Call::ReadCart(cart) => get(endpoint, &format!("/carts/{}", segment(cart.as_str()))),
        Call::WriteCart {
            cart,
            revision,
            lines,
            key,
        } => {
            let path = format!("/carts/{}", segment(cart.as_str()));
            let body =
                json!({ "id": cart.as_str(), "line_items": wanted(lines), "context": context() });
            conditional(keyed(put(endpoint, &path, &body), key), revision.as_deref())
        }
        Call::OpenCheckout { cart, lines, key } => {
            let lines = wanted(lines);
            let body =
                json!({ "cart_id": cart.as_str(), "line_items": lines, "context": context() });
            keyed(post(endpoint, "/checkout-sessions", &body), key)
        }
        Call::ReadCheckout(id) => get(
            endpoint,
            &format!("/checkout-sessions/{}", segment(id.as_str())),
        ),
        Call::WriteCheckout {
            session,
            draft,
            delivery,
            key,
        } => {
            let path = format!("/checkout-sessions/{}", segment(session.id.as_str()));
            let body = checkout(session, draft, delivery, locale);
            conditional(
                keyed(put(endpoint, &path, &body), key),
                session.revision.as_deref(),
            )
        }
        Call::Complete {
            checkout,
            key,
            body,
        } => {
            let path = format!("/checkout-sessions/{}/complete", segment(checkout.as_str()));
            let request = sent(Method::Post, endpoint, &path, Some(body.clone()));
            keyed(request, key)
        }
    }
}

pub(super) fn completion(session: &Session, instrument: &Instrument) -> String {
    let mut display = Map::new();
    for (name, value) in [
        ("brand", &instrument.brand),
        ("last_digits", &instrument.last4),
    ] {
        if let Some(value) = value {
            display.insert(name.to_owned(), json!(value));
        }
    }
    let mut body = json!({ "payment": { "instruments": [{
        "id": "card-1",
        "handler_id": instrument.handler,
        "type": "card",
        "selected": true,
        "display": display,
        "credential": { "type": "token", "token": instrument.token },
    }] } });
    if let Some(total) = payable(&session.totals) {
        body["expected_total"] = json!(total.minor);
    }
    if let Some(revision) = &session.revision {
        body["expected_revision"] = json!(revision);
    }
    body.to_string()
}

fn checkout(
    session: &Session,
    draft: &Draft,
    delivery: &[(String, String)],
    locale: &str,
) -> Value {
    let lines: Vec<Value> = session
        .lines
        .iter()
        .map(|line| json!({ "id": line.id.as_str(), "item": { "id": line.variant.as_str() }, "quantity": line.quantity }))
        .collect();
    let line_ids: Vec<&str> = session.lines.iter().map(|line| line.id.as_str()).collect();
    let groups: Vec<Value> = delivery
        .iter()
        .map(|(group, option)| json!({ "id": group, "selected_option_id": option }))
        .collect();
    let mut method = json!({
        "type": "shipping",
        "line_item_ids": line_ids,
        "destinations": [destination(draft)],
        "selected_destination_id": DESTINATION,
    });
    if let Some(id) = &session.method {
        method["id"] = json!(id);
    }
    if !groups.is_empty() {
        method["groups"] = json!(groups);
    }
    json!({
        "line_items": lines,
        "buyer": object(draft, &[
            ("email", Field::Email),
            ("first_name", Field::FirstName),
            ("last_name", Field::LastName),
            ("phone_number", Field::Phone),
        ]),
        "context": { "language": locale, "address_country": draft.clean(Field::Country) },
        "fulfillment": { "methods": [method] },
    })
}

fn destination(draft: &Draft) -> Value {
    let mut address = object(
        draft,
        &[
            ("first_name", Field::FirstName),
            ("last_name", Field::LastName),
            ("street_address", Field::Street),
            ("extended_address", Field::Extra),
            ("postal_code", Field::PostalCode),
            ("address_locality", Field::Locality),
            ("address_region", Field::Region),
            ("address_country", Field::Country),
            ("phone_number", Field::Phone),
        ],
    );
    address["id"] = json!(DESTINATION);
    address
}

/// The fields that were filled in, under the shop's names.
fn object(draft: &Draft, fields: &[(&str, Field)]) -> Value {
    let filled = fields
        .iter()
        .filter(|(_, field)| !draft.clean(*field).is_empty());
    filled
        .map(|(name, field)| ((*name).to_owned(), json!(draft.clean(*field))))
        .collect::<Map<_, _>>()
        .into()
}

fn wanted(lines: &[WantedLine]) -> Vec<Value> {
    lines
        .iter()
        .map(|line| {
            let mut value =
                json!({ "item": { "id": line.variant.as_str() }, "quantity": line.quantity });
            if let Some(id) = &line.id {
                value["id"] = json!(id.as_str());
            }
            value
        })
        .collect()
}

fn get(endpoint: &str, path: &str) -> Request {
    sent(Method::Get, endpoint, path, None)
}

fn post(endpoint: &str, path: &str, body: &Value) -> Request {
    sent(Method::Post, endpoint, path, Some(body.to_string()))
}

fn put(endpoint: &str, path: &str, body: &Value) -> Request {
    sent(Method::Put, endpoint, path, Some(body.to_string()))
}

fn sent(method: Method, endpoint: &str, path: &str, body: Option<String>) -> Request {
    let mut headers = vec![(
        "UCP-Agent",
        format!("profile=\"{endpoint}/profiles/vitrine.json\""),
    )];
    if body.is_some() {
        headers.push(("Content-Type", "application/json".to_owned()));
    }
    Request {
        method,
        url: format!("{endpoint}{path}"),
        headers,
        body,
    }
}

fn keyed(mut request: Request, key: &Key) -> Request {
    request.headers.push(("Idempotency-Key", key.to_string()));
    request
}

fn conditional(mut request: Request, revision: Option<&str>) -> Request {
    if let Some(revision) = revision {
        request
            .headers
            .push(("If-Match", format!("\"{revision}\"")));
    }
    request
}

/// An id as one segment of a path, whatever is in it.
fn segment(id: &str) -> impl std::fmt::Display {
    const KEPT: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'~');
    utf8_percent_encode(id, &KEPT)
}
