//! `GET /receipt/{order id}`: the order as a page. Its address is the secret.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use super::{html::escaped, page};
use crate::shop::address::Address;
use crate::shop::money::plain;
use crate::shop::{Shop, order};

/// The order page.
pub async fn receipt(State(shop): State<Shop>, Path(id): Path<String>) -> Response {
    let name = shop.catalogue.shop().name.clone();
    let found = shop
        .blocking(move |shop| Ok(shop.db.read(|connection| order::load(connection, &id))?))
        .await;
    match found {
        Ok(Some(order)) => {
            let title = format!("Order {}", text(&order["label"]));
            page(StatusCode::OK, &title, &name, &body(&order))
        }
        Ok(None) => page(
            StatusCode::NOT_FOUND,
            "Not found",
            &name,
            "<p>There is no such order.</p>\n",
        ),
        Err(problem) => problem.into_response(),
    }
}

fn body(order: &Value) -> String {
    let currency = text(&order["currency"]);
    let amount = |value: &Value| escaped(&plain(value.as_i64().unwrap_or(0), currency));
    let mut html = String::from(
        "<p>Thank you. This is what you ordered.</p>\n<table>\n<thead><tr>\
        <th scope=\"col\">Item</th><th scope=\"col\">Quantity</th><th scope=\"col\">Price</th></tr></thead>\n<tbody>\n",
    );
    for line in list(&order["line_items"]) {
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
            escaped(text(&line["item"]["title"])),
            line["quantity"]["total"].as_i64().unwrap_or(0),
            amount(&list(&line["totals"]).first().unwrap_or(&Value::Null)["amount"]),
        );
    }
    html.push_str("</tbody>\n<tfoot>\n");
    for entry in list(&order["totals"]) {
        let class = if entry["type"] == "total" {
            " class=\"total\""
        } else {
            ""
        };
        row(
            &mut html,
            class,
            text(&entry["display_text"]),
            &amount(&entry["amount"]),
        );
        for part in list(&entry["lines"]) {
            row(
                &mut html,
                " class=\"part\"",
                text(&part["display_text"]),
                &amount(&part["amount"]),
            );
        }
    }
    html.push_str("</tfoot>\n</table>\n");
    for expectation in list(&order["fulfillment"]["expectations"]) {
        let _ = write!(
            html,
            "<h2>Delivery</h2>\n<p>{}</p>\n<address>{}</address>\n",
            escaped(text(&expectation["description"])),
            address(&expectation["destination"])
        );
    }
    html
}

fn row(html: &mut String, class: &str, label: &str, amount: &str) {
    let label = escaped(label);
    let _ = writeln!(
        html,
        "<tr{class}><th scope=\"row\" colspan=\"2\">{label}</th><td>{amount}</td></tr>"
    );
}

fn address(destination: &Value) -> String {
    let address: Address = serde_json::from_value(destination.clone()).unwrap_or_default();
    let lines: Vec<String> = address.lines().iter().map(|line| escaped(line)).collect();
    lines.join("<br>\n")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
