//! `cargo xtask setup`: which tools the build needs, which of them are missing, and how they come.
//!
//! The other commands call [`ensure`] first. What is there in the right version is never touched.

mod apt;
mod cargo_tool;
mod node;
mod python;
mod tool;
mod toolchain;

pub(crate) use node::bin_dir;
pub(crate) use python::program as python_program;
pub(crate) use tool::Tool;
pub(crate) use toolchain::wasm_toolchain;

use crate::{sh, steps};
use anyhow::{Result, bail};
use tool::{ForRoot, State};

#[derive(Clone, Copy, clap::ValueEnum)]
enum Purpose {
    /// Building the widget and serving the demo
    Demo,
    /// Everything, the tests' tools included
    Test,
}

#[derive(clap::Args)]
pub(crate) struct Args {
    /// What the tools are for: the demo needs fewer
    #[arg(long = "for", value_enum, default_value = "test")]
    purpose: Purpose,
    /// Install nothing: only say what is missing, and fail if anything is
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let tools = match args.purpose {
        Purpose::Demo => &Tool::BUILD[..],
        Purpose::Test => &Tool::ALL[..],
    };
    if args.check {
        node::require()?;
        let missing = survey(tools);
        if !missing.is_empty() {
            bail!(
                "{} missing; `cargo xtask setup` installs them",
                missing.len()
            );
        }
        return Ok(());
    }
    ensure(tools)?;
    println!("\nEverything is there.");
    Ok(())
}

/// Prints the table of the tools and installs those that are missing.
pub(crate) fn ensure(tools: &[Tool]) -> Result<()> {
    if tools.is_empty() {
        return Ok(());
    }
    node::require()?;
    let missing = survey(tools);
    if !sh::is_root() {
        refuse_what_needs_root(&missing)?;
    }
    let mut times = Vec::new();
    for tool in missing {
        // One tool may bring another: clippy for wasm32 needs nothing where rustup has added the target.
        if tool.state().is_present() {
            continue;
        }
        let (result, took) = steps::timed(&format!("install {}", tool.name()), || tool.install());
        result?;
        if let State::Missing(why) = tool.state() {
            bail!(
                "{} was installed but is still not usable: {why}",
                tool.name()
            );
        }
        times.push((tool.name(), took));
    }
    if !times.is_empty() {
        println!("\nInstalled:");
        for (name, took) in times {
            println!("  {name:<20} {:>12}", steps::seconds(took));
        }
    }
    Ok(())
}

/// Looks for every tool, prints the table, and hands back those that are missing.
fn survey(tools: &[Tool]) -> Vec<Tool> {
    println!("{:<20} {:<40} needed because it", "tool", "here");
    let mut missing = Vec::new();
    for tool in tools {
        let here = match tool.state() {
            State::Present(version) => version,
            State::Missing(why) => {
                missing.push(*tool);
                format!("MISSING ({why})")
            }
        };
        println!("{:<20} {here:<40} {}", tool.name(), tool.why());
    }
    missing
}

/// Without root, says exactly which commands a person has to run, and stops.
fn refuse_what_needs_root(missing: &[Tool]) -> Result<()> {
    let mut all = ForRoot::default();
    for tool in missing {
        all = all.and(tool.for_root()?);
    }
    let lines = all.lines();
    if lines.is_empty() {
        return Ok(());
    }
    println!("\nSome of this needs root. Run the following, and then start this command again:\n");
    for line in lines {
        println!("  {line}");
    }
    let names: Vec<&str> = missing.iter().map(|tool| tool.name()).collect();
    bail!("not root, and these are missing: {}", names.join(", "))
}
