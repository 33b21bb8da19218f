//! A live stream that has ended, and what becomes of it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use support::{Driver, Fate};
use vitrine::app::effect::PlayerCommand;
use vitrine::app::event::{Event, PlayerEvent, TimerId};
use vitrine::app::view::Phase;

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

#[test]
fn an_end_that_the_host_has_declared_is_one() {
    let mut driver = Driver::new();
    driver.happens(Event::Player(PlayerEvent::Playing));
    driver.picture(120_000);
    driver.happens(Event::Player(PlayerEvent::Ended));
    assert!(!driver.timer(TimerId::Stream));
}
