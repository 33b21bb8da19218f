//! What the shop said and heard while the tests ran, against the official schemas in `server/ucp/`.
//!
//! The server's tests and the scenarios record each body in a file of its own below `target/ucp/`:
//! `{"operation":"create_cart","direction":"request"|"response","body":…}`, with the operation's name from UCP's
//! REST description, or `discovery`. Each file is one check.

mod operation;

use super::tally::{Tally, run_harness};
use crate::{root, sh};
use anyhow::{Context, Result, anyhow, bail};
use operation::Operation;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the bodies are recorded.
pub(super) const RECORDED: &str = "target/ucp";
pub(super) const SCHEMAS: &str = "server/ucp/2026-04-08/source";
/// How many refused bodies are shown in full.
const SHOWN: u64 = 20;

pub(super) fn run() -> Result<Tally> {
    if recordings()?.is_empty() {
        println!("Nothing is recorded yet; the server's tests record what they send and get.");
        run_harness(&mut sh::cmd(
            "cargo",
            ["test", "--package", "vitrine-server"],
        ))?;
    }
    let files = recordings()?;
    if files.is_empty() {
        bail!("no bodies were recorded in {RECORDED}/: nothing can be checked");
    }
    let bench = Bench::set_up()?;
    let mut counts: BTreeMap<String, Tally> = BTreeMap::new();
    let mut total = Tally::default();
    for (file, (what, result)) in files.iter().zip(bench.check_all(&files)) {
        let tally = Tally::of(result.is_ok());
        total += tally;
        *counts.entry(what).or_default() += tally;
        if let Err(error) = result
            && total.failed <= SHOWN
        {
            println!("REFUSED {}: {error:#}", file.display());
        }
    }
    println!("{:<36} {:>7} {:>7}", "bodies", "valid", "refused");
    for (what, tally) in counts {
        println!("{what:<36} {:>7} {:>7}", tally.passed, tally.failed);
    }
    Ok(total)
}

fn recordings() -> Result<Vec<PathBuf>> {
    let folder = root::path(RECORDED);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = folder
        .read_dir()?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()?;
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    Ok(files)
}

/// What a file holds (`create_cart request`), and whether it is valid.
type Checked = (String, Result<()>);

/// The folder that `ucp-schema` reads: the schemas, and the profiles that say which of them make up a request.
struct Bench {
    folder: PathBuf,
}

impl Bench {
    fn set_up() -> Result<Self> {
        let folder = root::target().join("ucp-check");
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(folder.join("profiles"))?;
        for part in ["schemas", "discovery"] {
            std::os::unix::fs::symlink(root::path(SCHEMAS).join(part), folder.join(part))?;
        }
        for (name, profile) in operation::profiles() {
            fs::write(folder.join("profiles").join(name), profile.to_string())?;
        }
        Ok(Self { folder })
    }

    /// Checks every file, on as many cores as there are; the answers stand in the files' order.
    fn check_all(&self, files: &[PathBuf]) -> Vec<Checked> {
        let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
        let share = files.len().div_ceil(workers).max(1);
        std::thread::scope(|scope| {
            let shares = files.chunks(share).enumerate();
            let running: Vec<_> = shares
                .map(|(worker, files)| {
                    let payload = format!("body-{worker}.json");
                    scope.spawn(move || {
                        files
                            .iter()
                            .map(|file| self.check(file, &payload))
                            .collect()
                    })
                })
                .collect();
            let died = || {
                vec![(
                    "unreadable".to_owned(),
                    Err(anyhow!("the check itself broke down")),
                )]
            };
            let answers = running
                .into_iter()
                .map(|share| share.join().unwrap_or_else(|_| died()));
            answers.flatten().collect()
        })
    }

    /// What the file holds (`create_cart request`), and whether it is valid.
    fn check(&self, file: &Path, payload: &str) -> Checked {
        let unreadable = || "unreadable".to_owned();
        let recorded: Value = match fs::read(file)
            .map_err(Into::into)
            .and_then(|text| Ok(serde_json::from_slice(&text)?))
        {
            Ok(recorded) => recorded,
            Err(error) => return (unreadable(), Err(error)),
        };
        let (Some(name), Some(direction)) = (
            recorded["operation"].as_str(),
            recorded["direction"].as_str(),
        ) else {
            return (
                unreadable(),
                Err(anyhow!("operation or direction is missing")),
            );
        };
        (
            format!("{name} {direction}"),
            self.check_body(name, direction, &recorded["body"], payload),
        )
    }

    fn check_body(&self, name: &str, direction: &str, body: &Value, payload: &str) -> Result<()> {
        let operation =
            Operation::named(name).with_context(|| format!("UCP has no operation {name}"))?;
        let arguments = match direction {
            "request" => operation.request_arguments()?,
            "response" => operation.response_arguments(body)?,
            other => bail!("{other} is no direction"),
        };
        fs::write(self.folder.join(payload), body.to_string())?;
        let mut validate = Command::new("ucp-schema");
        validate
            .current_dir(&self.folder)
            .args(["validate", payload, "--json"])
            .args(arguments);
        let output = validate.output().context("cannot start ucp-schema")?;
        if output.status.success() {
            return Ok(());
        }
        let answer = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        bail!("{}\n  {body}", answer.trim())
    }
}
