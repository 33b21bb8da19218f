//! The shop's totals: the only totals there are. Shown in the shop's order, with the shop's words.

use super::money::Money;

/// What a total stands for, where the shop says it in a word that UCP knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TotalKind {
    /// The goods, before anything else.
    Subtotal,
    /// A reduction of the goods or of the whole.
    Discount,
    /// Delivery.
    Fulfillment,
    /// Tax that adds to the rest.
    Tax,
    /// A fee.
    Fee,
    /// What is to be paid.
    Total,
    /// Anything else; its label says what.
    Other,
}

/// One row of the totals.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Total {
    /// What it stands for.
    pub kind: TotalKind,
    /// The shop's words for it; the widget's own where this is empty.
    pub label: String,
    /// How much.
    pub amount: Money,
    /// Rows that explain this one (included tax below the total, say).
    pub parts: Vec<(String, Money)>,
}

/// The one amount to be paid, if the shop named one.
#[must_use]
pub fn payable(totals: &[Total]) -> Option<Money> {
    totals
        .iter()
        .find(|total| total.kind == TotalKind::Total)
        .map(|total| total.amount)
}
