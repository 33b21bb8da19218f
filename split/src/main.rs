//! `vitrine-split LINKED WHOLE FIRST REST GATE…` cuts a wasm file in two. Called by `cargo xtask` for a release build.
//!
//! `WHOLE` must have its names; `LINKED` is the file it was made from, with the linker's notes. `FIRST` is what the page loads at once, `REST` what is loaded later; a `GATE` is the name
//! of a function that nothing calls before `REST` is there.

use anyhow::{Context, Result, bail};
use std::fs;

fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let mut word = || words.next();
    let (Some(linked), Some(whole), Some(first), Some(rest)) = (word(), word(), word(), word())
    else {
        bail!("usage: vitrine-split LINKED WHOLE FIRST REST GATE...");
    };
    let gates: Vec<String> = words.collect();
    let read = |file: &str| fs::read(file).with_context(|| format!("cannot read {file}"));
    let parts = vitrine_split::split(&read(&whole)?, Some(&read(&linked)?), &gates)?;
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
