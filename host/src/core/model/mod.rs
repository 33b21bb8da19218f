//! What a console knows. The interface is drawn from it, and changes nothing of it.

mod open;

use std::rc::Rc;

use vitrine::domain::show::clock::{Authority, Monotonic};
use vitrine::domain::show::{ShowTime, Slot};

pub use open::{FieldProblem, Marking, Open, Preparing, Saving, Sending};

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
    /// The server did not answer to a cue, which may have arrived.
    Unsure,
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

/// All slots, in order.
pub fn slots() -> impl Iterator<Item = Slot> {
    (0_u64..).map_while(Slot::new)
}
