//! Checkout: what the shop asks before it sells, what the viewer has entered, and the machine that buys exactly once.

pub mod draft;
pub mod machine;
pub mod place;

use super::ids::{CheckoutId, Key, LineId, OrderId, VariantId};
use super::money::{Currency, Money};
use super::totals::Total;
pub use draft::{Draft, Field, FieldError};
pub use machine::{Answer, Command, Fact, Reading, Step};
pub use place::{Need, Place, RegionKind};

/// Where a session stands at the shop.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// Something is missing.
    Incomplete,
    /// The buyer must do something on the shop's own page.
    RequiresEscalation,
    /// It can be completed.
    Ready,
    /// A completion is under way.
    InProgress,
    /// It became an order.
    Completed,
    /// It was given up.
    Canceled,
}

/// One line of what is bought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SessionLine {
    /// The shop's id of the line.
    pub id: LineId,
    /// What is bought.
    pub variant: VariantId,
    /// The price of one.
    pub price: Money,
    /// Its name.
    pub title: String,
    /// Address of its picture.
    pub picture: Option<String>,
    /// How many.
    pub quantity: u32,
    /// The price of the line.
    pub total: Money,
}

/// One way to deliver.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeliveryOption {
    /// Its id.
    pub id: String,
    /// Its name, in the shop's words.
    pub title: String,
    /// More about it.
    pub description: Option<String>,
    /// What it costs.
    pub price: Money,
}

/// Lines that travel together, and how they may.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeliveryGroup {
    /// The shop's id of the group.
    pub id: String,
    /// The ways to deliver.
    pub options: Vec<DeliveryOption>,
    /// The chosen one's id.
    pub selected: Option<String>,
}

/// How a payment is taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Handler {
    /// The handler's id at this shop, which an instrument names.
    pub id: String,
    /// Address of the page with the card fields, of the payment provider's origin.
    pub frame_url: String,
}

/// A page of the shop that the law or the shop wants shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// What it is, such as `privacy_policy`.
    pub kind: String,
    /// Its title, if the shop gave one.
    pub title: Option<String>,
    /// Its address.
    pub url: String,
}

/// What became of a completed session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    /// The order's id: a secret.
    pub id: OrderId,
    /// Its number, for people.
    pub label: Option<String>,
    /// The order's page.
    pub url: Option<String>,
}

/// What the shop says of a session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// The shop's code, such as `out_of_stock`.
    pub code: String,
    /// Whether it stands in the way.
    pub error: bool,
    /// The field that it is about, if it is about one.
    pub field: Option<Field>,
    /// The shop's words: plain text.
    pub text: String,
}

/// A checkout session as the shop last told it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Its id: a secret.
    pub id: CheckoutId,
    /// Its revision.
    pub revision: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// What is bought.
    pub lines: Vec<SessionLine>,
    /// Its discount codes, which every write sends again.
    pub codes: Vec<String>,
    /// The totals, in the shop's order.
    pub totals: Vec<Total>,
    /// The shop's id of the way of delivery, once there is one.
    pub method: Option<String>,
    /// Parcels, and how they may travel.
    pub delivery: Vec<DeliveryGroup>,
    /// How it can be paid inside the widget, if it can.
    pub handler: Option<Handler>,
    /// What the shop says of it.
    pub notices: Vec<Notice>,
    /// Policies and terms.
    pub links: Vec<Link>,
    /// The order, once completed.
    pub order: Option<Order>,
    /// The shop's own page for it.
    pub continue_url: Option<String>,
}

/// A means of payment, as the payment field handed it over: a token, never card data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Instrument {
    /// The handler that made the token.
    pub handler: String,
    /// The token.
    pub token: String,
    /// The card's brand, for the viewer to know it again.
    pub brand: Option<String>,
    /// Its last digits, likewise.
    pub last4: Option<String>,
}

/// One decision to buy. Stored before anything of it is sent; while it is unresolved nothing else is bought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Intent {
    /// The session to complete.
    pub checkout: CheckoutId,
    /// Its one idempotency key.
    pub key: Key,
    /// The exact body that is sent, each time the same (a payment token, never card data).
    pub body: String,
    /// What the viewer was shown and agreed to pay.
    pub shown: Money,
}

/// Why nothing was bought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// The payment was declined; the shop's words, if any.
    Payment(String),
    /// Something is sold out.
    SoldOut(String),
    /// The session is gone or was given up; a new one must be made.
    Expired,
    /// Another reason, in the shop's words.
    Other(String),
}
