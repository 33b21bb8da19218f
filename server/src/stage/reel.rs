//! The timing of the programme: segments of equal length, looped for ever from the epoch.
//!
//! The playlists, the cues and the captions count with this. It knows no files and no content.

use super::clock::Moment;

/// How much of the programme a playlist holds, so that viewers can rewind.
const WINDOW_MS: u64 = 60_000;

/// One loop of the programme: `segments` segments of `segment` milliseconds each, neither of them zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reel {
    segment: u64,
    segments: u64,
}

/// The segments a playlist holds at one moment, by media sequence number: `first..end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The oldest segment still listed.
    pub first: u64,
    /// The segment that is being played out now; every one before it is complete.
    pub end: u64,
}

impl Reel {
    /// `None` for a reel without length.
    #[must_use]
    pub fn new(segment_ms: u64, segments: u64) -> Option<Self> {
        let duration = segment_ms.checked_mul(segments)?;
        (duration > 0).then_some(Self {
            segment: segment_ms,
            segments,
        })
    }

    /// Length of a segment in milliseconds.
    #[must_use]
    pub fn segment(self) -> u64 {
        self.segment
    }

    /// Segments in one loop.
    #[must_use]
    pub fn segments(self) -> u64 {
        self.segments
    }

    /// Length of one loop in milliseconds.
    #[must_use]
    pub fn duration(self) -> u64 {
        self.segment * self.segments
    }

    /// How many segments are complete: the media sequence number of the one being played out.
    #[must_use]
    pub fn edge(self, now: Moment) -> u64 {
        now.millis() / self.segment
    }

    /// When segment `msn` starts.
    #[must_use]
    pub fn start(self, msn: u64) -> Moment {
        Moment::from_millis(msn.saturating_mul(self.segment))
    }

    /// Which loop segment `msn` belongs to. This is its discontinuity sequence number.
    #[must_use]
    pub fn turn(self, msn: u64) -> u64 {
        msn / self.segments
    }

    /// Which segment of the programme `msn` plays.
    #[must_use]
    pub fn index(self, msn: u64) -> u64 {
        msn % self.segments
    }

    /// Whether the programme starts over with segment `msn`. The very first start follows nothing, so it is none.
    #[must_use]
    pub fn starts_over(self, msn: u64) -> bool {
        msn > 0 && self.index(msn) == 0
    }

    /// What playlists hold now.
    #[must_use]
    pub fn window(self, now: Moment) -> Window {
        let end = self.edge(now);
        let held = WINDOW_MS.div_ceil(self.segment);
        Window {
            first: end.saturating_sub(held),
            end,
        }
    }
}
