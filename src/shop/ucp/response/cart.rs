//! A cart, and what the shop says of its lines.

use super::totals::{line_total, totals};
use crate::domain::cart::{Cart, Code, Line, MOST, MOST_CODES, Reason, Remark};
use crate::domain::money::{Currency, Money};
use crate::json::Value;
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
            offer: quantity(&line["offer"]["quantity"])
                .zip(line["offer"]["price"].as_i64())
                .map(|(quantity, price)| (quantity, Money::new(price, currency))),
        })
    };
    // All or nothing: a line that was left out would be lost with the next write.
    let lines: Vec<Line> = rows(&wire["line_items"]).map(line).collect::<Option<_>>()?;
    Some(Cart {
        id: id(&wire["id"])?,
        revision,
        currency,
        totals: totals(&wire["totals"], currency)?,
        codes: codes(wire),
        remarks: rows(&wire["messages"])
            .filter(|message| index_in(message, CODES).is_none())
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
        "offer_sold_out" => Reason::OfferSoldOut,
        "offer_limit_reached" => Reason::OfferLimit,
        "offer_ended" => Reason::OfferOver,
        "offer_hold_ended" => Reason::HoldOver,
        _ => Reason::Other,
    };
    let index = index_in(message, "$.line_items[");
    Remark {
        variant: index
            .and_then(|index| lines.get(index))
            .map(|line| line.variant.clone()),
        reason,
        text: text(&message["content"], 500),
    }
}

const CODES: &str = "$.discounts.codes[";

/// The codes: those that count with the discount's name, the others with why they do not.
fn codes(wire: &Value) -> Vec<Code> {
    let discounts = &wire["discounts"];
    let code = |(index, code): (usize, &Value)| {
        let code = text(code, 100);
        let counts = |one: &&Value| {
            let known = one["code"].as_str();
            known.is_some_and(|known| known.eq_ignore_ascii_case(&code))
        };
        let title = rows(&discounts["applied"]).find(counts);
        let says = |message: &&Value| index_in(message, CODES) == Some(index);
        let refused = rows(&wire["messages"]).find(says);
        Code {
            title: title.map(|one| text(&one["title"], 200)),
            refused: refused.map(|message| text(&message["content"], 500)),
            code,
        }
    };
    let all = rows(&discounts["codes"]).enumerate();
    all.take(MOST_CODES).map(code).collect()
}

/// The index in a message's path, such as `$.line_items[3].quantity`.
fn index_in(message: &Value, list: &str) -> Option<usize> {
    let rest = message["path"].as_str()?.strip_prefix(list)?;
    rest.split_once(']')?.0.parse().ok()
}
