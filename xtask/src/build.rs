//! Building what ships: the widget with its page (Trunk, into `dist/`), and the server.
//!
//! Called by `demo`, `test` and `dist`. A widget whose inputs have not changed is not built again.

use crate::{root, setup, sh, size};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

/// How much the compiler does.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Profile {
    Debug,
    Release,
}

/// All that decides what comes out in `dist/`, apart from the toolchain.
const INPUTS: [&str; 11] = [
    "Cargo.toml",
    "build.rs",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "package-lock.json",
    "xtask/trunk-post-build.mjs",
    ".cargo/config.toml",
    "split",
    "src",
    "www",
];

/// What ships is built with a standard library of its own: optimised for size, and without the texts of panics, which
/// would only say why the app broke down, never be shown. That is a tenth of the widget. The compiler calls it unstable, so
/// its stable edition has to be asked twice.
const SMALL_STD: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ("RUSTFLAGS", "-Zunstable-options -Cpanic=immediate-abort"),
];

/// Where the stamp of the last build stands. Whoever builds `dist/` by hand wipes it, as they should.
const STAMP: &str = "dist/.stamp";

/// Builds the widget and its page unless `dist/` already holds what would come out. Hands back that folder.
pub(crate) fn widget(profile: Profile) -> Result<PathBuf> {
    let dist = root::path("dist");
    let stamp = stamp_of(profile, &INPUTS)?;
    if fs::read_to_string(root::path(STAMP)).is_ok_and(|last| last == stamp) {
        println!("The widget is built already; nothing that it is made of has changed.");
        return Ok(dist);
    }
    let mut trunk = sh::cmd("trunk", ["build"]);
    if profile == Profile::Release {
        trunk
            .arg("--release")
            .envs(SMALL_STD)
            .env("VITRINE_SPLIT", split()?)
            .env("VITRINE_LINKED", linked());
    }
    sh::run(for_wasm(&mut trunk)?)?;
    fs::write(root::path(STAMP), stamp)?;
    Ok(dist)
}

/// Builds the program that cuts the widget in two.
fn split() -> Result<PathBuf> {
    let args = ["build", "--package", "vitrine-split", "--profile", "tool"];
    sh::run(&mut sh::cmd("cargo", args))?;
    Ok(root::target().join("tool/vitrine-split"))
}

/// The app as the linker leaves it, with its notes.
fn linked() -> PathBuf {
    root::target().join("wasm32-unknown-unknown/release/vitrine_app.wasm")
}

/// What the console is made of, apart from the widget beside it.
const HOST_INPUTS: [&str; 7] = [
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    ".cargo/config.toml",
    "host",
    "src",
    "build.rs",
];
const HOST_DIST: &str = "host/dist";
/// The widget's files, which the console's viewer monitor and preview load.
const WIDGET: [&str; 5] = [
    "vitrine.js",
    "vitrine_app.js",
    "vitrine_app_bg.wasm",
    size::SECOND,
    "hls.min.js",
];

/// Builds the host's console unless it is built already, and puts the widget from `dist` beside it. Hands back its folder.
pub(crate) fn console(profile: Profile, dist: &Path) -> Result<PathBuf> {
    let folder = root::path(HOST_DIST);
    let stamp = stamp_of(profile, &HOST_INPUTS)?;
    let known = folder.join(".stamp");
    if fs::read_to_string(&known).is_ok_and(|last| last == stamp) {
        println!("The console is built already; nothing that it is made of has changed.");
    } else {
        let mut trunk = sh::cmd("trunk", ["build"]);
        trunk.current_dir(root::path("host"));
        if profile == Profile::Release {
            // With the same program to cut as the widget has, so that Cargo builds nothing anew that both are made of.
            trunk
                .arg("--release")
                .envs(SMALL_STD)
                .env("VITRINE_SPLIT", split()?);
        }
        sh::run(for_wasm(&mut trunk)?)?;
        fs::write(known, stamp)?;
    }
    let beside = folder.join("widget");
    fs::create_dir_all(&beside)?;
    for name in WIDGET {
        // A debug build is one file.
        if name == size::SECOND && !dist.join(name).exists() {
            continue;
        }
        fs::copy(dist.join(name), beside.join(name))
            .with_context(|| format!("the widget has no {name}"))?;
    }
    Ok(folder)
}

/// Builds the server and hands back its program.
pub(crate) fn server(profile: Profile) -> Result<PathBuf> {
    let mut cargo = sh::cmd("cargo", ["build", "--package", "vitrine-server"]);
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    sh::run(&mut cargo)?;
    let folder = match profile {
        Profile::Debug => "debug",
        Profile::Release => "release",
    };
    Ok(root::target().join(folder).join("vitrine-server"))
}

/// Builds `tests/pages/yew_page.rs`, a partner's page for a scenario. Hands back its folder.
pub(crate) fn yew_page() -> Result<PathBuf> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let mut cargo = sh::cmd(
        "cargo",
        ["build", "--example", "yew_page", "--target", TARGET],
    );
    sh::run(for_wasm(&mut cargo)?)?;
    let program = root::target()
        .join(TARGET)
        .join("debug/examples/yew_page.wasm");
    let folder = root::target().join("yew-page");
    let mut bindgen = sh::cmd(
        "wasm-bindgen",
        ["--target", "web", "--no-typescript", "--out-dir"],
    );
    sh::run(bindgen.arg(&folder).arg(program))?;
    Ok(folder)
}

/// Makes the command use the toolchain for wasm32 and find the programs that came from npm.
pub(crate) fn for_wasm(command: &mut Command) -> Result<&mut Command> {
    let toolchain =
        setup::wasm_toolchain().context("no toolchain for wasm32: run `cargo xtask setup`")?;
    let mut path = OsString::from(setup::bin_dir());
    if let Some(rest) = std::env::var_os("PATH") {
        path.push(":");
        path.push(rest);
    }
    // Trunk takes NO_COLOR=1 for a bad value of its own flag.
    Ok(command
        .env("RUSTUP_TOOLCHAIN", toolchain)
        .env("PATH", path)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        .env_remove("NO_COLOR"))
}

fn stamp_of(profile: Profile, inputs: &[&str]) -> Result<String> {
    let mut files = BTreeSet::new();
    for input in inputs {
        collect(&root::path(input), &mut files).with_context(|| format!("cannot read {input}"))?;
    }
    let mut hasher = DefaultHasher::new();
    (profile, SMALL_STD).hash(&mut hasher);
    sh::read(for_wasm(&mut sh::cmd("rustc", ["-vV"]))?).hash(&mut hasher);
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(format!("{profile:?} {:016x}\n", hasher.finish()))
}

fn collect(path: &Path, into: &mut BTreeSet<PathBuf>) -> io::Result<()> {
    // What was built is no input of it.
    if path == root::path(HOST_DIST) {
        return Ok(());
    }
    if path.is_dir() {
        for entry in path.read_dir()? {
            collect(&entry?.path(), into)?;
        }
    } else {
        into.insert(path.to_owned());
    }
    Ok(())
}
