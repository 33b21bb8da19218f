//! A cart, and what the shop says of its lines.

use super::MOST_ROWS;
use super::totals::{line_total, totals};
use crate::domain::cart::{Cart, Line, MOST, Reason, Remark};
use crate::domain::money::{Currency, Money};
use crate::domain::text::{bounded, web_url};
use crate::shop::ucp::wire::{WireCart, WireLine, WireMessage};

pub(super) fn cart(wire: WireCart, revision: Option<String>) -> Option<Cart> {
    let currency = Currency::parse(&wire.currency)?;
    let line = |line: &WireLine| {
        Some(Line {
            id: line.id.as_str().into(),
            variant: line.item.id.as_str().into(),
            title: bounded(&line.item.title, 200),
            picture: line.item.image_url.as_deref().and_then(web_url),
            price: Money::new(line.item.price, currency),
            quantity: line.quantity.min(MOST),
            total: line_total(line, currency)?,
        })
    };
    let lines: Vec<Line> = wire
        .line_items
        .iter()
        .take(MOST_ROWS)
        .filter_map(line)
        .collect();
    let remarks = wire
        .messages
        .iter()
        .take(50)
        .map(|message| remark(message, &lines))
        .collect();
    Some(Cart {
        id: wire.id.into(),
        revision,
        currency,
        totals: totals(&wire.totals, currency),
        lines,
        remarks,
    })
}

fn remark(message: &WireMessage, lines: &[Line]) -> Remark {
    let reason = match message.code.as_str() {
        "out_of_stock" => Reason::SoldOut,
        "item_unavailable" | "not_found" => Reason::Unavailable,
        "quantity_adjusted" => Reason::Adjusted,
        _ => Reason::Other,
    };
    let line = message
        .path
        .as_deref()
        .and_then(line_index)
        .and_then(|index| lines.get(index));
    Remark {
        variant: line.map(|line| line.variant.clone()),
        reason,
        text: bounded(&message.content, 500),
    }
}

/// The index in a path such as `$.line_items[3].quantity`.
fn line_index(path: &str) -> Option<usize> {
    let rest = path.strip_prefix("$.line_items[")?;
    rest.split_once(']')?.0.parse().ok()
}
