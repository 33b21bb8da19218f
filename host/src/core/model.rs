//! What a console knows. The interface is drawn from it, and changes nothing of it.

use std::collections::BTreeMap;
use std::rc::Rc;

use vitrine::domain::show::clock::{Authority, Monotonic};
use vitrine::domain::show::{ShowTime, Slot};

use super::catalogue::Product;
use super::cue::{Fact, Rect};
use super::event::{Behind, Preview};
use super::figures::{Figures, Point};
use super::log::Log;
use super::show::Show;

/// What an address names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Route {
    /// The list of shows.
    #[default]
    Shows,
    /// Running a show.
    Run(String),
    /// Preparing a show.
    Prepare(String),
}

impl Route {
    /// Reads the part of an address behind `#`.
    #[must_use]
    pub fn read(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        match path.split_once('/') {
            Some(("run", id)) => Self::Run(id.to_owned()),
            Some(("prepare", id)) => Self::Prepare(id.to_owned()),
            _ => Self::Shows,
        }
    }

    /// Writes it.
    #[must_use]
    pub fn hash(&self) -> String {
        match self {
            Self::Shows => "#/".to_owned(),
            Self::Run(id) => format!("#/run/{id}"),
            Self::Prepare(id) => format!("#/prepare/{id}"),
        }
    }

    /// The show that it names.
    #[must_use]
    pub fn show(&self) -> Option<&str> {
        match self {
            Self::Shows => None,
            Self::Run(id) | Self::Prepare(id) => Some(id),
        }
    }
}

/// Which screen there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Screen {
    /// Nothing is known yet.
    #[default]
    Starting,
    /// The server does not answer.
    Unreachable,
    /// The server was started without a host token.
    NoToken,
    /// Nobody is signed in.
    SignIn,
    /// Signed in; the route says where.
    Inside,
}

/// Signing in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SignIn {
    /// An answer is awaited.
    pub busy: bool,
    /// What went wrong.
    pub problem: Option<SignInProblem>,
    /// When the next try is taken.
    pub wait_until: Option<Monotonic>,
}

/// Why nobody was signed in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignInProblem {
    /// The token is another one.
    Wrong,
    /// Too soon after a wrong one; it was not looked at.
    TooSoon,
    /// The server did not answer.
    Network,
    /// The server answered something else.
    Server,
}

/// Words at the top of the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Notice {
    /// There is no network: what was asked for was not sent.
    Offline,
    /// The server refused, with this code.
    Refused(String),
    /// The server did not answer.
    Unanswered,
    /// The session has ended.
    SignedOut,
}

/// How the list of shows does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Loading {
    /// Asked for.
    #[default]
    Busy,
    /// There.
    Done,
    /// Not to be had.
    Failed,
}

/// The connection to the show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Link {
    /// Not yet there.
    #[default]
    Connecting,
    /// There, and hearing what was missed.
    CatchingUp,
    /// There.
    Live,
    /// Lost.
    Offline,
}

/// Which clock tells a cue's moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// The time of the preview's picture.
    #[default]
    Preview,
    /// The server's now, less the encoder's delay.
    Studio,
}

/// A cue on its way.
#[derive(Clone, PartialEq, Debug)]
pub struct Sending {
    /// Its number, by which its answer is known.
    pub number: u64,
    /// What it says.
    pub fact: Fact,
    /// Its moment, if it was told.
    pub at: Option<ShowTime>,
    /// Makes a repeat safe.
    pub key: String,
    /// Whether its answer is still awaited. Otherwise nobody knows whether it arrived.
    pub under_way: bool,
}

/// A mark in the making.
#[derive(Clone, PartialEq, Debug)]
pub struct Marking {
    /// The product.
    pub product: String,
    /// The hotspot's name.
    pub spot: String,
    /// Where the box is on the screen.
    pub rect: Option<Rect>,
    /// Whether viewers have been told of it.
    pub placed: bool,
    /// Whether the host holds it.
    pub held: bool,
    /// The last sample: when it was where.
    pub last: Option<(ShowTime, Rect)>,
    /// Samples that are not sent yet.
    pub unsent: Vec<(ShowTime, Rect)>,
    /// Whether a way is under way.
    pub under_way: bool,
    /// Whether the timer of samples runs.
    pub ticking: bool,
}

/// A field of the show that could not be saved.
pub type FieldProblem = (Option<String>, String);

