//! What the widget asks of a shop, and what a shop may answer, whatever API it speaks.

use std::sync::Arc;

use crate::domain::cart::Cart;
use crate::domain::catalogue::{Product, Summary};
use crate::domain::checkout::{Answer, Draft, Session};
use crate::domain::ids::{CartId, CheckoutId, Key, LineId, ProductId, VariantId};

/// A line that a cart or a checkout is to have.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WantedLine {
    /// The shop's id of the line, once it has one.
    pub id: Option<LineId>,
    /// What.
    pub variant: VariantId,
    /// How many.
    pub quantity: u32,
}

/// Something asked of a shop.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Call {
    /// What cards tell of these products.
    LookUp(Vec<ProductId>),
    /// A whole product, with every variant.
    Product(ProductId),
    /// A new cart.
    CreateCart {
        /// What it is to hold.
        lines: Vec<WantedLine>,
        /// Its discount codes.
        codes: Vec<String>,
        /// How many milliseconds ago the viewer acted, by the picture, where that may matter.
        acted: Option<u32>,
        /// This request's key.
        key: Key,
    },
    /// A cart as it is.
    ReadCart(CartId),
    /// A cart replaced whole.
    WriteCart {
        /// Which.
        cart: CartId,
        /// The revision that it must still have.
        revision: Option<String>,
        /// What it is to hold.
        lines: Vec<WantedLine>,
        /// Its discount codes.
        codes: Vec<String>,
        /// As in [`Self::CreateCart`].
        acted: Option<u32>,
        /// This request's key.
        key: Key,
    },
    /// The session that buys a cart; the same one when it exists.
    OpenCheckout {
        /// The cart.
        cart: CartId,
        /// Its lines.
        lines: Vec<WantedLine>,
        /// This request's key.
        key: Key,
    },
    /// A session as it is.
    ReadCheckout(CheckoutId),
    /// A session replaced whole with what the viewer entered.
    WriteCheckout {
        /// The session as last seen.
        session: Arc<Session>,
        /// What was entered.
        draft: Box<Draft>,
        /// The chosen ways of delivery: `(group, option)`.
        delivery: Vec<(String, String)>,
        /// This request's key.
        key: Key,
    },
    /// A session given up.
    CancelCheckout {
        /// Which.
        checkout: CheckoutId,
        /// This request's key.
        key: Key,
    },
    /// A session completed: an intent, sent.
    Complete {
        /// The session.
        checkout: CheckoutId,
        /// The intent's key.
        key: Key,
        /// The intent's body.
        body: String,
    },
}

/// What a shop answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reply {
    /// Cards, of those products that the shop sells.
    Cards(Vec<Summary>),
    /// A product.
    Product(Box<Product>),
    /// A cart as it now is.
    Cart(Box<Cart>),
    /// A session as it now is.
    Session(Arc<Session>),
    /// The answer to an intent's key. What came with it is the session as it now is, if it is one.
    Answered(Answer, Option<Arc<Session>>),
    /// There is no such thing, or no longer.
    NotFound,
}

/// Why there is no reply that helps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// No answer came: a write may or may not have arrived.
    Lost,
    /// The shop asks for patience: so many seconds, if it says. Nothing was changed.
    Busy(Option<u32>),
    /// The thing has changed since it was last seen. Nothing was changed.
    Conflict,
    /// The shop will not. Nothing was changed; its words, as plain text.
    Refused(String),
    /// The answer cannot be understood: a write may or may not have arrived.
    Broken,
}

impl Problem {
    /// How many seconds the shop asks to wait, if it does.
    #[must_use]
    pub fn seconds(&self) -> Option<u32> {
        match self {
            Self::Busy(seconds) => *seconds,
            _ => None,
        }
    }
}
