//! Vitrine's build commands; `cargo xtask --help` lists them. Each command is a file of its own name.

mod bench;
mod build;
mod demo;
mod dist;
mod faults;
mod parts;
mod pictures;
mod process;
mod root;
mod setup;
mod sh;
mod size;
mod steps;
mod test;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "Vitrine's build commands",
    long_about = "Vitrine's build commands.\n\nEach one first installs what it needs and this machine lacks, \
                  so `cargo xtask demo` is enough on a fresh machine."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say which tools are there, which are missing and why, and install the missing ones
    Setup(setup::Args),
    /// Build the widget and the server, and serve a partner's page and the shop on this machine
    Demo(demo::Args),
    /// Run every test, or a part of them
    Test(test::Args),
    /// Measure widget and server on this machine, and kill the server while it places orders
    Bench(bench::Args),
    /// Run the fault matrix: every request of a purchase, every fault, everything a viewer may do about it
    Faults(faults::Args),
    /// Make docs/pictures/ anew: each state of the widget at three sizes
    Pictures,
    /// Lay out the folder that a partner uploads
    Dist,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Setup(args) => setup::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Faults(args) => faults::run(&args),
        Command::Pictures => pictures::run(),
        Command::Dist => dist::run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
