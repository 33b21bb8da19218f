//! What stands on the screen: the only thing that `ui` draws from. Values, never words: the words are `ui::messages`.

use std::rc::Rc;

pub use super::event::PlayerProblem;
pub use crate::domain::cart::{Reason, VisibleLine};
pub use crate::domain::catalogue::{Picture, ValueState};
pub use crate::domain::checkout::{
    DeliveryGroup, DeliveryOption, Field, FieldError, Link, Refusal,
};
pub use crate::domain::ids::{CueId, ProductId, VariantId};
pub use crate::domain::money::{Currency, Money};
pub use crate::domain::totals::{Total, TotalKind};

/// How values are written for the viewer. Implemented by the `intl` port, so that components need no browser API.
pub trait Formats {
    /// The language (BCP 47) that values are written in.
    fn locale(&self) -> &str;
    /// An amount with its currency.
    fn money(&self, money: Money) -> String;
    /// A whole number.
    fn number(&self, number: u32) -> String;
    /// The name of a country, by its ISO 3166-1 alpha-2 code.
    fn country(&self, code: &str) -> String;
}

/// Everything on the screen. Slices are shared, so a component that got the same `Rc` need not draw again.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    /// Whether there is a show to watch.
    pub phase: Phase,
    /// The show's title.
    pub title: String,
    /// The player and its controls.
    pub player: Rc<PlayerView>,
    /// What lies over the picture.
    pub overlay: Rc<OverlayView>,
    /// The sheet (phone) or panel (laptop).
    pub panel: Rc<Panel>,
    /// A bar with one thing to say and perhaps one to do.
    pub toast: Option<Toast>,
    /// What a screen reader is told politely; a new number is a new announcement.
    pub announcement: Option<(u32, Announcement)>,
}

/// Whether there is a show to watch.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Phase {
    /// The manifest is being read.
    #[default]
    Loading,
    /// It cannot be read; it can be tried again.
    Unavailable,
    /// The show has not begun.
    Upcoming,
    /// There is a show.
    Watching,
    /// The show is over.
    Ended,
}

/// The player and its controls.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PlayerView {
    /// Whether the widget draws the video and its controls; not where the page's own video is used.
    pub own: bool,
    /// Whether it plays.
    pub playing: bool,
    /// Whether it waits for data.
    pub waiting: bool,
    /// Whether a tap is needed to start.
    pub needs_tap: bool,
    /// Whether sound is off.
    pub muted: bool,
    /// Whether captions are on; `None` where there are none.
    pub captions: Option<bool>,
    /// What the captions say now.
    pub caption: Vec<String>,
    /// Whether the stream is live, and if so whether the picture is at the live edge.
    pub live: Option<bool>,
    /// Where the picture is, in seconds from the start of what can be watched; and how long that is.
    pub position: u32,
    /// The length of what can be watched, in seconds.
    pub length: u32,
    /// Media milliseconds at the start of what can be watched: add to seconds × 1000 for `Action::Seek`.
    pub start_ms: i64,
    /// Whether the widget fills the screen.
    pub fullscreen: bool,
    /// Why it does not play.
    pub problem: Option<PlayerProblem>,
}

/// A product in a pin or in the lineup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    /// The product.
    pub product: ProductId,
    /// Its name; empty while it loads.
    pub title: String,
    /// The price, and whether it is the lowest of several.
    pub price: Option<(Money, bool)>,
    /// The price before a reduction.
    pub list_price: Option<Money>,
    /// Its picture.
    pub picture: Option<Picture>,
    /// Whether nothing of it can be bought.
    pub sold_out: bool,
}

/// A product over the picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PinView {
    /// The cue that put it there: the key for drawing.
    pub cue: CueId,
    /// Its slot, 0 to 2.
    pub slot: usize,
    /// What is pinned.
    pub card: Card,
}

/// What lies over the picture.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OverlayView {
    /// The pins, by slot.
    pub pins: Vec<PinView>,
    /// What the host says to everyone, with its language.
    pub message: Option<(String, Option<String>)>,
    /// How many products the lineup has.
    pub products: usize,
    /// How many things are in the cart.
    pub cart_count: u32,
}

/// What the sheet or panel holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Panel {
    /// Nothing: the viewer watches.
    #[default]
    Closed,
    /// All products.
    Lineup(Vec<Card>),
    /// One product.
    Product(ProductView),
    /// The cart.
    Cart(CartView),
    /// The checkout.
    Checkout(Box<CheckoutView>),
}

/// A value of an axis.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueView {
    /// Its label.
    pub label: String,
    /// Whether it can be had with the rest.
    pub state: ValueState,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// An axis of choice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AxisView {
    /// Its name.
    pub name: String,
    /// Its values.
    pub values: Vec<ValueView>,
}

/// How many are left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StockView {
    /// The shop does not say, or there are plenty.
    Plenty,
    /// So many are left.
    Few(u32),
    /// None is left.
    SoldOut,
}

