//! Totals, of a cart, a session or a line.

use crate::domain::money::{Currency, Money};
use crate::domain::totals::{Total, TotalKind};
use crate::json::Value;
use crate::shop::ucp::wire::{quantity, rows, text};

fn total(wire: &Value, currency: Currency) -> Option<Total> {
    let kind = match wire["type"].as_str()? {
        "subtotal" => TotalKind::Subtotal,
        "discount" | "items_discount" => TotalKind::Discount,
        "fulfillment" => TotalKind::Fulfillment,
        "tax" => TotalKind::Tax,
        "fee" => TotalKind::Fee,
        "total" => TotalKind::Total,
        _ => TotalKind::Other,
    };
    let amount = |wire: &Value| Some(Money::new(wire["amount"].as_i64()?, currency));
    let parts = rows(&wire["lines"]);
    Some(Total {
        kind,
        label: text(&wire["display_text"], 200),
        amount: amount(wire)?,
        parts: parts
            .filter_map(|part| Some((text(&part["display_text"], 200), amount(part)?)))
            .collect(),
    })
}

/// The totals, in the shop's order. One that cannot be read spoils them all: a sum with a row missing would be a lie.
pub(super) fn totals(wire: &Value, currency: Currency) -> Option<Vec<Total>> {
    rows(wire).map(|row| total(row, currency)).collect()
}

/// The amount of a total of that kind.
pub(super) fn amount(totals: &Value, kind: &str, currency: Currency) -> Option<Money> {
    let row = rows(totals).find(|total| total["type"] == kind)?;
    Some(Money::new(row["amount"].as_i64()?, currency))
}

/// A line's own total: the shop's, else its subtotal, else the price times the quantity.
pub(super) fn line_total(line: &Value, currency: Currency) -> Option<Money> {
    let totals = &line["totals"];
    let by_shop =
        amount(totals, "total", currency).or_else(|| amount(totals, "subtotal", currency));
    by_shop.or_else(|| {
        let price = Money::new(line["item"]["price"].as_i64()?, currency);
        price.times(quantity(&line["quantity"])?)
    })
}
