use vitrine::app::event::Event;
use vitrine::port::guard::Guard;
use vitrine::port::page::Page;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{Log, js};

fn come_back(from_cache: bool) {
    js(&format!(
        "window.dispatchEvent(new PageTransitionEvent('pageshow', {{ persisted: {from_cache} }}))"
    ));
}

#[wasm_bindgen_test]
fn leaving_and_coming_back_from_the_cache_are_each_said_once() {
    let log = Log::default();
    let _page = Page::new(log.sink());
    js("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
    js("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
    come_back(true);
    assert_eq!(
        log.rest(),
        [Event::Visible(false), Event::Visible(true), Event::Restored]
    );
}

#[wasm_bindgen_test]
fn an_ordinary_load_is_no_return() {
    let log = Log::default();
    let _page = Page::new(log.sink());
    come_back(false);
    assert_eq!(log.rest(), []);
}

#[wasm_bindgen_test]
fn a_dropped_port_no_longer_listens() {
    let log = Log::default();
    drop(Page::new(log.sink()));
    come_back(true);
    assert_eq!(log.rest(), []);
}

/// Whether the page would ask before it is left.
fn asks() -> bool {
    js(
        "const event = new Event('beforeunload', { cancelable: true });
        window.dispatchEvent(event);
        return event.defaultPrevented",
    )
    .is_truthy()
}

#[wasm_bindgen_test]
fn the_page_asks_before_leaving_only_while_it_is_told_to() {
    let guard = Guard::default();
    assert!(!asks());
    guard.set(true);
    guard.set(true);
    assert!(asks());
    guard.set(false);
    assert!(!asks());
    guard.set(true);
    drop(guard);
    assert!(!asks());
}
