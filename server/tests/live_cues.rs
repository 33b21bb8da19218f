//! A host at the programme's show: what viewers are told in snapshot, events and playlist.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;
use serde_json::{Value, json};
use stage_support::{DURATION, Playlist, SOME_DAY, Show};
use tempfile::TempDir;
use vitrine::domain::show::{Scene, ShowTime, State, Timeline};
use vitrine::stage::cue;
use vitrine_server::live::Live;
use vitrine_server::live::desk::{Desk, Wrong};
use vitrine_server::live::entry::Role;
use vitrine_server::live::fact::Body;
use vitrine_server::stage::clock::{Clock, Moment};
use vitrine_server::stage::{Config, Stage};

/// 2026-01-01T00:00:00Z in Unix milliseconds.
const EPOCH: u64 = 1_767_225_600_000;

/// A stage with a host, on a clock that a test moves.
struct House {
    show: Show,
    data: TempDir,
    now: Arc<AtomicU64>,
    live: Live,
    stage: Stage,
}

impl House {
    fn new() -> Self {
        let (show, data) = (Show::new(), tempfile::tempdir().unwrap());
        let now = Arc::new(AtomicU64::new(SOME_DAY));
        let (live, stage) = open(&show, &data, &now);
        Self {
            show,
            data,
            now,
            live,
            stage,
        }
    }

    fn restart(&mut self) {
        (self.live, self.stage) = open(&self.show, &self.data, &self.now);
    }

    fn now(&self) -> Moment {
        Moment::from_millis(self.now.load(Ordering::SeqCst))
    }

    fn pass(&self, millis: u64) {
        self.now.fetch_add(millis, Ordering::SeqCst);
    }

    fn desk(&self) -> Desk {
        self.live.desk("demo")
    }

    /// Says a cue and gives its id.
    async fn say(&self, at: Moment, body: &Value) -> String {
        let said = self.desk().say(Some(at), 0, None, object(body)).await;
        said.unwrap()[0].fact.id.clone()
    }

    /// What a viewer sees who comes now, with the picture of a moment, by the snapshot and by the playlist.
    fn scene(&self, at: Moment) -> Scene {
        let snapshot = cue::snapshot(&self.stage.snapshot(self.now())).unwrap();
        let mut by_snapshot = Timeline::default();
        for cue in snapshot.cues {
            assert!(by_snapshot.insert(cue), "no cue comes twice");
        }
        let mut by_stream = Timeline::default();
        for (_, range) in Playlist::read(&self.stage.video(self.now())).date_ranges {
            if let Some(cue) = cue::from_json(&range.cue.to_string()).unwrap() {
                assert!(by_stream.insert(cue), "no cue comes twice");
            }
        }
        let scene = by_snapshot.scene(unix(at));
        assert_eq!(by_stream.scene(unix(at)), scene);
        scene
    }

    /// The products in the slots.
    fn pins(&self, at: Moment) -> [String; 3] {
        self.scene(at)
            .pins
            .map(|pin| pin.map(|pin| pin.product.to_string()).unwrap_or_default())
    }
}

fn open(show: &Show, data: &TempDir, now: &Arc<AtomicU64>) -> (Live, Stage) {
    let now = Arc::clone(now);
    let clock = Clock::from_fn(move || Moment::from_millis(now.load(Ordering::SeqCst)));
    let live = Live::open(data.path(), clock.clone()).unwrap();
    let stage = Stage::open(Config {
        clock,
        live: Some(live.clone()),
        ..show.config()
    });
    (live, stage.unwrap())
}

fn unix(at: Moment) -> ShowTime {
    ShowTime(i64::try_from(EPOCH + at.millis()).unwrap())
}

fn object(body: &Value) -> Body {
    body.as_object().unwrap().clone()
}

fn pin(slot: u64, product: &str) -> Value {
    json!({"kind": "pin", "slot": slot, "product": product})
}

#[tokio::test]
async fn a_host_says_nothing_while_the_script_runs() {
    let house = House::new();
    let refused = house
        .desk()
        .say(None, 0, None, object(&pin(0, "cup")))
        .await;
    assert!(matches!(refused, Err(Wrong::ScriptRuns)));
    assert!(house.desk().feed.book().is_empty());
}

