//! Tests that need a browser: those compiled to wasm that run inside one, and the scenarios that drive one.

use super::tally::{Tally, run_harness};
use crate::build::{self, Profile};
use crate::{root, sh, steps};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The names of the test files that run inside a browser: `tests/browser_*.rs`.
pub(super) fn test_names() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in root::path("tests").read_dir()? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with("browser_") {
            names.extend(name.strip_suffix(".rs").map(str::to_owned));
        }
    }
    names.sort();
    Ok(names)
}

/// `wasm-pack test` in headless Chromium, with the options of `webdriver.json`.
pub(super) fn inside() -> Result<Tally> {
    let driver = sh::which("chromedriver").context("no chromedriver on PATH")?;
    let mut command = sh::cmd(
        "wasm-pack",
        ["test", "--headless", "--chrome", "--chromedriver"],
    );
    command
        .arg(driver)
        .args(["--mode", "no-install", "--", "--lib"]);
    for name in test_names()? {
        command.args(["--test", &name]);
    }
    run_harness(build::for_wasm(&mut command)?)
}

/// The Playwright scenarios, against the release widget and the real server.
pub(super) fn scenarios() -> Result<Tally> {
    let (yew_page, _) = steps::timed("build the Yew page", build::yew_page);
    let yew_page = yew_page?;
    project("scenarios", |playwright| {
        playwright.env("VITRINE_YEW_PAGE", yew_page);
    })
}

/// One of Playwright's projects, with whatever else it is told.
pub(super) fn project(name: &str, tell: impl FnOnce(&mut Command)) -> Result<Tally> {
    let config = config()?;
    let (dist, _) = steps::timed("build the widget", || build::widget(Profile::Release));
    let (server, _) = steps::timed("build the server", || build::server(Profile::Debug));
    let (console, _) = steps::timed("build the host's console", || {
        build::console(
            Profile::Release,
            dist.as_deref()
                .map_err(|error| anyhow::anyhow!("{error}"))?,
        )
    });
    let report = root::target().join("e2e-report.json");
    if report.exists() {
        fs::remove_file(&report)?;
    }
    let mut playwright = sh::cmd(
        "node",
        [
            "node_modules/@playwright/test/cli.js",
            "test",
            "--workers=1",
            "--project",
            name,
        ],
    );
    playwright
        .arg("--reporter=list,json")
        .arg("--config")
        .arg(config)
        .env("VITRINE_DIST", dist?)
        .env("VITRINE_SERVER_BIN", server?)
        .env("VITRINE_CONSOLE", console?)
        .env(
            "CHROMIUM",
            sh::which("chromium").context("no chromium on PATH")?,
        )
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report);
    tell(&mut playwright);
    let ended = sh::run(&mut playwright);
    let report = fs::read_to_string(&report).context("Playwright wrote no report")?;
    let mut tally = counted(&report)?;
    if ended.is_err() && tally.failed == 0 {
        tally += Tally::failed();
    }
    Ok(tally)
}

fn config() -> Result<PathBuf> {
    let folder = root::path("tests/e2e");
    let names = [
        "playwright.config.ts",
        "playwright.config.mjs",
        "playwright.config.js",
    ];
    names
        .map(|name| folder.join(name))
        .into_iter()
        .find(|file| file.exists())
        .context("tests/e2e has no Playwright configuration")
}

/// Reads the counts of Playwright's JSON report. A scenario that only passed when tried again counts as failed.
fn counted(report: &str) -> Result<Tally> {
    let report: Value = serde_json::from_str(report).context("Playwright's report is no JSON")?;
    let count = |name: &str| report["stats"][name].as_u64();
    match (count("expected"), count("unexpected"), count("flaky")) {
        (Some(passed), Some(failed), Some(flaky)) => Ok(Tally {
            passed,
            failed: failed + flaky,
        }),
        _ => bail!("Playwright's report has no counts"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flaky_scenarios_count_as_failed() {
        let report = r#"{"stats":{"expected":6,"skipped":1,"unexpected":2,"flaky":1}}"#;
        assert_eq!(
            counted(report).unwrap(),
            Tally {
                passed: 6,
                failed: 3
            }
        );
    }

    #[test]
    fn a_report_without_counts_is_refused() {
        assert!(counted("{}").is_err());
        assert!(counted("").is_err());
    }
}
