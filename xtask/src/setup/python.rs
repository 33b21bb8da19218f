//! The checkers that come from Python's package index, in a virtual environment of the project's own.
//!
//! `xtask/python/requirements.txt` pins every package with its hashes, so what is installed is what was reviewed.

use super::apt;
use super::tool::{ForRoot, State};
use crate::{root, sh};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

const REQUIREMENTS: &str = "xtask/python/requirements.txt";
/// Debian leaves the module that makes environments out of its Python.
const VENV: &str = "python3-venv";

/// A program of the environment.
pub(crate) fn program(name: &str) -> PathBuf {
    folder().join("bin").join(name)
}

fn folder() -> PathBuf {
    root::target().join("python")
}

/// Present if all that is pinned is installed in its version.
pub(crate) fn state() -> State {
    let Ok(pinned) = fs::read_to_string(root::path(REQUIREMENTS)) else {
        return State::Missing(format!("no {REQUIREMENTS}"));
    };
    let python = program("python");
    if !python.is_file() {
        return State::Missing("no environment".to_owned());
    }
    let mut freeze = sh::cmd(
        &python.to_string_lossy(),
        ["-m", "pip", "freeze", "--local"],
    );
    let Some(installed) = sh::read(&mut freeze) else {
        return State::Missing("the environment is broken".to_owned());
    };
    let (pinned, installed) = (versions(&pinned), versions(&installed));
    match pinned.difference(&installed).next() {
        Some(missing) => State::Missing(format!("no {missing}")),
        None => State::Present(format!("{} packages", pinned.len())),
    }
}

/// `Name==1.0` of a list of requirements, in the one spelling that Python holds for the same: `name==1.0`.
fn versions(list: &str) -> BTreeSet<String> {
    let pins = list.lines().filter_map(|line| {
        let pin = line.split_whitespace().next()?;
        (pin.contains("==") && !pin.starts_with(['#', '-'])).then_some(pin)
    });
    pins.map(|pin| pin.to_ascii_lowercase().replace('_', "-"))
        .collect()
}

/// Builds the environment anew: half of an old one would be worse than none.
pub(crate) fn install() -> Result<()> {
    if !can_make_environments() {
        apt::install(&[VENV])?;
    }
    let folder = folder();
    let at = folder.to_string_lossy();
    sh::run(&mut sh::cmd("python3", ["-m", "venv", "--clear", &at]))
        .context("Python 3.11 or later is needed")?;
    let python = program("python");
    let mut pip = sh::cmd(
        &python.to_string_lossy(),
        ["-m", "pip", "install", "--disable-pip-version-check"],
    );
    pip.args([
        "--only-binary",
        ":all:",
        "--require-hashes",
        "-r",
        REQUIREMENTS,
    ]);
    sh::run(&mut pip)
}

fn can_make_environments() -> bool {
    sh::read(&mut sh::cmd("python3", ["-c", "import ensurepip, venv"])).is_some()
}

/// Nothing where Python can make environments.
pub(crate) fn for_root() -> ForRoot {
    if can_make_environments() {
        ForRoot::default()
    } else {
        ForRoot::packages(&[VENV])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_the_same_in_either_spelling() {
        let pinned = "# made\njsonschema-rs==0.60.3 \\\n    --hash=sha256:aa\n";
        assert_eq!(versions(pinned), versions("jsonschema_rs==0.60.3\n"));
        assert_eq!(versions(pinned).len(), 1);
        assert_ne!(versions(pinned), versions("jsonschema_rs==0.60.4\n"));
    }
}
