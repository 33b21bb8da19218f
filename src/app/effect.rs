//! What is to be done: data with ids, carried out by ports.

use serde::Serialize;

use super::event::{Action, RequestId, StoreSlot, TimerId};
use crate::domain::ids::{ProductId, SpotId, VariantId};
pub use crate::domain::show::hotspot::Spot;
use crate::http::Request;

/// What is asked of the player.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlayerCommand {
    /// Load a stream and play it, without sound if the browser insists.
    Open {
        /// Absolute address.
        src: String,
        /// MIME type, if known.
        mime: Option<String>,
        /// Whether the stream answers cross-origin requests.
        cors: bool,
        /// A still for the time before.
        poster: Option<String>,
        /// Whether sound is wanted.
        sound: bool,
    },
    /// Play.
    Play,
    /// Pause.
    Pause,
    /// Sound off (`true`) or on.
    Mute(bool),
    /// Sound as loud as that, in percent.
    Volume(u32),
    /// Go to a time of the media, in milliseconds.
    Seek(i64),
    /// Go to the live edge.
    GoLive,
    /// Captions in the best language, or none.
    Captions(bool),
    /// Fill the screen with the widget, or no longer.
    Fullscreen(bool),
}

/// Where the focus goes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Focus {
    /// Remember what has it, to come back to.
    Remember,
    /// Into the panel: its heading.
    Panel,
    /// Onto the element with this `id` in the widget's tree (a field that is wrong).
    Element(&'static str),
    /// Back to what was remembered.
    Return,
}

/// One thing of a GA4 e-commerce event.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EmittedItem {
    /// The product or variant id.
    pub item_id: String,
    /// Its name.
    pub item_name: String,
    /// The price of one in major units, as a decimal string.
    pub price: String,
    /// How many.
    pub quantity: u32,
}

/// What the page is told, as `vitrine:<name>` with a GA4-shaped `detail`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Emission {
    /// The widget is up.
    Ready,
    /// A pin came up.
    Cue {
        /// The cue's id.
        id: String,
        /// The product.
        product: ProductId,
    },
    /// A product was opened.
    ViewItem {
        /// ISO 4217.
        currency: String,
        /// The product.
        items: Vec<EmittedItem>,
    },
    /// Something was put into the cart.
    AddToCart {
        /// ISO 4217.
        currency: String,
        /// What.
        items: Vec<EmittedItem>,
    },
    /// Something was taken out.
    RemoveFromCart {
        /// ISO 4217.
        currency: String,
        /// What.
        variant: VariantId,
    },
    /// Checkout began.
    BeginCheckout {
        /// ISO 4217.
        currency: String,
        /// The total in major units, as a decimal string.
        value: String,
        /// What is bought.
        items: Vec<EmittedItem>,
    },
    /// An order was placed. Sent once an order.
    Purchase {
        /// The order's number for people, never its secret id.
        transaction_id: String,
        /// ISO 4217.
        currency: String,
        /// The total in major units, as a decimal string.
        value: String,
        /// What was bought.
        items: Vec<EmittedItem>,
    },
    /// Something went wrong that the page may want to know: a code, never a secret.
    Error {
        /// Such as `show_unavailable`.
        code: &'static str,
    },
}

/// One thing to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// The view has changed: draw it.
    Render,
    /// Send a request; `Event::Http` answers within the deadline.
    Http {
        /// Its name.
        id: RequestId,
        /// The request.
        request: Request,
        /// Give up after so many milliseconds.
        deadline_ms: u32,
    },
    /// Let a request go; it is aborted and not answered.
    Cancel(RequestId),
    /// Run a timer, replacing one of the same name.
    Timer {
        /// Its name.
        id: TimerId,
        /// After so many milliseconds.
        after_ms: u32,
    },
    /// Stop a timer.
    ClearTimer(TimerId),
    /// From now on slots that belong to a shop are this shop's (its endpoint).
    UseShop(String),
    /// Read a slot; `Event::Loaded` answers.
    Load(StoreSlot),
    /// Write a slot, or empty it; `Event::Stored` answers.
    Store {
        /// Which.
        slot: StoreSlot,
        /// What it is to hold; `None` empties it.
        value: Option<String>,
    },
    /// Ask for the shop's lock, which one tab of the browser has at a time; `Event::Locked` answers once it is this one's.
    Lock,
    /// Let the shop's lock go.
    Unlock,
    /// Tell the other tabs that what is stored for this shop has changed.
    Tell,
    /// Ask something of the player.
    Player(PlayerCommand),
    /// Open the stage's events, resuming after an id; or close them with `None`.
    Events(Option<String>),
    /// Ask the payment field for a token.
    Tokenize,
    /// The hotspots are at these places of the picture now.
    Place(Vec<(SpotId, Spot)>),
    /// Move the focus, after the next render.
    Focus(Focus),
    /// Open a page in a small window of its own, beside this one.
    Popup(String),
    /// Ask before the page is left (an order is being placed and storage is blocked), or no longer.
    Guard(bool),
    /// Tell the page.
    Emit(Emission),
    /// Do what the viewer would: the page's address named a product.
    Do(Action),
    /// Load what only a viewer who shops needs, if something waits for it; `Event::ShoppingMissing` answers where that fails.
    LoadShopping,
}
