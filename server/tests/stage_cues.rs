//! The cue log as a function of time: random scripts, random moments.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    sync::Arc,
};

use proptest::prelude::*;
use serde_json::{Value, json};
use stage_support::{DURATION, Playlist, Show, reel};
use vitrine_server::live::feed::Feed;
use vitrine_server::stage::{
    clock::Moment,
    cues::{Cue, CueLog},
    events::Place,
    media::Media,
    playlist,
    script::Script,
};

fn at(millis: u64) -> Moment {
    Moment::from_millis(millis)
}

fn script(cues: &[Value]) -> Script {
    let file = json!({ "cues": cues }).to_string();
    Script::parse(Path::new("cues.json"), file.as_bytes(), DURATION).unwrap()
}

fn seconds(millis: u64) -> Value {
    json!(f64::from(u32::try_from(millis).unwrap()) / 1000.0)
}

fn line() -> impl Strategy<Value = Value> {
    let time = 0..DURATION;
    prop_oneof![
        (time.clone(), 0..3_u64, "[a-d]")
            .prop_map(|(at, slot, product)| json!({"at": seconds(at), "kind": "pin", "slot": slot, "product": product})),
        (time.clone(), 0..3_u64).prop_map(|(at, slot)| json!({"at": seconds(at), "kind": "unpin", "slot": slot})),
        time.clone().prop_map(|at| json!({"at": seconds(at), "kind": "message", "text": "hi"})),
        (time, "[a-d]", 1..=DURATION).prop_map(|(at, product, length)| json!({
            "at": seconds(at), "kind": "hotspot", "product": product, "until": seconds(at + length),
            "path": [{"t": 0, "x": 0, "y": 0, "w": 1, "h": 1}],
        })),
    ]
}

fn log() -> impl Strategy<Value = CueLog> {
    proptest::collection::vec(line(), 0..12).prop_map(|lines| CueLog::new(script(&lines), reel()))
}

/// Moments from the fifth loop on, so that there is a past to fold.
fn moments() -> impl Strategy<Value = u64> {
    (5 * DURATION)..(2_000_000 * DURATION)
}

/// What is true at `time`, worked out from scratch and in the plainest way.
fn scene<'a>(cues: impl Iterator<Item = &'a Cue>, time: Moment) -> BTreeMap<String, String> {
    let mut scene = BTreeMap::new();
    for cue in cues.filter(|cue| cue.at <= time) {
        let json: Value = serde_json::from_str(&cue.json).unwrap();
        match json["kind"].as_str().unwrap() {
            "pin" => drop(scene.insert(format!("slot {}", json["slot"]), cue.id.clone())),
            "unpin" => drop(scene.remove(&format!("slot {}", json["slot"]))),
            "message" if time < cue.at.plus(8000) => {
                drop(scene.insert("message".to_owned(), cue.id.clone()));
            }
            "hotspot" if time.to_string().as_str() < json["until"].as_str().unwrap() => {
                scene.insert(format!("hotspot {}", cue.id), json["product"].to_string());
            }
            _ => {}
        }
    }
    scene
}

/// What viewers are told where no host says anything.
fn feed(log: &CueLog) -> Feed {
    Feed::new(Some(log.clone()), Arc::default())
}

/// The whole log from `from` on, as far as it is told at `now`.
fn whole(log: &CueLog, from: u64, now: Moment) -> Vec<Cue> {
    log.range(log.told(at(from)), log.told(now)).collect()
}

