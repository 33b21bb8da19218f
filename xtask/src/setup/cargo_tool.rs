//! Tools that come from crates.io, in one exact version, into cargo's own folder of programs.

use super::tool::State;
use crate::{root, sh};
use anyhow::Result;
use std::borrow::Cow;
use std::process::Command;
use std::time::Duration;

/// A program built from a crate.
pub(crate) struct CargoTool {
    crate_name: &'static str,
    program: &'static str,
    version: Cow<'static, str>,
    options: &'static [&'static str],
    /// How much the compiler does: nothing for what runs a few times, more for what runs for every recorded body.
    opt_level: &'static str,
}

/// With its lock file: newer versions of its dependencies do not compile.
pub(crate) const TRUNK: CargoTool = CargoTool {
    crate_name: "trunk",
    program: "trunk",
    version: Cow::Borrowed("0.21.14"),
    options: &["--locked"],
    opt_level: "0",
};

pub(crate) const WASM_PACK: CargoTool = CargoTool {
    crate_name: "wasm-pack",
    program: "wasm-pack",
    version: Cow::Borrowed("0.15.1"),
    options: &["--locked"],
    opt_level: "0",
};

/// Its program calls itself twiggy-opt.
pub(crate) const TWIGGY: CargoTool = CargoTool {
    crate_name: "twiggy",
    program: "twiggy",
    version: Cow::Borrowed("0.8.0"),
    options: &["--locked"],
    opt_level: "0",
};

/// Without its default feature, which reads schemas from the network: ours are in the project.
pub(crate) const UCP_SCHEMA: CargoTool = CargoTool {
    crate_name: "ucp-schema",
    program: "ucp-schema",
    version: Cow::Borrowed("1.4.1"),
    options: &["--locked", "--no-default-features"],
    opt_level: "1",
};

/// The program and the crate must be of one version, so the project's lock file decides.
pub(crate) fn wasm_bindgen() -> CargoTool {
    let version = locked_version("wasm-bindgen").map_or(Cow::Borrowed("0.2.130"), Cow::Owned);
    CargoTool {
        crate_name: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version,
        options: &[],
        opt_level: "0",
    }
}

fn locked_version(name: &str) -> Option<String> {
    let lock = std::fs::read_to_string(root::path("Cargo.lock")).ok()?;
    let mut lines = lock
        .lines()
        .skip_while(|line| *line != format!("name = \"{name}\""));
    lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
        .map(str::to_owned)
}

impl CargoTool {
    pub(crate) fn state(&self) -> State {
        let Some(answer) = sh::read(&mut sh::cmd(self.program, ["--version"])) else {
            return State::Missing(format!("wanted {}", self.version));
        };
        let found = answer.split_whitespace().nth(1).unwrap_or_default();
        if found == self.version {
            State::Present(found.to_owned())
        } else {
            State::Missing(format!("have {found}, wanted {}", self.version))
        }
    }

    /// Takes a ready-made program where `cargo binstall` is there and finds one, else compiles it.
    pub(crate) fn install(&self) -> Result<()> {
        if sh::which("cargo-binstall").is_some() && self.fetch().is_ok() {
            return Ok(());
        }
        sh::run(&mut self.compile())
    }

    fn fetch(&self) -> Result<()> {
        let exact = format!("{}@{}", self.crate_name, self.version);
        let arguments = [
            "binstall",
            "--no-confirm",
            "--force",
            "--disable-strategies",
            "compile",
            &exact,
        ];
        sh::run_within(&mut sh::cmd("cargo", arguments), Duration::from_mins(2))
    }

    /// With little or no optimisation: the tools are small, and compiling them is most of a fresh set-up. They share one
    /// folder, so what two of them depend on is compiled once.
    fn compile(&self) -> Command {
        let mut command = sh::cmd(
            "cargo",
            [
                "install",
                self.crate_name,
                "--version",
                &self.version,
                "--force",
            ],
        );
        command
            .args(self.options)
            .env("CARGO_TARGET_DIR", root::target().join("tools"))
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.opt_level)
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256");
        command
    }
}
