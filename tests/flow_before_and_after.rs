//! A show that has not begun, one that does not take place, and one that is watched again.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use serde_json::{Value, json};
use support::Driver;
use vitrine::app::effect::PlayerCommand;
use vitrine::app::event::{
    Action, Countdown, Event, Monotonic, PictureClock, PlayerEvent, Position, Start, TimerId,
};
use vitrine::app::view::{Panel, Phase, ProductView, ShowTime};

/// The widget with the show of the test's stage, changed.
fn with(change: &Value, start: Start) -> Driver {
    let mut driver = Driver::unmounted();
    let mut manifest = driver.world.manifest();
    for (name, value) in change.as_object().unwrap() {
        manifest[name] = value.clone();
    }
    driver.start(Start {
        manifest: Some(manifest.to_string()),
        ..start
    });
    driver
}

/// It begins five seconds after the test's stage says that it is a minute past the epoch.
fn upcoming(bookable: bool) -> Driver {
    let change = json!({"status": "upcoming", "starts_at": "1970-01-01T00:01:05Z", "bookable": bookable,
        "calendar": "/shows/demo/calendar.ics", "poster": "/poster.jpg"});
    with(&change, Start::default())
}

fn tick(driver: &mut Driver, now: i64) -> Option<u32> {
    driver.happens(Event::Tick(Countdown::Show, Monotonic(now)));
    driver.view().wait.left
}

#[test]
fn before_a_show_the_seconds_are_counted_by_the_stage_s_clock() {
    let mut driver = upcoming(false);
    assert_eq!(driver.view().phase, Phase::Upcoming);
    assert!(
        driver.timer(TimerId::Countdown(Countdown::Show)),
        "it begins to count"
    );
    // The stage's now was measured over an exchange from 0 to 10 of the page's clock: a minute past at 5.
    assert_eq!(tick(&mut driver, 5), Some(5));
    assert_eq!(tick(&mut driver, 1_004), Some(5));
    assert_eq!(tick(&mut driver, 1_005), Some(4));
    let view = driver.view();
    assert_eq!(view.wait.at, Some(ShowTime(65_000)));
    let calendar = view.wait.calendar.as_deref();
    assert_eq!(
        calendar,
        Some("https://stage.example/shows/demo/calendar.ics")
    );
    let poster = view.poster.as_deref();
    assert_eq!(poster, Some("https://stage.example/poster.jpg"));
    assert!(driver.played.is_empty(), "there is nothing to play yet");
}

#[test]
fn when_its_time_has_come_the_show_is_asked_for_and_begins() {
    let mut driver = upcoming(false);
    driver.sent.clear();
    assert_eq!(tick(&mut driver, 5_004), Some(1));
    assert_eq!(driver.sent.len(), 0);
    // The test's stage says by now that it is live.
    tick(&mut driver, 5_005);
    assert_eq!(driver.sent[0].url, "https://stage.example/shows/demo.json");
    let view = driver.view();
    assert_eq!((view.phase, view.wait.left), (Phase::Watching, None));
}

#[test]
fn without_the_stage_s_clock_nothing_is_counted() {
    let mut driver = Driver::unmounted();
    driver.held = Some("cues");
    let mut manifest = driver.world.manifest();
    manifest["status"] = json!("upcoming");
    manifest["starts_at"] = json!("1970-01-01T00:01:05Z");
    driver.start(Start {
        manifest: Some(manifest.to_string()),
        ..Start::default()
    });
    assert_eq!(tick(&mut driver, 5), None);
}

fn detail(driver: &Driver) -> (bool, bool) {
    match &*driver.view().panel {
        Panel::Product(ProductView::Ready(detail)) => (detail.waits, detail.can_add),
        other => panic!("{other:?}"),
    }
}

#[test]
fn before_a_show_its_products_can_be_looked_at_and_bought_only_if_the_host_allows_it() {
    for bookable in [false, true] {
        let mut driver = upcoming(bookable);
        driver.does(Action::OpenLineup);
        assert!(matches!(&*driver.view().panel, Panel::Lineup(cards) if !cards.is_empty()));
        driver.does(Action::OpenProduct("shirt".into()));
        driver.does(Action::Choose { axis: 0, value: 0 });
        assert_eq!(detail(&driver), (!bookable, bookable));
        driver.does(Action::AddToCart);
        let count = driver.view().overlay.cart_count;
        assert_eq!(count, u32::from(bookable));
    }
}

#[test]
fn a_show_that_does_not_take_place_says_so_and_still_sells() {
    let mut driver = with(&json!({"status": "cancelled"}), Start::default());
    assert_eq!(driver.view().phase, Phase::Cancelled);
    driver.does(Action::OpenProduct("shirt".into()));
    driver.does(Action::Choose { axis: 0, value: 0 });
    assert_eq!(detail(&driver), (false, true));
}

/// A recording of two minutes. The picture is at its ninth second.
fn recording(clock: fn(ShowTime) -> PictureClock, at: Option<i64>) -> Driver {
    let start = Start {
        at,
        ..Start::default()
    };
    let mut driver = with(&json!({"status": "ended"}), start);
    driver.happens(Event::Player(PlayerEvent::Position(Position {
        at: 9_000,
        start: 0,
        end: 120_000,
        live: None,
    })));
    driver.happens(Event::Frame {
        picture: clock(ShowTime(9_000)),
        now: Monotonic(0),
    });
    driver
}

#[test]
fn a_recording_lists_when_each_product_came_up_and_plays_from_there() {
    let mut driver = recording(PictureClock::Media, None);
    assert!(
        driver.view().moments.is_empty(),
        "until somebody looks for a product"
    );
    driver.does(Action::OpenLineup);
    let moments = driver.view().moments;
    let told: Vec<_> = moments
        .iter()
        .map(|moment| (moment.second, moment.title.as_str(), moment.now))
        .collect();
    assert_eq!(
        told,
        [(10, "Linen shirt", false), (40, "Linen shirt", false)]
    );
    driver.played.clear();
    driver.does(Action::Watch(moments[1].at));
    assert_eq!(
        driver.played,
        [PlayerCommand::Seek(40_000), PlayerCommand::Play]
    );
    assert!(driver.view().moments[1].now);
}

#[test]
fn a_recording_with_dates_is_sought_by_how_far_they_are_from_its_start() {
    // Its picture shows the fifth second of the show where its media is at the ninth.
    let by_date = |time: ShowTime| PictureClock::Programme(time + -4_000);
    let mut driver = recording(by_date, None);
    driver.does(Action::OpenProduct("shirt".into()));
    let moments = driver.view().moments;
    let at: Vec<_> = moments.iter().map(|moment| moment.at).collect();
    assert_eq!(at, [14_000, 44_000]);
}

#[test]
fn the_page_s_address_says_where_a_recording_begins_once() {
    let mut driver = recording(PictureClock::Media, Some(64_000));
    let sought = |driver: &Driver| {
        let sought = driver.played.iter();
        sought
            .filter(|command| **command == PlayerCommand::Seek(64_000))
            .count()
    };
    assert_eq!(sought(&driver), 1);
    driver.happens(Event::Player(PlayerEvent::Position(Position {
        at: 0,
        start: 0,
        end: 120_000,
        live: None,
    })));
    assert_eq!(sought(&driver), 1);
}
