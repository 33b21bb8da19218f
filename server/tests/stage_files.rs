//! A show that cannot be played is refused when the server starts, with file, place and reason.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use serde_json::{Value, json};
use stage_support::{Show, cues, programme};
use vitrine_server::stage::{Config, Stage};

fn with_programme(change: impl FnOnce(&mut Value)) -> String {
    let (show, mut programme) = (Show::new(), programme());
    change(&mut programme);
    show.write("programme.json", &programme.to_string());
    show.refused()
}

fn with_cue(cue: &Value) -> String {
    let show = Show::new();
    let mut cues = cues();
    cues["cues"][2] = cue.clone();
    show.write("cues.json", &cues.to_string());
    show.refused()
}

#[test]
fn a_programme_that_does_not_add_up_is_refused() {
    let refused = with_programme(|p| p["duration"] = json!(25));
    assert_eq!(
        refused,
        "programme.json: duration: must be segment × segments, and at most a day"
    );
    let refused = with_programme(|p| p["segments"] = json!("12"));
    assert!(
        refused.starts_with("programme.json: segments: invalid type: string"),
        "{refused}"
    );
    let refused = with_programme(|p| p["segment"] = json!(0));
    assert_eq!(
        refused,
        "programme.json: segment: a segment lasts 1 to 10 seconds"
    );
    let refused = with_programme(|p| p["captions"][1]["lang"] = json!("en"));
    assert_eq!(refused, "programme.json: captions[1].lang: is listed twice");
    let refused = with_programme(|p| p["captions"][0]["lang"] = json!("../en"));
    assert_eq!(
        refused,
        "programme.json: captions[0].lang: must be a language tag such as \"en\""
    );
    let refused = with_programme(|p| p["captions"][0]["label"] = json!("a\",URI=\"b"));
    assert!(
        refused.starts_with("programme.json: captions[0].label: "),
        "{refused}"
    );
    let refused = with_programme(|p| p["poster"] = json!("../secret"));
    assert_eq!(
        refused,
        "programme.json: poster: must be the name of a file in media/"
    );
    let refused = with_programme(|p| p["lineup"] = json!(["cup", "vase"]));
    assert_eq!(
        refused,
        "programme.json: lineup: plate is named by a cue and missing here"
    );
}

#[test]
fn a_cue_that_viewers_would_not_understand_is_refused() {
    let pin = |slot: Value| json!({"at": 6, "kind": "pin", "slot": slot, "product": "cup"});
    assert_eq!(
        with_cue(&pin(json!(3))),
        "cues.json: cues[2].slot: must be 0, 1 or 2"
    );
    assert_eq!(
        with_cue(&pin(json!(-1))),
        "cues.json: cues[2].slot: must be 0, 1 or 2"
    );
    assert_eq!(
        with_cue(&json!({"at": 24, "kind": "unpin", "slot": 0})),
        "cues.json: cues[2].at: is not within the programme"
    );
    assert_eq!(
        with_cue(&json!({"at": "soon", "kind": "unpin", "slot": 0})),
        "cues.json: cues[2].at: must be a time in seconds of the programme"
    );
    assert_eq!(
        with_cue(&json!({"at": 1, "kind": "pinn", "slot": 0})),
        "cues.json: cues[2].kind: is none of pin, unpin, hotspot, offer, message"
    );
    assert_eq!(
        with_cue(&json!({"at": 1, "kind": "end"})),
        "cues.json: cues[2].kind: a programme that is played for ever does not end"
    );
    assert_eq!(
        with_cue(&json!({"at": 1, "kind": "pin", "slot": 0, "product": " "})),
        "cues.json: cues[2].product: must be a text that is not empty"
    );
    assert_eq!(
        with_cue(&json!({"at": 1, "kind": "pin", "slot": 0, "product": "cup", "price": 100})),
        "cues.json: cues[2].price: does not belong to a cue of kind pin"
    );
    let hotspot = |until: f64, x: f64| {
        json!({"at": 1, "kind": "hotspot", "product": "cup", "until": until,
            "path": [{"t": 0, "x": x, "y": 0, "w": 0.5, "h": 0.5}]})
    };
    assert_eq!(
        with_cue(&hotspot(3.0, 0.6)),
        "cues.json: cues[2].path[0]: x, y, w, h must be a box within the picture, in fractions of it"
    );
    assert_eq!(
        with_cue(&hotspot(1.0, 0.1)),
        "cues.json: cues[2].until: must come after the beginning and before the cue comes round again"
    );
    assert_eq!(
        with_cue(&json!(7)),
        "cues.json: cues[2]: a cue is an object"
    );
}

#[test]
fn files_that_are_missing_or_empty_are_named() {
    let show = Show::new();
    show.write("media/seg00011.m4s", "");
    assert_eq!(show.refused(), "media/seg00011.m4s: is empty");
    std::fs::remove_file(show.path().join("media/seg00004.m4s")).unwrap();
    assert!(
        show.refused()
            .starts_with("media/seg00004.m4s: No such file"),
        "{}",
        show.refused()
    );
    show.write(
        "captions/de.vtt",
        "WEBVTT\n\n00:01.000 --> 00:25.000\nToo long\n",
    );
    assert_eq!(
        show.refused(),
        "captions/de.vtt: line 3: a caption ends after it starts, and within the programme"
    );
    show.write("cues.json", "{\"cues\": [}");
    assert!(
        show.refused()
            .starts_with("cues.json: expected value at line 1"),
        "{}",
        show.refused()
    );
}

#[test]
fn addresses_that_are_none_are_refused() {
    let show = Show::new();
    let refused = |config: Config| Stage::open(config).unwrap_err().to_string();
    let public_url = "localhost:8787".to_owned();
    assert_eq!(
        refused(Config {
            public_url,
            ..show.config()
        }),
        "public URL localhost:8787: no http(s) URL"
    );
    let stream = Some("ftp://cdn.example/live.m3u8".to_owned());
    assert_eq!(
        refused(Config {
            stream,
            ..show.config()
        }),
        "stream ftp://cdn.example/live.m3u8: no http(s) URL"
    );
}

#[test]
fn a_clock_before_the_epoch_is_refused() {
    let config = Config {
        clock: stage_support::stopped(0),
        ..Show::new().config()
    };
    let refused = Stage::open(config).unwrap_err().to_string();
    assert!(
        refused.starts_with("this machine's clock stands before 2026-01-01"),
        "{refused}"
    );
}
