//! Logs, counters and what hosts prepared in NATS (`JetStream`), for any number of servers that tell the same.
//!
//! Two streams: `NAME-log` keeps every record for ever, a subject a show, in the one order in which NATS got them; `NAME-state`
//! keeps the last word on each show, each signed-in console, and each server's counters. Every server reads both from the
//! beginning and follows them (`follow`). Who watches where is only said aloud, twice a second (`crowd`). `log` says what
//! counts, `wire` how it is written, `connect` how NATS is reached.

mod connect;
mod crowd;
mod follow;
mod log;
mod papers;
mod wire;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use async_nats::jetstream::context::PublishErrorKind;
use async_nats::jetstream::message::PublishMessage;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinSet;

pub use connect::Settings;

use super::book::Book;
use super::counters::Counters;
use super::entry::Entry;
use super::store::{Answer, Failed, Store};
use connect::{Link, PATIENCE};
use crowd::Elsewhere;
use follow::{follow, reaches};
use log::{Logs, Void};
use papers::State;
use wire::Batch;

/// How long reading everything may take at the start.
const CATCH_UP: Duration = Duration::from_mins(5);
/// How long a server may be behind with what another has recorded.
const BEHIND: Duration = Duration::from_secs(5);

/// The log, and this server's copy of it.
#[derive(Debug)]
pub struct Nats {
    inner: Arc<Inner>,
    runtime: Handle,
    /// They end with it.
    _readers: JoinSet<()>,
}

#[derive(Debug)]
struct Inner {
    link: Link,
    settings: Settings,
    /// This server's own name, which stays over a restart.
    server: String,
    logs: Logs,
    /// How far the log was read.
    heard: watch::Sender<u64>,
    state: State,
    /// How far the state was read.
    seen: watch::Sender<u64>,
    counters: Counters,
    elsewhere: Elsewhere,
    /// The place of the last message of each subject of the state.
    places: Mutex<HashMap<String, u64>>,
}

impl Nats {
    /// Connects and reads all there is. `data` is where the server's name is kept.
    ///
    /// # Errors
    /// Where NATS cannot be reached or does not keep a log, and what to do about it.
    pub async fn open(settings: Settings, data: &Path) -> anyhow::Result<Self> {
        let link = Link::open(&settings).await?;
        let inner = Arc::new(Inner {
            server: own_name(data)?,
            logs: Logs::default(),
            heard: watch::Sender::new(0),
            state: State::default(),
            seen: watch::Sender::new(0),
            counters: Counters::default(),
            elsewhere: Elsewhere::default(),
            places: Mutex::default(),
            link,
            settings,
        });
        let mut readers = JoinSet::new();
        readers.spawn(Arc::clone(&inner).read_log());
        readers.spawn(Arc::clone(&inner).read_state());
        readers.spawn(Arc::clone(&inner).hear_others());
        inner.catch_up().await?;
        Ok(Self {
            inner,
            runtime: Handle::current(),
            _readers: readers,
        })
    }
}

/// A name that no other server has, kept in the data folder: under it this server's counters go on after a restart.
fn own_name(data: &Path) -> anyhow::Result<String> {
    let file = data.join("server-name");
    if let Ok(name) = std::fs::read_to_string(&file) {
        let name = name.trim();
        let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        anyhow::ensure!(plain, "{} holds no name; delete it", file.display());
        return Ok(name.to_owned());
    }
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    let name = format!("{:016x}", u64::from_be_bytes(bytes));
    std::fs::write(&file, &name).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(name)
}

impl Inner {
    async fn read_log(self: Arc<Self>) {
        let (stream, heard) = (self.settings.log(), self.heard.clone());
        follow(&self.link, &stream, heard, |message| {
            if let Some(show) = message.subject.rsplit('.').next() {
                self.logs
                    .take(show, message.place, message.arrived, message.said);
            }
        })
        .await;
    }

    async fn read_state(self: Arc<Self>) {
        let (stream, seen) = (self.settings.state(), self.seen.clone());
        follow(&self.link, &stream, seen, |message| {
            self.take_state(message.subject, message.said);
            // After what it says: whoever reads the place first knows no less than what is there.
            let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
            places.insert(message.subject.to_owned(), message.place);
        })
        .await;
    }

    async fn catch_up(&self) -> anyhow::Result<()> {
        for (name, heard) in [
            (self.settings.log(), &self.heard),
            (self.settings.state(), &self.seen),
        ] {
            let mut stream = self.link.jetstream.get_stream(&name).await?;
            let last = stream.info().await?.state.last_sequence;
            anyhow::ensure!(
                reaches(heard.subscribe(), last, CATCH_UP).await,
                "the stream {name} could not be read to its end ({} of {last})",
                *heard.borrow()
            );
        }
        Ok(())
    }

