//! Debian packages: looked for by the program they bring, installed without questions.

use super::tool::State;
use crate::sh;
use anyhow::{Context, Result};
use std::sync::OnceLock;

/// A package that brings one program.
pub(crate) struct Package {
    pub(crate) name: &'static str,
    program: &'static str,
}

pub(crate) const CHROMIUM: Package = Package {
    name: "chromium",
    program: "chromium",
};
pub(crate) const CHROMEDRIVER: Package = Package {
    name: "chromium-driver",
    program: "chromedriver",
};

pub(crate) const NATS: Package = Package {
    name: "nats-server",
    program: "nats-server",
};

impl Package {
    pub(crate) fn state(&self) -> State {
        // Debian puts servers where only root looks.
        let of_root = format!("/usr/sbin/{}", self.program);
        let version = [self.program, &of_root]
            .iter()
            .find_map(|program| sh::read(&mut sh::cmd(program, ["--version"])));
        match version {
            Some(version) => State::Present(
                version
                    .split_whitespace()
                    .map(|word| word.trim_start_matches('v'))
                    .find(|w| w.starts_with(|c: char| c.is_ascii_digit()))
                    .unwrap_or("yes")
                    .to_owned(),
            ),
            None => State::Missing(format!("no {} on PATH", self.program)),
        }
    }
}

/// Installs packages; fetches the lists of packages once before the first.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    static UPDATED: OnceLock<()> = OnceLock::new();
    if UPDATED.get().is_none() {
        sh::run(apt_get().arg("update")).context("cannot fetch Debian's package lists")?;
        UPDATED.get_or_init(|| ());
    }
    sh::run(
        apt_get()
            .args(["install", "-y", "--no-install-recommends"])
            .args(packages),
    )
}

/// Waits for another apt rather than failing, and never asks.
fn apt_get() -> std::process::Command {
    let mut command = sh::cmd(
        "apt-get",
        [
            "-q",
            "-o",
            "DPkg::Lock::Timeout=600",
            "-o",
            "Dpkg::Use-Pty=0",
        ],
    );
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Whether the package itself is installed.
pub(crate) fn has(package: &str) -> bool {
    let mut query = sh::cmd("dpkg-query", ["-W", "-f=${Status}", package]);
    sh::read(&mut query).is_some_and(|status| status == "install ok installed")
}

/// What a person types to get the packages.
pub(crate) fn by_hand(packages: &[String]) -> String {
    format!(
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
        packages.join(" ")
    )
}
