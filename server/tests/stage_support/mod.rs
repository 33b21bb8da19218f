//! A small show on disk, and a reader of playlists, for the tests of the stage.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test file takes what it needs"
)]

use std::{fs, path::Path};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use tempfile::TempDir;
use vitrine_server::stage::{
    Config, Stage,
    clock::{Clock, Moment},
    reel::Reel,
};

/// Segments of the small show.
pub const SEGMENTS: u64 = 12;
/// Its length in milliseconds.
pub const DURATION: u64 = 2000 * SEGMENTS;
/// A moment well inside the endless programme.
pub const SOME_DAY: u64 = 27_000_000_000;

pub const CAPTIONS: &str = "WEBVTT\n\n1\n00:00:00.500 --> 00:00:03.000 line:80%\nOver an edge\n\n\
    2\n00:00:04.000 --> 00:00:06.000\nExactly one segment\n\n3\n00:00:09.000 --> 00:00:17.500\nLong\n\n\
    4\n00:00:23.000 --> 00:00:24.000\nUp to the end\n";

/// A show folder that is removed when it is dropped.
pub struct Show(TempDir);

impl Show {
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let show = Self(dir);
        fs::create_dir(show.path().join("media")).unwrap();
        fs::create_dir(show.path().join("captions")).unwrap();
        show.write("programme.json", &programme().to_string());
        show.write("cues.json", &cues().to_string());
        show.write("captions/en.vtt", CAPTIONS);
        show.write("captions/de.vtt", CAPTIONS);
        show.write("media/init.mp4", "init");
        show.write("media/poster.jpg", "poster");
        for index in 0..SEGMENTS {
            show.write(&format!("media/seg{index:05}.m4s"), &"x".repeat(1000));
        }
        show.write("media/seg00003.m4s", &"x".repeat(5000));
        show
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, file: &str, content: &str) {
        fs::write(self.path().join(file), content).unwrap();
    }

    pub fn config(&self) -> Config {
        Config {
            clock: stopped(SOME_DAY),
            ..Config::new(self.path(), "http://localhost:8787")
        }
    }

    pub fn open(&self) -> Stage {
        Stage::open(self.config()).unwrap()
    }

    pub fn refused(&self) -> String {
        let error = Stage::open(self.config()).unwrap_err().to_string();
        let dir = format!("{}/", self.path().display());
        error.replace(&dir, "")
    }
}

pub fn stopped(millis: u64) -> Clock {
    Clock::from_fn(move || Moment::from_millis(millis))
}

pub fn programme() -> Value {
    json!({
        "title": "Small show", "duration": DURATION / 1000, "segment": 2, "segments": SEGMENTS, "frame_rate": 30,
        "width": 540, "height": 960, "codecs": "avc1.64001f,mp4a.40.2", "bandwidth": 9000, "poster": "poster.jpg",
        "captions": [{"lang": "en", "label": "English"}, {"lang": "de", "label": "Deutsch"}],
    })
}

pub fn cues() -> Value {
    json!({"cues": [
        {"at": 0, "kind": "message", "text": "Hello", "lang": "en"},
        {"at": 2.25, "kind": "pin", "slot": 0, "product": "cup"},
        {"at": 6, "kind": "pin", "slot": 1, "product": "plate"},
        {"at": 6, "kind": "unpin", "slot": 0},
        {"at": 12.5, "kind": "hotspot", "product": "vase", "until": 26.0,
            "path": [{"t": 0, "x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4}]},
        {"at": 13, "kind": "offer", "offer": "o1", "product": "plate", "from": 13, "to": 20},
        {"at": 23.999, "kind": "pin", "slot": 0, "product": "vase"},
    ]})
}

/// One segment of a playlist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub msn: u64,
    pub uri: String,
    pub date: String,
    pub discontinuity: bool,
    pub turn: u64,
}

/// A media playlist, read line by line, as strictly as it is written.
#[derive(Clone, Debug, Default)]
pub struct Playlist {
    pub media_sequence: u64,
    pub segments: Vec<Segment>,
    /// Each with the media sequence number before which it stands.
    pub date_ranges: Vec<(u64, DateRange)>,
    /// Media sequence numbers before which the map stands.
    pub maps: Vec<u64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRange {
    pub line: String,
    pub id: String,
    pub start: String,
    pub cue: Value,
}

impl Playlist {
    pub fn read(text: &str) -> Self {
        let mut read = Self::default();
        let (mut msn, mut turn) = (0, 0);
        let (mut discontinuity, mut date) = (false, None);
        for line in text.lines() {
            let (tag, value) = line.split_once(':').unwrap_or((line, ""));
            match tag {
                "#EXT-X-MEDIA-SEQUENCE" => {
                    msn = value.parse().unwrap();
                    read.media_sequence = msn;
                }
                "#EXT-X-DISCONTINUITY-SEQUENCE" => turn = value.parse().unwrap(),
                "#EXT-X-DISCONTINUITY" => {
                    discontinuity = true;
                    turn += 1;
                }
                "#EXT-X-MAP" => read.maps.push(msn),
                "#EXT-X-PROGRAM-DATE-TIME" => date = Some(value.to_owned()),
                "#EXTINF" => assert_eq!(value, "2.000,"),
                "#EXT-X-DATERANGE" => read.date_ranges.push((msn, DateRange::read(line))),
                "#EXTM3U" | "#EXT-X-VERSION" | "#EXT-X-TARGETDURATION" => {}
                _ => {
                    assert!(!line.starts_with('#'), "{line}");
                    let uri = line.to_owned();
                    let date = date.take().unwrap();
                    read.segments.push(Segment {
                        msn,
                        uri,
                        date,
                        discontinuity,
                        turn,
                    });
                    discontinuity = false;
                    msn += 1;
                }
            }
        }
        read
    }
}

impl DateRange {
    fn read(line: &str) -> Self {
        let attribute = |name: &str| {
            let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        assert_eq!(attribute("CLASS"), "vitrine.cue");
        let json = URL_SAFE_NO_PAD.decode(attribute("X-VITRINE-CUE")).unwrap();
        let cue: Value = serde_json::from_slice(&json).unwrap();
        let (id, start) = (attribute("ID"), attribute("START-DATE"));
        assert_eq!(
            (cue["id"].as_str(), cue["at"].as_str()),
            (Some(&*id), Some(&*start))
        );
        Self {
            line: line.to_owned(),
            id,
            start,
            cue,
        }
    }
}

/// The reel of the small show.
pub fn reel() -> Reel {
    Reel::new(2000, SEGMENTS).unwrap()
}
