//! The page that says what the suite found: `docs/conformance.md`. The same results always make the same page.

use super::super::junit::Outcome;
use super::Check;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "\
# Conformance

What the merchant suite `spck-conformance` (unofficial, version pinned in `xtask/python/`) finds in the reference shop, over http on
loopback, for UCP 2026-04-08. `cargo xtask test --only conformance` starts a server with an empty data folder and
`server/tests/conformance/catalogue.json`, runs the suite with `merchant.json` beside it, reads its JUnit report, prints this page, and fails
where the page says something else. It also fails where fewer checks ran than before, where one is skipped or refused without a
reason in `known.json`, and where one that stands there passes.

The suite spoils each answer on purpose and looks whether its check notices. *Proven* counts the checks that noticed every time.
";

/// How the checks of one area went.
#[derive(Default)]
struct Row {
    passed: u32,
    proven: u32,
    refused: u32,
    skipped: u32,
}

impl Row {
    fn add(&mut self, check: &Check) {
        match check.outcome {
            Outcome::Passed => {
                self.passed += 1;
                self.proven += u32::from(check.proven);
            }
            Outcome::Failed(_) => self.refused += 1,
            Outcome::Skipped(_) => self.skipped += 1,
        }
    }

    fn line(&self, name: &str) -> String {
        let Self {
            passed,
            proven,
            refused,
            skipped,
        } = self;
        format!("| {name} | {passed} | {proven} | {refused} | {skipped} |\n")
    }
}

pub(super) fn page(checks: &[Check]) -> String {
    let mut areas: BTreeMap<&str, Row> = BTreeMap::new();
    let mut all = Row::default();
    for check in checks {
        let area = check.name.split('.').next().unwrap_or_default();
        areas.entry(area).or_default().add(check);
        all.add(check);
    }
    let mut page = HEAD.to_owned();
    page += "\n| Area | passed | proven | refused | skipped |\n| --- | --- | --- | --- | --- |\n";
    for (area, row) in &areas {
        page += &row.line(area);
    }
    page += &all.line("**all**");
    page += "\n## Passed\n\n";
    page += &names(
        checks
            .iter()
            .filter(|check| check.outcome == Outcome::Passed),
    );
    page += ".\n\n## Refused\n\nChecks that the shop does not pass, and why.\n\n";
    page += &by_reason(checks, |check| matches!(check.outcome, Outcome::Failed(_)));
    page += "\n## Skipped\n\nChecks that did not run, and why.\n\n";
    page += &by_reason(checks, |check| matches!(check.outcome, Outcome::Skipped(_)));
    page
}

/// A line a reason, in the order in which the suite comes to them.
fn by_reason(checks: &[Check], wanted: impl Fn(&Check) -> bool) -> String {
    let mut reasons: Vec<(&str, Vec<&Check>)> = Vec::new();
    for check in checks.iter().filter(|check| wanted(check)) {
        let reason = check.reason.as_deref().unwrap_or("Nobody has said why.");
        match reasons.iter_mut().find(|(other, _)| *other == reason) {
            Some((_, group)) => group.push(check),
            None => reasons.push((reason, vec![check])),
        }
    }
    let mut text = String::new();
    for (reason, group) in reasons {
        let _ = writeln!(
            text,
            "- {reason} ({}: {})",
            group.len(),
            names(group.into_iter())
        );
    }
    text
}

fn names<'a>(checks: impl Iterator<Item = &'a Check>) -> String {
    checks
        .map(|check| format!("`{}`", check.name))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, outcome: Outcome, reason: Option<&str>) -> Check {
        Check {
            name: name.to_owned(),
            outcome,
            reason: reason.map(str::to_owned),
            proven: true,
        }
    }

    #[test]
    fn the_page_counts_by_area_and_lists_by_reason() {
        let skipped = || Outcome::Skipped(String::new());
        let page = page(&[
            check("cart.a", Outcome::Passed, None),
            check("cart.b", skipped(), Some("No time.")),
            check("mcp.c", skipped(), Some("No time.")),
        ]);
        assert!(page.contains(
            "| cart | 1 | 1 | 0 | 1 |\n| mcp | 0 | 0 | 0 | 1 |\n| **all** | 1 | 1 | 0 | 2 |"
        ));
        assert!(page.contains("- No time. (2: `cart.b`, `mcp.c`)\n"));
    }
}