proptest! {
    #[test]
    fn what_a_newcomer_is_told_folds_to_the_same_as_the_whole_log(
        log in log(), now in moments(), back in 0..=60_000_u64,
    ) {
        // Anywhere in the window, up to the cues told ahead.
        let start = reel().start(reel().window(at(now)).first).millis();
        let time = at((now + 8000 - back).max(start));
        let before = start - 3 * DURATION;
        let whole = whole(&log, before, at(now));
        prop_assert_eq!(scene(log.current(at(now)).iter(), time), scene(whole.iter(), time));
    }

    #[test]
    fn seq_orders_the_log_and_no_id_comes_twice(log in log(), now in moments()) {
        let whole = whole(&log, now - 4 * DURATION, at(now));
        for pair in whole.windows(2) {
            prop_assert_eq!(pair[0].seq + 1, pair[1].seq);
            prop_assert!(pair[0].at <= pair[1].at);
        }
        let ids: HashMap<_, _> = whole.iter().map(|cue| (&cue.id, cue.seq)).collect();
        prop_assert_eq!(ids.len(), whole.len());
    }

    #[test]
    fn every_cue_is_told_eight_to_ten_seconds_before_its_moment(log in log(), now in moments()) {
        let told = log.told(at(now));
        for cue in log.range(told.saturating_sub(20), told) {
            prop_assert!(cue.at <= at(now + 10_000));
        }
        let next = log.range(told, told + 1).next();
        prop_assert!(next.as_ref().is_none_or(|cue| cue.at > at(now + 8000)));
        // And the moment at which it will be told is known exactly.
        if let Some(when) = log.told_at(told) {
            prop_assert!(when > at(now));
            prop_assert!(log.told(at(when.millis() - 1)) == told && log.told(when) > told);
        }
    }

    #[test]
    fn the_playlist_carries_what_the_snapshot_says_each_cue_where_it_was_told(log in log(), now in moments()) {
        let media = Media {
            dir: "media".into(), version: "v".to_owned(), peak_bandwidth: 1, average_bandwidth: 1, poster: None,
        };
        let window = reel().window(at(now));
        let current = log.current(at(now));
        let list = Playlist::read(&playlist::video(reel(), window, &media, &feed(&log).current(at(now))));
        let in_band: Vec<Value> = list.date_ranges.iter().map(|(_, range)| range.cue.clone()).collect();
        let told: Vec<Value> = current.iter().map(|cue| serde_json::from_str(&cue.json).unwrap()).collect();
        prop_assert_eq!(in_band, told);
        for ((msn, range), cue) in list.date_ranges.iter().zip(&current) {
            prop_assert_eq!(&range.start, &cue.at.to_string());
            let told_at = log.told_at(cue.seq).unwrap().millis() / 2000;
            prop_assert_eq!(*msn, told_at.max(window.first));
        }
        let end = list.media_sequence + list.segments.len() as u64;
        prop_assert_eq!(end, window.end);
    }

    #[test]
    fn a_date_range_never_changes_while_it_is_there(log in log(), now in moments(), later in 0..100_000_u64) {
        let lines = |now: u64| -> HashMap<String, String> {
            log.current(at(now)).into_iter().map(|cue| (cue.id, cue.json)).collect()
        };
        let before = lines(now);
        for (id, json) in lines(now + later) {
            prop_assert!(before.get(&id).is_none_or(|known| *known == json));
        }
    }

    #[test]
    fn a_listener_who_comes_and_goes_gets_every_cue_once(
        log in log(), start in moments(), steps in proptest::collection::vec((0..40_000_u64, any::<bool>()), 1..20),
    ) {
        let mut now = start;
        let mut place = Place::after(None, &feed(&log), at(now));
        let first = place.advance(&feed(&log), at(now));
        prop_assert_eq!(&first, &log.current(at(now)));
        let mut had = Vec::new();
        let mut last = first.last().map(|cue| cue.seq);
        for (passed, reconnects) in steps {
            now += passed;
            if let (true, Some(last)) = (reconnects, last) {
                place = Place::after(Some(last), &feed(&log), at(now));
            }
            let news = place.advance(&feed(&log), at(now));
            last = news.last().map(|cue| cue.seq).or(last);
            had.extend(news);
        }
        let expected: Vec<Cue> = log.range(log.told(at(start)), log.told(at(now))).collect();
        prop_assert_eq!(had, expected);
    }
}

#[test]
fn a_cue_says_what_the_script_says_with_its_times_as_dates() {
    let log = Show::new().open().log().clone();
    let now = at(3 * DURATION + 5000);
    let cues: Vec<Value> = log
        .range(3 * 7, 3 * 7 + 6)
        .map(|cue| serde_json::from_str(&cue.json).unwrap())
        .collect();
    assert!(log.told(now) > 3 * 7);
    assert_eq!(
        cues[1],
        json!({"seq": 22, "id": "3-1", "at": "2026-01-01T00:01:14.250Z", "kind": "pin", "slot": 0, "product": "cup"})
    );
    assert_eq!(cues[4]["until"], json!("2026-01-01T00:01:38.000Z"));
    assert_eq!(
        cues[4]["path"],
        json!([{"t": 0, "x": 0.1, "y": 0.2, "w": 0.3, "h": 0.4}])
    );
    assert_eq!(
        cues[5],
        json!({"seq": 26, "id": "3-5", "at": "2026-01-01T00:01:25.000Z", "kind": "offer", "offer": "o1",
            "product": "plate", "from": "2026-01-01T00:01:25.000Z", "to": "2026-01-01T00:01:32.000Z"})
    );
}

#[test]
fn a_listener_who_was_away_for_long_gets_what_matters_now() {
    let log = Show::new().open().log().clone();
    let (then, now) = (at(1000 * DURATION), at(1100 * DURATION));
    let last = log.told(then) - 1;
    let mut place = Place::after(Some(last), &feed(&log), now);
    assert_eq!(place.advance(&feed(&log), now), log.current(now));
    assert_eq!(place.advance(&feed(&log), now), []);
}

#[test]
fn a_last_event_of_another_log_counts_for_nothing() {
    let log = Show::new().open().log().clone();
    let now = at(1000 * DURATION);
    let mut place = Place::after(Some(u64::MAX), &feed(&log), now);
    assert_eq!(place.advance(&feed(&log), now), log.current(now));
}

#[test]
fn a_show_without_cues_is_told_as_such() {
    let log = CueLog::new(script(&[]), reel());
    let now = at(1000 * DURATION);
    assert_eq!(log.current(now), []);
    assert_eq!(log.told_at(0), None);
    assert_eq!(
        Place::after(None, &feed(&log), now).advance(&feed(&log), now),
        []
    );
}
