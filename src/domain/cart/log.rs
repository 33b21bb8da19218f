//! The operation log: one write is in flight, the rest wait in order, and every reply rebases what waits.
//!
//! A write replaces the whole cart, so it is made from the fold of everything that is pending and covers those
//! operations. Its reply becomes the confirmed cart and takes the covered operations out. A lost reply keeps them until a
//! read of the cart has shown whether they arrived.

use super::{Cart, Item, Operation, Pending, VisibleCart, fold};
use crate::domain::ids::{CartId, VariantId};

/// A write that replaces the cart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Write {
    /// The cart to replace; none to make one.
    pub cart: Option<CartId>,
    /// The revision that it was made from.
    pub revision: Option<String>,
    /// All lines that the cart is to have.
    pub lines: Vec<(VariantId, u32)>,
    /// All discount codes that are to count.
    pub codes: Vec<String>,
    /// Operations up to this number are in it.
    upto: u64,
}

/// Whether a write is on its way.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
enum Flight {
    #[default]
    Idle,
    /// Sent and not answered yet.
    Sent(Write),
    /// Its reply was lost: it may or may not have arrived.
    Doubt(Write),
}

/// The confirmed cart, the pending operations, and the write in flight.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CartLog {
    confirmed: Option<Cart>,
    pending: Vec<Pending>,
    flight: Flight,
    /// Writes that had not arrived when the cart was read. As long as the cart has their revision, they still may.
    late: Vec<Write>,
    next: u64,
}

impl CartLog {
    /// A log with operations that were stored before.
    #[must_use]
    pub fn restored(pending: Vec<Pending>) -> Self {
        let next = pending
            .iter()
            .map(|p| p.number.saturating_add(1))
            .max()
            .unwrap_or(0);
        Self {
            pending,
            next,
            ..Self::default()
        }
    }

    /// The cart as the viewer sees it.
    #[must_use]
    pub fn visible(&self) -> VisibleCart {
        fold(self.confirmed.as_ref(), &self.pending)
    }

    /// What the shop confirmed last.
    #[must_use]
    pub fn confirmed(&self) -> Option<&Cart> {
        self.confirmed.as_ref()
    }

    /// What the shop has not confirmed yet.
    #[must_use]
    pub fn pending(&self) -> &[Pending] {
        &self.pending
    }

    /// What the shop has not confirmed yet, as it is told again after a reload. Who reads it then does not know whether a
    /// write arrived, so what one has put in is told as the number that it led to.
    #[must_use]
    pub fn to_keep(&self) -> Vec<Pending> {
        let (Flight::Sent(write) | Flight::Doubt(write)) = &self.flight else {
            return self.pending.clone();
        };
        let wanted = |variant: &VariantId| write.lines.iter().find(|(v, _)| v == variant);
        let told_again = |pending: &Pending| {
            let mut pending = pending.clone();
            if let Operation::Add { item, .. } = &pending.operation
                && pending.number <= write.upto
                && let Some((_, quantity)) = wanted(&item.variant)
            {
                pending.operation = Operation::AtLeast {
                    item: item.clone(),
                    quantity: *quantity,
                };
            }
            pending
        };
        self.pending.iter().map(told_again).collect()
    }

    /// Whether everything is confirmed and nothing on its way.
    #[must_use]
    pub fn settled(&self) -> bool {
        self.pending.is_empty() && self.flight == Flight::Idle
    }

    /// Whether the cart must be read before it is written again.
    #[must_use]
    pub fn in_doubt(&self) -> bool {
        matches!(self.flight, Flight::Doubt(_))
    }

    /// Takes a change in. It joins the last waiting one where the two say one thing.
    pub fn push(&mut self, operation: Operation) {
        let late = self.late.last().map(|write| write.upto);
        let covered = self.covered().max(late);
        let last = self
            .pending
            .iter_mut()
            .rfind(|p| covered.is_none_or(|upto| p.number > upto));
        if let Some(last) = last
            && let Some(joined) = last.operation.followed_by(&operation)
        {
            last.operation = joined;
            return;
        }
        self.pending.push(Pending {
            number: self.next,
            operation,
        });
        self.next = self.next.saturating_add(1);
    }

