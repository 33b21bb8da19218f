//! The `vitrine-server` binary: reads the command line and hands over to the library.

use std::process::ExitCode;

use clap::Parser;
use vitrine_server::config::{Cli, Command};
use vitrine_server::{export, files, inject, logs, serve};

fn main() -> ExitCode {
    let cli = Cli::parse();
    logs::start(cli.log);
    let outcome = match cli.command {
        Some(Command::Files(args)) => files::run(&args),
        Some(Command::Inject(args)) => inject::run(&args),
        Some(Command::Export(args)) => export::run(&args),
        Some(Command::Check { file }) => serve::check(&file),
        None => serve::run(&cli.serve),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