/// One product.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ProductView {
    /// It is being read: draw its shape.
    Loading(ProductId),
    /// It cannot be read; it can be tried again.
    Unavailable(ProductId),
    /// The shop does not sell it, or no longer.
    Gone(ProductId),
    /// It is there.
    Ready(Box<ProductDetail>),
}

/// A product that is there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProductDetail {
    /// The product.
    pub id: ProductId,
    /// Its name.
    pub title: String,
    /// Plain text, with line ends.
    pub description: String,
    /// Its pictures, that of the chosen variant first.
    pub pictures: Vec<Picture>,
    /// What can be chosen.
    pub axes: Vec<AxisView>,
    /// The price of what is chosen; the lowest, and `true`, while the choice is open.
    pub price: Option<(Money, bool)>,
    /// The price before a reduction.
    pub list_price: Option<Money>,
    /// How many are left of what is chosen.
    pub stock: StockView,
    /// How many are wanted.
    pub quantity: u32,
    /// How many can be wanted at most.
    pub most: u32,
    /// Whether "Add to cart" works now.
    pub can_add: bool,
    /// The name of the first axis that is still open.
    pub open_axis: Option<String>,
}

/// Why something with the shop did not work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShopProblem {
    /// The shop cannot be reached. Nothing is lost; it can be tried again.
    Unreachable,
    /// The shop asks for patience.
    Busy,
    /// The shop answered what cannot be understood, or refused for good.
    Broken,
}

/// The cart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CartView {
    /// Its lines.
    pub lines: Vec<VisibleLine>,
    /// The shop's totals.
    pub totals: Vec<Total>,
    /// The sum while changes are on their way: an estimate.
    pub estimate: Option<Money>,
    /// What the shop says about no line in particular.
    pub remarks: Vec<String>,
    /// Whether changes are on their way.
    pub saving: bool,
    /// Why they do not arrive.
    pub problem: Option<ShopProblem>,
    /// Whether it can be bought now.
    pub can_checkout: bool,
    /// Whether the cart's contents are still being read.
    pub loading: bool,
}

/// A field of the form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldView {
    /// Which.
    pub field: Field,
    /// As typed.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<FieldError>,
}

/// The payment field of the payment provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FrameView {
    /// Address of its page.
    pub url: String,
    /// Its height, in CSS pixels.
    pub height: u32,
    /// Whether its fields are drawn.
    pub ready: bool,
    /// Whether it did not load.
    pub failed: bool,
}

/// Which screen of the checkout stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CheckoutScreen {
    /// The session is being made.
    Opening,
    /// The session cannot be made; it can be tried again.
    Unavailable(ShopProblem),
    /// E-mail and address.
    Contact,
    /// Ways of delivery.
    Delivery,
    /// Card fields.
    Payment(Option<FrameView>),
    /// Everything, to be looked over, with Pay.
    Review,
    /// The order is being placed.
    Placing,
    /// The answer did not come: it is being asked for. Nothing is sent blindly.
    Unknown,
    /// The viewer must act on the shop's page.
    ActionNeeded(String),
    /// The order was placed.
    Placed {
        /// Its number, for people.
        label: Option<String>,
        /// Its page.
        url: Option<String>,
        /// What was paid.
        paid: Option<Money>,
        /// Where the confirmation goes.
        email: String,
    },
    /// Nothing was bought, and nothing charged.
    Declined {
        /// Why.
        refusal: Refusal,
        /// The amount that was not charged.
        not_charged: Option<Money>,
    },
    /// The total changed: shown as old → new and asked again. Nothing was charged.
    Changed {
        /// What was agreed.
        old: Money,
        /// What it would be.
        new: Option<Money>,
    },
}

/// The checkout.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CheckoutView {
    /// Which screen stands.
    pub screen: CheckoutScreen,
    /// The form.
    pub fields: Vec<FieldView>,
    /// Parcels, and how they may travel.
    pub delivery: Vec<DeliveryGroup>,
    /// What is bought: `(title, quantity, price)`.
    pub lines: Vec<(String, u32, Money)>,
    /// The shop's totals.
    pub totals: Vec<Total>,
    /// What is to be paid.
    pub payable: Option<Money>,
    /// The card, as the viewer knows it: brand and last digits.
    pub card: Option<(Option<String>, Option<String>)>,
    /// What the shop says: `(is an error, plain text)`.
    pub notices: Vec<(bool, String)>,
    /// Policies and terms.
    pub links: Vec<Link>,
    /// Whether the shop is being asked: the primary button waits.
    pub busy: bool,
    /// Why the last request did not work; nothing entered is lost.
    pub problem: Option<ShopProblem>,
}

/// A bar with one thing to say and perhaps one to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Toast {
    /// A thing is in the cart: offers the cart.
    Added(String),
    /// A thing was taken out: offers Undo.
    Removed(String),
    /// The shop would not take a change: its name, why, and the shop's words.
    Refused(String, Reason, String),
}

/// What a screen reader is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Announcement {
    /// A product was pinned.
    Pinned(String),
    /// A thing is in the cart, which now holds so many.
    Added(String, u32),
    /// A thing was taken out.
    Removed(String),
}
