//! The server is killed with `kill -9` while it places orders, and started again on what it left.
//!
//! Twenty times, or as often as `VITRINE_KILLS` says; `cargo xtask bench kill` does the same with an optimised server.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use vitrine_bench::kill;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whenever_it_is_killed_orders_are_what_buyers_were_told_of_and_what_was_charged() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let times = std::env::var("VITRINE_KILLS").map_or(20, |times| times.parse().unwrap());
    let program = Path::new(env!("CARGO_BIN_EXE_vitrine-server"));
    let report = kill::run(program, times, seed).await.unwrap();
    println!("{report}");
    report.check().unwrap();
}
