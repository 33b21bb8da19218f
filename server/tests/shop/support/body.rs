//! Bodies to send, and what bodies say.

use serde_json::{Value, json};

/// The codes of a body's messages.
pub(crate) fn codes(body: &Value) -> Vec<String> {
    let messages = body["messages"].as_array().cloned().unwrap_or_default();
    messages
        .iter()
        .map(|message| message["code"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// What is to be paid.
pub(crate) fn total(body: &Value) -> i64 {
    let totals = body["totals"].as_array().expect("there are totals");
    let entry = totals
        .iter()
        .find(|entry| entry["type"] == "total")
        .expect("there is a total");
    entry["amount"].as_i64().expect("an amount is a number")
}

/// Where its messages point.
pub(crate) fn paths(body: &Value) -> Vec<&str> {
    body["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| message["path"].as_str().unwrap())
        .collect()
}

/// Lines as UCP asks for them.
pub(crate) fn lines(wanted: &[(&str, i64)]) -> Value {
    wanted
        .iter()
        .map(|(id, quantity)| json!({ "item": { "id": id }, "quantity": quantity }))
        .collect()
}

/// Everything a checkout asks for.
pub(crate) fn filled(lines: &Value) -> Value {
    json!({
        "line_items": lines,
        "buyer": { "email": "anna@example.com" },
        "context": { "address_country": "DE" },
        "fulfillment": { "methods": [{
            "type": "shipping",
            "line_item_ids": [],
            "destinations": [home("DE")],
            "selected_destination_id": "home",
            "groups": [{ "id": "parcel", "selected_option_id": "standard" }],
        }] },
    })
}

/// An address.
pub(crate) fn home(country: &str) -> Value {
    json!({
        "id": "home", "first_name": "Anna", "last_name": "Beispiel", "street_address": "Lindenweg 3",
        "postal_code": "10115", "address_locality": "Berlin", "address_country": country,
    })
}

/// The body of `complete`.
pub(crate) fn payment(token: &str) -> Value {
    json!({ "payment": { "instruments": [{
        "id": "card", "handler_id": "com.vitrine.sandbox", "type": "card", "selected": true,
        "display": { "brand": "Visa", "last_digits": "4242" },
        "credential": { "type": "token", "token": token },
    }] } })
}
