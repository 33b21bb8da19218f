//! Cues that travel in the stream, each reported once.

use std::cell::RefCell;

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlVideoElement;

use super::js;
use crate::app::event::Event;
use crate::port::Sink;

const CLASS: &str = "vitrine.cue";
const ATTRIBUTE: &str = "X-VITRINE-CUE";
/// The longest cue that is taken in; the core has its own bound on what it means.
const LONGEST: usize = 64 * 1024;

/// Reports in-band cues.
pub struct InBand {
    sink: Sink,
    /// What stood in the playlist when it was read last. What has left it does not come back.
    seen: RefCell<Vec<String>>,
}

impl InBand {
    /// Reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        let seen = RefCell::default();
        Self { sink, seen }
    }

    /// Reads the date ranges that hls.js has found in a playlist: a map from their ids.
    pub fn date_ranges(&self, ranges: &JsValue) {
        if !ranges.is_object() {
            return;
        }
        let ids = Object::keys::<Object>(ranges.unchecked_ref());
        let present = ids.iter().filter_map(|id| {
            let id = id.as_string()?;
            let range = js::get(ranges, &id);
            (js::text(&range, "class")? == CLASS).then_some((id, range))
        });
        self.take(present.collect(), |range| {
            js::text(&js::get(&range, "attr"), ATTRIBUTE)
        });
    }

    /// Reads the metadata cues of a video that the browser plays by itself (Safari makes one of each attribute).
    pub fn metadata(&self, video: &HtmlVideoElement) {
        let mut present = Vec::new();
        let tracks = video.text_tracks();
        let tracks = tracks
            .iter()
            .flat_map(|list| (0..list.length()).filter_map(|i| list.get(i)));
        for track in tracks {
            if js::text(&track, "kind").as_deref() != Some("metadata") {
                continue;
            }
            if track.mode() == web_sys::TextTrackMode::Disabled {
                track.set_mode(web_sys::TextTrackMode::Hidden);
            }
            let Some(cues) = track.cues() else { continue };
            for cue in (0..cues.length()).filter_map(|index| cues.get(index)) {
                let value = js::get(&cue, "value");
                if js::text(&value, "key").as_deref() == Some(ATTRIBUTE)
                    && let Some(data) = js::text(&value, "data")
                {
                    present.push((data.clone(), data));
                }
            }
        }
        self.take(present, Some);
    }

    fn take<T>(&self, present: Vec<(String, T)>, read: impl Fn(T) -> Option<String>) {
        let mut now = Vec::new();
        let mut fresh = Vec::new();
        {
            let seen = self.seen.borrow();
            for (id, thing) in present {
                if !seen.contains(&id) {
                    fresh.extend(read(thing).filter(|cue| cue.len() <= LONGEST));
                }
                now.push(id);
            }
        }
        self.seen.replace(now);
        for cue in fresh {
            self.sink.send(Event::InBandCue(cue));
        }
    }
}
