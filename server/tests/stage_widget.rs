//! The widget's own readers understand all that the stage says, and see the same show in it whichever way it came.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use std::sync::LazyLock;

use proptest::prelude::*;
use stage_support::{DURATION, Playlist, Show};
use vitrine::{
    domain::show::{Cue, ShowTime, Timeline},
    stage::{cue, manifest},
};
use vitrine_server::stage::{Stage, clock::Moment};

static STAGE: LazyLock<Stage> = LazyLock::new(|| Show::new().open());

/// 2026-01-01T00:00:00Z in Unix milliseconds.
const EPOCH: u64 = 1_767_225_600_000;

fn unix(millis: u64) -> ShowTime {
    ShowTime(i64::try_from(EPOCH + millis).unwrap())
}

#[test]
fn the_manifest_is_read_whole() {
    let show = Show::new();
    let text = show.open().manifest().to_string();
    let read = manifest::manifest("http://localhost:8787/shows/demo.json", &text).unwrap();
    assert_eq!(
        read.stream.src,
        "http://localhost:8787/live/demo/master.m3u8"
    );
    assert_eq!((read.stream.latency_ms, read.stream.cors), (8000, true));
    assert_eq!(read.shop.endpoint, "http://localhost:8787");
    assert_eq!(read.lineup, ["cup".into(), "plate".into(), "vase".into()]);
    assert_eq!(
        read.cues.as_deref(),
        Some("http://localhost:8787/shows/demo/cues.json")
    );
    assert_eq!(
        read.events.as_deref(),
        Some("http://localhost:8787/shows/demo/events")
    );
    assert!(read.poster.is_some());
}

fn timeline(cues: Vec<Cue>) -> Timeline {
    let mut timeline = Timeline::default();
    for cue in cues {
        assert!(timeline.insert(cue), "no cue comes twice");
    }
    timeline
}

proptest! {
    #[test]
    fn stream_snapshot_and_events_show_the_same_scene_at_every_picture_of_the_window(
        now in (6 * DURATION)..(2_000_000 * DURATION),
    ) {
        let stage = &*STAGE;
        let (mut stream, mut snapshot, mut events) = (Vec::new(), Vec::new(), Vec::new());
        let at = Moment::from_millis(now);
        let playlist = stage.video(at);
        for (_, range) in Playlist::read(&playlist).date_ranges {
            let (_, rest) = range.line.split_once("X-VITRINE-CUE=\"").unwrap();
            let read = cue::from_stream(rest.trim_end_matches('"')).unwrap();
            stream.extend(read);
        }
        let read = cue::snapshot(&stage.snapshot(at)).unwrap();
        prop_assert_eq!(read.now, Some(unix(now)));
        snapshot.extend(read.cues);
        // As heard by somebody who has been there for five loops.
        let from = stage.log().told(Moment::from_millis(now - 5 * DURATION));
        for cue in stage.log().range(from, stage.log().told(at)) {
            events.extend(cue::from_json(&cue.json).unwrap());
        }
        let [mut stream, mut snapshot, mut events] = [stream, snapshot, events].map(timeline);
        let end = now / 2000 * 2000;
        for time in (end.saturating_sub(60_000)..=end + 8000).step_by(250) {
            let scene = stream.scene(unix(time));
            prop_assert_eq!(&snapshot.scene(unix(time)), &scene);
            prop_assert_eq!(&events.scene(unix(time)), &scene);
        }
    }
}
