//! The way without rustup's server: Debian's compiler for the web, with a standard library built here.
//!
//! Debian ships the compiler and the library's source, but not the library for wasm32, so it is compiled once and put
//! where the compiler looks for it. Called only by the toolchain module; needs root.

use super::TARGET;
use crate::setup::apt;
use crate::{root, sh};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// rustup's name for Debian's toolchain.
pub(super) const WEB: &str = "web";
pub(super) const CLIPPY: &str = "rust-web-clippy";
const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];
const RUSTLIB: &str = "/usr/lib/rustlib";

pub(super) fn install() -> Result<()> {
    if !sh::is_root() {
        bail!("installing Debian's toolchain needs root; `cargo xtask setup` lists the commands");
    }
    apt::install(&PACKAGES)?;
    apt::install(&[&lld()?])?;
    sh::run(&mut build_std(&scratch_crate()?))?;
    copy_std()?;
    link_lld()?;
    sh::run(&mut sh::cmd("rustup", ["toolchain", "link", WEB, "/usr"]))
}

/// What root types to get the same.
pub(super) fn by_hand() -> Vec<String> {
    vec![
        "# rustup cannot fetch the wasm32 target here. Where it can: rustup target add wasm32-unknown-unknown".to_owned(),
        apt::by_hand(&PACKAGES),
        "# then, as root, with the PATH on which cargo is found, for its standard library and linker:".to_owned(),
        "sudo env PATH=\"$PATH\" CARGO_HOME=\"$HOME/.cargo\" RUSTUP_HOME=\"$HOME/.rustup\" cargo xtask setup --for demo".to_owned(),
    ]
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

fn copy_std() -> Result<()> {
    let built = root::target()
        .join("web-std/target")
        .join(TARGET)
        .join("release/deps");
    let library = Path::new(RUSTLIB).join(TARGET).join("lib");
    fs::create_dir_all(&library)?;
    for file in built
        .read_dir()
        .with_context(|| format!("cannot read {}", built.display()))?
    {
        let file = file?.path();
        let name = file
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if file
            .extension()
            .is_some_and(|extension| extension == "rlib")
            && !name.starts_with("libweb_std-")
        {
            fs::copy(&file, library.join(name))?;
        }
    }
    Ok(())
}

/// The compiler looks for its linker under its own name for it, `rust-lld`.
fn link_lld() -> Result<()> {
    let bin = Path::new(RUSTLIB).join(host()?).join("bin");
    let link = bin.join("rust-lld");
    fs::create_dir_all(&bin)?;
    if link.symlink_metadata().is_ok() {
        fs::remove_file(&link)?;
    }
    std::os::unix::fs::symlink(Path::new("/usr/bin").join(lld()?), &link)?;
    Ok(())
}
