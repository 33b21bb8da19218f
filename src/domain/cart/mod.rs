//! The cart: what the shop has confirmed, with what the viewer has done since folded over it.

pub mod fold;
pub mod log;
pub mod operation;

use super::ids::{CartId, LineId, VariantId};
use super::money::{Currency, Money};
use super::totals::Total;
pub use fold::{VisibleCart, VisibleLine, fold};
pub use log::{CartLog, Write};
pub use operation::{Item, Operation, Pending};

/// The most discount codes that are kept of one cart.
pub const MOST_CODES: usize = 10;

/// The most of one variant that a line may hold.
pub const MOST: u32 = 999;

/// A line as the shop confirmed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// The shop's id of the line.
    pub id: LineId,
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
    /// The price of the line.
    pub total: Money,
    /// How many of them are had at an offer's price, and what that is.
    pub offer: Option<(u32, Money)>,
}

/// What the shop says of a line that it would not take as asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// None are left.
    SoldOut,
    /// The shop does not sell it, or no longer.
    Unavailable,
    /// Fewer than asked for; the line holds what there is.
    Adjusted,
    /// All pieces of the offer are taken.
    OfferSoldOut,
    /// No more of the offer for one buyer.
    OfferLimit,
    /// The offer is over.
    OfferOver,
    /// The time is over in which it was kept at the offer's price.
    HoldOver,
    /// Another reason, in the shop's words.
    Other,
}

/// A remark of the shop about the cart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// The variant that it is about, if it is about one.
    pub variant: Option<VariantId>,
    /// Why.
    pub reason: Reason,
    /// The shop's words: plain text.
    pub text: String,
}

/// A discount code of the cart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Code {
    /// As it was typed.
    pub code: String,
    /// What the shop calls the discount, where the code counts.
    pub title: Option<String>,
    /// Why it does not count, in the shop's words.
    pub refused: Option<String>,
}

impl Code {
    /// A code that the shop has not seen yet.
    #[must_use]
    pub fn new(code: String) -> Self {
        Self {
            code,
            title: None,
            refused: None,
        }
    }

    fn is(&self, code: &str) -> bool {
        self.code.eq_ignore_ascii_case(code)
    }
}

/// A cart as the shop confirmed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cart {
    /// Its id: a secret.
    pub id: CartId,
    /// Its revision, for the next write's precondition.
    pub revision: Option<String>,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// Its lines, in the shop's order.
    pub lines: Vec<Line>,
    /// Its totals, in the shop's order.
    pub totals: Vec<Total>,
    /// Its discount codes, in the viewer's order.
    pub codes: Vec<Code>,
    /// What the shop says of it.
    pub remarks: Vec<Remark>,
}
