//! What a stage says, parsed: the show manifest, the cue snapshot, cues from the stream or from events, and whether a stream goes on.
//!
//! Called by `app`. Everything here comes from outside, so it is bounded and checked; nothing here asks for anything.

pub mod cue;
pub mod manifest;
mod moment;
pub mod playlist;
mod url;

pub use cue::{from_json, from_stream, snapshot};
pub use manifest::manifest;
pub use playlist::{Playlist, playlist};

/// Why something of a stage cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unusable {
    /// It is not JSON of the agreed shape.
    Malformed,
    /// It is of a version that this widget does not know.
    Version,
    /// It is longer than anything real.
    TooLong,
    /// A required address is missing or is none.
    Address,
}
