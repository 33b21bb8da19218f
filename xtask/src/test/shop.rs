//! A real server for a checker from outside: on a free port of this machine, with an empty data folder.

use crate::build::{self, Profile};
use crate::process::Process;
use crate::{root, sh};
use anyhow::{Context, Result, bail};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// What the shop sells to its checkers.
const CATALOGUE: &str = "server/tests/conformance/catalogue.json";

/// The running server. It is stopped when this goes.
pub(super) struct Shop {
    process: Process,
    port: u16,
    log: PathBuf,
}

impl Shop {
    /// Builds and starts it. `folder` gets its data and its log.
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let program = build::server(Profile::Debug)?;
        let data = folder.join("data");
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        fs::create_dir_all(&data)?;
        let port = free_port()?;
        let mut command = sh::cmd(
            &program.to_string_lossy(),
            ["--data".as_ref(), data.as_os_str()],
        );
        command
            .args(["--port", &port.to_string(), "--catalogue"])
            .arg(root::path(CATALOGUE))
            .args(["--public-url", &address(port)]);
        let log = folder.join("server.log");
        let mut process = Process::start("server", &mut command, &log)?;
        process.wait_until_it_answers(port, "/health", &AtomicBool::new(false))?;
        Ok(Self { process, port, log })
    }

    pub(super) fn address(&self) -> String {
        address(self.port)
    }

    /// Fails if the server has ended, or if anything in it panicked or failed: a checker may take an answer for
    /// granted that the log is ashamed of.
    pub(super) fn require_unharmed(&mut self) -> Result<()> {
        self.process.require_alive()?;
        let log = fs::read_to_string(&self.log).context("the server's log cannot be read")?;
        match log.lines().find(|line| is_alarming(line)) {
            Some(line) => bail!("the server's log says: {line}"),
            None => Ok(()),
        }
    }
}

fn is_alarming(line: &str) -> bool {
    line.contains(" ERROR ") || line.contains("panicked at")
}

fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

/// A port that nobody listens on. Somebody else may take it before the server does; then the server says so.
fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_and_panics_are_alarming_and_warnings_are_not() {
        assert!(is_alarming("2026-01-01T00:00:00Z ERROR a request failed"));
        assert!(is_alarming("thread 'main' panicked at src/main.rs:1:1:"));
        assert!(!is_alarming(
            "2026-01-01T00:00:00Z  WARN no show: ERRORS.md"
        ));
    }
}
