//! Cues that travel with the video: in the playlist, in the stream, or in a text track. What of them is hostile, the core finds
//! out; here it is only bounded.
//!
//! A date range carries a cue in base64url, whoever tells of it: hls.js with the playlist, Safari by a text track. Everything else is
//! a text track of metadata too, whichever way it came: an ID3 frame (`TXXX`, described as `vitrine.cue`) out of a transport stream
//! or an `emsg`, or a cue of a WebVTT file; these carry JSON.

use std::cell::RefCell;

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlVideoElement, TextTrackCueList, TextTrackMode};

use super::js;
use crate::app::event::Event;
use crate::port::Sink;

/// What date ranges, ID3 texts and tracks are called that carry cues.
const CLASS: &str = "vitrine.cue";
const ATTRIBUTE: &str = "X-VITRINE-CUE";
/// The longest cue that is taken in; the core has its own bound on what it means.
const LONGEST: usize = 64 * 1024;
/// The most cues of a track that are read, from its end.
const MOST: u32 = 20_000;

/// Reports in-band cues.
pub struct InBand {
    sink: Sink,
    /// What was there when it was read last. What has gone does not come back.
    seen: RefCell<Vec<String>>,
    marks: RefCell<Vec<Mark>>,
}

/// What tells that a track's cues are others: how many, the first and the last one's start.
type Mark = (u32, f64, f64);

impl InBand {
    /// Reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        Self {
            sink,
            seen: RefCell::default(),
            marks: RefCell::default(),
        }
    }

    /// Reads the date ranges that hls.js has found in a playlist: a map from their ids.
    pub fn date_ranges(&self, ranges: &JsValue) {
        if !ranges.is_object() {
            return;
        }
        let ids = Object::keys::<Object>(ranges.unchecked_ref());
        let ids = ids.iter().filter_map(|id| {
            let id = id.as_string()?;
            let class = js::text(&js::get(ranges, &id), "class")?;
            (class == CLASS).then_some(id)
        });
        for id in self.fresh(ids.collect()) {
            let attributes = js::get(&js::get(ranges, &id), "attr");
            if let Some(cue) = js::text(&attributes, ATTRIBUTE) {
                self.tell(cue, Event::InBandCue);
            }
        }
    }

    /// Reads a video's tracks of metadata, where their cues are others than before. One that is off is switched on: of the page's
    /// own video only if it is called `vitrine.cue`.
    pub fn metadata(&self, video: &HtmlVideoElement, own: bool) {
        let list = video.text_tracks();
        let tracks = list
            .iter()
            .flat_map(|list| (0..list.length()).filter_map(|index| list.get(index)));
        let read = tracks.filter_map(|track| {
            if js::text(&track, "kind")? != "metadata" {
                return None;
            }
            if track.mode() == TextTrackMode::Disabled {
                if !own && track.label() != CLASS {
                    return None;
                }
                track.set_mode(TextTrackMode::Hidden);
            }
            track.cues()
        });
        let read: Vec<_> = read.collect();
        let marks: Vec<_> = read.iter().map(mark).collect();
        if *self.marks.borrow() == marks {
            return;
        }
        self.marks.replace(marks);
        let cues = read.iter().flat_map(|cues| {
            let from = cues.length().saturating_sub(MOST);
            (from..cues.length()).filter_map(|index| carried(cues.get(index)?.as_ref()))
        });
        for cue in self.fresh(cues.collect()) {
            // JSON begins with what base64url has not.
            if cue.starts_with('{') {
                self.tell(cue, Event::StageCue);
            } else {
                self.tell(cue, Event::InBandCue);
            }
        }
    }

    fn tell(&self, cue: String, event: fn(String) -> Event) {
        if cue.len() <= LONGEST {
            self.sink.send(event(cue));
        }
    }

    /// Those that were not there the last time. Both lists run along the stream, so that what was there is found where the
    /// search stopped; what is told again all the same, the core knows by its id.
    fn fresh(&self, now: Vec<String>) -> Vec<String> {
        let seen = self.seen.replace(now.clone());
        let mut rest = &seen[..];
        let mut fresh = now;
        fresh.retain(|one| match rest.iter().position(|known| known == one) {
            Some(place) => {
                rest = &rest[place + 1..];
                false
            }
            None => true,
        });
        fresh
    }
}

fn mark(cues: &TextTrackCueList) -> Mark {
    let start = |index| cues.get(index).map_or(0.0, |cue| cue.start_time());
    let length = cues.length();
    (length, start(0), start(length.saturating_sub(1)))
}

/// What a cue of a track carries, if that is ours.
fn carried(cue: &JsValue) -> Option<String> {
    let value = js::get(cue, "value");
    let text = |name| js::text(&value, name);
    match text("key") {
        Some(key) => {
            let ours = key == ATTRIBUTE || (key == "TXXX" && text("info")? == CLASS);
            ours.then(|| text("data"))?
        }
        None => js::text(cue, "text"),
    }
    .map(|told| told.trim().trim_end_matches('\0').to_owned())
    .filter(|told| !told.is_empty())
}
