//! The player in a real browser: a file, the page's own video, captions, and hls.js by a stand-in.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[path = "browser/support.rs"]
mod support;

#[path = "browser/player_captions.rs"]
mod player_captions;
#[path = "browser/player_file.rs"]
mod player_file;
#[path = "browser/player_foreign.rs"]
mod player_foreign;
#[path = "browser/player_hls.rs"]
mod player_hls;
