//! The budgets: what a viewer loads before the first product can be tapped, and what those load in all who shop.

use super::tally::Tally;
use crate::build::{self, Profile};
use crate::size::{LOADER, SECOND, SOME, print, shipped};
use anyhow::Result;

const KIB: u64 = 1024;
/// What everybody loads: not the HLS player, which is loaded only where the stream needs it, nor the words of other
/// languages, nor what only those need who shop.
const FIRST: u64 = 120 * KIB;
/// The same with what those need who shop.
const ALL: u64 = 175 * KIB;
const LOADER_ALONE: u64 = 3 * KIB;

pub(super) fn run() -> Result<Tally> {
    let files = shipped(&build::widget(Profile::Release)?)?;
    print(&files);
    println!();
    let sum = |wanted: fn(&str) -> bool| {
        files
            .iter()
            .filter(|file| wanted(&file.name))
            .map(|file| file.brotli)
            .sum()
    };
    let mut tally = Tally::default();
    tally += within(
        "the widget without hls.js",
        sum(|name| !SOME.contains(&name)),
        FIRST,
    );
    tally += within(
        "the same for those who shop",
        sum(|name| !SOME.contains(&name) || name == SECOND),
        ALL,
    );
    tally += within("the loader", sum(|name| name == LOADER), LOADER_ALONE);
    Ok(tally)
}

fn within(what: &str, brotli: u64, budget: u64) -> Tally {
    let verdict = if brotli <= budget { "ok" } else { "TOO LARGE" };
    println!(
        "{what}: {} of {} KiB brotli: {verdict}",
        kib(brotli),
        budget / KIB
    );
    Tally::of(brotli <= budget)
}

fn kib(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(KIB);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_itself_is_within_the_budget() {
        assert_eq!(within("it", ALL, ALL), Tally::passed());
        assert_eq!(within("it", ALL + 1, ALL), Tally::failed());
    }

    #[test]
    fn kibibytes_are_rounded_up() {
        assert_eq!(kib(0), "0.0");
        assert_eq!(kib(1), "0.1");
        assert_eq!(kib(1536), "1.5");
    }
}
