//! Requests that nobody would think of (`schemathesis`), made from UCP's own description of its REST binding and sent
//! to the real server over loopback: nothing may break, and every answer must be one of those that UCP describes.

mod document;
mod limits;
mod schema;

use super::junit::{self, Outcome};
use super::shop::Shop;
use super::tally::Tally;
use crate::{root, setup, sh};
use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// How long requests are made up, in seconds; the start and the report come on top.
const SECONDS: u32 = 60;
/// The same requests every time, as far as the shop's answers are the same.
const SEED: &str = "20260408";
/// How many requests there are at the least: a third of what two busy cores made.
const AT_LEAST: u64 = 700;

/// What each answer is looked at for. Left out, with the reason:
/// - `positive_data_acceptance`: UCP's schemas allow more than a shop can take (texts without end, a destination
///   that is not among the destinations), so a valid request may well be refused;
/// - `negative_data_rejection`: what the shop does not read it ignores, whatever its type, as UCP's extensions want it;
/// - `ignored_auth`, `object_level_authorization`: there are no accounts, an id is the secret.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,\
    response_schema_conformance,missing_required_header,unsupported_method,allow_header_conformance,use_after_free,\
    ensure_resource_availability";

pub(super) fn run() -> Result<Tally> {
    let folder = root::target().join("fuzz");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let description = document::write(&folder)?;
    let mut shop = Shop::open(&folder)?;
    let ended = sh::run_within(
        &mut command(&shop, &folder, &description),
        Duration::from_secs(u64::from(SECONDS) * 3),
    );
    shop.require_unharmed()?;

    let report = fs::read_to_string(folder.join("report.xml"));
    let cases = junit::cases(&report.context("schemathesis wrote no report")?)?;
    let mut tally = Tally::default();
    for case in &cases {
        match &case.outcome {
            Outcome::Passed => tally += Tally::passed(),
            Outcome::Failed(_) => {
                println!("FAILED: {}", case.name);
                tally += Tally::failed();
            }
            Outcome::Skipped(why) => println!("skipped: {} ({why})", case.name),
        }
    }
    let details = serde_json::from_slice(&fs::read(folder.join("report.json"))?)?;
    for fault in faults(&details) {
        println!("FAILED: {fault}");
        tally += Tally::failed();
    }
    if ended.is_err() && tally.failed == 0 {
        tally += Tally::failed();
    }
    Ok(tally)
}

/// The id in the body must be the one in the path, which two made-up ones never are: that this operation works is shown by
/// the requests that follow links, and by the shop's own tests.
const IDS_MUST_AGREE: &str = "PUT /carts/{id}";

/// What shows that less was tried than it seems.
fn faults(details: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let made = details["test_cases"]["generated"]
        .as_u64()
        .unwrap_or_default();
    if made < AT_LEAST {
        faults.push(format!("only {made} requests were made up"));
    }
    let operations = &details["operations"];
    if operations["tested"] != operations["total"] {
        faults.push(format!("not every operation was called: {operations}"));
    }
    let no_rates = serde_json::Map::new();
    let rates = details["valid_rates"].as_object().unwrap_or(&no_rates);
    if rates.is_empty() {
        faults.push("the report does not say how many requests were carried out".to_owned());
    }
    for (operation, rate) in rates {
        let rate = &rate["fuzzing"];
        // A few may be refused for good reasons.
        if operation != IDS_MUST_AGREE
            && rate["accepted"] == 0
            && rate["rejected"].as_u64() > Some(8)
        {
            faults.push(format!(
                "{operation} refused all that was meant to be valid"
            ));
        }
    }
    faults
}

fn command(shop: &Shop, folder: &Path, description: &Path) -> Command {
    let program = setup::python_program("schemathesis");
    let mut command = sh::cmd(&program.to_string_lossy(), ["run"]);
    command
        .arg(description)
        .args(["--url", &shop.address(), "--checks", CHECKS])
        .args(["--max-time", &SECONDS.to_string(), "--seed", SEED])
        .args([
            "--generation-database",
            "none",
            "--no-color",
            "--report",
            "junit,json",
        ])
        .arg("--report-junit-path")
        .arg(folder.join("report.xml"))
        .arg("--report-json-path")
        .arg(folder.join("report.json"));
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_run_that_called_everything_and_was_heard_is_in_order() {
        let rate = json!({ "fuzzing": { "accepted": 3, "rejected": 9 } });
        let details = json!({
            "test_cases": { "generated": AT_LEAST },
            "operations": { "tested": 13, "total": 13 },
            "valid_rates": { "POST /carts": rate },
        });
        assert_eq!(faults(&details), Vec::<String>::new());
    }

    #[test]
    fn a_run_that_hardly_tried_is_not() {
        let rate = json!({ "fuzzing": { "accepted": 0, "rejected": 9 } });
        let details = json!({
            "test_cases": { "generated": 12 },
            "operations": { "tested": 12, "total": 13 },
            "valid_rates": { "POST /carts": rate },
        });
        assert_eq!(faults(&details).len(), 3);
        assert_eq!(faults(&json!({})).len(), 2);
    }
}
