//! A cue: one timed fact of a show.

use std::cmp::Ordering;

use super::ShowTime;
use super::path::Path;
use crate::domain::ids::{CueId, OfferId, ProductId, SpotId};

/// How many pins stand over the picture at most.
pub const SLOTS: usize = 3;

/// A place for one pin; below [`SLOTS`] by construction.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct Slot(u8);

impl Slot {
    /// The slot of that number, if there is one.
    #[must_use]
    pub fn new(number: u64) -> Option<Self> {
        let number = u8::try_from(number).ok()?;
        (usize::from(number) < SLOTS).then_some(Self(number))
    }

    /// Its number, below [`SLOTS`].
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What a cue says. A cue names a product; it never carries a price.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CueKind {
    /// The shop offers a product for less from now on, or no longer. What it costs, the shop says, and how long it holds it.
    Offer {
        /// The shop's name for it.
        offer: OfferId,
        /// The product.
        product: ProductId,
        /// In the picture it is over then. A time that is not after the cue's own takes it back.
        until: ShowTime,
    },
    /// A slot holds this product from now on.
    Pin {
        /// The slot.
        slot: Slot,
        /// The product.
        product: ProductId,
    },
    /// A slot is empty from now on.
    Unpin {
        /// The slot.
        slot: Slot,
    },
    /// A product is at a place of the picture. Replaces what another cue has said of this hotspot before; with an end that
    /// is no later than its moment it takes the hotspot away.
    Hotspot {
        /// Its name.
        name: SpotId,
        /// The product.
        product: ProductId,
        /// Its way: where the middle of what is shown there is, from this cue's moment on.
        path: Path,
        /// When it goes.
        until: ShowTime,
    },
    /// The host says something to everyone.
    Message {
        /// Plain text; empty takes away what was said before.
        text: String,
        /// Its language (BCP 47), if told.
        lang: Option<String>,
    },
    /// The show has a break.
    Break {
        /// Why, in plain text, if the host says it.
        text: Option<String>,
        /// When it probably goes on.
        until: Option<ShowTime>,
    },
    /// The show goes on: it neither has a break nor is over, whatever was said before.
    Resume,
    /// The show is over.
    End,
}

/// One timed fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cue {
    /// Its name; two cues with one name are one cue.
    pub id: CueId,
    /// Orders cues of one moment.
    pub seq: u64,
    /// When it takes effect.
    pub at: ShowTime,
    /// What it says.
    pub kind: CueKind,
}

impl Cue {
    /// The order in which cues take effect.
    #[must_use]
    pub fn order(&self, other: &Self) -> Ordering {
        (self.at, self.seq, &self.id).cmp(&(other.at, other.seq, &other.id))
    }
}
