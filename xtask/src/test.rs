//! `cargo xtask test`: everything that proves the project, or the parts that are asked for.
//!
//! Each part hands back a tally of real tests. A part that fails does not keep the next from running.

mod browser;
mod conformance;
mod faults;
mod fuzz;
mod junit;
mod lint;
mod shop;
mod size;
mod tally;
mod ucp;
mod unit;

use crate::setup::{self, Tool};
use crate::{root, steps};
use anyhow::{Result, bail};
use std::fs;
use tally::Tally;

#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Part {
    /// Formatting, clippy natively and for wasm32, the pure core alone, rustdoc
    Lint,
    /// Native tests of the whole workspace
    Unit,
    /// Tests that run inside a browser (wasm-pack)
    Wasm,
    /// Scenarios in Chromium against the real server (Playwright)
    E2e,
    /// A third of the fault matrix; `cargo xtask faults` runs all of it
    Faults,
    /// What the shop said and heard in the tests, against UCP's schemas
    Ucp,
    /// A merchant suite from outside against the real server (spck-conformance)
    Conformance,
    /// Made-up requests against the real server (schemathesis)
    Fuzz,
    /// What a viewer has to load, against its budget
    Size,
}

/// The parts in the order in which they run: `Ucp` checks what `Unit` and `E2e` recorded.
const ALL: [Part; 9] = [
    Part::Lint,
    Part::Unit,
    Part::Conformance,
    Part::Fuzz,
    Part::Size,
    Part::Wasm,
    Part::E2e,
    Part::Faults,
    Part::Ucp,
];

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Run this part only; may be given more than once
    #[arg(long, value_enum, value_name = "PART")]
    only: Vec<Part>,
}

/// The whole fault matrix, or the cells whose names hold a text. Hands back how many cells failed.
pub(crate) fn fault_matrix(only: Option<&str>) -> Result<u64> {
    setup::ensure(Part::Faults.tools())?;
    let cells = only.map_or(faults::Cells::All, faults::Cells::Named);
    let (tally, _) = steps::timed("fault matrix", || faults::run(cells));
    Ok(tally?.failed)
}

/// Makes docs/pictures/. Hands back how many of its scenarios failed.
pub(crate) fn pictures() -> Result<u64> {
    setup::ensure(Part::E2e.tools())?;
    let (tally, _) = steps::timed("pictures", || browser::project("screenshots", |_| {}));
    Ok(tally?.failed)
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let parts: Vec<Part> = ALL
        .into_iter()
        .filter(|part| args.only.is_empty() || args.only.contains(part))
        .collect();
    let mut tools: Vec<Tool> = parts
        .iter()
        .flat_map(|part| part.tools())
        .copied()
        .collect();
    tools.sort_unstable();
    tools.dedup();
    let mut times = Vec::new();
    if !tools.is_empty() {
        let (result, took) = steps::timed("set up", || setup::ensure(&tools));
        result?;
        times.push(("set up", None, took));
    }
    if parts.contains(&Part::Unit) && parts.contains(&Part::E2e) {
        forget_recordings()?;
    }
    let mut total = Tally::default();
    for part in parts {
        let (result, took) = steps::timed(part.name(), || part.run());
        let tally = result.unwrap_or_else(|error| {
            println!("error: {error:#}");
            Tally::failed()
        });
        times.push((part.name(), Some(tally), took));
        total += tally;
    }
    println!(
        "\n{:<44} {:>7} {:>7} {:>13}",
        "", "passed", "failed", "time"
    );
    for (name, tally, took) in times {
        let [passed, failed] = tally.map_or_else(Default::default, |t| {
            [t.passed.to_string(), t.failed.to_string()]
        });
        println!(
            "{name:<44} {passed:>7} {failed:>7} {:>13}",
            steps::seconds(took)
        );
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        std::process::exit(1);
    }
    if total.passed == 0 {
        bail!("nothing was tested");
    }
    Ok(())
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::Unit => "native tests",
            Self::Wasm => "tests inside the browser (wasm-pack)",
            Self::E2e => "scenarios in Chromium (Playwright)",
            Self::Faults => "fault matrix, a third of its cells",
            Self::Ucp => "UCP schemas",
            Self::Conformance => "merchant suite (spck-conformance)",
            Self::Fuzz => "made-up requests (schemathesis)",
            Self::Size => "size budget",
        }
    }

    fn tools(self) -> &'static [Tool] {
        match self {
            Self::Lint => &[Tool::WasmTarget, Tool::WasmClippy],
            Self::Unit => &[Tool::Nats],
            Self::Wasm => &[
                Tool::WasmTarget,
                Tool::Chromium,
                Tool::Chromedriver,
                Tool::WasmBindgen,
                Tool::WasmPack,
            ],
            Self::E2e | Self::Faults => &[
                Tool::WasmTarget,
                Tool::NodeModules,
                Tool::WasmBindgen,
                Tool::Trunk,
                Tool::Chromium,
            ],
            Self::Ucp => &[Tool::UcpSchema],
            Self::Conformance => &[Tool::Checkers],
            Self::Fuzz => &[Tool::Checkers, Tool::UcpSchema],
            Self::Size => &Tool::BUILD,
        }
    }

    fn run(self) -> Result<Tally> {
        match self {
            Self::Lint => Ok(lint::run()),
            Self::Unit => unit::run(),
            Self::Wasm => browser::inside(),
            Self::E2e => browser::scenarios(),
            Self::Faults => faults::run(faults::Cells::Third),
            Self::Ucp => ucp::run(),
            Self::Conformance => conformance::run(),
            Self::Fuzz => fuzz::run(),
            Self::Size => size::run(),
        }
    }
}

/// Bodies recorded by an earlier run say nothing about this one.
fn forget_recordings() -> Result<()> {
    let folder = root::path(ucp::RECORDED);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Ok(())
}
