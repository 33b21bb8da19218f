//! `vitrine-bench`: what `cargo xtask bench` runs.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use vitrine_bench::{fanout, kill, load};

#[derive(Parser)]
#[command(about = "Puts a vitrine-server process under test, on loopback")]
struct Cli {
    /// The server's program
    #[arg(long, value_name = "FILE")]
    server: PathBuf,
    #[command(subcommand)]
    part: Part,
}

#[derive(Subcommand)]
enum Part {
    /// Kill it while it places orders, and close the accounts
    Kill {
        /// How often
        #[arg(long, default_value_t = 100)]
        times: u32,
        /// Draws the same moments again
        #[arg(long)]
        seed: Option<u64>,
    },
    /// Measure how soon cues reach so many viewers of one show by its event stream
    Fanout {
        /// Viewers in the fullest row
        #[arg(long, default_value_t = 10_000)]
        viewers: usize,
        /// Write the numbers into this file, too
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
    /// Measure how much it carries
    Load {
        /// Write the numbers into this file, too
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Cli { server, part } = Cli::parse();
    match part {
        Part::Kill { times, seed } => {
            let seed = seed.unwrap_or_else(|| fastrand::u64(..));
            println!("seed {seed}");
            let report = kill::run(&server, times, seed).await?;
            println!("\n{report}");
            report.check()
        }
        Part::Fanout { viewers, json } => {
            let report = fanout::run(&server, viewers).await?;
            println!("\n{report}");
            write(json, &report.json())
        }
        Part::Load { json } => {
            let report = load::run(&server).await?;
            println!("\n{report}");
            write(json, &report.json())
        }
    }
}

fn write(file: Option<PathBuf>, numbers: &serde_json::Value) -> anyhow::Result<()> {
    if let Some(file) = file {
        std::fs::write(file, format!("{numbers:#}\n"))?;
    }
    Ok(())
}
