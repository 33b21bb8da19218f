//! What the captions say at a picture. The browser draws none of it: tracks stay hidden, and the interface draws.
//!
//! A track is read by media time in the frame callback, since Chromium reports active cues up to 250 ms late.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsCast;
use web_sys::{HtmlVideoElement, TextTrack, TextTrackCueList, TextTrackMode, VttCue};

use super::{js, kind};

/// How long a reading holds at most: cues come and go in a live stream.
const HOLDS: f64 = 0.25;
/// How many cues may overlap a moment; more is nonsense, and not looked for.
const OVERLAP: u32 = 6;
const LONGEST_LINE: usize = 200;

/// The captions of one video.
pub struct Captions {
    video: HtmlVideoElement,
    locale: String,
    on: Cell<bool>,
    said: RefCell<Vec<String>>,
    /// The stretch of media time for which what was said still holds.
    holds: Cell<(f64, f64)>,
}

impl Captions {
    /// The captions of a video for a viewer of `locale`; off at first.
    #[must_use]
    pub fn new(video: &HtmlVideoElement, locale: &str) -> Self {
        Self {
            video: video.clone(),
            locale: locale.to_owned(),
            on: Cell::default(),
            said: RefCell::default(),
            holds: Cell::default(),
        }
    }

    /// On, in the best language there is, or off.
    pub fn set(&self, on: bool) {
        self.on.set(on);
        self.holds.set((0.0, 0.0));
        self.enforce();
    }

    /// The tracks: `(language, label)`.
    #[must_use]
    pub fn tracks(&self) -> Vec<(String, String)> {
        let tracks = self.list();
        let named = tracks.iter().map(|track| (track.language(), track.label()));
        named.collect()
    }

    /// Sets each track to what is wanted. Called when tracks have come or somebody changed them: the browser's own menu
    /// in fullscreen, say.
    pub fn enforce(&self) {
        let tracks = self.list();
        let chosen = self.choice(&tracks);
        for (index, track) in tracks.iter().enumerate() {
            let mode = if chosen == Some(index) {
                TextTrackMode::Hidden
            } else {
                TextTrackMode::Disabled
            };
            // Setting it fires an event even where nothing changes, and the event leads back here.
            if track.mode() != mode {
                track.set_mode(mode);
            }
        }
    }

    /// What is said at this media time (seconds), if it is something else than before.
    #[must_use]
    pub fn change(&self, time: f64) -> Option<Vec<String>> {
        let (from, until) = self.holds.get();
        if (from..until).contains(&time) {
            return None;
        }
        self.holds.set((time, time + HOLDS));
        let tracks = self.list();
        let cues = self
            .choice(&tracks)
            .and_then(|chosen| tracks[chosen].cues());
        let lines = cues.map_or_else(Vec::new, |cues| self.read(&cues, time));
        if *self.said.borrow() == lines {
            return None;
        }
        self.said.replace(lines.clone());
        Some(lines)
    }

    fn list(&self) -> Vec<TextTrack> {
        let Some(list) = self.video.text_tracks() else {
            return vec![];
        };
        let tracks = (0..list.length()).filter_map(|index| list.get(index));
        tracks
            .filter(|track| {
                js::text(track, "kind")
                    .is_some_and(|kind| kind == "subtitles" || kind == "captions")
            })
            .collect()
    }

    fn choice(&self, tracks: &[TextTrack]) -> Option<usize> {
        if !self.on.get() {
            return None;
        }
        let languages: Vec<_> = tracks.iter().map(TextTrack::language).collect();
        kind::best_language(&languages, &self.locale)
    }

    fn read(&self, cues: &TextTrackCueList, time: f64) -> Vec<String> {
        // Cues are kept in the order of their start.
        let (mut low, mut high) = (0, cues.length());
        while low < high {
            let middle = low.midpoint(high);
            if cues.get(middle).is_some_and(|cue| cue.start_time() <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let (from, mut until) = self.holds.get();
        if let Some(next) = cues.get(low) {
            until = until.min(next.start_time());
        }
        let mut lines = Vec::new();
        for index in low.saturating_sub(OVERLAP)..low {
            if let Some(cue) = cues.get(index).filter(|cue| cue.end_time() > time) {
                until = until.min(cue.end_time());
                lines.extend(text(&cue));
            }
        }
        self.holds.set((from, until));
        lines
    }
}

/// A cue as plain lines, its markup taken out.
fn text(cue: &VttCue) -> Vec<String> {
    let plain = match js::function(cue, "getCueAsHTML") {
        Some(_) => cue.get_cue_as_html().text_content().unwrap_or_default(),
        None => js::get(cue.unchecked_ref(), "text")
            .as_string()
            .unwrap_or_default(),
    };
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .take(4)
        .map(|line| line.chars().take(LONGEST_LINE).collect())
        .collect()
}
