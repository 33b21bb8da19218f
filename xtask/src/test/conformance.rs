//! A merchant suite from outside (`spck-conformance`), run against the real server over loopback.
//!
//! The suite skips what its configuration does not name and exits 0 when almost nothing ran. So the number of checks
//! that ran is asserted here, and each one that did not, or that the shop does not pass, stands with its reason in
//! `server/tests/conformance/known.json`.

mod known;
mod table;

use super::junit::{self, Case, Outcome};
use super::shop::Shop;
use super::tally::Tally;
use crate::{root, setup, sh};
use anyhow::{Context, Result, bail};
use known::Known;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// How many checks ran when this was last looked at. It may only go up.
const RAN: usize = 93;
const FOLDER: &str = "server/tests/conformance";
const PAGE: &str = "docs/conformance.md";

/// One check of the suite.
pub(super) struct Check {
    name: String,
    outcome: Outcome,
    /// Why it was skipped or refused, if that is known.
    reason: Option<String>,
    /// Whether the suite made sure that the check can fail, by spoiling the shop's answer.
    proven: bool,
}

pub(super) fn run() -> Result<Tally> {
    let folder = root::target().join("conformance");
    fs::create_dir_all(&folder)?;
    let mut shop = Shop::open(&folder)?;
    let (cases, details) = ask(&shop, &folder)?;
    shop.require_unharmed()?;
    drop(shop);

    let known = Known::read(&root::path(FOLDER).join("known.json"))?;
    let checks = judged(cases, &details, &known)?;
    let mut tally = Tally::default();
    for check in checks
        .iter()
        .filter(|check| check.outcome == Outcome::Passed)
    {
        tally += Tally::of(check.reason.is_none());
    }
    let page = table::page(&checks);
    println!("{page}");
    for fault in faults(&checks, &known) {
        println!("FAILED: {fault}");
        tally += Tally::failed();
    }
    tally += Tally::of(is_current(&page, &folder)?);
    Ok(tally)
}

/// Runs the suite: what its report says, and the details that only its other report has.
fn ask(shop: &Shop, folder: &Path) -> Result<(Vec<Case>, Value)> {
    let report = folder.join("report.xml");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let program = setup::python_program("spck-conformance");
    let mut suite = sh::cmd(
        &program.to_string_lossy(),
        ["--json", "--server", &shop.address(), "--config"],
    );
    suite
        .arg(root::path(FOLDER).join("merchant.json"))
        .arg("--junit")
        .arg(&report);
    println!("$ {}", sh::shown(&suite));
    let output = suite.output().context("cannot start spck-conformance")?;
    let details = serde_json::from_slice(&output.stdout).with_context(|| {
        format!(
            "spck-conformance broke down: {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })?;
    let report = fs::read_to_string(&report).context("spck-conformance wrote no report")?;
    Ok((junit::cases(&report)?, details))
}

/// Joins the report with what is known, and with the details: there a check that broke down does not look passed.
fn judged(cases: Vec<Case>, details: &Value, known: &Known) -> Result<Vec<Check>> {
    let details = details["checks"]
        .as_array()
        .context("the details name no checks")?;
    if details.len() != cases.len() {
        bail!(
            "{} checks in one report, {} in the other",
            cases.len(),
            details.len()
        );
    }
    let checks = cases.into_iter().zip(details).map(|(case, detail)| {
        // `checkout.cancel (CHK-007)`
        let name = case.name.split(' ').next().unwrap_or_default().to_owned();
        let status = detail["status"].as_str().unwrap_or_default();
        let outcome = match case.outcome {
            Outcome::Passed if status != "clean-pass" => Outcome::Failed(status.to_owned()),
            outcome => outcome,
        };
        let reason = match outcome {
            Outcome::Skipped(_) => known.why_skipped(&name),
            Outcome::Failed(_) => known.why_refused(&name),
            Outcome::Passed => known
                .why_skipped(&name)
                .or_else(|| known.why_refused(&name)),
        };
        Check {
            name,
            outcome,
            reason,
            proven: detail["kill_safe"] == true,
        }
    });
    Ok(checks.collect())
}

/// What keeps the part from passing.
fn faults(checks: &[Check], known: &Known) -> Vec<String> {
    let mut faults: Vec<String> = checks.iter().filter_map(fault).collect();
    for name in known.names() {
        if !checks.iter().any(|check| check.name == name) {
            faults.push(format!(
                "known.json names {name}, which the suite does not have"
            ));
        }
    }
    let ran = checks
        .iter()
        .filter(|check| !matches!(check.outcome, Outcome::Skipped(_)))
        .count();
    match ran {
        ran if ran < RAN => faults.push(format!("only {ran} checks ran, {RAN} did before")),
        ran if ran > RAN => println!("{ran} checks ran: RAN can go up from {RAN}."),
        _ => {}
    }
    faults
}

fn fault(check: &Check) -> Option<String> {
    let name = &check.name;
    match (&check.outcome, &check.reason) {
        (Outcome::Passed, Some(_)) => Some(format!(
            "{name} passes, but known.json says that it does not: take it out"
        )),
        (Outcome::Failed(text), None) => Some(format!("{name}: {text}")),
        (Outcome::Skipped(why), None) => Some(format!(
            "{name} was skipped ({why}), and known.json does not say why"
        )),
        _ => None,
    }
}

/// Whether the page of the documentation says what was found. If not, what it should say is put beside the report.
fn is_current(page: &str, folder: &Path) -> Result<bool> {
    let current = fs::read_to_string(root::path(PAGE)).unwrap_or_default();
    if current == page {
        return Ok(true);
    }
    let file = folder.join("conformance.md");
    fs::write(&file, page)?;
    let file = file.strip_prefix(root::dir()).unwrap_or(&file).display();
    println!(
        "FAILED: {PAGE} says something else; if it is the page that is wrong: cp {file} {PAGE}"
    );
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn known() -> Known {
        Known::parse(r#"{"skipped":[{"reason":"no MCP","checks":["mcp.a"]}],"refused":[{"reason":"theirs","checks":["b.b"]}]}"#).unwrap()
    }

    fn judge(name: &str, outcome: Outcome, status: &str) -> Option<String> {
        let details = json!({ "checks": [{ "status": status, "kill_safe": true }] });
        let case = Case {
            name: format!("{name} (X-1)"),
            outcome,
        };
        fault(&judged(vec![case], &details, &known()).unwrap()[0])
    }

    #[test]
    fn what_is_known_may_be_skipped_or_refused_and_nothing_else() {
        let skipped = || Outcome::Skipped("no transport".to_owned());
        let failed = || Outcome::Failed("evidence".to_owned());
        assert_eq!(judge("mcp.a", skipped(), "not-applicable"), None);
        assert_eq!(judge("b.b", failed(), "deviation"), None);
        assert!(judge("c.c", skipped(), "not-applicable").is_some());
        assert!(judge("c.c", failed(), "deviation").is_some());
        assert!(
            judge("b.b", skipped(), "not-tested").is_some(),
            "it was to run"
        );
    }

    #[test]
    fn what_passes_may_not_stand_in_the_list() {
        assert_eq!(judge("c.c", Outcome::Passed, "clean-pass"), None);
        assert!(judge("b.b", Outcome::Passed, "clean-pass").is_some());
    }

    #[test]
    fn a_check_that_broke_down_has_not_passed() {
        assert!(judge("c.c", Outcome::Passed, "error:timed out").is_some());
    }

    #[test]
    fn a_name_that_the_suite_lacks_and_too_few_checks_are_faults() {
        assert_eq!(faults(&[], &known()).len(), 3);
    }
}
