//! Starts a video by itself: with sound if it is wanted and the browser lets it, else without.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlVideoElement;

use super::js;
use crate::app::event::{Event, PlayerEvent};
use crate::port::Sink;

/// Starts the video, or reports that it takes a tap.
pub fn start(video: &HtmlVideoElement, sound: bool, sink: &Sink) {
    video.set_muted(!sound);
    let (video, sink) = (video.clone(), sink.clone());
    spawn_local(async move {
        let mut refused = play(&video).await.is_err_and(|error| not_allowed(&error));
        if refused && sound {
            video.set_muted(true);
            refused = play(&video).await.is_err_and(|error| not_allowed(&error));
        }
        if refused {
            sink.send(Event::Player(PlayerEvent::AutoplayRefused));
        }
    });
}

/// Plays because the viewer said so; the sound stays as it is.
pub fn resume(video: &HtmlVideoElement, sink: &Sink) {
    let (video, sink) = (video.clone(), sink.clone());
    spawn_local(async move {
        if play(&video).await.is_err_and(|error| not_allowed(&error)) {
            sink.send(Event::Player(PlayerEvent::AutoplayRefused));
        }
    });
}

async fn play(video: &HtmlVideoElement) -> Result<(), JsValue> {
    JsFuture::from(video.play()?).await.map(|_| ())
}

/// Any other refusal (another stream was loaded, it was paused at once) has its own event.
fn not_allowed(error: &JsValue) -> bool {
    js::text(error, "name").is_some_and(|name| name == "NotAllowedError")
}
