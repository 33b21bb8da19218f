//! Where the picture is in what can be watched.

use web_sys::HtmlVideoElement;

use super::hls::Session;
use super::js;
use crate::app::event::Position;

/// The position of a video, by hls.js where that plays it, else by the video's own word.
#[must_use]
pub fn of(video: &HtmlVideoElement, session: Option<&Session>) -> Position {
    let (start, end) = match session.and_then(Session::window) {
        Some(window) => (window.start, window.end),
        None => seekable(video),
    };
    Position {
        at: ms(video.current_time()),
        start: ms(start),
        end: ms(end),
        live: live_point(video, session).map(ms),
    }
}

/// Where "go live" leads, in seconds of the media; `None` for what is not live.
#[must_use]
pub fn live_point(video: &HtmlVideoElement, session: Option<&Session>) -> Option<f64> {
    match session {
        Some(session) => session.live_point(),
        // A browser that plays HLS by itself ends the seekable range a safe distance before the edge.
        None => (video.duration().is_infinite()).then(|| seekable(video).1),
    }
}

fn seekable(video: &HtmlVideoElement) -> (f64, f64) {
    let ranges = video.seekable();
    let last = ranges.length().checked_sub(1);
    let range = last.and_then(|last| ranges.start(0).ok().zip(ranges.end(last).ok()));
    range.unwrap_or_default()
}

fn ms(seconds: f64) -> i64 {
    js::millis(seconds * 1_000.0)
}
