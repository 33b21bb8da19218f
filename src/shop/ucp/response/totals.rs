//! Totals, of a cart, a session or a line.

use crate::domain::money::{Currency, Money};
use crate::domain::text::bounded;
use crate::domain::totals::{Total, TotalKind};
use crate::shop::ucp::wire::{WireLine, WirePart, WireTotal};

fn total(wire: &WireTotal, currency: Currency) -> Total {
    let kind = match wire.kind.as_str() {
        "subtotal" => TotalKind::Subtotal,
        "discount" | "items_discount" => TotalKind::Discount,
        "fulfillment" => TotalKind::Fulfillment,
        "tax" => TotalKind::Tax,
        "fee" => TotalKind::Fee,
        "total" => TotalKind::Total,
        _ => TotalKind::Other,
    };
    let part = |part: &WirePart| {
        (
            bounded(&part.display_text, 200),
            Money::new(part.amount, currency),
        )
    };
    Total {
        kind,
        label: bounded(&wire.display_text, 200),
        amount: Money::new(wire.amount, currency),
        parts: wire.lines.iter().take(20).map(part).collect(),
    }
}

pub(super) fn totals(wire: &[WireTotal], currency: Currency) -> Vec<Total> {
    wire.iter()
        .take(50)
        .map(|row| total(row, currency))
        .collect()
}

/// A line's own total: the shop's, else its subtotal, else the price times the quantity.
pub(super) fn line_total(line: &WireLine, currency: Currency) -> Option<Money> {
    let row = |kind: &str| line.totals.iter().find(|total| total.kind == kind);
    match row("total").or_else(|| row("subtotal")) {
        Some(total) => Some(Money::new(total.amount, currency)),
        None => Money::new(line.item.price, currency).times(line.quantity),
    }
}
