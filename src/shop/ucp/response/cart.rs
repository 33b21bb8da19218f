//! A cart, and what the shop says of its lines.

use serde_json::Value;

use super::totals::{line_total, totals};
use crate::domain::cart::{Cart, Line, MOST, Reason, Remark};
use crate::domain::money::{Currency, Money};
use crate::shop::ucp::wire::{id, quantity, rows, text, url};

pub(super) fn cart(wire: &Value, revision: Option<String>) -> Option<Cart> {
    let currency = Currency::parse(wire["currency"].as_str()?)?;
    let line = |line: &Value| {
        let item = &line["item"];
        Some(Line {
            id: id(&line["id"])?,
            variant: id(&item["id"])?,
            title: text(&item["title"], 200),
            picture: url(&item["image_url"]),
            price: Money::new(item["price"].as_i64()?, currency),
            quantity: quantity(&line["quantity"])?.min(MOST),
            total: line_total(line, currency)?,
        })
    };
    // All or nothing: a line that was left out would be lost with the next write.
    let lines: Vec<Line> = rows(&wire["line_items"]).map(line).collect::<Option<_>>()?;
    Some(Cart {
        id: id(&wire["id"])?,
        revision,
        currency,
        totals: totals(&wire["totals"], currency)?,
        remarks: rows(&wire["messages"])
            .map(|message| remark(message, &lines))
            .collect(),
        lines,
    })
}

fn remark(message: &Value, lines: &[Line]) -> Remark {
    let reason = match message["code"].as_str().unwrap_or_default() {
        "out_of_stock" => Reason::SoldOut,
        "item_unavailable" | "not_found" => Reason::Unavailable,
        "quantity_adjusted" => Reason::Adjusted,
        _ => Reason::Other,
    };
    let index = message["path"].as_str().and_then(line_index);
    Remark {
        variant: index
            .and_then(|index| lines.get(index))
            .map(|line| line.variant.clone()),
        reason,
        text: text(&message["content"], 500),
    }
}

/// The index in a path such as `$.line_items[3].quantity`.
fn line_index(path: &str) -> Option<usize> {
    let rest = path.strip_prefix("$.line_items[")?;
    rest.split_once(']')?.0.parse().ok()
}
