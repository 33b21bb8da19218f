//! Viewers by the thousand: each a connection that reads a show's events as a browser does, and takes down when each of the
//! host's clicks arrived. They share one set of counters, so that they cost the machine little beside what they measure.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::host::SHOW;

/// Before the number of a click.
pub(super) const MARK: &str = "click number ";
/// How many come in at a time.
const DOOR: usize = 128;
/// How long one may take to come in.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections that one loopback address makes: it has about 28,000 ports.
const PORTS: usize = 20_000;
/// A tenth of a millisecond a counter, up to half a minute.
const SLOTS: usize = 300_000;
/// What a viewer reads at a time.
const BUFFER: usize = 2_048;

/// When each click was, and how long it took to each viewer.
#[derive(Debug)]
pub(super) struct Board {
    started: Instant,
    clicks: Vec<OnceLock<Duration>>,
    took: Vec<AtomicU64>,
    seen: Vec<AtomicU64>,
}

impl Board {
    pub(super) fn new(clicks: usize) -> Arc<Self> {
        Arc::new(Self {
            started: Instant::now(),
            clicks: (0..clicks).map(|_| OnceLock::new()).collect(),
            took: (0..SLOTS).map(|_| AtomicU64::new(0)).collect(),
            seen: (0..clicks).map(|_| AtomicU64::new(0)).collect(),
        })
    }

    /// The host clicks now.
    pub(super) fn clicked(&self, number: usize) {
        if let Some(click) = self.clicks.get(number) {
            // Each number is clicked once.
            let _ = click.set(self.started.elapsed());
        }
    }

    fn arrived(&self, number: usize) {
        let clicked = self.clicks.get(number).and_then(OnceLock::get);
        let (Some(clicked), Some(seen)) = (clicked, self.seen.get(number)) else {
            return;
        };
        let took = self.started.elapsed().saturating_sub(*clicked);
        let slot =
            usize::try_from(took.as_micros() / 100).map_or(SLOTS - 1, |slot| slot.min(SLOTS - 1));
        if let Some(counter) = self.took.get(slot) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
        seen.fetch_add(1, Ordering::Relaxed);
    }

    /// How many viewers have had a click.
    pub(super) fn seen(&self, number: usize) -> u64 {
        self.seen
            .get(number)
            .map_or(0, |seen| seen.load(Ordering::Relaxed))
    }

    /// All arrivals together.
    pub(super) fn arrivals(&self) -> u64 {
        self.took
            .iter()
            .map(|slot| slot.load(Ordering::Relaxed))
            .sum()
    }

    /// The milliseconds within which this part of them arrived.
    pub(super) fn ms(&self, part: f64) -> f64 {
        #[allow(
            clippy::cast_precision_loss,
            reason = "a share of some hundred thousand"
        )]
        let wanted = self.arrivals() as f64 * part;
        let mut sum = 0.0;
        for (slot, count) in (0_u32..).zip(&self.took) {
            #[allow(clippy::cast_precision_loss, reason = "as above")]
            let count = count.load(Ordering::Relaxed) as f64;
            sum += count;
            if count > 0.0 && sum >= wanted {
                return f64::from(slot + 1) / 10.0;
            }
        }
        0.0
    }
}

/// Viewers who are in. They leave when this is dropped.
#[derive(Debug)]
pub(super) struct Crowd {
    viewers: JoinSet<()>,
    stuck: Vec<TcpStream>,
}

impl Crowd {
    /// Seats so many viewers, and besides them some who never read.
    pub(super) async fn enter(
        port: u16,
        count: usize,
        stuck: usize,
        board: &Arc<Board>,
    ) -> Result<Self> {
        let door = Arc::new(Semaphore::new(DOOR));
        let mut entering = JoinSet::new();
        for number in 0..count {
            let door = Arc::clone(&door);
            entering.spawn(async move {
                let _turn = door.acquire_owned().await?;
                timeout(PATIENCE, seat(port, number, false)).await?
            });
        }
        let mut crowd = Self {
            viewers: JoinSet::new(),
            stuck: vec![],
        };
        let mut refused = vec![];
        while let Some(entered) = entering.join_next().await {
            match entered? {
                Ok(stream) => {
                    crowd.viewers.spawn(watch(stream, Arc::clone(board)));
                }
                Err(why) => refused.push(why),
            }
        }
        if let Some(why) = refused.pop() {
            bail!(
                "{} of {count} viewers did not come in: {why:#}",
                refused.len() + 1
            );
        }
        for number in 0..stuck {
            crowd.stuck.push(seat(port, count + number, true).await?);
        }
        Ok(crowd)
    }