    fn subject(&self, kind: &str, rest: &str) -> String {
        format!("{}.{kind}.{rest}", self.settings.name)
    }

    /// Publishes, where a place is given only if the subject's last message is still there. Answers the new place.
    async fn publish(
        &self,
        subject: String,
        last: Option<u64>,
        said: Vec<u8>,
    ) -> Result<u64, Failed> {
        // A client that is not connected would keep it, and send it whenever it is: long after its host was told otherwise.
        if !self.link.is_there() {
            return Err(Failed::Away);
        }
        let mut message = PublishMessage::build().payload(said.into());
        if let Some(last) = last {
            message = message.expected_last_subject_sequence(last);
        }
        let sent = self.link.jetstream.send_publish(subject, message).await;
        let acknowledged = match sent {
            Ok(sent) => sent.await,
            Err(error) => Err(error),
        };
        acknowledged
            .map(|ack| ack.sequence)
            .map_err(|error| match error.kind() {
                PublishErrorKind::WrongLastSequence => Failed::Moved,
                // Nobody was there to take it.
                PublishErrorKind::StreamNotFound | PublishErrorKind::MaxAckPending => Failed::Away,
                PublishErrorKind::MaxPayloadExceeded => Failed::Broken(error.into()),
                _ => {
                    tracing::warn!("NATS did not say whether it has recorded something: {error}");
                    Failed::Unsure
                }
            })
    }

    async fn append(
        &self,
        show: &str,
        last: u64,
        entries: Vec<Entry>,
    ) -> Result<Vec<Arc<Entry>>, Failed> {
        let (known, place) = self.logs.end(show);
        if known != last {
            return Err(Failed::Moved);
        }
        let said = serde_json::to_vec(&Batch::new(last, &entries)).map_err(anyhow::Error::from)?;
        match self
            .publish(self.subject("log", show), Some(place), said)
            .await
        {
            Ok(place) => {
                // It is safe. Whether it counts is known once everything before it was read.
                if !reaches(self.heard.subscribe(), place, PATIENCE).await {
                    return Err(Failed::Unsure);
                }
                match self.logs.void_at(place) {
                    None => Ok(entries.into_iter().map(Arc::new).collect()),
                    Some(Void::Overtaken) => Err(Failed::Moved),
                    Some(Void::Late | Void::Unread) => Err(Failed::Broken(anyhow::anyhow!(
                        "the clocks of this server and of NATS are more than {} s apart; set them right",
                        log::LATE_MS / 1_000
                    ))),
                }
            }
            Err(Failed::Moved) => {
                // Whoever was quicker is heard of in a moment.
                let mut heard = self.heard.subscribe();
                let newer = heard.wait_for(|_| self.logs.end(show).1 > place);
                if tokio::time::timeout(BEHIND, newer).await.is_ok() {
                    return Err(Failed::Moved);
                }
                tracing::warn!(show, "this server cannot read what others have recorded");
                Err(Failed::Away)
            }
            Err(error) => Err(error),
        }
    }
}

impl Store for Nats {
    fn append<'a>(
        &'a self,
        show: &'a str,
        last: u64,
        entries: Vec<Entry>,
    ) -> Answer<'a, Vec<Arc<Entry>>> {
        let (inner, show) = (Arc::clone(&self.inner), show.to_owned());
        let work = tokio::spawn(async move { inner.append(&show, last, entries).await });
        Box::pin(async move { work.await.map_err(anyhow::Error::from)? })
    }

    fn book(&self, show: &str) -> Arc<Book> {
        self.inner.logs.book(show)
    }

    fn count(&self, show: &str, name: &str, by: i64) {
        self.inner.counters.count(show, name, by);
    }

    fn raise(&self, show: &str, name: &str, to: i64) {
        self.inner.counters.raise(show, name, to);
    }

    fn counts(&self, show: &str) -> BTreeMap<String, i64> {
        self.inner.state.counts(show, self.inner.counters.of(show))
    }

    fn elsewhere(&self, show: &str) -> i64 {
        self.inner.elsewhere.viewers(show)
    }

    fn announce(&self, viewers: &BTreeMap<String, i64>) {
        let (inner, viewers) = (Arc::clone(&self.inner), viewers.clone());
        self.runtime
            .spawn(async move { inner.announce(viewers).await });
    }

    fn write_down(&self) -> anyhow::Result<()> {
        self.runtime.block_on(self.inner.write_counters());
        Ok(())
    }
}
