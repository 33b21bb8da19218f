//! What can happen: facts that ports report, and what the viewer or the page wants.

mod action;

use crate::domain::ids::ProductId;
use crate::domain::show::ShowTime;
pub use crate::domain::show::clock::Monotonic;
use crate::http::{Failure, Response};
pub use action::{Action, Corner};

/// Names one request, so that a late or cancelled answer is known as such.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct RequestId(pub u64);

/// Names one timer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum TimerId {
    /// Ask for the show again.
    Show,
    /// Ask for the cues again (where there are no events).
    Cues,
    /// Try the cart again.
    Cart,
    /// Ask what became of an intent.
    Intent,
    /// Take the toast away.
    Toast,
    /// Ask for the cards again.
    Cards,
    /// Say that the picture waits.
    Stall,
    /// Try again to load what shopping needs.
    Shopping,
    /// Look whether a stream that has ended begins again.
    Stream,
    /// Tell the stage what was opened and put into the cart.
    Beacon,
    /// Count down; [`Event::Tick`] answers.
    Countdown(Countdown),
}

/// What is counted down to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Countdown {
    /// The end of an offer.
    Offer,
    /// The show, or its going on.
    Show,
}

/// A place in the browser's storage. The port gives each a key of its own, bound to the shop where that is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum StoreSlot {
    /// The cart's id and the pending operations, for ever, per shop.
    Cart,
    /// The unresolved intent, for ever, per shop.
    Intent,
    /// What was typed into the checkout, and its session's id: until the tab closes, per shop.
    Draft,
    /// Changes to the cart that wait for the shop's lock: until the tab closes, per shop.
    Waiting,
    /// The viewer's own settings (sound, its volume, captions), for ever, for all shops.
    Settings,
}

/// What the element was given when it was mounted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Start {
    /// Absolute address of the show manifest.
    pub show: String,
    /// The manifest itself, where the loader has read it already.
    pub manifest: Option<String>,
    /// 128 random bits, for this mount's idempotency keys.
    pub seed: u128,
    /// The language of the texts (BCP 47).
    pub locale: String,
    /// A stream that replaces the manifest's.
    pub src: Option<String>,
    /// A shop endpoint that replaces the manifest's.
    pub shop: Option<String>,
    /// A product that the page's address names, to be opened if the show has it.
    pub link: Option<ProductId>,
    /// Where the page's address says that a recording is to begin, in milliseconds from its start.
    pub at: Option<i64>,
    /// Whether a new pin is kept from screen readers (`announce="off"`).
    pub quiet: bool,
    /// Whether the stage is not told what viewers open and put into carts (`beacon="off"`).
    pub untold: bool,
    /// Whether the video belongs to the page (`for=`): then the widget neither loads nor plays it by itself.
    pub foreign_video: bool,
}

/// Which time the viewer's picture shows, as well as the player can tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PictureClock {
    /// The picture's programme date-time.
    Programme(ShowTime),
    /// The picture's media time, in milliseconds since the start of the media.
    Media(ShowTime),
    /// The player cannot tell.
    Unknown,
}

/// Why the video does not play.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlayerProblem {
    /// The stream cannot be reached; it is tried again by itself.
    Network,
    /// The stream's server does not let this page have it (no CORS); it is tried again by itself.
    Blocked,
    /// This browser cannot play it, whatever happens.
    Unsupported,
    /// It broke while decoding; it is opened again by itself.
    Media,
}

/// Where the picture is in what can be watched, in milliseconds of the media.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Position {
    /// The picture.
    pub at: i64,
    /// The earliest that can be sought.
    pub start: i64,
    /// The latest that can be sought.
    pub end: i64,
    /// Where "go live" leads, for a live stream.
    pub live: Option<i64>,
}

/// What the video element reports. The video's truth comes from its own events, never from what was asked of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlayerEvent {
    /// It plays.
    Playing,
    /// It stands.
    Paused,
    /// It waits for data.
    Waiting,
    /// It came to its end.
    Ended,
    /// The browser did not let it start by itself, not even without sound.
    AutoplayRefused,
    /// Whether sound is off.
    Muted(bool),
    /// Where it is; about four times a second.
    Position(Position),
    /// Caption tracks: `(language, label)`.
    CaptionTracks(Vec<(String, String)>),
    /// What the captions say now, line by line.
    Caption(Vec<String>),
    /// Whether the widget fills the screen.
    Fullscreen(bool),
    /// It does not play, or soon will not.
    Failed(PlayerProblem),
    /// What had failed works again.
    Recovered,
}

/// What the payment field reports, over its own channel.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PaymentEvent {
    /// Its fields are drawn.
    Ready,
    /// The height it wants, in CSS pixels.
    Height(u32),
    /// Whether it is filled in.
    Complete(bool),
    /// The answer to `Tokenize`.
    Token {
        /// The token.
        token: String,
        /// The card's brand.
        brand: Option<String>,
        /// Its last four digits.
        last4: Option<String>,
    },
    /// It would not make a token; it shows why and has taken the focus.
    Invalid,
    /// It did not load.
    Failed,
}

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// The element was mounted. Comes once, first.
    Started(Start),
    /// The viewer wants something.
    Do(Action),
    /// A request was answered, or was not.
    Http {
        /// Which.
        id: RequestId,
        /// The whole answer, or why there is none.
        result: Result<Response, Failure>,
        /// When it was sent.
        sent: Monotonic,
        /// When its answer was there.
        received: Monotonic,
    },
    /// A timer ran out.
    Timer(TimerId),
    /// A second of a countdown has passed, or more where the page sleeps: which one, and what the page's clock shows.
    Tick(Countdown, Monotonic),
    /// What a slot of the storage holds (answers `Effect::Load`).
    Loaded {
        /// Which.
        slot: StoreSlot,
        /// What it held.
        value: Option<String>,
    },
    /// A slot was written (answers `Effect::Store`).
    Stored {
        /// Which.
        slot: StoreSlot,
        /// Whether a reload will find it; not where storage is blocked or full.
        kept: bool,
    },
    /// A new picture is on the screen.
    Frame {
        /// The time it shows.
        picture: PictureClock,
        /// Now.
        now: Monotonic,
    },
    /// The video reports.
    Player(PlayerEvent),
    /// The stream carries a cue: base64url of its JSON.
    InBandCue(String),
    /// The stage sent a cue, or a track of the video carries one: its JSON.
    StageCue(String),
    /// The events connection is open (again).
    StageOpen,
    /// The payment field reports.
    Payment(PaymentEvent),
    /// The shop's lock is this tab's (answers `Effect::Lock`).
    Locked,
    /// Another tab has changed what is stored for this shop.
    Told,
    /// The page was hidden (`false`) or shown (`true`).
    Visible(bool),
    /// There is room for all products under the picture, or no longer.
    Wide(bool),
    /// The page comes back from the back/forward cache.
    Restored,
    /// What only a viewer who shops needs did not load; whether the viewer has asked for it (or only what was stored did).
    ShoppingMissing(bool),
}

impl Event {
    /// Whether it is about shopping. What handles those is loaded when the first of them comes, and they wait for it.
    #[must_use]
    pub fn shops(&self) -> bool {
        match self {
            Self::Do(action) => action.shops(),
            // All products stand under the picture then.
            Self::Wide(wide) => *wide,
            Self::Loaded { slot, value } => *slot != StoreSlot::Settings && value.is_some(),
            _ => false,
        }
    }
}
