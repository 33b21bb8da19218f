//! `kill -9` while orders are being placed, again and again, and the accounts afterwards.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use tokio::task::JoinSet;

use crate::books::{self, Books};
use crate::buyer::{Buyer, Told};
use crate::process::Server;

/// Buyers who pay at the same time, each round.
const BUYERS: u32 = 3;
/// The longest time between the first Pay and the kill.
const WINDOW: Duration = Duration::from_millis(40);
/// One card in so many is declined.
const DECLINED: u32 = 6;

/// What came of it.
#[derive(Debug)]
pub struct Report {
    /// What the moments were drawn from.
    pub seed: u64,
    /// How often the server was killed.
    pub kills: u32,
    /// Decisions to buy.
    pub intents: u32,
    /// Orders that buyers were told of.
    pub told: Vec<String>,
    /// Buyers who were told that nothing was placed, by the shop's code.
    pub not_placed: BTreeMap<String, u32>,
    /// Kills that left an attempt behind: claimed and not charged yet, or charged and not written down yet.
    pub cut_off: [u32; 2],
    /// Pieces in stock at the start.
    pub stock: u32,
    /// The accounts at the end.
    pub books: Books,
}

/// Kills a server so often while it places orders, lets every buyer find out what became of them, and closes the
/// accounts.
///
/// # Errors
/// Where the server does not start, or a purchase stays unresolved.
pub async fn run(program: &Path, times: u32, seed: u64) -> Result<Report> {
    let mut random = fastrand::Rng::with_seed(seed);
    let stock = times * BUYERS;
    let mut server = Server::start(program, stock).await?;
    let mut told = vec![];
    let mut cut_off = [0; 2];
    for _ in 0..times {
        let mut buyers = JoinSet::new();
        let mut decided = vec![];
        for _ in 0..BUYERS {
            let buyer = Buyer::at(&server.address())?;
            let checkout = buyer.gets_ready().await?;
            let declined = random.u32(..DECLINED) == 0;
            let token = if declined {
                "fail_token"
            } else {
                "success_token"
            };
            decided.push((buyer.decides(&checkout, token).await?, buyer));
        }
        for (intent, buyer) in decided {
            buyers.spawn(async move { buyer.buys(&intent).await });
        }
        let moment = WINDOW.mul_f64(random.f64());
        tokio::time::sleep(moment).await;
        server.kill()?;
        let left = books::read(&server.data())?;
        for charge in &left.charging {
            cut_off[usize::from(left.known.contains(charge))] += 1;
        }
        server.restart().await?;
        while let Some(outcome) = buyers.join_next().await {
            told.push(outcome??);
        }
    }
    server.kill()?;
    let books = books::read(&server.data())?;
    let mut report = Report {
        seed,
        kills: times,
        intents: times * BUYERS,
        told: vec![],
        not_placed: BTreeMap::new(),
        cut_off,
        stock,
        books,
    };
    for told in told {
        match told {
            Told::Placed(order) => report.told.push(order),
            Told::NotPlaced(code) => *report.not_placed.entry(code).or_default() += 1,
        }
    }
    report.told.sort();
    Ok(report)
}

impl Report {
    /// Whether everything adds up: orders, those that buyers were told of, and charges, each once; and the stock.
    ///
    /// # Errors
    /// What does not.
    pub fn check(&self) -> Result<()> {
        let books = &self.books;
        ensure!(
            self.told == books.orders,
            "buyers were told of other orders than there are"
        );
        ensure!(
            books.charged == books.ordered,
            "other things were charged than ordered"
        );
        ensure!(books.charging.is_empty(), "an attempt was left unsettled");
        let sold = i64::try_from(books.orders.len()).context("too many orders")?;
        ensure!(
            books.stock + sold == i64::from(self.stock),
            "the stock does not add up"
        );
        ensure!(sold > 0, "nothing was sold at all");
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not_placed: u32 = self.not_placed.values().sum();
        let codes: Vec<_> = self
            .not_placed
            .iter()
            .map(|(code, count)| format!("{count} {code}"))
            .collect();
        let [claimed, charged] = self.cut_off;
        writeln!(
            out,
            "| killed with `kill -9`, seed {} | {} times |",
            self.seed, self.kills
        )?;
        writeln!(out, "| --- | --- |")?;
        writeln!(out, "| decisions to buy | {} |", self.intents)?;
        writeln!(out, "| cut off between claim and charge | {claimed} |")?;
        writeln!(out, "| cut off between charge and order | {charged} |")?;
        writeln!(out, "| orders | {} |", self.books.orders.len())?;
        writeln!(
            out,
            "| orders that buyers were told of, each once | {} |",
            self.told.len()
        )?;
        writeln!(
            out,
            "| charges in the provider's books | {} |",
            self.books.charged.len()
        )?;
        writeln!(
            out,
            "| told that nothing was placed | {not_placed} ({}) |",
            codes.join(", ")
        )?;
        write!(
            out,
            "| stock: before, left | {}, {} |",
            self.stock, self.books.stock
        )
    }
}
