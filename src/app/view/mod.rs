//! What stands on the screen: the only thing that `ui` draws from. Values, never words: the words are `ui::messages`.

mod checkout;
mod panel;

use std::rc::Rc;

pub use checkout::{CheckoutScreen, CheckoutView, FieldView, FrameView, field_id};
pub use panel::{
    AxisView, CartView, Panel, ProductDetail, ProductView, ShopProblem, StockView, ValueView,
};

pub use super::event::{Corner, PlayerProblem};
pub use crate::domain::cart::{Code, Reason, VisibleLine};
pub use crate::domain::catalogue::{Picture, ValueState};
pub use crate::domain::checkout::{
    DeliveryGroup, DeliveryOption, Field, FieldError, Link, Place, Refusal, RegionKind,
};
pub use crate::domain::ids::{CueId, ProductId, SpotId, VariantId};
pub use crate::domain::money::{Currency, Money};
pub use crate::domain::show::ShowTime;
pub use crate::domain::show::timeline::Break;
pub use crate::domain::totals::{Total, TotalKind};

/// How values are written for the viewer. Implemented by the `intl` port, so that components need no browser API.
pub trait Formats {
    /// The language (BCP 47) that values are written in.
    fn locale(&self) -> &str;
    /// An amount with its currency.
    fn money(&self, money: Money) -> String;
    /// A moment, with its day, as the viewer's calendar and clock show it.
    fn moment(&self, at: ShowTime) -> String;
    /// A whole number.
    fn number(&self, number: u32) -> String;
    /// The name of a country, by its ISO 3166-1 alpha-2 code.
    fn country(&self, code: &str) -> String;
}

/// Everything on the screen.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    /// Two views of one number differ in the player at the most. Comparing panels field by field would cost the widget
    /// two kilobytes.
    pub stamp: u32,
    /// Whether there is a show to watch.
    pub phase: Phase,
    /// The show's title.
    pub title: String,
    /// Why the show has a break and until when, in [`Phase::Break`].
    pub pause: Option<Break>,
    /// What the viewer waits for, in [`Phase::Upcoming`] and [`Phase::Break`].
    pub wait: Wait,
    /// A still for as long as there is no picture.
    pub poster: Option<String>,
    /// When the products of a recording came up. Told while the lineup or a product is open.
    pub moments: Rc<Vec<Moment>>,
    /// The player and its controls.
    pub player: Rc<PlayerView>,
    /// What lies over the picture.
    pub overlay: Rc<OverlayView>,
    /// All products under the picture, where there is room for them.
    pub strip: Option<Rc<[Card]>>,
    /// The sheet (phone) or panel (laptop).
    pub panel: Rc<Panel>,
    /// Whether the sheet stands all over the picture, which is small then.
    pub tall: bool,
    /// Where the small picture is.
    pub corner: Corner,
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
    /// The show has a break: [`View::pause`].
    Break,
    /// The show is over.
    Ended,
    /// The show does not take place.
    Cancelled,
}

/// What the viewer waits for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wait {
    /// When the show begins.
    pub at: Option<ShowTime>,
    /// How many seconds that still is, or those to the end of a break; `None` where it is not known.
    pub left: Option<u32>,
    /// Address of a page of ways into a calendar, or of a calendar file.
    pub calendar: Option<String>,
}

/// A product came up in a recording.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    /// The time of the media, in milliseconds.
    pub at: i64,
    /// The same in seconds from the start of what can be watched.
    pub second: u32,
    /// The product.
    pub product: ProductId,
    /// Its name.
    pub title: String,
    /// Whether it is the last one before the picture.
    pub now: bool,
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
    /// Whether it has waited for so long that it should be said.
    pub stalled: bool,
    /// Whether a tap is needed to start.
    pub needs_tap: bool,
    /// Whether sound is off.
    pub muted: bool,
    /// Whether it is off although the viewer wants it: the browser asks for a tap.
    pub hushed: bool,
    /// How loud it is, in percent; 0 while it is off.
    pub volume: u32,
    /// Whether captions are on; `None` where there are none.
    pub captions: Option<bool>,
    /// What the captions say now.
    pub caption: Vec<String>,
    /// Whether the stream is live, and if so whether the picture is at the live edge.
    pub live: Option<bool>,
    /// Whether the show can be watched again from its start, by the widget's own player.
    pub again: bool,
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
    /// What it costs for a while; `price` is that, and `list_price` what it costs otherwise, while pieces are left.
    pub offer: Option<OfferView>,
    /// Its picture.
    pub picture: Option<Picture>,
    /// Whether nothing of it can be bought.
    pub sold_out: bool,
    /// Whether it is pinned now. Told in the lineup only.
    pub pinned: bool,
}

/// An offer that is on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OfferView {
    /// How many are left, as the shop says.
    pub left: u32,
    /// How many seconds.
    pub seconds: u32,
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

/// A product at a place of the picture. Where that is, `Effect::Place` says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HotspotView {
    /// Its name: the key for drawing, which it keeps while it moves.
    pub name: SpotId,
    /// The product.
    pub product: ProductId,
    /// The product's name.
    pub title: String,
}

/// What lies over the picture.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct OverlayView {
    /// The pins, by slot.
    pub pins: Vec<PinView>,
    /// The hotspots.
    pub hotspots: Vec<HotspotView>,
    /// What the host says to everyone, with its language.
    pub message: Option<(String, Option<String>)>,
    /// How many products the lineup has.
    pub products: usize,
    /// How many things are in the cart.
    pub cart_count: u32,
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
    /// What was asked for needs something that did not load: offers to try again.
    NotLoaded,
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
    /// What was taken out is back.
    Back(String),
    /// A thing is offered for this price, for so many seconds.
    Offer(String, Money, u32),
    /// The offer of a thing is over.
    OfferOver(String),
}
