//! `cargo xtask bench`: the optimised widget and server measured on this machine. Not part of `cargo xtask test`.
//!
//! The buyers are a program of their own (`bench/`), so that these commands stay quick to build. What is measured in a
//! browser is a script in `bench/browser/`.

use crate::build::{self, Profile};
use crate::setup::Tool;
use crate::{parts, root, setup, sh, size, steps};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    part: Part,
}

#[derive(clap::Subcommand)]
enum Part {
    /// Kill the server while it places orders, and close the accounts
    Kill {
        /// How often
        #[arg(long, default_value_t = 100)]
        times: u32,
        /// Draw the same moments again
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Measure how many catalogue reads, cart writes and orders a second the server carries
    Load {
        /// Write the numbers into this file, too
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Measure how soon a host's click reaches so many viewers of one show, and what a viewer costs
    Fanout {
        /// Viewers in the fullest row
        #[arg(long, default_value_t = 10_000)]
        viewers: usize,
        /// Write the numbers into this file, too
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Print how large each shipped file is, and what each part of the wasm costs
    Size {
        /// Write the numbers into this file, too
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Measure a page with the widget: from the tag to the first thing in the cart, long tasks, heap, click to paint
    Page {
        /// Cold loads
        #[arg(long, default_value_t = 7)]
        runs: u32,
        /// Write the numbers into this file, too
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Measure how many frames late a cue is (live, after a rewind, a pause, a stall, a hidden tab), how far a moving hotspot is
    /// from its thing, and what a host's click takes to a viewer
    Sync {
        /// Cues a condition
        #[arg(long, default_value_t = 300)]
        edges: u32,
        /// Write the numbers into this file, too
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
}

pub(crate) fn run(args: &Args) -> Result<()> {
    match &args.part {
        Part::Size { json } => sizes(json.as_deref()),
        Part::Page { runs, json } => {
            in_browser("page.mjs", ["--runs", &runs.to_string()], json.as_deref())
        }
        Part::Sync { edges, json } => {
            in_browser("sync.mjs", ["--edges", &edges.to_string()], json.as_deref())
        }
        Part::Kill { .. } | Part::Load { .. } | Part::Fanout { .. } => on_server(&args.part),
    }
}

fn sizes(json: Option<&Path>) -> Result<()> {
    let files = size::shipped(&build::widget(Profile::Release)?)?;
    size::print(&files);
    setup::ensure(&[Tool::Twiggy])?;
    let parts = parts::of_the_last_build()?;
    parts.iter().for_each(parts::print);
    if let Some(file) = json {
        let files: Vec<Value> = files
            .iter()
            .map(|file| json!({"file": file.name, "raw": file.raw, "gzip": file.gzip, "brotli": file.brotli}))
            .collect();
        let parts: Vec<Value> = parts
            .iter()
            .map(|parts| json!({"file": parts.file, "raw": parts.sum(), "parts": parts.costs, "top": parts.top}))
            .collect();
        let numbers = json!({"files": files, "parts_before_wasm_opt": parts});
        fs::write(file, format!("{numbers:#}\n"))?;
    }
    Ok(())
}

/// Runs a script of `bench/browser/` against the widget and the server as they are shipped.
fn in_browser(script: &str, args: [&str; 2], json: Option<&Path>) -> Result<()> {
    let widget = steps::timed("build the widget", || build::widget(Profile::Release)).0?;
    let server = steps::timed("build the server", || build::server(Profile::Release)).0?;
    let chromium = sh::which("chromium").context("no chromium: run `cargo xtask setup`")?;
    let mut node = sh::cmd("node", [root::path("bench/browser").join(script)]);
    node.args(args)
        .env("VITRINE_DIST", widget)
        .env("VITRINE_SERVER_BIN", server)
        .env("CHROMIUM", chromium);
    if let Some(file) = json {
        node.arg("--json").arg(file);
    }
    sh::run(&mut node)
}

fn on_server(part: &Part) -> Result<()> {
    let server = steps::timed("build the server", || build::server(Profile::Release)).0?;
    let buyers = steps::timed("build the buyers and viewers", buyers).0?;
    let mut command = sh::cmd(&buyers.to_string_lossy(), [] as [&str; 0]);
    command.arg("--server").arg(server);
    match part {
        Part::Kill { times, seed } => {
            command.args(["kill", "--times", &times.to_string()]);
            if let Some(seed) = seed {
                command.args(["--seed", &seed.to_string()]);
            }
        }
        Part::Load { json } => {
            command.arg("load");
            if let Some(file) = json {
                command.arg("--json").arg(file);
            }
        }
        Part::Fanout { viewers, json } => {
            command.args(["fanout", "--viewers", &viewers.to_string()]);
            if let Some(file) = json {
                command.arg("--json").arg(file);
            }
        }
        Part::Size { .. } | Part::Page { .. } | Part::Sync { .. } => {}
    }
    sh::run(&mut command)
}

/// Builds the program that plays the buyers and viewers: optimised, but not as a whole like what ships.
fn buyers() -> Result<PathBuf> {
    let args = ["build", "--package", "vitrine-bench", "--profile", "tool"];
    sh::run(&mut sh::cmd("cargo", args))?;
    Ok(root::target().join("tool").join("vitrine-bench"))
}
