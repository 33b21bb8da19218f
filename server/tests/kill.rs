//! The server is killed with `kill -9` while it places orders, and started again on what it left.
//!
//! Twenty times here; `cargo xtask bench kill --times 100` does it as often as one likes and prints the table.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use vitrine_bench::kill;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whenever_it_is_killed_orders_are_what_buyers_were_told_of_and_what_was_charged() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let report = kill::run(Path::new(env!("CARGO_BIN_EXE_vitrine-server")), 20, seed)
        .await
        .unwrap();
    println!("{report}");
    report.check().unwrap();
}
