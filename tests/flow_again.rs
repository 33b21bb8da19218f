//! A live stream that has ended, and what becomes of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use serde_json::json;
use support::{Driver, Fate};
use vitrine::app::effect::PlayerCommand;
use vitrine::app::event::{Action, Event, Monotonic, PictureClock, PlayerEvent, Position, TimerId};
use vitrine::app::view::{Phase, ShowTime};

const GOING: &str = "#EXTM3U\n#EXTINF:2,\na.m4s\n";
const OVER: &str = "#EXTM3U\n#EXTINF:2,\na.m4s\n#EXT-X-ENDLIST\n";
const MASTER: &str = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n";

/// A viewer of a live stream that has just ended, and whose playlist says so.
fn ended() -> Driver {
    let mut driver = Driver::new();
    driver.world.playlists = [("/live.m3u8", OVER)].into();
    driver.picture(15_000);
    driver.happens(Event::Player(PlayerEvent::Playing));
    driver.happens(Event::Player(PlayerEvent::Ended));
    assert_eq!(driver.view().phase, Phase::Ended);
    driver
}

/// How often the stream was opened.
fn opened(driver: &Driver) -> usize {
    let played = driver.played.iter();
    played
        .filter(|command| matches!(command, PlayerCommand::Open { .. }))
        .count()
}

/// How often a playlist was asked for.
fn asked(driver: &Driver) -> usize {
    let sent = driver.sent.iter();
    sent.filter(|request| request.url.contains(".m3u8")).count()
}

#[test]
fn a_stream_that_begins_again_is_watched_again() {
    let mut driver = ended();
    assert!(driver.timer(TimerId::Stream));
    assert_eq!((opened(&driver), driver.view().phase), (1, Phase::Ended));
    driver.world.playlists = [("/live.m3u8", GOING)].into();
    assert!(driver.timer(TimerId::Stream));
    assert_eq!((opened(&driver), driver.view().phase), (2, Phase::Watching));
    assert!(!driver.timer(TimerId::Stream), "nothing more to look for");
}

#[test]
fn the_list_of_variants_says_nothing_of_the_stream_so_one_of_them_is_read() {
    let mut driver = ended();
    driver.world.playlists = [("/live.m3u8", MASTER), ("/low.m3u8", OVER)].into();
    driver.timer(TimerId::Stream);
    assert_eq!((asked(&driver), opened(&driver)), (2, 1));
    driver.world.playlists.insert("/low.m3u8", GOING);
    driver.timer(TimerId::Stream);
    assert_eq!((asked(&driver), opened(&driver)), (4, 2));
    // Lists that lead to each other lead nowhere.
    let mut driver = ended();
    driver.world.playlists = [("/live.m3u8", MASTER), ("/low.m3u8", MASTER)].into();
    driver.timer(TimerId::Stream);
    assert_eq!((asked(&driver), opened(&driver)), (2, 1));
}

#[test]
fn it_is_looked_for_with_ever_longer_waits_and_not_for_ever() {
    let mut driver = ended();
    driver.fates = [
        ("/live.m3u8", Fate::LostBefore),
        ("/live.m3u8", Fate::Status(503)),
    ]
    .into();
    let mut waits = Vec::new();
    while let Some(wait) = driver.timers.get(&TimerId::Stream).copied() {
        waits.push(wait / 1_000);
        driver.timer(TimerId::Stream);
    }
    assert_eq!(
        waits,
        [10, 20, 40, 80, 160, 320, 320, 320, 320, 320, 320, 320]
    );
    assert_eq!(asked(&driver), 12);
}

#[test]
fn it_is_not_looked_for_while_nobody_sees_the_page_and_soon_once_somebody_does() {
    let mut driver = ended();
    driver.timer(TimerId::Stream);
    driver.happens(Event::Visible(false));
    assert_eq!(driver.timers.get(&TimerId::Stream), None);
    driver.happens(Event::Visible(true));
    assert_eq!(driver.timers.get(&TimerId::Stream), Some(&10_000));
    // An answer that comes while the page is hidden leads to no further question.
    driver.held = Some(".m3u8");
    driver.timer(TimerId::Stream);
    driver.happens(Event::Visible(false));
    driver.release();
    assert_eq!(driver.timers.get(&TimerId::Stream), None);
}

#[test]
fn a_viewer_who_goes_back_into_it_is_left_there() {
    let mut driver = ended();
    driver.held = Some(".m3u8");
    driver.timer(TimerId::Stream);
    driver.happens(Event::Player(PlayerEvent::Playing));
    driver.world.playlists = [("/live.m3u8", GOING)].into();
    driver.release();
    assert_eq!(opened(&driver), 1);
    assert!(!driver.timer(TimerId::Stream));
}

