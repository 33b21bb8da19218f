//! `cargo xtask demo`: the widget in a partner's page, against the reference server, on this machine.
//!
//! Two servers on two ports, so the page and the shop are two origins, as they are in real life.

mod page;
mod token;

use crate::build::{self, Profile};
use crate::process::Process;
use crate::setup::{self, Tool};
use crate::{root, sh, steps};
use anyhow::{Context, Result, bail};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What the demo writes: the server's data, the page that is served, the logs.
const FOLDER: &str = ".vitrine/demo";

#[derive(clap::Args)]
pub(crate) struct Args {
    /// Port of the server: shop, show and stream
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Port of the partner's page
    #[arg(long, default_value_t = 8080)]
    page_port: u16,
    /// Another HLS stream to show in place of the sample programme
    #[arg(long, value_name = "URL")]
    stream: Option<String>,
    /// Optimise the server too, not only the widget
    #[arg(long)]
    release: bool,
    /// Do not optimise the widget either: builds sooner, loads slower
    #[arg(long, conflicts_with = "release")]
    debug: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    if args.port == args.page_port {
        bail!(
            "the page and the server need two ports, and both are {}",
            args.port
        );
    }
    require_free(args.port, "--port")?;
    require_free(args.page_port, "--page-port")?;
    setup::ensure(&Tool::BUILD)?;

    let widget = if args.debug {
        Profile::Debug
    } else {
        Profile::Release
    };
    let server = if args.release {
        Profile::Release
    } else {
        Profile::Debug
    };
    let dist = steps::timed("build the widget", || build::widget(widget)).0?;
    let console = steps::timed("build the host's console", || build::console(widget, &dist)).0?;
    let program = steps::timed("build the server", || build::server(server)).0?;
    serve(args, &dist, &console, &program.to_string_lossy())
}

fn require_free(port: u16, flag: &str) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!("port {port} cannot be used ({error}); choose another with {flag}"),
    }
}

fn serve(args: &Args, dist: &Path, console: &Path, program: &str) -> Result<()> {
    let stopped = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stopped);
    ctrlc::set_handler(move || flag.store(true, Ordering::SeqCst))
        .context("cannot listen for Ctrl-C")?;

    let folder = root::path(FOLDER);
    std::fs::create_dir_all(folder.join("data"))?;
    let page = folder.join("page");
    page::lay_out(dist, &page, args.port)?;

    let mut shop = sh::cmd(
        program,
        ["--data".as_ref(), folder.join("data").as_os_str()],
    );
    shop.args(["--port", &args.port.to_string()]);
    let token = token::kept(&folder.join("host-token"))?;
    // Not an argument: those can be read by everybody on the machine.
    shop.env("VITRINE_HOST_TOKEN", &token);
    shop.arg("--console").arg(console);
    for host in ["localhost", "127.0.0.1"] {
        shop.args([
            "--allow-origin",
            &format!("http://{host}:{}", args.page_port),
        ]);
    }
    if let Some(stream) = &args.stream {
        shop.args(["--stream", stream]);
    }
    let mut files = sh::cmd(program, ["files".as_ref(), page.as_os_str()]);
    files.args(["--port", &args.page_port.to_string()]);

    let mut running = vec![
        Process::start("server", &mut shop, &folder.join("server.log"))?,
        Process::start("page", &mut files, &folder.join("page.log"))?,
    ];
    let result = running[0]
        .wait_until_it_answers(args.port, "/health", &stopped)
        .and_then(|()| running[1].wait_until_it_answers(args.page_port, "/", &stopped))
        .and_then(|()| attend(args, &token, &mut running, &stopped));
    for process in &mut running {
        process.stop();
    }
    result
}

/// Says where to look, and stays until Ctrl-C or until one of the two ends by itself.
fn attend(args: &Args, token: &str, running: &mut [Process], stopped: &AtomicBool) -> Result<()> {
    println!(
        "\nThe partner's page    http://localhost:{}",
        args.page_port
    );
    println!(
        "The host's console    http://localhost:{}/host/    token: {token}",
        args.port
    );
    println!("The server            http://localhost:{}", args.port);
    println!("Its logs and data     {FOLDER}/");
    println!("\nCtrl-C ends both.");
    while !stopped.load(Ordering::SeqCst) {
        for process in &mut *running {
            process.require_alive()?;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    println!("\nStopping.");
    Ok(())
}
