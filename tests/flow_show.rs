//! From the mount to pins in their moment.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use support::{Driver, Fate};
use vitrine::app::effect::{Emission, PlayerCommand};
use vitrine::app::event::{
    Action, Event, Monotonic, PictureClock, PlayerEvent, PlayerProblem, Position, TimerId,
};
use vitrine::app::view::{Panel, Phase};

fn pinned(driver: &Driver) -> Vec<usize> {
    driver
        .view()
        .overlay
        .pins
        .iter()
        .map(|pin| pin.slot)
        .collect()
}

#[test]
fn a_mounted_widget_plays_the_stream_and_says_that_it_is_ready() {
    let driver = Driver::new();
    assert_eq!(driver.view().phase, Phase::Watching);
    assert!(
        matches!(&driver.played[0], PlayerCommand::Open { src, .. } if src == "https://stage.example/live.m3u8")
    );
    assert_eq!(driver.emitted[0], Emission::Ready);
}

#[test]
fn a_show_that_cannot_be_read_is_said_and_tried_again_by_itself() {
    let mut driver = Driver::new();
    driver.fates = [("demo.json", Fate::Status(503))].into();
    let mut driver = {
        let world = std::mem::take(&mut driver.world);
        let mut next = Driver::mounted(world, driver.storage, 3);
        assert_eq!(next.view().phase, Phase::Watching);
        next.fates = driver.fates;
        next
    };
    // A show that is on the screen stays there, whatever its manifest does.
    driver.happens(Event::Timer(TimerId::Show));
    assert_eq!(driver.view().phase, Phase::Watching);
}

#[test]
fn pins_come_and_go_with_the_picture_and_come_back_on_a_rewind() {
    let mut driver = Driver::new();
    driver.picture(9_999);
    assert_eq!(pinned(&driver), Vec::<usize>::new());
    driver.picture(10_000);
    assert_eq!(pinned(&driver), vec![0]);
    driver.picture(20_000);
    assert_eq!(pinned(&driver), Vec::<usize>::new());
    driver.picture(15_000);
    assert_eq!(pinned(&driver), vec![0]);
}

#[test]
fn a_late_joiner_sees_what_is_pinned_now() {
    let mut driver = Driver::new();
    driver.picture(50_000);
    assert_eq!(pinned(&driver), vec![1]);
}

#[test]
fn a_pause_keeps_the_pins_even_when_new_cues_arrive() {
    let mut driver = Driver::new();
    driver.picture(15_000);
    let later = r#"{"id":"z","seq":9,"at":"1970-01-01T00:00:16Z","kind":"unpin","slot":0}"#;
    driver.happens(Event::StageCue(later.into()));
    assert_eq!(pinned(&driver), vec![0]);
}

#[test]
fn a_cue_that_comes_after_its_moment_shows_at_once_and_twice_is_once() {
    let mut driver = Driver::new();
    driver.picture(30_000);
    let late =
        r#"{"id":"y","seq":9,"at":"1970-01-01T00:00:25Z","kind":"pin","slot":2,"product":"shirt"}"#;
    driver.happens(Event::StageCue(late.into()));
    driver.happens(Event::StageCue(late.into()));
    assert_eq!(pinned(&driver), vec![2]);
}

#[test]
fn without_a_picture_clock_the_show_s_latency_behind_the_authority_is_taken() {
    let mut driver = Driver::new();
    // The snapshot said 00:01:00 halfway through an exchange from 0 to 10 ms; the latency is 8 s.
    driver.happens(Event::Frame {
        picture: PictureClock::Unknown,
        now: Monotonic(5 - 33_000),
    });
    assert_eq!(pinned(&driver), vec![0], "00:00:19 is shown");
    driver.happens(Event::Frame {
        picture: PictureClock::Unknown,
        now: Monotonic(5),
    });
    assert_eq!(pinned(&driver), vec![1], "00:00:52 is shown");
}

#[test]
fn a_frame_that_changes_nothing_asks_for_nothing() {
    let mut driver = Driver::new();
    driver.picture(12_000);
    let now = Monotonic(0);
    let picture = PictureClock::Programme(vitrine::domain::show::ShowTime(12_033));
    assert_eq!(driver.app.update(Event::Frame { picture, now }), vec![]);
}

