//! What a basket costs now: pure, from the catalogue, the stock and the choice.
//!
//! The only place where a total is worked out. `docs/shop.md` states the rules.

use serde_json::{Value, json};

use super::basket::{Basket, Line, Stock};
use super::catalogue::{Catalogue, DeliveryOption};
use super::discount::{self, Applied, Discounts, Place};
use super::message::Message;
use super::money::share;
use super::offer::Grant;

/// Everything a price depends on.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The goods and the rules.
    pub catalogue: &'a Catalogue,
    /// What is left.
    pub stock: &'a Stock,
    /// What was chosen.
    pub basket: &'a Basket,
    /// Pieces that cost less.
    pub offers: &'a [Grant],
    /// Whose tax applies, as far as is known.
    pub country: Option<&'a str>,
    /// The chosen delivery.
    pub delivery: Option<&'a DeliveryOption>,
}

/// A basket with its prices.
#[derive(Debug)]
pub struct Priced {
    /// In the basket's order.
    pub lines: Vec<PricedLine>,
    /// Discounts.
    pub discounts: Discounts,
    /// The breakdown, in the order to show it; the total is last.
    pub totals: Vec<Entry>,
    /// What is to be paid.
    pub total: i64,
    /// What stands in the way.
    pub messages: Vec<Message>,
}

/// A line with its price.
#[derive(Debug)]
pub struct PricedLine {
    /// The line.
    pub line: Line,
    /// What it is called.
    pub title: String,
    /// What one costs.
    pub unit: i64,
    /// File name of its picture.
    pub picture: Option<String>,
    /// Before discounts; nothing where it cannot be had.
    pub subtotal: i64,
    /// What discounts take off.
    pub discount: i64,
    /// Which of its pieces are had at an offer's price.
    pub offer: Option<Grant>,
}

/// A line of the breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    kind: &'static str,
    text: String,
    /// Signed minor units.
    pub amount: i64,
    parts: Vec<(String, i64)>,
}

impl Entry {
    fn new(kind: &'static str, text: impl Into<String>, amount: i64) -> Self {
        Self {
            kind,
            text: text.into(),
            amount,
            parts: Vec::new(),
        }
    }

    /// As UCP writes it.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut json =
            json!({ "type": self.kind, "display_text": self.text, "amount": self.amount });
        if !self.parts.is_empty() {
            let parts = self
                .parts
                .iter()
                .map(|(text, amount)| json!({ "display_text": text, "amount": amount }));
            json["lines"] = parts.collect();
        }
        json
    }
}

/// Prices a basket. `None` where an amount is too large to count, which the limits on prices and
/// quantities rule out.
#[must_use]
pub fn price(terms: &Terms<'_>) -> Option<Priced> {
    let mut messages = Vec::new();
    let mut lines = Vec::new();
    for (index, line) in terms.basket.lines.iter().enumerate() {
        let (priced, trouble) = price_line(terms, line)?;
        messages.extend(trouble.map(|message| message.at(format!("$.line_items[{index}]"))));
        lines.push(priced);
    }
    let offers = off_lines(terms.offers, &mut lines)?;
    let goods: Vec<i64> = lines.iter().map(|line| line.subtotal).collect();
    let delivery = terms.delivery.map_or(0, |option| option.price);
    let discounts = discount::work_out(
        terms.catalogue,
        &terms.basket.codes,
        offers,
        &goods,
        delivery,
    )?;
    for (index, line) in lines.iter_mut().enumerate() {
        line.discount = discounts.of_line(index);
    }
    messages.extend(discounts.messages.iter().cloned());
    let mut totals = entries(terms, &lines, &discounts);
    let before_tax_rules = totals
        .iter()
        .try_fold(0_i64, |sum, entry| sum.checked_add(entry.amount))?;
    let total = finish(terms, &mut totals, before_tax_rules)?;
    Some(Priced {
        lines,
        discounts,
        totals,
        total,
        messages,
    })
}

/// What offers take off: each as a discount of its own, with its part of every line. A line that cannot be had costs nothing
/// already.
fn off_lines(offers: &[Grant], lines: &mut [PricedLine]) -> Option<Vec<Applied>> {
    let mut applied: Vec<(&str, Applied)> = Vec::new();
    for grant in offers {
        let found = lines
            .iter_mut()
            .enumerate()
            .find(|(_, line)| line.line.variant == grant.variant && line.subtotal > 0);
        let Some((index, line)) = found else {
            continue;
        };
        let quantity = grant.quantity.min(line.line.quantity);
        let amount = (line.unit - grant.price).max(0).checked_mul(quantity)?;
        line.offer = Some(grant.clone());
        let known = applied.iter().position(|(id, _)| *id == grant.offer);
        let known = known.unwrap_or_else(|| {
            applied.push((&grant.offer, Applied::offer(&grant.title, lines.len())));
            applied.len() - 1
        });
        applied[known].1.add(index, amount);
    }
    Some(applied.into_iter().map(|(_, applied)| applied).collect())
}

