//! `programme.json`: what the recorded programme is. Read once when the stage opens; it never looks at the media itself.

use std::path::Path;

use serde::Deserialize;

use super::{invalid::Invalid, reel::Reel};

/// A subtitles track of the programme.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Track {
    /// Language tag (BCP 47); its file is `captions/{lang}.vtt`.
    pub lang: String,
    /// What viewers read when they choose, in that language.
    pub label: String,
}

/// The recorded programme.
#[derive(Clone, Debug)]
pub struct Programme {
    /// What it is called.
    pub title: String,
    /// Its timing.
    pub reel: Reel,
    /// Pictures a second.
    pub frame_rate: f64,
    /// Width of the coded picture.
    pub width: u32,
    /// Height of the coded picture.
    pub height: u32,
    /// Codecs as in RFC 6381.
    pub codecs: String,
    /// Declared peak bits per second.
    pub bandwidth: u64,
    /// Subtitles, in the order viewers are offered them.
    pub captions: Vec<Track>,
    /// The poster's file name within `media/`.
    pub poster: Option<String>,
    /// The products of the show in the host's order; where it is left out, the cues give it.
    pub lineup: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Wire {
    title: String,
    /// Seconds, whole or not.
    duration: f64,
    segment: f64,
    segments: u64,
    frame_rate: f64,
    width: u32,
    height: u32,
    codecs: String,
    bandwidth: u64,
    #[serde(default)]
    captions: Vec<Track>,
    poster: Option<String>,
    lineup: Option<Vec<String>>,
}

impl Programme {
    /// Reads and checks `programme.json`.
    ///
    /// # Errors
    /// The first thing that is wrong with the file.
    pub fn read(file: &Path) -> Result<Self, Invalid> {
        let bytes = Invalid::read(file)?;
        let wire: Wire =
            serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_slice(&bytes))
                .map_err(|error| {
                    Invalid::new(file, error.path().to_string(), error.inner().to_string())
                })?;
        wire.checked()
            .map_err(|(place, reason)| Invalid::new(file, place, reason))
    }
}

/// Seconds from a file as whole milliseconds; `None` where they are none.
pub(super) fn millis(seconds: f64) -> Option<u64> {
    let millis = (seconds * 1000.0).round();
    // A day is far beyond any programme, and far within what both types hold exactly.
    if !(0.0..=86_400_000.0).contains(&millis) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range was just checked"
    )]
    Some(millis as u64)
}

impl Wire {
    fn checked(self) -> Result<Programme, (String, String)> {
        let wrong = |place: &str, reason: &str| Err((place.to_owned(), reason.to_owned()));
        let segment = millis(self.segment).filter(|ms| (1000..=10_000).contains(ms));
        let Some(segment) = segment else {
            return wrong("segment", "a segment lasts 1 to 10 seconds");
        };
        let Some(reel) = Reel::new(segment, self.segments) else {
            return wrong("segments", "there must be at least one segment");
        };
        if millis(self.duration) != Some(reel.duration()) {
            return wrong("duration", "must be segment × segments, and at most a day");
        }
        if !(1.0..=240.0).contains(&self.frame_rate) {
            return wrong("frame_rate", "must be 1 to 240 pictures a second");
        }
        if self.width == 0 || self.height == 0 {
            return wrong("width", "the picture has no area");
        }
        if self.title.trim().is_empty() {
            return wrong("title", "is empty");
        }
        if self.codecs.is_empty() || !quotable(&self.codecs) {
            return wrong(
                "codecs",
                "must name the codecs, without quotation marks or line breaks",
            );
        }
        for (i, track) in self.captions.iter().enumerate() {
            let place = |field: &str| format!("captions[{i}].{field}");
            if !language_tag(&track.lang) {
                return wrong(&place("lang"), "must be a language tag such as \"en\"");
            }
            let mut earlier = self.captions.iter().take(i);
            if earlier.any(|other| other.lang == track.lang) {
                return wrong(&place("lang"), "is listed twice");
            }
            if track.label.trim().is_empty() || !quotable(&track.label) {
                let reason = "must be a name without quotation marks or line breaks";
                return wrong(&place("label"), reason);
            }
        }
        if self
            .poster
            .as_deref()
            .is_some_and(|poster| !file_name(poster))
        {
            return wrong("poster", "must be the name of a file in media/");
        }
        Ok(Programme {
            title: self.title,
            reel,
            frame_rate: self.frame_rate,
            width: self.width,
            height: self.height,
            codecs: self.codecs,
            bandwidth: self.bandwidth,
            captions: self.captions,
            poster: self.poster,
            lineup: self.lineup,
        })
    }
}

fn language_tag(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=35).contains(&text.len()) && text.bytes().all(plain)
}

/// Whether a text can stand in a quoted string of a playlist, which knows no escapes.
fn quotable(text: &str) -> bool {
    !text.chars().any(|c| c == '"' || c.is_control())
}

fn file_name(text: &str) -> bool {
    !text.starts_with('.')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
        && !text.is_empty()
}
