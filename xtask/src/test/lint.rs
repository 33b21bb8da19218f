//! Formatting and lints, each one a check of its own.

use super::tally::Tally;
use crate::{build, sh, steps};
use anyhow::Result;
use std::process::Command;

pub(super) fn run() -> Tally {
    let mut tally = Tally::default();
    tally += check("cargo fmt", Ok(format()));
    tally += check("clippy, native", Ok(clippy_native()));
    tally += check("clippy, wasm32", clippy_wasm());
    tally += check("clippy, wasm32, the console", clippy_console());
    tally += check("the core without the widget", Ok(core_alone()));
    tally += check("rustdoc", Ok(rustdoc()));
    tally
}

fn check(name: &str, command: Result<Command>) -> Tally {
    let (result, _) = steps::timed(name, || {
        command.and_then(|mut command| sh::run(&mut command))
    });
    if let Err(error) = &result {
        println!("FAILED: {name}: {error:#}");
    }
    Tally::of(result.is_ok())
}

fn format() -> Command {
    sh::cmd("cargo", ["fmt", "--all", "--check"])
}

fn clippy_native() -> Command {
    let mut command = sh::cmd("cargo", ["clippy", "--workspace", "--all-targets"]);
    command.args(["--", "-D", "warnings"]);
    command
}

/// The widget as it ships, and the tests that run inside a browser.
fn clippy_wasm() -> Result<Command> {
    let mut command = sh::cmd("cargo", ["clippy", "--package", "vitrine"]);
    command.args(["--target", "wasm32-unknown-unknown", "--lib", "--bins"]);
    for name in super::browser::test_names()? {
        command.args(["--test", &name]);
    }
    command.args(["--", "-D", "warnings"]);
    build::for_wasm(&mut command)?;
    Ok(command)
}

/// The console's browser half, which a native build does not see.
fn clippy_console() -> Result<Command> {
    let mut command = sh::cmd("cargo", ["clippy", "--package", "vitrine-host"]);
    command.args(["--target", "wasm32-unknown-unknown", "--lib", "--bins"]);
    command.args(["--", "-D", "warnings"]);
    build::for_wasm(&mut command)?;
    Ok(command)
}

/// Nothing of the browser may be needed to build the core.
fn core_alone() -> Command {
    sh::cmd(
        "cargo",
        ["check", "--package", "vitrine", "--no-default-features"],
    )
}

fn rustdoc() -> Command {
    let mut command = sh::cmd("cargo", ["doc", "--workspace", "--no-deps"]);
    command.env("RUSTDOCFLAGS", "-D warnings");
    command
}
