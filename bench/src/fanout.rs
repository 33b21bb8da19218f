//! How soon a host's click reaches so many viewers of one show by its event stream (SSE), and what a viewer costs.
//!
//! Each row seats more viewers before the same server. The viewers run on the same machine and take their share of it. Some of
//! them never read. A last pair of rows floods a small crowd with the largest cues, without and with such viewers, whose
//! buffers are then really full. Every row ends after a number of clicks, and waits for no click longer than `LOST`.

mod crowd;
mod host;
mod limits;

use std::fmt;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::cost;
use crate::process::Server;
use crowd::{Board, Crowd};
use host::Host;

/// Clicks a row, and the time between two.
const CLICKS: usize = 20;
const PAUSE: Duration = Duration::from_secs(1);
/// After so long a click is lost for whoever has not had it.
const LOST: Duration = Duration::from_secs(20);
/// How many never read.
const STUCK: usize = 10;
/// The crowd that is flooded, and with how many large cues a click.
const FLOODED: usize = 200;
const FLOOD: usize = 10;

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    what: &'static str,
    viewers: usize,
    /// Of them, and not counted as viewers.
    stuck: usize,
    p50: f64,
    p99: f64,
    most: f64,
    /// Cues that a viewer did not get in time.
    lost: u64,
    /// Processor time a second of the server, and of the viewers.
    server_cores: f64,
    viewers_cores: f64,
    /// Resident memory of the server with them.
    resident: u64,
}

/// All of it.
#[derive(Debug)]
pub struct Report {
    rows: Vec<Row>,
    /// The server's memory before the first viewer.
    empty: u64,
    wanted: usize,
    room: usize,
    cores: usize,
}

/// Seats viewers, row by row, up to so many.
///
/// # Errors
/// Where the server does not start, or lets too few viewers in.
pub async fn run(program: &Path, viewers: usize) -> Result<Report> {
    let room = limits::room(viewers);
    let most = viewers.min(room);
    let variables = vec![
        ("VITRINE_HOST_TOKEN", host::TOKEN.to_owned()),
        ("VITRINE_MAX_VIEWERS", (most + 2 * STUCK).to_string()),
        // They all come from one address.
        ("VITRINE_MAX_PER_ADDRESS", "0".to_owned()),
    ];
    let server = Server::start_with(program, 1, variables).await?;
    let host = Host::at(&server.address()).await?;
    let empty = cost::resident(server.id())?;
    let mut rows = vec![];
    let mut sizes: Vec<usize> = [100, 1_000, 5_000]
        .into_iter()
        .filter(|size| *size < most)
        .collect();
    sizes.push(most);
    for size in sizes {
        rows.push(row(&server, &host, "a cue a second", size, STUCK, 0).await?);
    }
    let crowd = FLOODED.min(most);
    for stuck in [0, STUCK] {
        rows.push(row(&server, &host, "flooded", crowd, stuck, FLOOD).await?);
    }
    Ok(Report {
        rows,
        empty,
        wanted: viewers,
        room,
        cores: std::thread::available_parallelism()?.get(),
    })
}

async fn row(
    server: &Server,
    host: &Host,
    what: &'static str,
    viewers: usize,
    stuck: usize,
    flood: usize,
) -> Result<Row> {
    println!("{viewers} viewers and {stuck} who do not read, {what} …");
    let board = Board::new(CLICKS);
    let mut crowd = Crowd::enter(server.port(), viewers, stuck, &board).await?;
    // What coming in costs is not measured.
    sleep(PAUSE).await;
    let resident = cost::resident(server.id())?;
    let (at_server, here) = (
        cost::processor(server.id())?,
        cost::processor(std::process::id())?,
    );
    let started = Instant::now();
    for click in 0..CLICKS {
        for _ in 0..flood {
            host.drags().await?;
        }
        let next = Instant::now() + PAUSE;
        board.clicked(click);
        host.clicks(click).await?;
        tokio::time::sleep_until(next).await;
    }
    let all = u64::try_from(viewers)?;
    let until = Instant::now() + LOST;
    while (0..CLICKS).any(|click| board.seen(click) < all) && Instant::now() < until {
        sleep(Duration::from_millis(50)).await;
    }
    let took = started.elapsed().as_secs_f64();
    println!("… {took:.0} s, p99 {:.0} ms", board.ms(0.99));
    ensure!(
        crowd.left() == viewers,
        "the server hung up on viewers who read: {} of {viewers} are left",
        crowd.left()
    );
    Ok(Row {
        what,
        viewers,
        stuck,
        p50: board.ms(0.5),
        p99: board.ms(0.99),
        most: board.ms(1.0),
        lost: (all * u64::try_from(CLICKS)?).saturating_sub(board.arrivals()),
        server_cores: (cost::processor(server.id())? - at_server) / took,
        viewers_cores: (cost::processor(std::process::id())? - here) / took,
        resident: resident.max(cost::resident(server.id())?),
    })
}

impl Report {
    /// The same as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let row = |row: &Row| {
            json!({ "what": row.what, "viewers": row.viewers, "stuck": row.stuck, "p50_ms": row.p50, "p99_ms": row.p99, "most_ms": row.most,
                "lost": row.lost, "server_cores": row.server_cores, "viewers_cores": row.viewers_cores, "resident": row.resident })
        };
        json!({ "cores": self.cores, "empty": self.empty, "room": self.room, "rows": self.rows.iter().map(row).collect::<Vec<_>>() })
    }

    /// The server's memory for each viewer of the fullest row, in KiB.
    fn kib_a_viewer(&self) -> Option<f64> {
        let row = self.rows.iter().max_by_key(|row| row.viewers)?;
        let viewers = u32::try_from(row.viewers + row.stuck).ok()?;
        Some(kib(row.resident.saturating_sub(self.empty)) / f64::from(viewers))
    }
}

#[allow(clippy::cast_precision_loss, reason = "memory that is shown rounded")]
fn kib(bytes: u64) -> f64 {
    bytes as f64 / 1_024.0
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "| viewers | and who never read | | p50 ms | p99 ms | most ms | cues lost | server's CPU, cores | viewers' CPU, cores | server's memory, MiB |"
        )?;
        writeln!(out, "|{}", " --- |".repeat(10))?;
        for row in &self.rows {
            writeln!(
                out,
                "| {} | {} | {} | {:.0} | {:.0} | {:.0} | {} | {:.2} | {:.2} | {:.0} |",
                row.viewers,
                row.stuck,
                row.what,
                row.p50,
                row.p99,
                row.most,
                row.lost,
                row.server_cores,
                row.viewers_cores,
                kib(row.resident) / 1_024.0
            )?;
        }
        if let Some(each) = self.kib_a_viewer() {
            writeln!(
                out,
                "\nA viewer costs the server {each:.1} KiB of memory, besides what the kernel keeps for the connection."
            )?;
        }
        if self.room < self.wanted {
            writeln!(
                out,
                "This process may open files for {} viewers only: raise the hard limit (`ulimit -Hn`, LimitNOFILE=) for {}.",
                self.room, self.wanted
            )?;
        }
        write!(out, "{} cores, shared with the viewers.", self.cores)
    }
}