#[tokio::test]
async fn taken_over_the_script_stops_for_everybody_and_the_host_s_pins_are_there() {
    let house = House::new();
    let before: Vec<_> = (0..DURATION / 500)
        .map(|step| house.now().less(500 * step))
        .map(|at| (at, house.pins(at)))
        .collect();
    assert!(before.iter().any(|(_, pins)| !pins[0].is_empty()));
    let taken = house.now();
    house.desk().script(false).await.unwrap();
    // What was on the pictures before stays on them.
    for (at, pins) in before.iter().skip(1) {
        assert_eq!(house.pins(*at), *pins);
    }
    for ahead in (0..12_000).step_by(250) {
        assert_eq!(house.pins(taken.plus(ahead)), ["", "", ""], "{ahead}");
    }
    house.say(taken.plus(2_000), &pin(0, "cup")).await;
    assert_eq!(house.pins(taken.plus(1_999)), ["", "", ""]);
    // The script had cues for these moments, and has told them.
    for ahead in (2_000..14_000).step_by(250) {
        assert_eq!(house.pins(taken.plus(ahead))[0], "cup", "{ahead}");
    }
    // Loops later too, when its moment has long left the window.
    house.pass(10 * DURATION);
    assert_eq!(house.pins(house.now()), ["cup", "", ""]);
}

#[tokio::test]
async fn given_back_the_script_goes_on_where_the_programme_is() {
    let (house, alone) = (House::new(), House::new());
    house.desk().script(false).await.unwrap();
    house.pass(7_000);
    house.say(house.now(), &pin(1, "vase")).await;
    house.say(house.now().plus(30_000), &pin(0, "vase")).await;
    house
        .say(house.now(), &json!({"kind": "message", "text": "Hello"}))
        .await;
    house.pass(5_000);
    house.desk().script(true).await.unwrap();
    let back = house.now();
    alone.now.store(back.millis(), Ordering::SeqCst);
    for step in 0..200 {
        let at = house.now().plus(2_000);
        assert_eq!(house.pins(at), alone.pins(at), "step {step}");
        house.pass(777);
        alone.pass(777);
    }
}

#[tokio::test]
async fn numbers_only_go_up_and_nothing_is_told_twice_through_all_handovers() {
    let house = House::new();
    let feed = Arc::clone(&house.desk().feed);
    let mut told = feed.told(house.now());
    let mut ids = std::collections::HashSet::new();
    for step in 0..60 {
        match step % 20 {
            5 => house.desk().script(false).await.unwrap(),
            15 => house.desk().script(true).await.unwrap(),
            6..15 => drop(house.say(house.now(), &pin(0, "cup")).await),
            _ => {}
        }
        let next = feed.told(house.now());
        let cues = feed.range(told, next, house.now());
        assert!(cues.iter().all(|cue| (told..next).contains(&cue.seq)));
        assert!(cues.windows(2).all(|pair| pair[0].seq < pair[1].seq));
        assert!(cues.into_iter().all(|cue| ids.insert(cue.id)));
        told = next;
        house.pass(1_300);
    }
    assert!(ids.len() > 40);
}

#[tokio::test]
async fn an_undo_shows_what_was_there_before_and_a_restart_keeps_it_all() {
    let mut house = House::new();
    house.desk().script(false).await.unwrap();
    let first = house.now();
    house.say(first, &pin(0, "cup")).await;
    house.pass(3_000);
    let second = house.now();
    let vase = house.say(second, &pin(0, "vase")).await;
    house.pass(3_000);
    house.say(house.now(), &json!({"kind": "end"})).await;
    let undone = house.desk().undo(&vase).await.unwrap();
    assert_eq!(undone[0].undoes(), Some(vase.as_str()));
    assert_eq!(undone[1].role, Role::Correction);
    for restarted in [false, true] {
        assert_eq!(house.pins(second)[0], "cup", "restarted: {restarted}");
        assert_eq!(house.scene(house.now()).state, State::Ended);
        let again = house.desk().undo(&vase).await;
        assert!(matches!(again, Err(Wrong::UndoneAlready)));
        let entries = house.desk().feed.book().after(0, 100);
        house.restart();
        assert_eq!(house.desk().feed.book().after(0, 100), entries);
    }
    let foreign = house.desk().undo(&undone[1].fact.id).await;
    assert!(matches!(foreign, Err(Wrong::NotYours)));
    assert!(matches!(house.desk().undo("c9").await, Err(Wrong::NoCue)));
}

