//! `cargo xtask faults`: the fault matrix, whole, as a table; with `--write` also in the documentation.

use crate::{root, test};
use anyhow::{Context, Result, bail};
use std::fs;

/// Where the table stands between two marks.
const PAGE: &str = "docs/faults.md";
const BEGIN: &str = "<!-- fault matrix: begin, written by `cargo xtask faults --write` -->";
const END: &str = "<!-- fault matrix: end -->";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Put the table into docs/faults.md
    #[arg(long)]
    write: bool,
    /// Only cells whose names hold this, such as "complete · late"
    #[arg(value_name = "CELL", conflicts_with = "write")]
    cell: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let failed = test::fault_matrix(args.cell.as_deref())?;
    if failed > 0 {
        bail!("{failed} cells failed");
    }
    if args.write {
        let table = fs::read_to_string(root::path("target/e2e/faults.md"))?;
        let page = fs::read_to_string(root::path(PAGE)).with_context(|| format!("no {PAGE}"))?;
        let written = between(&page, &table).with_context(|| format!("{PAGE} has no marks"))?;
        fs::write(root::path(PAGE), written)?;
        println!("The table is in {PAGE}.");
    }
    Ok(())
}

/// The page with another table between its marks; nothing where it has no marks.
fn between(page: &str, table: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{table}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let page = format!("a\n{BEGIN}\nold\n{END}\nb\n");
        let expected = format!("a\n{BEGIN}\nnew\n{END}\nb\n");
        assert_eq!(between(&page, "new\n"), Some(expected));
    }

    #[test]
    fn a_page_without_marks_is_left_alone() {
        assert_eq!(between("a", "new"), None);
        assert_eq!(between(&format!("{END} {BEGIN}"), "new"), None);
    }
}
