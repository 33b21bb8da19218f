//! What the letter says, in English and German.

use std::fmt::Write as _;

use serde_json::Value;

use super::Confirmation;
use crate::shop::address::Address;
use crate::shop::language::Language;

/// What differs between the languages.
struct Words {
    subject: &'static str,
    hello: &'static str,
    thanks: &'static str,
    subtotal: &'static str,
    total: &'static str,
    delivery: &'static str,
    page: &'static str,
}

const ENGLISH: Words = Words {
    subject: "Your order",
    hello: "Hello",
    thanks: "Thank you for your order",
    subtotal: "Subtotal",
    total: "Total",
    delivery: "Delivery",
    page: "Your order as a page",
};

const GERMAN: Words = Words {
    subject: "Ihre Bestellung",
    hello: "Guten Tag",
    thanks: "Danke für Ihre Bestellung",
    subtotal: "Zwischensumme",
    total: "Gesamt",
    delivery: "Lieferung",
    page: "Ihre Bestellung als Seite",
};

/// Subject and text.
pub(super) fn words(confirmation: &Confirmation, shop: &str) -> (String, String) {
    let words = match confirmation.language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    };
    let (order, label) = (&confirmation.order, &confirmation.label);
    let money = |value: &Value| {
        let amount = value.as_i64().unwrap_or(0);
        confirmation
            .language
            .amount(amount, text(&order["currency"]))
    };
    let subject = format!("{} {label} – {shop}", words.subject);
    let mut body = match recipient(order) {
        Some(name) => format!("{} {name},\n\n", words.hello),
        None => format!("{},\n\n", words.hello),
    };
    // Writing into a text cannot fail.
    let _ = writeln!(body, "{} {label}.\n", words.thanks);
    for line in list(&order["line_items"]) {
        let quantity = line["quantity"]["total"].as_i64().unwrap_or(0);
        let price = &list(&line["totals"]).first().unwrap_or(&Value::Null)["amount"];
        let title = text(&line["item"]["title"]);
        let _ = writeln!(body, "{quantity} × {title}: {}", money(price));
    }
    body.push('\n');
    for entry in list(&order["totals"]) {
        let name = match text(&entry["type"]) {
            "subtotal" => words.subtotal,
            "total" => words.total,
            _ => text(&entry["display_text"]),
        };
        let _ = writeln!(body, "{name}: {}", money(&entry["amount"]));
        for part in list(&entry["lines"]) {
            let name = text(&part["display_text"]);
            let _ = writeln!(body, "  {name}: {}", money(&part["amount"]));
        }
    }
    for expectation in list(&order["fulfillment"]["expectations"]) {
        let _ = writeln!(
            body,
            "\n{}: {}",
            words.delivery,
            text(&expectation["description"])
        );
        for line in destination(expectation).lines() {
            let _ = writeln!(body, "{line}");
        }
    }
    let _ = writeln!(
        body,
        "\n{}: {}\n\n{shop}",
        words.page,
        text(&order["permalink_url"])
    );
    (subject, body)
}

/// Who gets the parcel.
pub(super) fn recipient(order: &Value) -> Option<String> {
    let first = list(&order["fulfillment"]["expectations"]).first()?;
    destination(first).name()
}

fn destination(expectation: &Value) -> Address {
    serde_json::from_value(expectation["destination"].clone()).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
