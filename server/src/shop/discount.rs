//! Discounts: what each takes off, and where.
//!
//! Offers come first. Then percentages, each off what the ones before it left, spread over the lines. Then
//! amounts off the order. Then free delivery. Within a kind those that apply by themselves come
//! first, then the buyer's order counts.

use serde_json::{Value, json};

use super::catalogue::{Catalogue, Discount, DiscountKind};
use super::message::Message;
use super::money::{share, split};

/// A discount that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// None where it applied by itself.
    code: Option<String>,
    /// What the buyer reads.
    pub title: String,
    /// What it takes off, in minor units.
    pub amount: i64,
    /// Where: a share of each line, or of something else.
    pub place: Place,
    /// Whether it was worked out for each line by itself.
    each: bool,
}

/// Where a discount is taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// So much off each line.
    Lines(Vec<i64>),
    /// Off the whole order.
    Order,
    /// Off the delivery.
    Delivery,
}

/// Every discount of a basket.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Discounts {
    /// Those that count, in the order they were worked out.
    pub applied: Vec<Applied>,
    /// Those that do not, and why.
    pub messages: Vec<Message>,
}

/// Works out all discounts for lines that cost `goods` and a delivery that costs `delivery`; `offers` are taken off already
/// worked out. `None` where an amount is too large to count.
#[must_use]
pub fn work_out(
    catalogue: &Catalogue,
    codes: &[String],
    offers: Vec<Applied>,
    goods: &[i64],
    delivery: i64,
) -> Option<Discounts> {
    let mut outcome = Discounts {
        applied: offers,
        messages: Vec::new(),
    };
    let mut left = goods.to_vec();
    for (index, line) in left.iter_mut().enumerate() {
        *line -= outcome.of_line(index);
    }
    let mut known: Vec<&Discount> = catalogue.automatic_discounts(total(&left)?).collect();
    for (index, code) in codes.iter().enumerate() {
        match accept(catalogue, &known, code) {
            Ok(discount) => known.push(discount),
            Err((reason, text)) => outcome
                .messages
                .push(Message::warning(reason, text).at(format!("$.discounts.codes[{index}]"))),
        }
    }
    let of_kind = |kind| known.iter().filter(move |discount| discount.kind == kind);
    for discount in of_kind(DiscountKind::Percentage) {
        let amount = share(total(&left)?, discount.value, 100)?;
        let parts = split(amount, &left).unwrap_or_else(|| vec![0; left.len()]);
        for (line, part) in left.iter_mut().zip(&parts) {
            *line -= part;
        }
        outcome.push(discount, amount, Place::Lines(parts));
    }
    let mut order = total(&left)?;
    for discount in of_kind(DiscountKind::Fixed) {
        let amount = discount.value.min(order);
        order -= amount;
        outcome.push(discount, amount, Place::Order);
    }
    for discount in of_kind(DiscountKind::FreeDelivery) {
        outcome
            .applied
            .push(Applied::new(discount, delivery, Place::Delivery));
    }
    Some(outcome)
}

impl Discounts {
    /// A discount that takes nothing off goods that cost nothing says nothing.
    fn push(&mut self, discount: &Discount, amount: i64, place: Place) {
        if amount > 0 {
            self.applied.push(Applied::new(discount, amount, place));
        }
    }

    /// What is taken off one line.
    #[must_use]
    pub fn of_line(&self, index: usize) -> i64 {
        let part = |applied: &Applied| match &applied.place {
            Place::Lines(parts) => parts.get(index).copied().unwrap_or(0),
            Place::Order | Place::Delivery => 0,
        };
        self.applied.iter().map(part).sum()
    }

    /// As UCP lists them.
    #[must_use]
    pub fn json(&self, codes: &[String]) -> Value {
        let applied: Vec<Value> = self
            .applied
            .iter()
            .enumerate()
            .map(|(index, applied)| applied.json(index + 1))
            .collect();
        json!({ "codes": codes, "applied": applied })
    }
}

impl Applied {
    fn new(discount: &Discount, amount: i64, place: Place) -> Self {
        Self {
            code: discount.code.clone(),
            title: discount.title.clone(),
            amount,
            place,
            each: false,
        }
    }

    /// An offer that takes nothing off so far, for so many lines.
    #[must_use]
    pub fn offer(title: &str, lines: usize) -> Self {
        Self {
            code: None,
            title: title.to_owned(),
            amount: 0,
            place: Place::Lines(vec![0; lines]),
            each: true,
        }
    }

    /// Takes something off a line.
    pub fn add(&mut self, line: usize, amount: i64) {
        if let Place::Lines(parts) = &mut self.place
            && let Some(part) = parts.get_mut(line)
        {
            *part += amount;
            self.amount += amount;
        }
    }

    fn json(&self, priority: usize) -> Value {
        let mut json = json!({ "title": self.title, "amount": self.amount, "priority": priority });
        match &self.code {
            Some(code) => json["code"] = json!(code),
            None => json["automatic"] = json!(true),
        }
        let allocations: Vec<Value> = match &self.place {
            Place::Lines(parts) => parts
                .iter()
                .enumerate()
                .filter(|(_, part)| **part > 0)
                .map(|(index, part)| json!({ "path": format!("$.line_items[{index}]"), "amount": part }))
                .collect(),
            Place::Delivery if self.amount > 0 => {
                vec![json!({ "path": "$.totals.fulfillment", "amount": self.amount })]
            }
            Place::Order | Place::Delivery => Vec::new(),
        };
        if matches!(self.place, Place::Lines(_)) {
            json["method"] = json!(if self.each { "each" } else { "across" });
        }
        if !allocations.is_empty() {
            json["allocations"] = json!(allocations);
        }
        json
    }
}

fn accept<'a>(
    catalogue: &'a Catalogue,
    known: &[&Discount],
    code: &str,
) -> Result<&'a Discount, (&'static str, String)> {
    let Some(discount) = catalogue.discount(code) else {
        return Err((
            "discount_code_invalid",
            format!("There is no discount code \u{201c}{code}\u{201d}."),
        ));
    };
    if known.iter().any(|other| other.code == discount.code) {
        return Err((
            "discount_code_already_applied",
            format!("The code {code} counts once."),
        ));
    }
    let free = |discount: &Discount| discount.kind == DiscountKind::FreeDelivery;
    if free(discount) && known.iter().any(|other| free(other)) {
        return Err((
            "discount_code_combination_disallowed",
            format!("Delivery is free already, the code {code} changes nothing."),
        ));
    }
    Ok(discount)
}

fn total(amounts: &[i64]) -> Option<i64> {
    amounts
        .iter()
        .try_fold(0_i64, |sum, amount| sum.checked_add(*amount))
}
