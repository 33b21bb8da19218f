//! Node.js itself, and the packages of `package.json`.

use super::tool::State;
use crate::{root, sh};
use anyhow::{Result, bail};
use serde_json::Value;
use std::path::PathBuf;

/// The oldest Node.js that Playwright runs on.
const OLDEST: u32 = 20;

/// Node.js is expected on the machine (Debian 12's own is too old), so it is asked for, not installed.
pub(crate) fn require() -> Result<()> {
    let major = sh::read(&mut sh::cmd("node", ["--version"])).and_then(|version| {
        version
            .trim_start_matches('v')
            .split('.')
            .next()?
            .parse::<u32>()
            .ok()
    });
    match major {
        Some(major) if major >= OLDEST && sh::which("npm").is_some() => Ok(()),
        Some(major) if major >= OLDEST => bail!("Node.js is here, but npm is not: install npm"),
        Some(major) => bail!("Node.js {major} is too old: install Node.js {OLDEST} or later"),
        None => bail!("Node.js is missing: install Node.js {OLDEST} or later, with npm"),
    }
}

/// The folder of the programs that npm packages bring (`wasm-opt`, `playwright`).
pub(crate) fn bin_dir() -> PathBuf {
    root::path("node_modules/.bin")
}

/// Present if what npm installed is what the lock file says, package by package.
pub(crate) fn state() -> State {
    let Some(locked) = packages("package-lock.json") else {
        return State::Missing("package-lock.json cannot be read".to_owned());
    };
    let Some(installed) = packages("node_modules/.package-lock.json") else {
        return State::Missing("no node_modules".to_owned());
    };
    let wrong = locked.iter().find(|(path, package)| {
        let optional = package
            .get("optional")
            .and_then(Value::as_bool)
            .unwrap_or_default();
        !path.is_empty()
            && !optional
            && installed.get(path.as_str()).and_then(|p| p.get("version")) != package.get("version")
    });
    match wrong {
        Some((path, _)) => State::Missing(format!(
            "{} differs",
            path.trim_start_matches("node_modules/")
        )),
        None => State::Present(format!("{} packages", installed.len())),
    }
}

fn packages(lock: &str) -> Option<serde_json::Map<String, Value>> {
    let text = std::fs::read_to_string(root::path(lock)).ok()?;
    let mut lock: Value = serde_json::from_str(&text).ok()?;
    match lock.get_mut("packages")?.take() {
        Value::Object(packages) => Some(packages),
        _ => None,
    }
}

pub(crate) fn install() -> Result<()> {
    let mut command = sh::cmd("npm", ["ci", "--no-audit", "--no-fund"]);
    sh::run(command.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))
}
