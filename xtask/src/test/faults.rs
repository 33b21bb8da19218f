//! The fault matrix: a Playwright project of its own, whose cells are counted like tests.

use super::browser;
use super::tally::Tally;
use crate::root;
use anyhow::Result;

/// Which cells are run.
#[derive(Clone, Copy)]
pub(super) enum Cells<'a> {
    /// The third that runs with every change: every request meets every fault, and is followed by every reaction.
    Third,
    All,
    /// Those of all whose names hold the text.
    Named(&'a str),
}

pub(super) fn run(cells: Cells<'_>) -> Result<Tally> {
    let table = root::path("tests/e2e/faults/table.js");
    browser::project("faults", |playwright| {
        playwright.arg(format!("--reporter=list,json,{}", table.display()));
        // Cells share nothing, and one mostly waits for its browser.
        playwright.arg("--workers=2");
        if !matches!(cells, Cells::Third) {
            playwright.env("VITRINE_FAULTS", "all");
        }
        if let Cells::Named(text) = cells {
            playwright.args(["--grep", text]);
        }
    })
}
