//! The way without rustup's server: Debian's compiler for the web, with a standard library built here.
//!
//! Debian ships the compiler and the library's source, but not the library for wasm32, so it is compiled once and put
//! where the compiler looks for it. Called only by the toolchain module; needs root.

use super::TARGET;
use crate::setup::apt;
use crate::setup::tool::ForRoot;
use crate::{root, sh};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// rustup's name for Debian's toolchain.
pub(super) const WEB: &str = "web";
pub(super) const CLIPPY: &str = "rust-web-clippy";
const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const RUSTLIB: &str = "/usr/lib/rustlib";

/// Does all of it as root; without root, what is left once root has done its part.
pub(super) fn install() -> Result<()> {
    if sh::is_root() {
        apt::install(&PACKAGES)?;
        apt::install(&[&lld()?])?;
        stage_std()?;
        for words in placing()? {
            sh::run(&mut sh::cmd(&words[0], &words[1..]))?;
        }
    }
    sh::run(&mut sh::cmd("rustup", ["toolchain", "link", WEB, "/usr"]))
}

/// What root has to do. The library is built on the way, since that needs no root.
pub(super) fn for_root() -> Result<ForRoot> {
    let missing: Vec<&str> = PACKAGES
        .into_iter()
        .filter(|name| !apt::has(name))
        .collect();
    if !missing.is_empty() {
        return Ok(ForRoot::packages(&missing));
    }
    if placed()? {
        return Ok(ForRoot::default());
    }
    stage_std()?;
    let lld = lld()?;
    let mut wanted = ForRoot::default();
    if !apt::has(&lld) {
        wanted = ForRoot::packages(&[&lld]);
    }
    wanted.commands = placing()?
        .iter()
        .map(|words| sh::shown(&sh::cmd("sudo", words)))
        .collect();
    Ok(wanted)
}

/// The commands that put library and linker where the compiler looks for them; it knows the linker as `rust-lld`.
fn placing() -> Result<Vec<Vec<String>>> {
    let library = library().display().to_string();
    let bin = bin()?.display().to_string();
    let words = |line: &[&str]| line.iter().map(|&word| word.to_owned()).collect();
    let staged = format!("{}/.", staged().display());
    let lld = format!("/usr/bin/{}", lld()?);
    Ok(vec![
        words(&["mkdir", "-p", &library, &bin]),
        words(&["cp", "-r", &staged, &library]),
        words(&["ln", "-sf", &lld, &format!("{bin}/rust-lld")]),
    ])
}

fn placed() -> Result<bool> {
    Ok(library().is_dir() && bin()?.join("rust-lld").exists())
}

fn library() -> PathBuf {
    Path::new(RUSTLIB).join(TARGET).join("lib")
}

fn bin() -> Result<PathBuf> {
    Ok(Path::new(RUSTLIB).join(host()?).join("bin"))
}

/// Where the built library waits to be put in place.
fn staged() -> PathBuf {
    root::target().join("web-std/lib")
}

/// The linker of the same LLVM as the compiler.
fn lld() -> Result<String> {
    let version = sh::read(&mut sh::cmd("/usr/bin/rustc", ["-vV"]))
        .context("/usr/bin/rustc does not answer")?;
    let llvm =
        field(&version, "LLVM version: ").context("/usr/bin/rustc does not name its LLVM")?;
    Ok(format!("lld-{}", llvm.split('.').next().unwrap_or(llvm)))
}

fn host() -> Result<String> {
    let version = sh::read(&mut sh::cmd("/usr/bin/rustc", ["-vV"]))
        .context("/usr/bin/rustc does not answer")?;
    field(&version, "host: ")
        .map(str::to_owned)
        .context("/usr/bin/rustc does not name its host")
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| line.strip_prefix(name))
}

/// An empty library: cargo builds the standard library only for something that uses it.
fn scratch_crate() -> Result<PathBuf> {
    let dir = root::target().join("web-std");
    fs::create_dir_all(dir.join("src"))?;
    fs::write(dir.join("src/lib.rs"), "")?;
    let manifest =
        "[package]\nname = \"web_std\"\nversion = \"0.0.0\"\nedition = \"2021\"\n[workspace]\n";
    fs::write(dir.join("Cargo.toml"), manifest)?;
    Ok(dir)
}

/// With bitcode embedded: link-time optimisation of the widget fails without it.
fn build_std(dir: &Path) -> Command {
    let mut command = sh::cmd("/usr/bin/cargo", ["build", "--release", "--target", TARGET]);
    command
        .arg("-Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro")
        .current_dir(dir)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", dir.join("target"));
    command
}

/// Builds the library and lays out what of it is to be put in place.
fn stage_std() -> Result<()> {
    let dir = scratch_crate()?;
    sh::run(&mut build_std(&dir))?;
    let built = dir.join("target").join(TARGET).join("release/deps");
    let staged = staged();
    if staged.exists() {
        fs::remove_dir_all(&staged)?;
    }
    fs::create_dir_all(&staged)?;
    for file in built
        .read_dir()
        .with_context(|| format!("cannot read {}", built.display()))?
    {
        let file = file?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if file.extension().is_some_and(|ext| ext == "rlib") && !name.starts_with("libweb_std-") {
            fs::copy(&file, staged.join(&*name))?;
        }
    }
    Ok(())
}
