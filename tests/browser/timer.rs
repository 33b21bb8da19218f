use vitrine::app::event::{Event, TimerId};
use vitrine::port::timer::Timers;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::Log;

#[wasm_bindgen_test]
async fn a_timer_reports_when_it_runs_out() {
    let log = Log::default();
    let timers = Timers::new(log.sink());
    timers.start(TimerId::Toast, 1);
    assert_eq!(log.next().await, Event::Timer(TimerId::Toast));
}

#[wasm_bindgen_test]
async fn a_stopped_timer_reports_nothing() {
    let log = Log::default();
    let timers = Timers::new(log.sink());
    timers.start(TimerId::Toast, 1);
    timers.start(TimerId::Cart, 1);
    timers.stop(TimerId::Toast);
    // Timers of the same length run out in the order of their start.
    assert_eq!(log.next().await, Event::Timer(TimerId::Cart));
    assert_eq!(log.rest(), []);
}

#[wasm_bindgen_test]
async fn starting_a_timer_again_replaces_it() {
    let log = Log::default();
    let timers = Timers::new(log.sink());
    timers.start(TimerId::Cart, 1);
    timers.start(TimerId::Cart, 5);
    timers.start(TimerId::Intent, 5);
    assert_eq!(log.next().await, Event::Timer(TimerId::Cart));
    assert_eq!(log.next().await, Event::Timer(TimerId::Intent));
    assert_eq!(log.rest(), []);
}

#[wasm_bindgen_test]
async fn dropping_the_port_stops_all_timers() {
    let gone = Log::default();
    let timers = Timers::new(gone.sink());
    timers.start(TimerId::Cart, 1);
    drop(timers);
    let log = Log::default();
    let others = Timers::new(log.sink());
    others.start(TimerId::Show, 5);
    log.next().await;
    assert_eq!(gone.rest(), []);
}

#[wasm_bindgen_test]
async fn a_wait_longer_than_browsers_can_keep_does_not_end_at_once() {
    let log = Log::default();
    let timers = Timers::new(log.sink());
    timers.start(TimerId::Show, u32::MAX);
    timers.start(TimerId::Cart, 5);
    assert_eq!(log.next().await, Event::Timer(TimerId::Cart));
    assert_eq!(log.rest(), []);
}