/// How saving does.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Saving {
    /// Everything is saved.
    #[default]
    Saved,
    /// Something is to be saved, or on its way.
    Busy,
    /// The server refused a field (its name), with a code.
    Refused(FieldProblem),
    /// The server did not answer; what was typed is kept and tried again with the next change or by hand.
    Failed,
}

/// Preparing a show.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Preparing {
    /// What has changed and is not saved: fields as they go into the request.
    pub changed: serde_json::Map<String, serde_json::Value>,
    /// What is on its way.
    pub sent: serde_json::Map<String, serde_json::Value>,
    /// How saving does.
    pub saving: Saving,
    /// What is searched for.
    pub words: String,
    /// What was found.
    pub found: Vec<String>,
    /// How the search does.
    pub search: Loading,
}

/// The show that is open.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Open {
    /// Its id.
    pub id: String,
    /// It itself, once it is there.
    pub show: Option<Rc<Show>>,
    /// There is no such show.
    pub missing: bool,
    /// The connection.
    pub link: Link,
    /// Everything recorded.
    pub log: Rc<Log>,
    /// The number of the last line that the event stream brought: from there it goes on after a break. The log may know
    /// later ones, from answers, without knowing all before them.
    pub heard: Option<u64>,
    /// The figures.
    pub figures: Option<Rc<Figures>>,
    /// The chart's points.
    pub points: Rc<Vec<Point>>,
    /// Products by id, as far as they are known.
    pub products: Rc<BTreeMap<String, Product>>,
    /// The time of the preview's picture.
    pub picture: Option<ShowTime>,
    /// How the preview does.
    pub preview: Preview,
    /// The measures of its picture.
    pub size: (u32, u32),
    /// The stream that the preview plays.
    pub playing: Option<String>,
    /// Which clock tells a cue's moment.
    pub mode: Mode,
    /// The product that the next slot key pins.
    pub armed: Option<String>,
    /// Cues on their way.
    pub sending: Vec<Sending>,
    /// Cues that wait for their undoing; the first is on its way.
    pub undoing: Vec<String>,
    /// A mark in the making.
    pub marking: Option<Marking>,
    /// Whether the host is being asked about the end.
    pub asks_end: bool,
    /// A change of who runs the show is on its way.
    pub script_busy: bool,
    /// The viewer monitor, and how far its viewer is behind.
    pub monitor: Option<Behind>,
    /// Preparing it.
    pub prepare: Preparing,
}

/// What a console knows.
#[derive(Clone, PartialEq, Debug)]
pub struct Model {
    /// Which screen there is.
    pub screen: Screen,
    /// Where inside.
    pub route: Route,
    /// The page's own origin.
    pub origin: String,
    /// The page's clock when something last happened.
    pub now: Monotonic,
    /// The server's clock against the page's.
    pub clock: Option<Authority>,
    /// Whether the browser has a network.
    pub network: bool,
    /// Signing in.
    pub sign_in: SignIn,
    /// The shows.
    pub shows: Rc<Vec<Show>>,
    /// How their list does.
    pub listing: Loading,
    /// A show is being made.
    pub creating: bool,
    /// The show that is open.
    pub open: Option<Open>,
    /// Words at the top.
    pub notice: Option<Notice>,
    /// Whether single keys do something.
    pub keys: bool,
    /// Whether the keys are shown.
    pub help: bool,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            screen: Screen::default(),
            route: Route::default(),
            origin: String::new(),
            now: Monotonic::default(),
            clock: None,
            network: true,
            sign_in: SignIn::default(),
            shows: Rc::default(),
            listing: Loading::default(),
            creating: false,
            open: None,
            notice: None,
            keys: true,
            help: false,
        }
    }
}

impl Model {
    /// The server's now, once it was heard.
    #[must_use]
    pub fn authority(&self) -> Option<ShowTime> {
        self.clock.map(|clock| clock.now(self.now))
    }

    /// Whether something that is sent now has a way to the server.
    #[must_use]
    pub fn connected(&self) -> bool {
        self.network
            && self
                .open
                .as_ref()
                .is_none_or(|open| open.link == Link::Live)
    }
}

impl Open {
    /// A show that nothing is known of but its id.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            ..Self::default()
        }
    }

    /// Whether the picture's time really tells a cue's moment: preview mode, and a picture that has a time.
    #[must_use]
    pub fn picture_tells(&self) -> bool {
        self.mode == Mode::Preview && self.picture.is_some()
    }
}

/// All slots, in order.
pub fn slots() -> impl Iterator<Item = Slot> {
    (0_u64..).map_while(Slot::new)
}
