//! How much the server carries: catalogue reads, cart writes and orders, by 1, 10 and 100 buyers at once.
//!
//! Each row ends after a number of requests or a number of seconds, whichever comes first. What limits it is measured
//! beside it: the processor time of the server's process, and what one flush to this disk takes (`cost`). The buyers
//! run on the same machine and take their share of it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::{Result, ensure};
use hdrhistogram::Histogram;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::buyer::{Buyer, Intent, Told};
use crate::cost;
use crate::process::{PRODUCT, Server};

/// Buyers at once.
const CROWDS: [usize; 3] = [1, 10, 100];
/// The longest that a row may take.
const TIME: Duration = Duration::from_secs(5);

/// What the buyers do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Deed {
    Look,
    Change,
    Order,
}

impl Deed {
    const ALL: [Self; 3] = [Self::Look, Self::Change, Self::Order];

    fn name(self) -> &'static str {
        match self {
            Self::Look => "catalogue read",
            Self::Change => "cart write",
            Self::Order => "order",
        }
    }

    /// The most that one row does.
    fn most(self) -> usize {
        match self {
            Self::Look => 20_000,
            Self::Change => 5_000,
            Self::Order => 400,
        }
    }
}

/// What a buyer has at hand before the clock runs.
enum Ready {
    Nothing,
    Cart(String),
    Intents(Vec<Intent>),
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    deed: Deed,
    buyers: usize,
    took: Duration,
    /// Microseconds.
    times: Histogram<u64>,
    /// Processor time of the server, in seconds.
    cpu: f64,
}

/// All of it.
#[derive(Debug)]
pub struct Report {
    rows: Vec<Row>,
    /// What one flush of a few KB takes on the disk of the data folder, in milliseconds.
    flush_ms: f64,
    cores: usize,
}

/// Puts the server under load, row by row.
///
/// # Errors
/// Where the server does not start, or answers wrongly.
pub async fn run(program: &Path) -> Result<Report> {
    let server = Server::start(program, 1_000_000).await?;
    let flush_ms = cost::flush(&server.data())?;
    let mut rows = vec![];
    for deed in Deed::ALL {
        for buyers in CROWDS {
            rows.push(row(&server, deed, buyers).await?);
        }
    }
    let cores = std::thread::available_parallelism()?.get();
    Ok(Report {
        rows,
        flush_ms,
        cores,
    })
}

async fn row(server: &Server, deed: Deed, buyers: usize) -> Result<Row> {
    let mut crowd = vec![];
    for _ in 0..buyers {
        let buyer = Buyer::at(&server.address())?;
        let ready = get_ready(&buyer, deed, deed.most().div_ceil(buyers)).await?;
        crowd.push((buyer, ready));
    }
    let left = Arc::new(AtomicUsize::new(deed.most()));
    let cpu = cost::processor(server.id())?;
    let started = Instant::now();
    let mut running = JoinSet::new();
    for (buyer, ready) in crowd {
        let left = Arc::clone(&left);
        running.spawn(async move { act(&buyer, ready, &left, started + TIME).await });
    }
    let mut times = Histogram::new(3)?;
    while let Some(mine) = running.join_next().await {
        times.add(mine??)?;
    }
    Ok(Row {
        deed,
        buyers,
        took: started.elapsed(),
        times,
        cpu: cost::processor(server.id())? - cpu,
    })
}

async fn get_ready(buyer: &Buyer, deed: Deed, orders: usize) -> Result<Ready> {
    Ok(match deed {
        Deed::Look => Ready::Nothing,
        Deed::Change => Ready::Cart(buyer.fills_a_cart().await?),
        Deed::Order => {
            let mut intents = vec![];
            for _ in 0..orders {
                let checkout = buyer.gets_ready().await?;
                intents.push(buyer.decides(&checkout, "success_token").await?);
            }
            Ready::Intents(intents)
        }
    })
}

/// Does the same again until there is nothing left to do or no time.
async fn act(
    buyer: &Buyer,
    mut ready: Ready,
    left: &AtomicUsize,
    until: Instant,
) -> Result<Histogram<u64>> {
    let mut times = Histogram::new(3)?;
    let mut quantity = 1;
    while Instant::now() < until {
        let one_less = |left: usize| left.checked_sub(1);
        if left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
            .is_err()
        {
            break;
        }
        let started = Instant::now();
        match &mut ready {
            Ready::Nothing => drop(buyer.looks(PRODUCT).await?),
            Ready::Cart(cart) => {
                quantity = quantity % 9 + 1;
                buyer.changes_the_cart(cart, quantity).await?;
            }
            Ready::Intents(intents) => {
                let Some(intent) = intents.pop() else { break };
                let told = buyer.buys(&intent).await?;
                ensure!(matches!(told, Told::Placed(_)), "no order: {told:?}");
            }
        }
        times.record(u64::try_from(started.elapsed().as_micros())?)?;
    }
    Ok(times)
}

impl Row {
    fn a_second(&self) -> f64 {
        count(self.times.len()) / self.took.as_secs_f64()
    }

    fn ms(&self, quantile: f64) -> f64 {
        count(self.times.value_at_quantile(quantile)) / 1_000.0
    }

    fn cores_used(&self) -> f64 {
        self.cpu / self.took.as_secs_f64()
    }
}

#[allow(clippy::cast_precision_loss, reason = "a count that is shown rounded")]
fn count(number: u64) -> f64 {
    number as f64
}

impl Report {
    /// The same as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let row = |row: &Row| {
            json!({ "what": row.deed.name(), "buyers": row.buyers, "count": row.times.len(),
                "a_second": row.a_second(), "p50_ms": row.ms(0.5), "p95_ms": row.ms(0.95), "p99_ms": row.ms(0.99),
                "server_cores": row.cores_used() })
        };
        json!({ "cores": self.cores, "flush_ms": self.flush_ms, "rows": self.rows.iter().map(row).collect::<Vec<_>>() })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            out,
            "| what | buyers at once | a second | p50 ms | p95 ms | p99 ms | server's CPU, cores |"
        )?;
        writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |")?;
        for row in &self.rows {
            let (name, buyers) = (row.deed.name(), row.buyers);
            let [p50, p95, p99] = [0.5, 0.95, 0.99].map(|quantile| row.ms(quantile));
            writeln!(
                out,
                "| {name} | {buyers} | {:.0} | {p50:.1} | {p95:.1} | {p99:.1} | {:.2} |",
                row.a_second(),
                row.cores_used()
            )?;
        }
        write!(
            out,
            "\n{} cores, shared with the buyers; one flush to this disk takes {:.2} ms.",
            self.cores, self.flush_ms
        )
    }
}
