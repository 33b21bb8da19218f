//! Cues by whatever way, in whatever order, live or again: what a viewer sees at a picture is always the same.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::Driver;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use vitrine::app::effect::Spot;
use vitrine::app::event::{Event, Monotonic, PictureClock};
use vitrine::app::view::{Break, OverlayView, Phase};
use vitrine::domain::ids::SpotId;
use vitrine::domain::show::ShowTime;

/// The last moment of the shows of these tests, in milliseconds.
const END: i64 = 40_000;

/// A moment as a live show writes it, or a replay.
fn moment(ms: i64, replay: bool) -> Value {
    #[allow(clippy::cast_precision_loss, reason = "these are small")]
    if replay {
        json!(ms as f64 / 1_000.0)
    } else {
        let date = OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).unwrap();
        json!(date.format(&Rfc3339).unwrap())
    }
}

/// A cue whose moments are in milliseconds.
#[derive(Clone, Debug)]
struct Told(Value);

impl Told {
    fn wire(&self, replay: bool) -> Value {
        let mut wire = self.0.clone();
        for field in ["at", "until"] {
            if let Some(ms) = wire[field].as_i64() {
                wire[field] = moment(ms, replay);
            }
        }
        wire
    }

    fn json(&self) -> String {
        self.wire(false).to_string()
    }
}

fn body() -> impl Strategy<Value = Value> {
    let product = || prop_oneof![Just("shirt"), Just("vase")];
    let keyframe = (0_u32..5, 0.0..0.9_f64)
        .prop_map(|(t, x)| json!({ "t": t, "x": x, "y": 0.4, "w": 0.1, "h": 0.1 }));
    let path = proptest::collection::vec(keyframe, 1..5);
    prop_oneof![
        (0_u32..3, product()).prop_map(|(slot, product)| json!({ "kind": "pin", "slot": slot, "product": product })),
        (0_u32..3).prop_map(|slot| json!({ "kind": "unpin", "slot": slot })),
        (product(), "[st]", path, 0..END + 5_000).prop_map(|(product, spot, path, until)| {
            json!({ "kind": "hotspot", "product": product, "spot": spot, "path": path, "until": until })
        }),
        "[a-z]{0,4}".prop_map(|text| json!({ "kind": "message", "text": text })),
        Just(json!({ "kind": "break", "text": "Tea" })),
        Just(json!({ "kind": "resume" })),
        Just(json!({ "kind": "end" })),
        Just(json!({ "kind": "fireworks" })),
    ]
}

/// A log: each cue has a number of its own, and a moment that is often another's, too.
fn log() -> impl Strategy<Value = Vec<Told>> {
    let at = (0..END / 500).prop_map(|half| half * 500);
    proptest::collection::vec((at, body()), 0..24).prop_map(|cues| {
        let cues = cues.into_iter().enumerate();
        let told = cues.map(|(seq, (at, mut body))| {
            body["seq"] = json!(seq);
            body["id"] = json!(format!("c{seq}"));
            body["at"] = json!(at);
            Told(body)
        });
        told.collect()
    })
}

/// Somebody who watches, and knows these cues from the snapshot.
fn viewer(cues: &[Told], replay: bool) -> Driver {
    let mut driver = Driver::unmounted();
    driver.world.vase_sold = true;
    driver.world.replay = replay;
    driver.world.cues = Some(cues.iter().map(|cue| cue.wire(replay)).collect());
    driver.mount();
    driver
}

type Seen = (OverlayView, Phase, Option<Break>, Vec<(SpotId, Spot)>);

/// All that cues decide of what is on the screen.
fn seen(driver: &Driver) -> Seen {
    let view = driver.view();
    let overlay = (*view.overlay).clone();
    (overlay, view.phase, view.pause, driver.placed.clone())
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Stream,
    Stage,
}

fn way() -> impl Strategy<Value = Way> {
    prop_oneof![Just(Way::Stream), Just(Way::Stage)]
}

fn hears(driver: &mut Driver, cue: &Told, way: Way) {
    let json = cue.json();
    driver.happens(match way {
        Way::Stream => Event::InBandCue(URL_SAFE_NO_PAD.encode(json)),
        Way::Stage => Event::StageCue(json),
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn cues_by_stream_and_stage_in_any_order_and_more_than_once_end_in_the_same_picture(
        log in log(),
        more in proptest::collection::vec((any::<proptest::sample::Index>(), way()), 0..30),
        ways in proptest::collection::vec(way(), 24),
        order in proptest::collection::vec(any::<u32>(), 54),
        pictures in proptest::collection::vec(0..END + 10_000, 54),
        at in 0..END + 10_000,
    ) {
        let mut heard: Vec<(usize, Way)> = (0..log.len()).zip(ways).collect();
        if !log.is_empty() {
            heard.extend(more.iter().map(|(which, way)| (which.index(log.len()), *way)));
        }
        let mut heard: Vec<_> = order.iter().zip(heard).collect();
        heard.sort_by_key(|(order, _)| **order);
        let mut late = viewer(&[], false);
        for ((_, (which, way)), picture) in heard.into_iter().zip(&pictures) {
            late.picture(*picture);
            hears(&mut late, &log[which], way);
        }
        late.picture(at);
        let mut told = viewer(&log, false);
        told.picture(at);
        prop_assert_eq!(seen(&late), seen(&told));
    }

    #[test]
    fn either_way_alone_is_enough(log in log(), at in 0..END + 10_000) {
        let [mut stream, mut stage] = [viewer(&[], false), viewer(&[], false)];
        for cue in &log {
            hears(&mut stream, cue, Way::Stream);
            hears(&mut stage, cue, Way::Stage);
        }
        stream.picture(at);
        stage.picture(at);
        prop_assert_eq!(seen(&stream), seen(&stage));
    }

    #[test]
    fn a_replay_shows_at_each_picture_what_was_seen_live(log in log(), pictures in proptest::collection::vec(0..END + 10_000, 1..12)) {
        let mut live = viewer(&[], false);
        let mut again = viewer(&log, true);
        for cue in &log {
            hears(&mut live, cue, Way::Stage);
        }
        for at in pictures {
            live.picture(at);
            again.happens(Event::Frame { picture: PictureClock::Media(ShowTime(at)), now: Monotonic(0) });
            prop_assert_eq!(seen(&live), seen(&again));
        }
    }

    #[test]
    fn a_cue_that_comes_early_waits_and_one_that_comes_late_shows_the_right_state_at_once(
        log in log(), split in any::<proptest::sample::Index>(), at in 0..END,
    ) {
        let split = split.index(log.len() + 1);
        let mut driver = viewer(&log[..split], false);
        driver.picture(at);
        for cue in &log[split..] {
            hears(&mut driver, cue, Way::Stage);
        }
        // The picture has not moved: what is to come is not there, what was missed is.
        let passed: Vec<_> = log.iter().filter(|cue| cue.0["at"].as_i64() <= Some(at)).cloned().collect();
        let mut expected = viewer(&passed, false);
        expected.picture(at);
        prop_assert_eq!(seen(&driver), seen(&expected));
    }
}
