//! The native tests of every crate, documentation examples included.

use super::tally::{Tally, run_harness};
use crate::sh;
use anyhow::Result;

pub(super) fn run() -> Result<Tally> {
    run_harness(&mut sh::cmd(
        "cargo",
        ["test", "--workspace", "--no-fail-fast"],
    ))
}