fn price_line(terms: &Terms<'_>, line: &Line) -> Option<(PricedLine, Option<Message>)> {
    let Some(item) = terms.catalogue.item(&line.variant) else {
        let text = format!("{} is no longer for sale. Remove it to go on.", line.title);
        let gone = PricedLine {
            line: line.clone(),
            title: line.title.clone(),
            unit: line.price,
            picture: None,
            subtotal: 0,
            discount: 0,
            offer: None,
        };
        return Some((gone, Some(Message::error("item_unavailable", text))));
    };
    let title = item.title();
    let left = terms.stock.get(&line.variant).copied();
    let trouble = match left {
        Some(0) => Some(format!("{title} is sold out. Remove it to go on.")),
        Some(left) if left < line.quantity => Some(format!("Only {left} of {title} are left.")),
        _ => None,
    };
    let subtotal = if left == Some(0) {
        0
    } else {
        item.variant.price.checked_mul(line.quantity)?
    };
    let priced = PricedLine {
        line: line.clone(),
        title,
        unit: item.variant.price,
        picture: item.picture().map(str::to_owned),
        subtotal,
        discount: 0,
        offer: None,
    };
    Some((
        priced,
        trouble.map(|text| Message::error("out_of_stock", text)),
    ))
}

/// Everything above the tax and the total.
fn entries(terms: &Terms<'_>, lines: &[PricedLine], discounts: &Discounts) -> Vec<Entry> {
    let mut totals = vec![Entry::new(
        "subtotal",
        "Subtotal",
        lines.iter().map(|line| line.subtotal).sum(),
    )];
    let off_lines: i64 = lines.iter().map(|line| line.discount).sum();
    if off_lines > 0 {
        let titles: Vec<&str> = discounts
            .applied
            .iter()
            .filter(|applied| matches!(applied.place, Place::Lines(_)))
            .map(|applied| applied.title.as_str())
            .collect();
        totals.push(Entry::new("items_discount", titles.join(", "), -off_lines));
    }
    for applied in &discounts.applied {
        if applied.place == Place::Order {
            totals.push(Entry::new("discount", &applied.title, -applied.amount));
        }
    }
    if let Some(option) = terms.delivery {
        totals.push(Entry::new("fulfillment", &option.title, option.price));
    }
    for applied in &discounts.applied {
        if applied.place == Place::Delivery && applied.amount > 0 {
            totals.push(Entry::new("discount", &applied.title, -applied.amount));
        }
    }
    totals
}

/// Adds tax, if it comes on top, and the total, with the tax it contains beneath it.
fn finish(terms: &Terms<'_>, totals: &mut Vec<Entry>, sum: i64) -> Option<i64> {
    let tax = terms
        .country
        .and_then(|country| terms.catalogue.tax(country));
    let tax = tax.filter(|tax| tax.rate_basis_points > 0 && sum > 0);
    let Some(tax) = tax else {
        totals.push(Entry::new("total", "Total", sum));
        return Some(sum);
    };
    let rate = tax.rate_basis_points;
    if tax.included {
        let contained = share(sum, rate, 10_000 + rate)?;
        let mut entry = Entry::new("total", "Total", sum);
        entry.parts = vec![
            ("Before tax".to_owned(), sum - contained),
            (format!("{}, included", tax.title), contained),
        ];
        totals.push(entry);
        return Some(sum);
    }
    let on_top = share(sum, rate, 10_000)?;
    let total = sum.checked_add(on_top)?;
    totals.push(Entry::new("tax", &tax.title, on_top));
    totals.push(Entry::new("total", "Total", total));
    Some(total)
}

impl PricedLine {
    /// As UCP writes a cart's or a checkout's line.
    #[must_use]
    pub fn json(&self, public_url: &str) -> Value {
        let mut json = json!({
            "id": self.line.id,
            "item": self.item_json(public_url),
            "quantity": self.line.quantity,
            "totals": self.totals_json(),
        });
        if let Some(offer) = &self.offer {
            json["offer"] = offer.json();
        }
        json
    }

    /// The item of a line.
    #[must_use]
    pub fn item_json(&self, public_url: &str) -> Value {
        let mut item = json!({ "id": self.line.variant, "title": self.title, "price": self.unit });
        if let Some(picture) = &self.picture {
            item["image_url"] = json!(format!("{public_url}/catalogue/{picture}"));
        }
        item
    }

    /// The breakdown of a line.
    #[must_use]
    pub fn totals_json(&self) -> Value {
        let mut totals = vec![json!({ "type": "subtotal", "amount": self.subtotal })];
        if self.discount > 0 {
            totals.push(json!({ "type": "items_discount", "amount": -self.discount }));
        }
        totals.push(json!({ "type": "total", "amount": self.subtotal - self.discount }));
        json!(totals)
    }
}
