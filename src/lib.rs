//! Vitrine turns a live video in any web page into a shop.
//!
//! # Where to start reading
//!
//! [`domain`] says what a live shop is; [`app`] is the whole behaviour of the widget as one pure function,
//! `App::update`, from events to effects; [`shop`] and [`stage`] turn intents into requests and answers into
//! facts. None of these knows the browser. With the default feature `widget`, `shell` runs that core in a page: `port`
//! does the browser I/O, `ui` draws the views and `element` is what the loader mounts as `<vitrine-live>`.

pub mod app;
pub mod domain;
pub mod http;
pub mod json;
pub mod shop;
pub mod stage;

#[cfg(feature = "widget")]
pub mod element;
#[cfg(feature = "widget")]
pub mod port;
#[cfg(feature = "widget")]
pub mod shell;
#[cfg(feature = "widget")]
pub mod ui;

/// The heap. See the size section of the README.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static HEAP: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
