//! The recording of a show whose stream the server plays itself: a stretch of the programme, which needs no file of its own.

use super::book::Book;
use super::fact::{Fact, Track};
use super::feed::Feed;
use super::shows::Replay;
use super::tracks;
use crate::stage::clock::Moment;
use crate::stage::reel::{Reel, Window};

/// The longest recording.
pub const LONGEST_MS: u64 = 12 * 3_600_000;

/// What an address of the server's own stream ends in.
const MASTER: &str = "master.m3u8";

/// The stretch of the programme that a show was: since a host took it over, to the end that the host declared, or to now. Of
/// a show that nobody took over it is the last whole loop.
#[must_use]
pub fn stretch(book: &Book, reel: Reel, now: Moment) -> Window {
    let edge = reel.edge(now);
    let Some(start) = book.taken_over() else {
        let first = reel.turn(edge).saturating_sub(1) * reel.segments();
        let end = first + reel.segments();
        return Window { first, end };
    };
    let end = match end(book, now).filter(|end| *end >= start) {
        // The picture with which it ends is a part of it.
        Some(end) => (reel.edge(end) + 1).min(edge),
        None => edge,
    };
    let longest = LONGEST_MS / reel.segment();
    // The first whole segment of the host's: on the pictures before are the script's pins.
    let first = reel.edge(start.plus(reel.segment() - 1));
    let first = first.max(end.saturating_sub(longest));
    Window {
        first,
        end: end.max(first + 1),
    }
}

/// When the show was over, if it is.
fn end(book: &Book, now: Moment) -> Option<Moment> {
    let entries = book.after(0, usize::MAX);
    let cues = entries.iter().filter(|entry| entry.is_cue());
    let standing = tracks::standing(cues.map(|entry| &entry.fact), now);
    let ended = |fact: &&Fact| fact.track() == Some(Track::State) && fact.body["kind"] == "end";
    let mut facts = standing.into_iter().map(|(fact, _)| fact);
    facts.find(ended).map(|fact| fact.at)
}

/// The recording of a show up to now, beside its stream's address `src`; `None` where the server does not play that.
#[must_use]
pub fn made(feed: &Feed, src: &str, now: Moment) -> Option<Replay> {
    let reel = feed.script()?.reel();
    let folder = src.strip_suffix(MASTER)?;
    let Window { first, end } = stretch(feed.book(), reel, now);
    Some(Replay {
        src: format!("{folder}recording/{first}-{end}/{MASTER}"),
        starts_at: reel.start(first).to_string(),
        ends_at: Some(reel.start(end).to_string()),
    })
}

/// Whether a recording is one that was made of this stream here.
#[must_use]
pub fn is_own(src: &str, recording: &str) -> bool {
    let folder = src.strip_suffix(MASTER);
    folder.is_some_and(|folder| recording.starts_with(&format!("{folder}recording/")))
}
