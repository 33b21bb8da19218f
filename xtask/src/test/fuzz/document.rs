//! The description from which requests are made up: UCP's own, made fit for a machine that takes it at its word.
//!
//! - Bodies are the ones of each operation: `ucp-schema` works out what belongs into a request, what only into an answer.
//! - Of the headers only those are left that the shop reads; they may be whatever it promises to take.
//! - Refusals, which UCP describes in prose, are described: 4xx with its error response.
//! - An answer's id goes into the requests that follow.

use super::schema;
use crate::root;
use crate::test::ucp::SCHEMAS;
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Writes the description into the folder, and says where.
pub(super) fn write(folder: &Path) -> Result<PathBuf> {
    let original = root::path(SCHEMAS).join("services/shopping/rest.openapi.json");
    let mut document: Value = serde_json::from_slice(&fs::read(&original)?)?;
    let paths = document["paths"]
        .as_object_mut()
        .context("no paths")?
        .values_mut();
    for path in paths {
        for (_, operation) in path.as_object_mut().context("a path is no object")? {
            if operation.get("operationId").is_some() {
                describe(operation)?;
            }
        }
    }
    document["components"]["schemas"] = json!({});
    if let Some(webhooks) = document.as_object_mut() {
        webhooks.remove("webhooks");
    }
    let file = folder.join("openapi.json");
    fs::write(&file, document.to_string())?;
    Ok(file)
}

fn describe(operation: &mut Value) -> Result<()> {
    let name = operation["operationId"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    operation["parameters"] = headers(&name);
    if operation.get("requestBody").is_some() {
        operation["requestBody"]["content"]["application/json"]["schema"] = schema::request(&name)?;
    }
    let refused = json!({
        "description": "Refused",
        "content": { "application/json": { "schema": schema::error()? } },
    });
    let done = json!({
        "description": "Done, or a business outcome",
        "content": { "application/json": { "schema": schema::response(&name)? } },
    });
    let mut leads_on = done.clone();
    if let Some(links) = links(&name) {
        leads_on["links"] = links;
    }
    operation["responses"] = if name.starts_with("create_") {
        // 200 where nothing was made: nothing of it can be had, or there is such a session already.
        json!({ "200": done, "201": leads_on, "4XX": refused })
    } else {
        json!({ "200": leads_on, "4XX": refused })
    };
    Ok(())
}

/// `Signature`, `Authorization` and the like, which the shop does not read, are left out. `Request-Id`, which it only
/// logs, may be anything.
fn headers(operation: &str) -> Value {
    let header = |name: &str, pattern: &str| {
        json!({
            "name": name, "in": "header", "required": true, "schema": { "type": "string", "pattern": pattern },
        })
    };
    let agent = header(
        "UCP-Agent",
        r#"^profile="https://[a-z]{1,20}\.example/[a-z]{0,20}"$"#,
    );
    let reads = operation.starts_with("get_") || operation.ends_with("_catalog");
    if reads {
        json!([agent])
    } else {
        json!([agent, header("Idempotency-Key", "^[A-Za-z0-9-]{8,128}$")])
    }
}

/// What can be done with what an operation answers: with made-up bodies, and with ones that lead on to an order, which
/// chance would never find.
fn links(operation: &str) -> Option<Value> {
    let (id, followers): (&str, &[&str]) = match operation {
        "create_cart" => (
            "id",
            &["get_cart", "update_cart", "cancel_cart", "create_checkout"],
        ),
        "create_checkout" => (
            "id",
            &[
                "get_checkout",
                "update_checkout",
                "complete_checkout",
                "cancel_checkout",
            ],
        ),
        "update_checkout" => ("id", &["complete_checkout"]),
        "complete_checkout" => ("order/id", &["get_order"]),
        _ => return None,
    };
    let mut links = Map::new();
    for follower in followers {
        let expression = format!("$response.body#/{id}");
        let mut link = json!({ "operationId": follower });
        if *follower != "create_checkout" {
            link["parameters"] = json!({ "path.id": expression });
            links.insert((*follower).to_owned(), link.clone());
        }
        if let Some(body) = leading_on(follower, &expression) {
            link["requestBody"] = body;
            links.insert(format!("{follower} to an order"), link);
        }
    }
    Some(Value::Object(links))
}

/// The body with which a viewer's purchase goes on.
fn leading_on(operation: &str, id: &str) -> Option<Value> {
    Some(match operation {
        "create_checkout" => json!({ "cart_id": id, "line_items": [] }),
        "update_checkout" => json!({
            "line_items": [{ "item": { "id": "teapot-1" }, "quantity": 1 }],
            "buyer": {}, "context": {}, "discounts": { "codes": ["FIVER"] },
            "fulfillment": { "methods": [{
                "type": "shipping",
                "line_item_ids": [],
                "destinations": [{ "id": "home", "address_country": "US" }],
                "selected_destination_id": "home",
                "groups": [{ "selected_option_id": "std" }],
            }] },
        }),
        "complete_checkout" => json!({ "payment": { "instruments": [{
            "id": "card",
            "handler_id": "com.vitrine.sandbox",
            "type": "card",
            "credential": { "type": "token", "token": "success_token" },
        }] } }),
        _ => return None,
    })
}
