//! How many tests passed and failed, and how that is read from what a test program prints.

use crate::sh;
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Write};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Tally {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Tally {
    pub(super) fn passed() -> Self {
        Self {
            passed: 1,
            failed: 0,
        }
    }

    pub(super) fn failed() -> Self {
        Self {
            passed: 0,
            failed: 1,
        }
    }

    /// One check: passed or failed.
    pub(super) fn of(passed: bool) -> Self {
        if passed {
            Self::passed()
        } else {
            Self::failed()
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Runs a program that reports as Rust's test harness does, shows what it says as it says it, and adds up its
/// results. One that fails without naming a failed test (it did not compile, it was aborted) counts as one failure.
pub(super) fn run_harness(command: &mut Command) -> Result<Tally> {
    println!("$ {}", sh::shown(command));
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {program}"))?;
    let mut tally = Tally::default();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let mut terminal = std::io::stdout().lock();
            terminal.write_all(&line)?;
            terminal.write_all(b"\n")?;
            if let Some(result) = harness_result(&String::from_utf8_lossy(&line)) {
                tally += result;
            }
        }
    }
    if !child.wait()?.success() && tally.failed == 0 {
        tally += Tally::failed();
    }
    Ok(tally)
}

/// Reads `test result: ok. 12 passed; 0 failed; …`.
fn harness_result(line: &str) -> Option<Tally> {
    let counts = plain(line)
        .split_once("test result: ")?
        .1
        .split_once(". ")?
        .1
        .to_owned();
    let mut tally = Tally::default();
    for count in counts.split("; ") {
        let (number, what) = count.split_once(' ')?;
        match what {
            "passed" => tally.passed = number.parse().ok()?,
            "failed" => tally.failed = number.parse().ok()?,
            _ => {}
        }
    }
    Some(tally)
}

/// The line without colour.
fn plain(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut text, part| {
        text.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_harness_line_is_read() {
        let line = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.01s";
        assert_eq!(
            harness_result(line),
            Some(Tally {
                passed: 12,
                failed: 0
            })
        );
    }

    #[test]
    fn a_coloured_line_of_failures_is_read() {
        let line = "test result: \u{1b}[31mFAILED\u{1b}[0m. 3 passed; 2 failed; 0 ignored; finished in 1.20s";
        assert_eq!(
            harness_result(line),
            Some(Tally {
                passed: 3,
                failed: 2
            })
        );
    }

    #[test]
    fn another_line_is_no_result() {
        assert_eq!(harness_result("test money::adds ... ok"), None);
        assert_eq!(harness_result("running 3 tests"), None);
    }
}
