//! All that can happen to a console.

use vitrine::domain::show::{ShowTime, Slot};

use super::cue::Rect;
use super::effect::{RequestId, TimerId};
use super::http::Answer;
use super::model::{Mode, Route};
use super::offer::Terms;

pub use vitrine::domain::show::clock::Monotonic;

/// Something happened.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// The page is up.
    Started {
        /// What the address names.
        route: Route,
        /// The page's own origin.
        origin: String,
        /// Random, for keys.
        seed: u64,
    },
    /// The address names something else now.
    Route(Route),
    /// The host did something on the screen.
    Do(Action),
    /// A key was pressed outside of fields.
    Key {
        /// Its value, as browsers name it.
        key: String,
        /// With Shift.
        shift: bool,
    },
    /// A request is answered, or never will be.
    Http {
        /// Which.
        id: RequestId,
        /// What came.
        answer: Answer,
        /// When it was sent.
        sent: Monotonic,
    },
    /// A timer ran out.
    Timer(TimerId),
    /// The show's event stream says something.
    Link(LinkEvent),
    /// The browser says whether there is a network.
    Network(bool),
    /// The preview shows another picture.
    Picture(Option<ShowTime>),
    /// The preview plays, pauses or cannot.
    Preview(Preview),
    /// The preview's picture has these measures.
    Size(u32, u32),
}

/// What the event stream does.
#[derive(Clone, PartialEq, Debug)]
pub enum LinkEvent {
    /// It is open (again).
    Open,
    /// It broke; the browser tries again by itself.
    Broken,
    /// It broke, and the browser does not try again.
    Closed,
    /// An event with its data.
    Said {
        /// Its name.
        name: String,
        /// Its data.
        data: String,
    },
}

/// How the preview does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Preview {
    /// Not yet there.
    #[default]
    Loading,
    /// Running.
    Playing,
    /// Stopped by the host.
    Paused,
    /// Not to be had.
    Failed,
}

/// What a host does.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// Sign in with a token.
    SignIn(String),
    /// Sign out.
    SignOut,
    /// Try again what failed.
    Retry,
    /// Go somewhere.
    Go(Route),
    /// Make a show.
    Create {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
        /// Address of its stream.
        src: String,
    },
    /// Take the words at the top away.
    Dismiss,
    /// Single keys do something, or not.
    Keys(bool),
    /// Show which keys there are, or not.
    Help(bool),

    /// Take the programme's show over from its script, or give it back.
    Script {
        /// Whether the script shall run.
        running: bool,
    },
    /// Which clock tells a cue's moment.
    Mode(Mode),
    /// Choose a product, to be pinned by a slot's button or key.
    Arm(Option<String>),
    /// Pin the chosen product, or this one, to a slot; without one, to the first that is free.
    Pin {
        /// The product.
        product: String,
        /// The slot.
        slot: Option<Slot>,
    },
    /// Empty a slot.
    Unpin(Slot),
    /// Say something to everyone.
    Message(String),
    /// Begin a break.
    Break {
        /// Why.
        text: String,
        /// For how many minutes, if known.
        minutes: Option<u32>,
    },
    /// Go on after a break.
    Resume,
    /// Ask whether the show shall end, or do not.
    AskEnd(bool),
    /// End the show.
    End,
    /// Start an offer of the shop.
    Offer {
        /// The product.
        product: String,
        /// What the shop is to hold.
        terms: Terms,
        /// For how long.
        seconds: u32,
    },
    /// Stop an offer before its time.
    StopOffer(String),
    /// Undo these cues, the newest first.
    Undo(Vec<String>),
    /// Send again what may not have arrived, under the same key.
    Again(u64),
    /// Forget what may not have arrived.
    Forget(u64),
    /// The preview plays or pauses.
    TogglePreview,
    /// The preview goes to the newest picture.
    GoLive,
    /// The viewer monitor is there, for a viewer who is so far behind, or not.
    Monitor(Option<Behind>),
    /// Mark a product in the picture.
    Mark(Mark),
    /// Change the show.
    Prepare(Prepare),
}

/// How far a viewer of the monitor is behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Behind {
    /// As far as the widget itself chooses to be.
    Usual,
    /// So many seconds behind the newest picture.
    Seconds(u32),
}

/// Marking a product in the picture.
#[derive(Clone, PartialEq, Debug)]
pub enum Mark {
    /// Begin with a product.
    Begin(String),
    /// The box as it is being drawn.
    Draw(Rect),
    /// The box is as it should be: viewers get it.
    Place,
    /// Take hold of the placed box.
    Grab,
    /// The placed box is here now.
    Move(Rect),
    /// Let the box go; it stays where it is.
    Drop,
    /// Take the mark away from the picture.
    Remove,
    /// Leave it as it is, and stop marking.
    Close,
    /// Take away what stands of a product.
    Clear(String),
}

/// Changing a show.
#[derive(Clone, PartialEq, Debug)]
pub enum Prepare {
    /// Its title.
    Title(String),
    /// Its poster.
    Poster(String),
    /// The page where it is watched; empty for none.
    Page(String),
    /// When it starts, as RFC 3339; empty for never.
    StartsAt(String),
    /// Its stream.
    Source(String),
    /// How far viewers are behind, in milliseconds.
    Latency(u32),
    /// How long the encoder takes, in milliseconds.
    EncoderDelay(u32),
    /// Address of its recording; empty for none.
    Recording(String),
    /// The moment of the recording's first picture, as RFC 3339.
    RecordedFrom(String),
    /// Its status, `upcoming`, `live` or `ended`.
    Status(&'static str),
    /// Whether the lineup can be bought before the show begins.
    Bookable(bool),
    /// Words to search the catalogue by.
    Search(String),
    /// Put a product into the lineup.
    Add(String),
    /// Take a product out of the lineup.
    Remove(String),
    /// Put the product at one place to another.
    Move {
        /// From where.
        from: usize,
        /// To where.
        to: usize,
    },
}
