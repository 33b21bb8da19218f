//! All that a console wants done.

use super::http::Request;
use super::model::Route;

/// Which request an answer belongs to. Asking again under the same name lets the first one go.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RequestId {
    /// Whether there is a session.
    Session,
    /// Signing in.
    SignIn,
    /// Signing out.
    SignOut,
    /// The list of shows.
    Shows,
    /// Making a show.
    Create,
    /// One show.
    Show,
    /// Products of the lineup.
    Lookup,
    /// A search of the catalogue.
    Search,
    /// The chart's points.
    History,
    /// Who runs the show.
    Script,
    /// A cue, by its number.
    Cue(u64),
    /// A way of the mark.
    Mark,
    /// Undoing.
    Undo,
    /// Saving.
    Save,
}

/// A timer's name. Starting it again replaces it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TimerId {
    /// A second has passed on the screen.
    Tick,
    /// The event stream has been silent for too long.
    Silence,
    /// The event stream is opened again.
    Reopen,
    /// What was typed is saved.
    Save,
    /// What was typed is searched for.
    Search,
    /// The next keyframe of the mark.
    Mark,
}

/// What the preview shall do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Watch {
    /// Play this stream.
    Open {
        /// Its address.
        src: String,
        /// Its MIME type.
        mime: Option<String>,
        /// Whether it answers cross-origin requests.
        cors: bool,
    },
    /// Play or pause.
    Toggle,
    /// Show the newest picture.
    GoLive,
    /// Play nothing.
    Close,
}

/// Something to be done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Ask the server.
    Send {
        /// Under which name.
        id: RequestId,
        /// What.
        request: Request,
    },
    /// Let every request go.
    CancelAll,
    /// Start a timer.
    Timer {
        /// Which.
        id: TimerId,
        /// When it runs out.
        after_ms: u32,
    },
    /// Stop a timer.
    Stop(TimerId),
    /// Listen to this event stream alone; to none.
    Listen(Option<String>),
    /// Name this in the address.
    GoTo(Route),
    /// Something for the preview.
    Watch(Watch),
    /// Load the widget, for the monitor.
    LoadWidget,
    /// Play this stream in the monitor's own video, so many seconds behind the newest picture; none where there is no such video.
    Monitor(Option<(String, u32)>),
    /// Put the focus onto the element of this id.
    Focus(String),
}
