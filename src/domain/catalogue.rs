//! Products as a viewer chooses among them.

use super::ids::{OfferId, ProductId, VariantId};
use super::money::Money;
use super::show::clock::Monotonic;

/// A picture of a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// Absolute web address. One: a UCP shop lists the pictures of a product, not the sizes of a picture, so there is no smaller
    /// one to choose. It is loaded when it is near, into a place that the style sheet keeps for it.
    pub url: String,
    /// What it shows, in words.
    pub alt: String,
}

/// One axis of choice, such as the size.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Axis {
    /// The axis's name, such as `Size`.
    pub name: String,
    /// The labels of its values, in the shop's order.
    pub values: Vec<String>,
}

/// A price that the shop holds for a while and for some pieces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// The shop's name for it, which a cue tells too.
    pub id: OfferId,
    /// What it costs.
    pub price: Money,
    /// What it costs otherwise.
    pub usual: Money,
    /// How many are left.
    pub left: u32,
    /// Until when, by this page's clock.
    pub ends: Monotonic,
}

/// Something that can be bought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variant {
    /// Its id, which a cart line names.
    pub id: VariantId,
    /// What tells it from its siblings.
    pub title: String,
    /// The price.
    pub price: Money,
    /// The price before a reduction.
    pub list_price: Option<Money>,
    /// What it costs for a while.
    pub offer: Option<Offer>,
    /// Whether the shop sells it now.
    pub available: bool,
    /// How many are left, where the shop counts.
    pub stock: Option<u32>,
    /// One value an axis: `(axis name, value label)`.
    pub options: Vec<(String, String)>,
    /// Its own picture, if it has one.
    pub picture: Option<Picture>,
}

/// A product of the lineup. Has at least one variant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Product {
    /// Its id, which cues and the lineup name.
    pub id: ProductId,
    /// Its name.
    pub title: String,
    /// Plain text.
    pub description: String,
    /// Pictures, the leading one first.
    pub pictures: Vec<Picture>,
    /// The axes of choice; none for a product of one variant.
    pub axes: Vec<Axis>,
    /// What can be bought.
    pub variants: Vec<Variant>,
}

/// What a card tells of a product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// Its id.
    pub id: ProductId,
    /// Its name.
    pub title: String,
    /// The lowest price, and whether there are higher ones.
    pub price: (Money, bool),
    /// The price before a reduction.
    pub list_price: Option<Money>,
    /// What it costs for a while.
    pub offer: Option<Offer>,
    /// Its leading picture.
    pub picture: Option<Picture>,
    /// Whether anything of it can be bought.
    pub available: bool,
}

/// How a value stands, given what is chosen on the other axes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueState {
    /// Leads to a variant that can be bought.
    Free,
    /// Such a variant exists, but is sold out.
    SoldOut,
    /// No such variant exists.
    Impossible,
}

/// What has been chosen so far: at most one value an axis, by index.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Selection(Vec<Option<usize>>);

impl Selection {
    /// The value chosen on an axis.
    #[must_use]
    pub fn get(&self, axis: usize) -> Option<usize> {
        self.0.get(axis).copied().flatten()
    }

    /// The same with another value on one axis.
    #[must_use]
    pub fn with(&self, axis: usize, value: usize) -> Self {
        let mut next = self.0.clone();
        if next.len() <= axis {
            next.resize(axis + 1, None);
        }
        next[axis] = Some(value);
        Self(next)
    }
}

impl Variant {
    fn value(&self, axis: &str) -> Option<&str> {
        let (_, value) = self.options.iter().find(|(name, _)| name == axis)?;
        Some(value)
    }
}

impl Product {
    /// Whether a variant agrees with everything chosen.
    fn agrees(&self, variant: &Variant, selection: &Selection) -> bool {
        self.axes.iter().enumerate().all(|(index, axis)| {
            let chosen = selection
                .get(index)
                .and_then(|value| axis.values.get(value));
            chosen.is_none_or(|label| variant.value(&axis.name) == Some(label))
        })
    }

    /// The one variant that the selection names; `None` while an axis is open or where there is none.
    #[must_use]
    pub fn selected(&self, selection: &Selection) -> Option<&Variant> {
        let complete = (0..self.axes.len()).all(|axis| selection.get(axis).is_some());
        let mut found = self.variants.iter().filter(|v| self.agrees(v, selection));
        complete.then(|| found.next()).flatten()
    }

    /// A variant that goes with what is chosen so far, once anything is.
    #[must_use]
    pub fn partly(&self, selection: &Selection) -> Option<&Variant> {
        let begun = (0..self.axes.len()).any(|axis| selection.get(axis).is_some());
        begun
            .then(|| self.variants.iter().find(|v| self.agrees(v, selection)))
            .flatten()
    }

    /// How a value of an axis stands beside what the other axes say.
    #[must_use]
    pub fn value_state(&self, selection: &Selection, axis: usize, value: usize) -> ValueState {
        let wanted = selection.with(axis, value);
        let mut exists = false;
        for variant in self.variants.iter().filter(|v| self.agrees(v, &wanted)) {
            if variant.available {
                return ValueState::Free;
            }
            exists = true;
        }
        if exists {
            ValueState::SoldOut
        } else {
            ValueState::Impossible
        }
    }

    /// The selection after choosing a value: what no longer goes with it is let go, so that every value that the shop
    /// has can be reached with one tap.
    #[must_use]
    pub fn choose(&self, selection: &Selection, axis: usize, value: usize) -> Selection {
        let wanted = selection.with(axis, value);
        if self.variants.iter().any(|v| self.agrees(v, &wanted)) {
            return wanted;
        }
        let mut kept = Selection::default().with(axis, value);
        for other in (0..self.axes.len()).filter(|other| *other != axis) {
            if let Some(chosen) = selection.get(other) {
                let tried = kept.with(other, chosen);
                if self.variants.iter().any(|v| self.agrees(v, &tried)) {
                    kept = tried;
                }
            }
        }
        kept
    }

    /// The lowest price, and whether variants differ in price ("from €12").
    #[must_use]
    pub fn price_from(&self) -> Option<(Money, bool)> {
        let lowest = self
            .variants
            .iter()
            .map(|v| v.price)
            .min_by_key(|p| p.minor)?;
        let differ = self.variants.iter().any(|v| v.price != lowest);
        Some((lowest, differ))
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
#[path = "catalogue_tests.rs"]
mod tests;
