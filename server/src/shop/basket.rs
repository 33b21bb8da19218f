//! What a buyer has chosen: the lines, the codes, and what is known of the buyer.
//!
//! Carts and checkouts both hold one. Prices are not in here, they are worked out each time by
//! [`super::price`].

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::address::{Buyer, Context};
use super::catalogue::Catalogue;
use super::message::Message;

/// Most units of one thing in a cart, also where the shop does not count.
pub const MOST_OF_ONE: i64 = 9_999;

/// What is left of each counted variant.
pub type Stock = HashMap<String, i64>;

/// The buyer's choice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basket {
    /// One line a variant.
    pub lines: Vec<Line>,
    /// Discount codes as the buyer typed them.
    pub codes: Vec<String>,
    /// Where the buyer is.
    pub context: Context,
    /// Who the buyer is.
    pub buyer: Buyer,
}

/// Some of one variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Stays the same as long as the line does.
    pub id: String,
    /// What.
    pub variant: String,
    /// How many.
    pub quantity: i64,
    /// What it was called and cost when it was last taken, should it vanish from the catalogue.
    pub title: String,
    /// See `title`.
    pub price: i64,
}

/// A line as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What.
    pub variant: String,
    /// How many, at least one.
    pub quantity: i64,
}

/// Makes lines of what was asked for, in its order, and says what was done differently.
///
/// Lines of one variant become one. More than there is becomes what there is. What is sold out or
/// unknown is refused, unless the basket holds it already: then it stays, and pricing marks it.
#[must_use]
pub fn take(
    catalogue: &Catalogue,
    stock: &Stock,
    before: &[Line],
    wanted: &[Wanted],
) -> (Vec<Line>, Vec<Message>) {
    let mut lines: Vec<Line> = Vec::new();
    let mut messages = Vec::new();
    for wish in merged(wanted) {
        let held = before.iter().find(|line| line.variant == wish.variant);
        let Some(item) = catalogue.item(&wish.variant) else {
            match held {
                Some(held) => lines.push(Line {
                    quantity: wish.quantity,
                    ..held.clone()
                }),
                None => messages.push(Message::error(
                    "item_unavailable",
                    format!(
                        "{} is not for sale and was not added.",
                        shown(&wish.variant)
                    ),
                )),
            }
            continue;
        };
        let title = item.title();
        let left = stock
            .get(&wish.variant)
            .copied()
            .unwrap_or(MOST_OF_ONE)
            .min(MOST_OF_ONE);
        if left == 0 && held.is_none() {
            messages.push(Message::error(
                "out_of_stock",
                format!("{title} is sold out and was not added."),
            ));
            continue;
        }
        let quantity = if left > 0 {
            wish.quantity.min(left)
        } else {
            wish.quantity.min(MOST_OF_ONE)
        };
        if quantity < wish.quantity {
            let text =
                format!("Only {left} of {title} can be had; the quantity is now {quantity}.");
            messages.push(
                Message::warning("quantity_adjusted", text)
                    .at(format!("$.line_items[{}]", lines.len())),
            );
        }
        let id = held.map_or_else(|| format!("li_{}", wish.variant), |held| held.id.clone());
        lines.push(Line {
            id,
            variant: wish.variant,
            quantity,
            title,
            price: item.variant.price,
        });
    }
    (lines, messages)
}

fn merged(wanted: &[Wanted]) -> Vec<Wanted> {
    let mut merged: Vec<Wanted> = Vec::new();
    for wish in wanted {
        match merged
            .iter_mut()
            .find(|other| other.variant == wish.variant)
        {
            Some(other) => other.quantity = other.quantity.saturating_add(wish.quantity),
            None => merged.push(wish.clone()),
        }
    }
    merged
}

/// An id somebody sent, short enough to be repeated to them.
fn shown(id: &str) -> String {
    format!(
        "\u{201c}{}\u{201d}",
        id.chars()
            .filter(|c| !c.is_control())
            .take(60)
            .collect::<String>()
    )
}
