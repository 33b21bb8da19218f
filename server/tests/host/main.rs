//! The host's API, called through the server's router as a console calls it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

#[path = "../stage_support/mod.rs"]
mod stage_support;
mod support;

mod calendar;
mod cues;
mod export;
mod figures;
mod in_step;
mod offers;
mod session;
mod shows;
