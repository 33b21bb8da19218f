//! One change to the cart that the shop has not confirmed yet.

use crate::domain::ids::VariantId;
use crate::domain::money::Money;

/// What is shown of a variant until the shop has confirmed its line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// The variant.
    pub variant: VariantId,
    /// Its name, with the choices.
    pub title: String,
    /// Address of its picture.
    pub picture: Option<String>,
    /// The price of one, as the viewer saw it: an estimate.
    pub price: Money,
}

/// One change to the cart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Operation {
    /// So many more of an item.
    Add {
        /// What.
        item: Item,
        /// How many more.
        quantity: u32,
    },
    /// At least so many of an item: more of it that may have arrived already, told again after a reload.
    AtLeast {
        /// What.
        item: Item,
        /// How many in all.
        quantity: u32,
    },
    /// From now on so many; none takes the line out.
    SetQuantity {
        /// Of what.
        variant: VariantId,
        /// How many in all.
        quantity: u32,
    },
    /// From now on a discount code counts, or no longer.
    Code {
        /// As it was typed; two that differ only in case are one.
        code: String,
        /// Whether it counts.
        on: bool,
    },
}

impl Operation {
    /// The variant that it changes, if it changes a line.
    #[must_use]
    pub fn variant(&self) -> Option<&VariantId> {
        match self {
            Self::Add { item, .. } | Self::AtLeast { item, .. } => Some(&item.variant),
            Self::SetQuantity { variant, .. } => Some(variant),
            Self::Code { .. } => None,
        }
    }

    /// This operation and a later one of the same variant as one, where that says the same.
    #[must_use]
    pub fn followed_by(&self, later: &Self) -> Option<Self> {
        if self.variant() != later.variant() {
            return None;
        }
        match (self, later) {
            (Self::Add { item, quantity }, Self::Add { quantity: more, .. }) => Some(Self::Add {
                item: item.clone(),
                quantity: quantity.saturating_add(*more),
            }),
            (Self::SetQuantity { .. }, Self::SetQuantity { .. }) => Some(later.clone()),
            (Self::Code { code, .. }, Self::Code { code: same, .. })
                if code.eq_ignore_ascii_case(same) =>
            {
                Some(later.clone())
            }
            _ => None,
        }
    }
}

/// An operation in the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// Its number in this log, rising.
    pub number: u64,
    /// The change.
    pub operation: Operation,
}
