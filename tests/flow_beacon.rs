//! What the stage is told of what viewers open and put into carts.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use serde_json::{Value, json};
use support::{Driver, Fate};
use vitrine::app::event::{Action, Event, Start, TimerId};
use vitrine::http::{Method, Request};

/// A widget that is not in the page yet, at a stage that counts.
fn unmounted() -> Driver {
    let mut driver = Driver::unmounted();
    driver.world.counts = true;
    driver
}

fn mounted() -> Driver {
    let mut driver = unmounted();
    driver.mount();
    driver
}

fn told(driver: &Driver) -> Vec<&Request> {
    let sent = driver.sent.iter();
    sent.filter(|request| request.method == Method::Tell)
        .collect()
}

fn body(request: &Request) -> Value {
    serde_json::from_str(request.body.as_ref().unwrap()).unwrap()
}

#[test]
fn what_is_opened_and_added_is_told_together_and_names_products_alone() {
    let mut driver = mounted();
    driver.does(Action::OpenProduct("vase".into()));
    driver.add_shirt();
    assert!(told(&driver).is_empty(), "it is gathered for a moment");
    assert!(driver.timer(TimerId::Beacon));
    let requests = told(&driver);
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].url, "https://stage.example/shows/demo/beacon");
    assert!(requests[0].headers.is_empty());
    assert_eq!(
        body(requests[0]),
        json!({"opens": ["vase", "shirt"], "adds": ["shirt"]})
    );
    assert!(!driver.timer(TimerId::Beacon), "there is nothing more");
}

#[test]
fn a_variant_that_the_page_adds_counts_for_its_product() {
    let mut driver = mounted();
    driver.does(Action::AddVariant {
        variant: "shirt-m".into(),
        quantity: 2,
    });
    driver.timer(TimerId::Beacon);
    assert_eq!(
        body(told(&driver)[0]),
        json!({"opens": [], "adds": ["shirt"]})
    );
}

#[test]
fn a_page_that_is_left_tells_what_it_has_before_it_goes() {
    let mut driver = mounted();
    driver.does(Action::OpenProduct("shirt".into()));
    driver.happens(Event::Visible(false));
    assert_eq!(told(&driver).len(), 1);
    driver.happens(Event::Visible(true));
    driver.happens(Event::Visible(false));
    assert_eq!(told(&driver).len(), 1);
}

#[test]
fn what_was_lost_is_not_told_again_and_what_comes_later_is() {
    let mut driver = mounted();
    driver.fates = [("/beacon", Fate::LostBefore)].into();
    driver.does(Action::OpenProduct("shirt".into()));
    driver.timer(TimerId::Beacon);
    driver.does(Action::OpenProduct("vase".into()));
    driver.timer(TimerId::Beacon);
    let bodies: Vec<Value> = told(&driver).into_iter().map(body).collect();
    assert_eq!(
        bodies,
        [
            json!({"opens": ["shirt"], "adds": []}),
            json!({"opens": ["vase"], "adds": []})
        ]
    );
}

#[test]
fn no_more_is_told_at_once_than_the_stage_takes() {
    let mut driver = mounted();
    for _ in 0..50 {
        driver.does(Action::OpenProduct("shirt".into()));
    }
    driver.timer(TimerId::Beacon);
    assert_eq!(
        body(told(&driver)[0])["opens"].as_array().unwrap().len(),
        20
    );
}

#[test]
fn where_the_page_or_the_manifest_does_not_want_it_nothing_is_told() {
    let mut unwanted = unmounted();
    unwanted.start(Start {
        untold: true,
        ..Start::default()
    });
    let mut nowhere = unmounted();
    nowhere.world.counts = false;
    nowhere.mount();
    for driver in [&mut unwanted, &mut nowhere] {
        driver.add_shirt();
        assert!(!driver.timer(TimerId::Beacon));
        driver.happens(Event::Visible(false));
        assert!(told(driver).is_empty());
    }
}
