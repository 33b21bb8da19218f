//! Which time the viewer's picture shows, by the best that tells it.

use js_sys::{Date, Function};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlVideoElement;

use super::hls::Session;
use super::{js, picture};
use crate::app::event::PictureClock;

/// The time of the picture at this media time (seconds), as the player knows it.
pub(super) fn read(
    video: &HtmlVideoElement,
    session: Option<&Session>,
    media_time: f64,
) -> PictureClock {
    if let Some(session) = session {
        let live = session.window().is_none_or(|window| window.live);
        return match session.date(media_time) {
            Some(date) => PictureClock::Programme(date),
            None if live => PictureClock::Unknown,
            None => picture::media(media_time),
        };
    }
    match start_date(video) {
        Some(start) => PictureClock::Programme(picture::cut(start + media_time * 1_000.0)),
        None if video.duration().is_finite() => picture::media(media_time),
        None => PictureClock::Unknown,
    }
}

/// The programme date-time of the start of the media, which Safari tells of a stream that it plays by itself.
fn start_date(video: &HtmlVideoElement) -> Option<f64> {
    let read = js::function(video, "getStartDate")?;
    let date: Date = read.call0(video).ok()?.dyn_into().ok()?;
    Some(date.get_time()).filter(|start| start.is_finite())
}

/// The time by the partner's own clock: a `Date` is a programme date-time, a number is seconds of the media.
pub(super) fn told(clock: &Function) -> PictureClock {
    let Ok(value) = clock.call0(&JsValue::UNDEFINED) else {
        return PictureClock::Unknown;
    };
    let date = value.dyn_ref::<Date>().map(Date::get_time);
    match (date, value.as_f64()) {
        (Some(ms), _) if ms.is_finite() => PictureClock::Programme(picture::cut(ms)),
        (None, Some(seconds)) if seconds.is_finite() => picture::media(seconds),
        _ => PictureClock::Unknown,
    }
}