/// A viewer of a show whose host has declared its end; the stream goes on, as streams do.
fn over() -> Driver {
    let mut driver = Driver::new();
    driver.world.events = true;
    driver = driver.reload();
    driver.happens(Event::Player(PlayerEvent::Playing));
    driver.picture(120_000);
    assert_eq!(driver.view().phase, Phase::Ended);
    assert!(driver.listens.is_some());
    driver.sent.clear();
    driver
}

/// How often the manifest was asked for.
fn looked(driver: &Driver) -> usize {
    let sent = driver.sent.iter();
    sent.filter(|request| request.url.ends_with("/demo.json"))
        .count()
}

#[test]
fn an_end_that_the_host_has_declared_is_one() {
    let mut driver = over();
    driver.happens(Event::Player(PlayerEvent::Ended));
    driver.world.playlists = [("/live.m3u8", GOING)].into();
    assert!(driver.timer(TimerId::Stream));
    assert_eq!((asked(&driver), looked(&driver)), (0, 1));
    assert_eq!(driver.view().phase, Phase::Ended);
}

#[test]
fn a_show_that_is_over_is_offered_as_a_recording_once_there_is_one() {
    let mut driver = over();
    assert!(driver.timer(TimerId::Stream));
    assert!(!driver.view().player.again, "it is not there yet");
    assert_eq!(driver.timers.get(&TimerId::Stream), Some(&20_000));
    driver.world.recording = Some("https://cdn.example/recorded.mp4");
    driver.timer(TimerId::Stream);
    let view = driver.view();
    assert!(view.player.again && view.phase == Phase::Ended);
    assert!(!driver.timers.contains_key(&TimerId::Stream), "it is found");
    assert_eq!(opened(&driver), 1, "the viewer decides");
}

#[test]
fn the_recording_is_watched_with_cues_of_its_own_and_what_is_in_the_cart_stays() {
    let mut driver = over();
    driver.add_shirt();
    driver.settle();
    driver.does(Action::Close);
    driver.world.recording = Some("https://cdn.example/recorded.mp4");
    driver.world.cues = Some(json!([
        { "id": "a", "seq": 1, "at": 4.0, "kind": "pin", "slot": 2, "product": "shirt" },
        { "id": "d", "seq": 4, "at": 90.5, "kind": "end" },
    ]));
    driver.timer(TimerId::Stream);
    driver.does(Action::WatchAgain);
    let opens = |command: &PlayerCommand| matches!(command, PlayerCommand::Open { src, .. } if src.ends_with("recorded.mp4"));
    assert_eq!(driver.played.iter().filter(|one| opens(one)).count(), 1);
    assert_eq!(driver.listens, None, "its cues do not change");
    let view = driver.view();
    assert_eq!((view.phase, view.overlay.cart_count), (Phase::Watching, 1));
    assert!(view.overlay.pins.is_empty(), "what was pinned live is gone");
    let mut picture = |at: i64| {
        driver.happens(Event::Frame {
            picture: PictureClock::Media(ShowTime(at)),
            now: Monotonic(at),
        });
        let view = driver.view();
        let slots: Vec<_> = view.overlay.pins.iter().map(|pin| pin.slot).collect();
        (view.phase, slots)
    };
    assert_eq!(picture(3_999), (Phase::Watching, vec![]));
    assert_eq!(picture(4_000), (Phase::Watching, vec![2]));
    assert_eq!(picture(90_500), (Phase::Ended, vec![2]));
    assert!(!driver.timer(TimerId::Stream), "a recording's end is final");
    driver.happens(Event::Player(PlayerEvent::Position(Position {
        at: 90_500,
        start: 0,
        end: 91_000,
        live: None,
    })));
    driver.played.clear();
    assert!(driver.view().player.again);
    driver.does(Action::WatchAgain);
    assert_eq!(driver.played[0], PlayerCommand::Seek(0));
}

#[test]
fn a_manifest_that_cannot_be_read_is_asked_for_again_with_ever_longer_waits_and_not_for_ever() {
    let mut driver = over();
    driver.fates = [
        ("/demo.json", Fate::LostBefore),
        ("/demo.json", Fate::Status(503)),
    ]
    .into();
    while driver.timer(TimerId::Stream) {}
    assert_eq!(looked(&driver), 12);
    assert_eq!(driver.view().phase, Phase::Ended);
}

#[test]
fn a_viewer_who_goes_back_before_the_end_waits_for_no_recording() {
    let mut driver = over();
    driver.picture(100_000);
    assert_eq!(driver.view().phase, Phase::Watching);
    assert!(!driver.timer(TimerId::Stream));
    driver.picture(120_000);
    assert!(driver.timer(TimerId::Stream), "it is over again");
}

#[test]
fn a_stream_that_is_gone_may_be_there_as_a_recording_though_no_end_was_declared() {
    let mut driver = ended();
    driver.world.recording = Some("https://cdn.example/recorded.mp4");
    driver.timer(TimerId::Stream);
    assert_eq!((asked(&driver), looked(&driver)), (1, 2));
    assert!(driver.view().player.again);
}
