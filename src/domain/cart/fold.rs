//! The visible cart: the confirmed cart with the pending operations folded over it.

use super::{Cart, Code, MOST, MOST_CODES, Operation, Pending, Reason};
use crate::domain::ids::{LineId, VariantId};
use crate::domain::money::Money;
use crate::domain::totals::Total;

/// A line as the viewer sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VisibleLine {
    /// The shop's id; none before the shop has confirmed the line.
    pub id: Option<LineId>,
    /// What is bought.
    pub variant: VariantId,
    /// Its name.
    pub title: String,
    /// Address of its picture.
    pub picture: Option<String>,
    /// The price of one.
    pub price: Money,
    /// How many.
    pub quantity: u32,
    /// The price of the line: the shop's, or an estimate where `estimated`.
    pub total: Option<Money>,
    /// How many of them are had at an offer's price, and what that is.
    pub offer: Option<(u32, Money)>,
    /// Whether the line differs from what the shop has confirmed.
    pub estimated: bool,
    /// What the shop said of it: why, and in its own words.
    pub remark: Option<(Reason, String)>,
}

/// The cart as the viewer sees it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct VisibleCart {
    /// Its lines.
    pub lines: Vec<VisibleLine>,
    /// The shop's totals; those of the confirmed cart even while `estimate` stands.
    pub totals: Vec<Total>,
    /// The sum of the goods while operations are pending: an estimate, shown as one.
    pub estimate: Option<Money>,
    /// The discount codes.
    pub codes: Vec<Code>,
    /// What the shop said that is about no line.
    pub remarks: Vec<String>,
}

impl VisibleCart {
    /// How many things are in it.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.lines
            .iter()
            .fold(0, |sum, line| sum.saturating_add(line.quantity))
    }

    /// The discount codes that are to count, likewise.
    #[must_use]
    pub fn wanted_codes(&self) -> Vec<String> {
        self.codes.iter().map(|code| code.code.clone()).collect()
    }

    /// What the cart is to hold, for a write that replaces it whole.
    #[must_use]
    pub fn wanted(&self) -> Vec<(VariantId, u32)> {
        self.lines
            .iter()
            .map(|line| (line.variant.clone(), line.quantity))
            .collect()
    }
}

/// Folds the pending operations over what the shop confirmed.
#[must_use]
pub fn fold(confirmed: Option<&Cart>, pending: &[Pending]) -> VisibleCart {
    let mut cart = confirmed.map(seen).unwrap_or_default();
    for Pending { operation, .. } in pending {
        match operation {
            Operation::Code { code, on } => apply_code(&mut cart.codes, code, *on),
            _ => apply(&mut cart.lines, operation),
        }
    }
    cart.lines.retain(|line| line.quantity > 0);
    if !pending.is_empty() {
        for line in cart.lines.iter_mut().filter(|line| line.estimated) {
            line.total = line.price.times(line.quantity);
        }
        let mut totals = cart.lines.iter().map(|line| line.total);
        cart.estimate = totals.next().flatten();
        for total in totals {
            cart.estimate = cart
                .estimate
                .zip(total)
                .and_then(|(sum, more)| sum.plus(more));
        }
    }
    cart
}

fn seen(cart: &Cart) -> VisibleCart {
    let remark = |variant: &VariantId| {
        let remark = cart
            .remarks
            .iter()
            .find(|r| r.variant.as_ref() == Some(variant))?;
        Some((remark.reason, remark.text.clone()))
    };
    let line = |line: &super::Line| VisibleLine {
        id: Some(line.id.clone()),
        variant: line.variant.clone(),
        title: line.title.clone(),
        picture: line.picture.clone(),
        price: line.price,
        quantity: line.quantity,
        total: Some(line.total),
        offer: line.offer,
        estimated: false,
        remark: remark(&line.variant),
    };
    let on_a_line = |variant: &VariantId| cart.lines.iter().any(|line| line.variant == *variant);
    let general = |remark: &&super::Remark| !remark.variant.as_ref().is_some_and(on_a_line);
    VisibleCart {
        lines: cart.lines.iter().map(line).collect(),
        totals: cart.totals.clone(),
        estimate: None,
        codes: cart.codes.clone(),
        remarks: cart
            .remarks
            .iter()
            .filter(general)
            .map(|remark| remark.text.clone())
            .collect(),
    }
}

fn apply(lines: &mut Vec<VisibleLine>, operation: &Operation) {
    let place = lines
        .iter_mut()
        .find(|line| Some(&line.variant) == operation.variant());
    match (operation, place) {
        (Operation::Add { quantity, .. }, Some(line)) => {
            set(line, line.quantity.saturating_add(*quantity));
        }
        (Operation::AtLeast { quantity, .. }, Some(line)) if line.quantity >= *quantity => {}
        (Operation::AtLeast { quantity, .. }, Some(line)) => set(line, *quantity),
        (Operation::Add { item, quantity } | Operation::AtLeast { item, quantity }, None) => lines
            .push(VisibleLine {
                id: None,
                variant: item.variant.clone(),
                title: item.title.clone(),
                picture: item.picture.clone(),
                price: item.price,
                quantity: (*quantity).min(MOST),
                total: None,
                offer: None,
                estimated: true,
                remark: None,
            }),
        (Operation::SetQuantity { quantity, .. }, Some(line)) => set(line, *quantity),
        (Operation::SetQuantity { .. }, None) | (Operation::Code { .. }, _) => {}
    }
}

fn apply_code(codes: &mut Vec<Code>, code: &str, on: bool) {
    if !on {
        codes.retain(|known| !known.is(code));
    } else if codes.len() < MOST_CODES && !codes.iter().any(|known| known.is(code)) {
        codes.push(Code::new(code.to_owned()));
    }
}

fn set(line: &mut VisibleLine, quantity: u32) {
    line.quantity = quantity.min(MOST);
    line.estimated = true;
    line.offer = None;
    line.remark = None;
}
