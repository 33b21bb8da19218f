//! The Rust toolchain that builds for wasm32. One function, [`wasm_toolchain`], decides which it is.
//!
//! The active toolchain with rustup's own target is the normal way. Where rustup's server cannot be reached, Debian's
//! packages make a second toolchain that rustup knows as `web`; native work stays with the active one.

use super::tool::{ForRoot, State};
use super::{apt, toolchain::debian::WEB};
use crate::sh;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::time::Duration;

mod debian;

const TARGET: &str = "wasm32-unknown-unknown";

/// The toolchain for wasm builds, to be set as `RUSTUP_TOOLCHAIN`: the active one if it has the target, else `web`.
pub(crate) fn wasm_toolchain() -> Option<String> {
    [active()?, WEB.to_owned()]
        .into_iter()
        .find(|toolchain| has_target(toolchain))
}

/// The full name of the toolchain in use. Cargo hands it down in `RUSTUP_TOOLCHAIN`.
fn active() -> Option<String> {
    if let Ok(name) = std::env::var("RUSTUP_TOOLCHAIN") {
        return Some(name);
    }
    let answer = sh::read(&mut sh::cmd("rustup", ["show", "active-toolchain"]))?;
    answer.split_whitespace().next().map(str::to_owned)
}

fn has_target(toolchain: &str) -> bool {
    let Some(library) = target_library(toolchain) else {
        return false;
    };
    let Ok(files) = library.read_dir() else {
        return false;
    };
    files
        .flatten()
        .any(|file| file.file_name().to_string_lossy().starts_with("libcore"))
}

fn target_library(toolchain: &str) -> Option<PathBuf> {
    let mut rustc = sh::cmd("rustc", ["--print", "target-libdir", "--target", TARGET]);
    sh::read(rustc.env("RUSTUP_TOOLCHAIN", toolchain)).map(PathBuf::from)
}

pub(crate) fn target_state() -> State {
    match wasm_toolchain() {
        Some(toolchain) => State::Present(toolchain),
        None => State::Missing(format!("no toolchain has {TARGET}")),
    }
}

/// Tries rustup first. Only if that fails are Debian's packages taken.
pub(crate) fn install_target() -> Result<()> {
    if add_target().is_ok() {
        return Ok(());
    }
    println!("rustup cannot fetch the target here; taking Debian's toolchain instead.");
    debian::install()
}

fn add_target() -> Result<()> {
    let toolchain =
        active().context("rustup is needed to choose between toolchains: see https://rustup.rs")?;
    let mut rustup = sh::cmd(
        "rustup",
        ["target", "add", TARGET, "--toolchain", &toolchain],
    );
    sh::run_within(&mut rustup, Duration::from_mins(1))?;
    if !has_target(&toolchain) {
        bail!("rustup says that {TARGET} is added, but {toolchain} does not have it");
    }
    Ok(())
}

/// Nothing where rustup can add the target, which needs no root, so that is tried here.
pub(crate) fn target_for_root() -> Result<ForRoot> {
    if add_target().is_ok() {
        return Ok(ForRoot::default());
    }
    println!("rustup cannot fetch the target here; Debian's toolchain can take its place.");
    debian::for_root()
}

/// Whether the toolchain can build its own standard library.
pub(crate) fn source_state() -> State {
    let Some(toolchain) = wasm_toolchain() else {
        return State::Missing("no wasm32 toolchain yet".to_owned());
    };
    let mut rustc = sh::cmd("rustc", ["--print", "sysroot"]);
    let sysroot = sh::read(rustc.env("RUSTUP_TOOLCHAIN", &toolchain)).map(PathBuf::from);
    let lock = sysroot.map(|sysroot| sysroot.join("lib/rustlib/src/rust/library/Cargo.lock"));
    if lock.is_some_and(|lock| lock.is_file()) {
        State::Present("yes".to_owned())
    } else {
        State::Missing(format!("{toolchain} has no rust-src"))
    }
}

/// Debian's toolchain has it already; else rustup brings it.
pub(crate) fn install_source() -> Result<()> {
    let toolchain = wasm_toolchain().context("no wasm32 toolchain")?;
    add_component(&toolchain, "rust-src")
}

fn add_component(toolchain: &str, component: &str) -> Result<()> {
    let words = ["component", "add", component, "--toolchain", toolchain];
    sh::run(&mut sh::cmd("rustup", words))
}

pub(crate) fn clippy_state() -> State {
    let Some(toolchain) = wasm_toolchain() else {
        return State::Missing("no wasm32 toolchain yet".to_owned());
    };
    let mut clippy = sh::cmd("cargo", ["clippy", "--version"]);
    match sh::read(clippy.env("RUSTUP_TOOLCHAIN", &toolchain)) {
        Some(version) => State::Present(
            version
                .split_whitespace()
                .nth(1)
                .unwrap_or("yes")
                .to_owned(),
        ),
        None => State::Missing(format!("{toolchain} has no clippy")),
    }
}

pub(crate) fn install_clippy() -> Result<()> {
    match wasm_toolchain() {
        Some(toolchain) if toolchain == WEB => apt::install(&[debian::CLIPPY]),
        Some(toolchain) => add_component(&toolchain, "clippy"),
        None => bail!("no wasm32 toolchain"),
    }
}

/// Nothing where rustup brings it.
pub(crate) fn clippy_for_root() -> ForRoot {
    match wasm_toolchain() {
        Some(toolchain) if toolchain != WEB => ForRoot::default(),
        _ if apt::has(debian::CLIPPY) => ForRoot::default(),
        _ => ForRoot::packages(&[debian::CLIPPY]),
    }
}