#[test]
fn rubbish_in_the_stream_is_dropped() {
    let mut driver = Driver::new();
    driver.picture(15_000);
    for rubbish in ["", "%%%", "bm9uc2Vuc2U", "e30"] {
        driver.happens(Event::InBandCue(rubbish.into()));
    }
    assert_eq!(pinned(&driver), vec![0]);
}

#[test]
fn the_end_cue_ends_the_show_and_a_rewind_goes_back_into_it() {
    let mut driver = Driver::new();
    driver.picture(120_000);
    assert_eq!(driver.view().phase, Phase::Ended);
    driver.picture(100_000);
    assert_eq!(driver.view().phase, Phase::Watching);
}

#[test]
fn the_badge_says_live_only_near_the_live_point() {
    let mut driver = Driver::new();
    let position = |at| {
        PlayerEvent::Position(Position {
            at,
            start: 0,
            end: 60_000,
            live: Some(54_000),
        })
    };
    driver.happens(Event::Player(position(53_000)));
    assert_eq!(driver.view().player.live, Some(true));
    driver.happens(Event::Player(position(30_000)));
    assert_eq!(driver.view().player.live, Some(false));
    driver.does(Action::GoLive);
    assert!(driver.played.contains(&PlayerCommand::GoLive));
}

#[test]
fn seeking_stays_inside_what_can_be_watched() {
    let mut driver = Driver::new();
    let position = Position {
        at: 30_000,
        start: 10_000,
        end: 60_000,
        live: None,
    };
    driver.happens(Event::Player(PlayerEvent::Position(position)));
    driver.does(Action::Seek(-5));
    driver.does(Action::Seek(99_000));
    let sought: Vec<_> = driver
        .played
        .iter()
        .filter(|c| matches!(c, PlayerCommand::Seek(_)))
        .collect();
    assert_eq!(
        sought,
        vec![&PlayerCommand::Seek(10_000), &PlayerCommand::Seek(60_000)]
    );
}

#[test]
fn sound_and_captions_are_remembered_over_a_reload() {
    let mut driver = Driver::new();
    driver.does(Action::ToggleSound);
    driver.does(Action::ToggleCaptions);
    let driver = driver.reload();
    assert!(matches!(
        driver.played[0],
        PlayerCommand::Open { sound: false, .. }
    ));
}

#[test]
fn the_lineup_lists_what_the_shop_sells() {
    let mut driver = Driver::new();
    driver.does(Action::OpenLineup);
    let Panel::Lineup(cards) = &*driver.view().panel else {
        panic!()
    };
    let titles: Vec<_> = cards.iter().map(|card| card.title.as_str()).collect();
    assert_eq!(titles, vec!["Linen shirt"], "the vase is not in the shop");
}

#[test]
fn history_told_again_is_shown_where_it_holds_and_announced_to_nobody() {
    let mut driver = Driver::new();
    driver.picture(60_000);
    let emitted = driver.emitted.len();
    let old =
        r#"{"id":"o","seq":9,"at":"1970-01-01T00:00:41Z","kind":"pin","slot":2,"product":"shirt"}"#;
    driver.happens(Event::StageCue(old.into()));
    assert_eq!(pinned(&driver), vec![1, 2]);
    assert_eq!(driver.emitted.len(), emitted);
    let late =
        r#"{"id":"l","seq":9,"at":"1970-01-01T00:00:58Z","kind":"pin","slot":0,"product":"shirt"}"#;
    driver.happens(Event::StageCue(late.into()));
    assert_eq!(driver.emitted.len(), emitted + 1);
}

#[test]
fn a_video_that_broke_can_be_opened_again() {
    let mut driver = Driver::new();
    driver.happens(Event::Player(PlayerEvent::Failed(PlayerProblem::Media)));
    assert!(driver.view().player.problem.is_some());
    driver.does(Action::Retry);
    assert_eq!(driver.view().player.problem, None);
    let opened = |command: &&PlayerCommand| matches!(command, PlayerCommand::Open { .. });
    assert_eq!(driver.played.iter().filter(opened).count(), 2);
}
