//! `cargo xtask bench`: a real, optimised server put under test on this machine. Not part of `cargo xtask test`.
//!
//! The buyers are a program of their own (`bench/`), so that these commands stay quick to build.

use crate::build::{self, Profile};
use crate::{root, sh, steps};
use anyhow::Result;
use std::path::PathBuf;

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
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let server = steps::timed("build the server", || build::server(Profile::Release)).0?;
    let buyers = steps::timed("build the buyers", buyers).0?;
    let mut command = sh::cmd(&buyers.to_string_lossy(), [] as [&str; 0]);
    command.arg("--server").arg(server);
    match &args.part {
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
    }
    sh::run(&mut command)
}

/// Builds the program that plays the buyers: optimised, but not as a whole like what ships.
fn buyers() -> Result<PathBuf> {
    let args = ["build", "--package", "vitrine-bench", "--profile", "tool"];
    sh::run(&mut sh::cmd("cargo", args))?;
    Ok(root::target().join("tool").join("vitrine-bench"))
}
