//! A show: its stream, its lineup, and the cues that say what happens when.

pub mod clock;
pub mod cue;
pub mod hotspot;
pub mod moments;
pub mod path;
pub mod timeline;

use super::ids::{ProductId, ShowId};
pub use clock::ShowTime;
pub use cue::{Cue, CueKind, Slot};
pub use hotspot::Hotspot;
pub use timeline::{Scene, State, Timeline};

/// Where a show stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// It has not begun.
    Upcoming,
    /// It is on.
    Live,
    /// It is over; what plays is a replay.
    Ended,
    /// It does not take place.
    Cancelled,
}

/// The video of a show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stream {
    /// Absolute address of a playlist or of a video file.
    pub src: String,
    /// Its MIME type, where the manifest says it.
    pub mime: Option<String>,
    /// How far the viewer's picture is behind the authority clock when nothing better is known.
    pub latency_ms: u32,
    /// Whether the stream answers cross-origin requests, so that `crossorigin` may be set.
    pub cors: bool,
}

/// The shop that sells the lineup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShopAddress {
    /// Which API it speaks, such as `ucp`.
    pub kind: String,
    /// Where: an absolute address without a trailing slash.
    pub endpoint: String,
}

/// A show as its manifest tells it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Show {
    /// Its id.
    pub id: ShowId,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// When it starts or started.
    pub starts_at: Option<ShowTime>,
    /// A still for the time before the picture.
    pub poster: Option<String>,
    /// The video.
    pub stream: Stream,
    /// Who sells.
    pub shop: ShopAddress,
    /// What is sold, in the host's order.
    pub lineup: Vec<ProductId>,
    /// Address of the cue snapshot.
    pub cues: Option<String>,
    /// Address of the cue events (SSE).
    pub events: Option<String>,
    /// Address that counts what viewers open and put into carts.
    pub beacon: Option<String>,
    /// Address of a page of ways into a calendar, or of a calendar file (iCalendar), for who wants to be there.
    pub calendar: Option<String>,
    /// Whether its products can be bought before it begins.
    pub bookable: bool,
}
