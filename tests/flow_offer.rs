//! An offer of the shop, as a viewer lives it: in its moment of the picture, for as long as the shop holds it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use support::{Driver, OFFERED};
use vitrine::app::event::{Action, Countdown, Event, Monotonic, PictureClock, TimerId};
use vitrine::app::view::{Announcement, Card, OfferView, Panel, ProductView};
use vitrine::domain::show::ShowTime;

/// The page's clock when the tests begin: it has nothing to do with the stage's.
const START: i64 = 7_000_000_000;
/// The picture's moment then: the stage's clock is of 1970 here, which no device's is.
const PICTURE: i64 = 45_000;
const ON: &str = r#"{"seq":9,"id":"o1","at":"1970-01-01T00:00:50Z","kind":"offer","offer":"half","product":"shirt",
    "from":"1970-01-01T00:00:50Z","to":"1970-01-01T00:01:50Z"}"#;
const TAKEN_BACK: &str = r#"{"seq":10,"id":"o2","at":"1970-01-01T00:00:50Z","kind":"offer","offer":"half","product":"shirt",
    "from":"1970-01-01T00:00:50Z","to":"1970-01-01T00:00:50Z"}"#;

/// The picture is so many milliseconds further, and so is the clock.
fn plays(driver: &mut Driver, ms: i64) {
    driver.skew = START + ms;
    driver.happens(Event::Frame {
        picture: PictureClock::Programme(ShowTime(PICTURE + ms)),
        now: Monotonic(driver.skew),
    });
}

/// A viewer who watches a show whose host has just started an offer of three shirts for a minute.
fn watching() -> Driver {
    let mut driver = Driver::unmounted();
    driver.skew = START;
    // Its cards are read before the host starts it.
    driver.world.offer = Some((3, 65_000));
    driver.mount();
    driver.world.offer = Some((3, 60_000));
    driver.happens(Event::StageCue(ON.into()));
    plays(&mut driver, 0);
    driver
}

fn pin(driver: &Driver) -> Card {
    driver.view().overlay.pins[0].card.clone()
}

fn ticks(driver: &mut Driver, ms: i64) -> bool {
    driver.skew = START + ms;
    driver.timer(TimerId::Countdown(Countdown::Offer))
}

fn asked(driver: &Driver) -> usize {
    let lookups = driver.sent.iter();
    lookups
        .filter(|request| request.url.ends_with("/catalog/lookup"))
        .count()
}

#[test]
fn an_offer_is_seen_from_its_moment_of_the_picture_at_the_shop_s_price() {
    let mut driver = watching();
    let before = pin(&driver);
    assert_eq!((before.offer, before.price.unwrap().0.minor), (None, 5_900));
    plays(&mut driver, 5_000);
    let card = pin(&driver);
    assert_eq!(card.price.unwrap().0.minor, OFFERED);
    assert_eq!(card.list_price.unwrap().minor, 5_900);
    let view = driver.view();
    assert_eq!(
        card.offer,
        Some(OfferView {
            left: 3,
            seconds: 60
        })
    );
    let Some((_, Announcement::Offer(title, price, 60))) = view.announcement else {
        panic!("{:?}", view.announcement);
    };
    assert_eq!((title.as_str(), price.minor), ("Linen shirt", OFFERED));
    driver.does(Action::OpenProduct("shirt".into()));
    driver.does(Action::Choose { axis: 0, value: 0 });
    let Panel::Product(ProductView::Ready(product)) = &*driver.view().panel else {
        panic!();
    };
    assert_eq!(product.price.unwrap().0.minor, OFFERED);
    assert_eq!(
        product.offer,
        Some(OfferView {
            left: 3,
            seconds: 60
        })
    );
}

#[test]
fn an_offer_that_is_announced_ahead_is_asked_about_when_it_begins() {
    let mut driver = Driver::unmounted();
    driver.skew = START;
    driver.mount();
    // Said at 45 s, for 50 s; until then the shop knows of none.
    driver.happens(Event::StageCue(ON.replacen("0:50Z", "0:45Z", 1)));
    plays(&mut driver, 0);
    plays(&mut driver, 4_999);
    let before = asked(&driver);
    assert_eq!(pin(&driver).offer, None);
    driver.world.offer = Some((3, 60_000));
    plays(&mut driver, 5_000);
    assert_eq!(asked(&driver), before + 1);
    assert_eq!(pin(&driver).price.unwrap().0.minor, OFFERED);
}

#[test]
fn the_countdown_goes_by_this_page_s_own_clock_whatever_time_anybody_says_it_is() {
    let mut driver = watching();
    plays(&mut driver, 5_000);
    // The shop was asked at 5 s: its minute is over at 65.
    assert!(ticks(&mut driver, 6_000));
    assert_eq!(pin(&driver).offer.unwrap().seconds, 59);
    driver.world.offer = Some((3, 10_000));
    assert!(ticks(&mut driver, 56_000));
    assert_eq!(pin(&driver).offer.unwrap().seconds, 9);
    // Picture latency: what is tapped in a picture that is 8 s behind counts so much longer.
    ticks(&mut driver, 65_001);
    assert_eq!(pin(&driver).offer.unwrap().seconds, 0);
    driver.world.offer = None;
    ticks(&mut driver, 73_001);
    let over = pin(&driver);
    assert_eq!((over.offer, over.price.unwrap().0.minor), (None, 5_900));
    let said = driver.view().announcement.map(|(_, said)| said);
    assert_eq!(said, Some(Announcement::OfferOver("Linen shirt".into())));
    assert!(!ticks(&mut driver, 74_000), "nothing is counted any more");
}

#[test]
fn how_many_are_left_is_asked_of_the_shop_again_and_again() {
    let mut driver = watching();
    plays(&mut driver, 5_000);
    let before = asked(&driver);
    driver.world.offer = Some((0, 50_000));
    for second in 1..=5 {
        assert!(ticks(&mut driver, 5_000 + second * 1_000));
    }
    assert_eq!(asked(&driver), before + 1);
    let card = pin(&driver);
    assert_eq!(card.offer.unwrap().left, 0);
    assert_eq!(
        card.price.unwrap().0.minor,
        5_900,
        "nobody gets it any more"
    );
}

#[test]
fn one_that_is_taken_back_goes_at_once_without_asking_anybody() {
    let mut driver = watching();
    plays(&mut driver, 5_000);
    driver.held = Some("/catalog");
    driver.happens(Event::StageCue(TAKEN_BACK.into()));
    let card = pin(&driver);
    assert_eq!((card.offer, card.price.unwrap().0.minor), (None, 5_900));
}

#[test]
fn the_shop_is_told_how_long_ago_the_viewer_acted_in_the_picture() {
    let mut driver = watching();
    driver.add_shirt();
    let sent = |driver: &Driver| {
        let cart = driver.sent.iter().rfind(|one| one.url.contains("/carts"));
        let body = cart.unwrap().body.clone().unwrap();
        serde_json::from_str::<serde_json::Value>(&body).unwrap()
    };
    assert_eq!(sent(&driver).get("acted_ms_ago"), None, "no offer was on");
    plays(&mut driver, 5_000);
    driver.held = Some("/carts");
    driver.add_shirt();
    assert_eq!(sent(&driver)["acted_ms_ago"], 8_000, "the show's latency");
    driver.does(Action::AddVariant {
        variant: "shirt-s".into(),
        quantity: 1,
    });
    plays(&mut driver, 9_000);
    driver.release();
    assert_eq!(
        sent(&driver)["acted_ms_ago"],
        12_000,
        "waited for the write before"
    );
}