#[tokio::test]
async fn a_moment_far_from_now_is_refused_and_a_key_says_a_cue_once() {
    let house = House::new();
    house.desk().script(false).await.unwrap();
    let taken = house.now();
    house.pass(1_000);
    for wrong in [taken.less(1), house.now().plus(60_001)] {
        let refused = house
            .desk()
            .say(Some(wrong), 0, None, object(&pin(0, "cup")))
            .await;
        let Err(Wrong::OutOfBounds {
            earliest, latest, ..
        }) = refused
        else {
            panic!("{refused:?}")
        };
        assert_eq!((earliest, latest), (taken, house.now().plus(60_000)));
    }
    let key = Some("a click".to_owned());
    let said = house
        .desk()
        .say(None, 400, key.clone(), object(&pin(0, "cup")))
        .await
        .unwrap();
    assert_eq!(said[0].fact.at, house.now().less(400));
    house.pass(5_000);
    let again = house
        .desk()
        .say(None, 400, key, object(&pin(0, "cup")))
        .await
        .unwrap();
    assert_eq!(said, again);
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_at_the_same_time_lose_and_double_nothing() {
    let house = House::new();
    house.desk().script(false).await.unwrap();
    let mut hosts = tokio::task::JoinSet::new();
    for host in 0..4_u64 {
        let desk = house.desk();
        hosts.spawn(async move {
            for turn in 0..10 {
                let body = json!({"kind": "message", "text": format!("{host} {turn}")});
                desk.say(None, 0, None, object(&body)).await.unwrap();
            }
        });
    }
    hosts.join_all().await;
    let entries = house.desk().feed.book().after(0, 1_000);
    let messages = entries.iter().filter(|entry| entry.role == Role::Host);
    assert_eq!(messages.count(), 40);
    assert!(
        entries
            .windows(2)
            .all(|pair| pair[0].fact.seq < pair[1].fact.seq)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn whoever_comes_now_sees_what_those_see_who_were_there_all_the_time(
        steps in proptest::collection::vec((0_u8..10, 0_u64..9_000, 0_u64..3), 1..25),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let house = House::new();
            let feed = Arc::clone(&house.desk().feed);
            let (mut all, mut told) = (Timeline::default(), feed.told(house.now()));
            for on_air in feed.current(house.now()).iter() {
                cue::from_json(&on_air.cue.json).unwrap().map(|cue| all.insert(cue));
            }
            let mut said: Vec<String> = Vec::new();
            for (what, wait, slot) in steps {
                let now = house.now();
                match what {
                    0 => house.desk().script(false).await.unwrap(),
                    1 => house.desk().script(true).await.unwrap(),
                    2 => if let Some(id) = said.pop() { let _ = house.desk().undo(&id).await; },
                    3..7 => {
                        let at = now.plus(wait).less(4_000);
                        if let Ok(entries) = house.desk().say(Some(at), 0, None, object(&pin(slot, "cup"))).await {
                            said.push(entries[0].fact.id.clone());
                        }
                    }
                    _ => if let Ok(entries) = house.desk().say(None, 0, None, object(&json!({"kind": "unpin", "slot": slot}))).await {
                        said.push(entries[0].fact.id.clone());
                    },
                }
                let next = feed.told(now);
                for on_air in feed.range(told, next, now) {
                    cue::from_json(&on_air.json).unwrap().map(|cue| all.insert(cue));
                }
                told = next;
                for back in (0..20_000).step_by(1_000) {
                    let at = now.plus(8_000).less(back);
                    let there = all.scene(unix(at)).pins.map(|pin| pin.map(|pin| pin.product.to_string()).unwrap_or_default());
                    prop_assert_eq!(house.pins(at), there);
                }
                house.pass(wait);
            }
            Ok(())
        })?;
    }
}
