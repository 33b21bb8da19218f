//! `vitrine-split WHOLE FIRST REST BEGIN END GATE…` cuts a wasm file in two. Called by `cargo xtask` for a release build.
//!
//! `WHOLE` must have its names. `FIRST` is what the page loads at once, `REST` what is loaded later; a `GATE` is the name
//! of a function that nothing calls before `REST` is there, and data from the mark `BEGIN` to the mark `END` is read by nothing else.

use anyhow::{Context, Result, bail};
use std::fs;

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next();
    let (Some(whole), Some(first), Some(rest), Some(begin), Some(end)) =
        (word(), word(), word(), word(), word())
    else {
        bail!("usage: vitrine-split WHOLE FIRST REST BEGIN END GATE...");
    };
    let gates: Vec<String> = words.collect();
    let bytes = fs::read(&whole).with_context(|| format!("cannot read {whole}"))?;
    let parts = vitrine_split::split(&bytes, &gates, Some((&begin, &end)))?;
    fs::write(&first, parts.first).with_context(|| format!("cannot write {first}"))?;
    fs::write(&rest, parts.rest).with_context(|| format!("cannot write {rest}"))?;
    println!(
        "{} of {} functions are in the second file, behind {} gates.",
        parts.moved,
        parts.functions,
        gates.len()
    );
    Ok(())
}
