//! Several servers on one log in NATS: real processes on loopback, each ended by its own id.
//!
//! `nats-server` must be there (`cargo xtask setup` installs it); without it these tests fail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod support;

mod away;
mod creds;
mod cues;
mod shared;
mod tls;
