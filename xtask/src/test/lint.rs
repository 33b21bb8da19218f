//! Formatting and lints, each one a check of its own.

use super::tally::Tally;
use crate::{build, sh, steps};
use anyhow::Result;
use std::process::Command;

pub(super) fn run() -> Tally {
    let mut tally = Tally::default();
    tally += check("cargo fmt", format);
    tally += check("clippy, native", clippy_native);
    tally += check("clippy, wasm32", clippy_wasm);
    tally += check("the core without the widget", core_alone);
    tally += check("rustdoc", rustdoc);
    tally
}

fn check(name: &str, command: impl FnOnce() -> Result<Command>) -> Tally {
    let (result, _) = steps::timed(name, || {
        command().and_then(|mut command| sh::run(&mut command))
    });
    if let Err(error) = &result {
        println!("FAILED: {name}: {error:#}");
    }
    Tally::of(result.is_ok())
}

#[expect(clippy::unnecessary_wraps, reason = "one shape for all checks")]
fn format() -> Result<Command> {
    Ok(sh::cmd("cargo", ["fmt", "--all", "--check"]))
}

#[expect(clippy::unnecessary_wraps, reason = "one shape for all checks")]
fn clippy_native() -> Result<Command> {
    Ok(sh::cmd(
        "cargo",
        [
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ],
    ))
}

/// The widget as it ships, and the tests that run inside a browser.
fn clippy_wasm() -> Result<Command> {
    let mut command = sh::cmd(
        "cargo",
        [
            "clippy",
            "--package",
            "vitrine",
            "--target",
            "wasm32-unknown-unknown",
            "--lib",
        ],
    );
    for name in super::browser::test_names()? {
        command.args(["--test", &name]);
    }
    command.args(["--", "-D", "warnings"]);
    build::for_wasm(&mut command)?;
    Ok(command)
}

/// Nothing of the browser may be needed to build the core.
#[expect(clippy::unnecessary_wraps, reason = "one shape for all checks")]
fn core_alone() -> Result<Command> {
    Ok(sh::cmd(
        "cargo",
        ["check", "--package", "vitrine", "--no-default-features"],
    ))
}

#[expect(clippy::unnecessary_wraps, reason = "one shape for all checks")]
fn rustdoc() -> Result<Command> {
    let mut command = sh::cmd("cargo", ["doc", "--workspace", "--no-deps"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    Ok(command)
}