    /// The next write, if one is due and none is in flight.
    pub fn begin(&mut self) -> Option<Write> {
        let upto = self.pending.last()?.number;
        if self.flight != Flight::Idle {
            return None;
        }
        let visible = self.visible();
        let (lines, codes) = (visible.wanted(), visible.wanted_codes());
        if self.confirmed.is_none() && lines.is_empty() {
            // Put in and taken out again before there was a cart: nothing to tell the shop.
            self.pending.clear();
            return None;
        }
        let write = Write {
            cart: self.confirmed.as_ref().map(|cart| cart.id.clone()),
            revision: self
                .confirmed
                .as_ref()
                .and_then(|cart| cart.revision.clone()),
            lines,
            codes,
            upto,
        };
        self.flight = Flight::Sent(write.clone());
        Some(write)
    }

    /// The reply to the write: the shop's cart now.
    pub fn confirm(&mut self, cart: Cart) {
        if let Some(upto) = self.covered() {
            self.pending.retain(|pending| pending.number > upto);
        }
        self.flight = Flight::Idle;
        self.late.clear();
        self.confirmed = Some(cart);
    }

    /// The reply did not come, or told nothing.
    pub fn lose(&mut self) {
        if let Flight::Sent(write) = std::mem::take(&mut self.flight) {
            self.flight = Flight::Doubt(write);
        }
    }

    /// The shop would not take the write and has changed nothing: the covered operations are taken out and handed back.
    pub fn refuse(&mut self) -> Vec<Operation> {
        let upto = self.covered();
        self.flight = Flight::Idle;
        let (out, kept) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|pending: &Pending| upto.is_some_and(|upto| pending.number <= upto));
        self.pending = kept;
        out.into_iter()
            .map(|pending: Pending| pending.operation)
            .collect()
    }

    /// The write met another revision and changed nothing; a read must come before the next.
    pub fn conflict(&mut self) {
        self.flight = Flight::Idle;
    }

    /// The cart as read. Settles a doubt: where every variant that a lost write touched stands as that write wanted, it
    /// arrived; otherwise its operations wait again, on the new base. It may still be on its way, so later readings look
    /// for it again, until another revision keeps it out.
    pub fn read(&mut self, cart: Cart) {
        match std::mem::take(&mut self.flight) {
            Flight::Idle => {}
            Flight::Doubt(write) => self.late.push(write),
            sent @ Flight::Sent(_) => {
                self.flight = sent;
                return;
            }
        }
        let arrived = self.late.iter().rfind(|write| self.arrived(write, &cart));
        if let Some(upto) = arrived.map(|write| write.upto) {
            self.pending.retain(|pending| pending.number > upto);
            self.late.clear();
        }
        let may_come = |write: &Write| write.revision.is_some() && write.revision == cart.revision;
        self.late.retain(may_come);
        self.confirmed = Some(cart);
    }

    /// The shop no longer knows the cart: what it held is asked for anew, in a new cart.
    pub fn forget_cart(&mut self) {
        self.flight = Flight::Idle;
        self.late.clear();
        let visible = self.visible();
        self.confirmed = None;
        self.pending.clear();
        for line in visible.lines {
            let item = Item {
                variant: line.variant,
                title: line.title,
                picture: line.picture,
                price: line.price,
            };
            self.push(Operation::Add {
                item,
                quantity: line.quantity,
            });
        }
        for code in visible.codes {
            self.push(Operation::Code {
                code: code.code,
                on: true,
            });
        }
    }

    /// The cart was bought: an empty one begins. What was put in while it was being bought goes into the new one.
    pub fn empty(&mut self) {
        self.flight = Flight::Idle;
        self.late.clear();
        self.confirmed = None;
    }

    fn covered(&self) -> Option<u64> {
        match &self.flight {
            Flight::Idle => None,
            Flight::Sent(write) | Flight::Doubt(write) => Some(write.upto),
        }
    }

    fn arrived(&self, write: &Write, cart: &Cart) -> bool {
        let quantity = |variant: &VariantId| {
            cart.lines
                .iter()
                .find(|line| line.variant == *variant)
                .map_or(0, |line| line.quantity)
        };
        let wanted = |variant: &VariantId| {
            write
                .lines
                .iter()
                .find(|(v, _)| v == variant)
                .map_or(0, |(_, quantity)| *quantity)
        };
        let stands = |operation: &Operation| match operation {
            Operation::Code { code, on } => cart.codes.iter().any(|known| known.is(code)) == *on,
            line => line
                .variant()
                .is_none_or(|variant| quantity(variant) == wanted(variant)),
        };
        let same_revision = write.revision.is_some() && write.revision == cart.revision;
        !same_revision
            && self
                .pending
                .iter()
                .filter(|pending| pending.number <= write.upto)
                .all(|pending| stands(&pending.operation))
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
#[path = "log_tests.rs"]
mod tests;