    /// How many are still connected.
    pub(super) fn left(&mut self) -> usize {
        while self.viewers.try_join_next().is_some() {}
        self.viewers.len()
    }
}

/// A connection whose answer has begun. One who is `stuck` has as little room for what comes as the system allows.
async fn seat(port: u16, number: usize, stuck: bool) -> Result<TcpStream> {
    let socket = TcpSocket::new_v4()?;
    if stuck {
        socket.set_recv_buffer_size(1)?;
    }
    let address =
        u8::try_from(1 + number / PORTS).context("more viewers than loopback has room for")?;
    if address > 1 {
        socket.bind(SocketAddr::from((Ipv4Addr::new(127, 0, 0, address), 0)))?;
    }
    let server = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = socket.connect(server).await.context("no connection")?;
    let request = format!(
        "GET /shows/{SHOW}/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/event-stream\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await?;
    // The status is in the first 12 bytes: `HTTP/1.1 200`.
    let mut status = [0; 12];
    stream.read_exact(&mut status).await.context("no answer")?;
    if !status.ends_with(b"200") {
        bail!("answered {:?}", String::from_utf8_lossy(&status));
    }
    Ok(stream)
}

/// Reads for ever, and takes down each click that comes by.
async fn watch(mut stream: TcpStream, board: Arc<Board>) {
    let mut buffer = [0; BUFFER];
    // What may be the beginning of a mark.
    let mut kept = 0;
    loop {
        let Some(room) = buffer.get_mut(kept..) else {
            return;
        };
        match stream.read(room).await {
            Ok(0) | Err(_) => return,
            Ok(read) => {
                let full = kept + read;
                let done = clicks(buffer.get(..full).unwrap_or_default(), |number| {
                    board.arrived(number);
                });
                buffer.copy_within(done..full, 0);
                kept = full - done;
            }
        }
    }
}

/// Tells of every number after a mark, and hands back how much has been dealt with.
fn clicks(text: &[u8], mut tell: impl FnMut(usize)) -> usize {
    let mark = MARK.as_bytes();
    let mut done = 0;
    while let Some(rest) = text.get(done..) {
        let Some(at) = rest.windows(mark.len()).position(|window| window == mark) else {
            // A mark may have begun.
            return text.len() - rest.len().min(mark.len() - 1);
        };
        let number = rest.get(at + mark.len()..).unwrap_or_default();
        let Some(end) = number.iter().position(|byte| !byte.is_ascii_digit()) else {
            // Its number has not come whole.
            return done + at;
        };
        let digits = number
            .get(..end)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(number) = digits.and_then(|digits| digits.parse().ok()) {
            tell(number);
        }
        done += at + mark.len() + end;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pieces: &[&str]) -> Vec<usize> {
        let (mut told, mut text) = (vec![], vec![]);
        for piece in pieces {
            text.extend_from_slice(piece.as_bytes());
            let done = clicks(&text, |number| told.push(number));
            text.drain(..done);
        }
        told
    }

    #[test]
    fn each_click_is_told_once_wherever_the_text_was_cut() {
        let text = "data: {\"text\":\"click number 7.\"}\n\ndata: click number 12.\n\n";
        for cut in 0..text.len() {
            let (first, second) = text.split_at(cut);
            assert_eq!(told(&[first, second]), [7, 12], "cut at {cut}");
        }
    }

    #[test]
    fn other_text_is_no_click() {
        assert_eq!(
            told(&["data: {\"now\":\"2026\"}\n\n", "click", " number x."]),
            [0; 0]
        );
    }

    #[test]
    fn the_board_counts_by_tenths_of_a_millisecond() {
        let board = Board::new(1);
        board.clicked(0);
        board.arrived(0);
        assert_eq!((board.seen(0), board.arrivals()), (1, 1));
        assert!(board.ms(0.99) > 0.0);
        board.arrived(1);
        assert_eq!(
            board.arrivals(),
            1,
            "a click that was not made counts for nothing"
        );
    }
}
