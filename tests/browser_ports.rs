//! The ports, each in a real browser: what goes in is an effect, what comes out are events.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[path = "browser/support.rs"]
mod support;

#[path = "browser/channel.rs"]
mod channel;
#[path = "browser/emit.rs"]
mod emit;
#[path = "browser/events.rs"]
mod events;
#[path = "browser/focus.rs"]
mod focus;
#[path = "browser/http.rs"]
mod http;
#[path = "browser/intl.rs"]
mod intl;
#[path = "browser/lock.rs"]
mod lock;
#[path = "browser/page.rs"]
mod page;
#[path = "browser/payment.rs"]
mod payment;
#[path = "browser/place.rs"]
mod place;
#[path = "browser/room.rs"]
mod room;
#[path = "browser/storage.rs"]
mod storage;
#[path = "browser/timer.rs"]
mod timer;
