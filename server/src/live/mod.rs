//! The live side of the stage: what hosts do, how it is kept, and how viewers and consoles hear of it.
//!
//! [`fact`] and [`tracks`] say what a cue means; [`entry`], [`book`] and [`store`] are the log, [`sqlite`] and [`nats`] where
//! it is kept;
//! [`desk`] is what a host does, [`feed`] what viewers are told; [`shows`] is what hosts prepared, [`crowd`] who watches.

mod batch;
pub mod book;
pub mod calendar;
pub mod counters;
pub mod crowd;
pub mod desk;
pub mod entry;
pub mod fact;
pub mod feed;
mod handover;
pub mod manifest;
pub mod nats;
pub mod recording;
pub mod replay;
pub mod shelf;
pub mod shows;
pub mod sqlite;
pub mod store;
pub mod tracks;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use crate::db::Db;
use crate::stage::clock::{Clock, Moment};
use book::Book;
use crowd::{Crowd, Seat};
use desk::Desk;
use fact::Fact;
use feed::Feed;
use nats::Nats;
use shows::{Record, Replay, Saved, Shows, Status, Stream};
use sqlite::Sqlite;
use store::{Papers, Store};

const MIGRATIONS: &[&str] = &[include_str!("../db/live_0001.sql")];

/// The live side. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Live(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Arc<Db>,
    store: Arc<dyn Store>,
    papers: Arc<dyn Papers>,
    shows: Shows,
    crowd: Crowd,
    clock: Clock,
    feeds: Mutex<HashMap<String, Arc<Feed>>>,
}

impl Live {
    /// Opens the file `live.sqlite` in a folder.
    ///
    /// # Errors
    /// Where it cannot be opened, or was written by a newer server.
    pub fn open(data: &Path, clock: Clock) -> anyhow::Result<Self> {
        let db = open_file(data)?;
        let sqlite = Arc::new(Sqlite::open(Arc::clone(&db))?);
        Ok(Self::new(db, Arc::clone(&sqlite) as _, sqlite, clock))
    }

    /// With its log in NATS, for any number of servers; the file keeps what belongs to this one alone.
    ///
    /// # Errors
    /// As [`Self::open`], and where NATS cannot be reached, with what to do.
    pub async fn join(data: &Path, nats: nats::Settings, clock: Clock) -> anyhow::Result<Self> {
        let db = open_file(data)?;
        let nats = Arc::new(Nats::open(nats, data).await?);
        Ok(Self::new(db, Arc::clone(&nats) as _, nats, clock))
    }

    fn new(db: Arc<Db>, store: Arc<dyn Store>, papers: Arc<dyn Papers>, clock: Clock) -> Self {
        Self(Arc::new(Inner {
            shows: Shows::new(Arc::clone(&papers)),
            store,
            papers,
            db,
            crowd: Crowd::default(),
            clock,
            feeds: Mutex::default(),
        }))
    }

    /// The log of a show.
    #[must_use]
    pub fn book(&self, show: &str) -> Arc<Book> {
        self.0.store.book(show)
    }

    /// Takes in the show of a folder, by its manifest, with its script.
    pub fn adopt(&self, show: &str, feed: Arc<Feed>, manifest: &Value) {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let lineup = manifest["lineup"].as_array().into_iter().flatten();
        let stream = &manifest["stream"];
        let record = Record {
            title: text(&manifest["title"]).unwrap_or_default(),
            status: Status::Live,
            starts_at: text(&manifest["starts_at"]),
            poster: text(&manifest["poster"]),
            page: None,
            stream: Stream {
                src: text(&stream["src"]).unwrap_or_default(),
                mime: text(&stream["type"]).unwrap_or_default(),
                latency_ms: stream["latency_ms"].as_u64().unwrap_or_default(),
                cors: stream["cors"] == true,
            },
            encoder_delay_ms: 0,
            lineup: lineup.filter_map(text).collect(),
            bookable: false,
            replay: None,
        };
        self.0.shows.found(show, record, Moment::from_millis(0));
        let mut feeds = self.0.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        feeds.insert(show.to_owned(), feed);
    }

    /// What viewers of a show are told.
    #[must_use]
    pub fn feed(&self, show: &str) -> Arc<Feed> {
        let mut feeds = self.0.feeds.lock().unwrap_or_else(PoisonError::into_inner);
        let feed = feeds.entry(show.to_owned());
        let new = || Arc::new(Feed::new(None, self.0.store.book(show)));
        Arc::clone(feed.or_insert_with(new))
    }

    /// The cue snapshot of a show; for a recording, in its seconds.
    #[must_use]
    pub fn snapshot(&self, show: &Saved, now: Moment) -> String {
        let feed = self.feed(&show.id);
        let recorded = manifest::recording(show).and_then(|replay| self.recorded(&show.id, replay));
        match recorded {
            Some(cues) => replay::snapshot(cues).to_string(),
            None => feed.snapshot(now),
        }
    }

    /// The cues of a show in seconds of its recording, which may be over before the last of them.
    #[must_use]
    pub fn recorded(&self, show: &str, replay: &Replay) -> Option<Vec<fact::Body>> {
        let (starts_at, ends_at) = replay.times()?;
        // What a host has said ahead belongs to it.
        let end = ends_at.unwrap_or_else(|| self.now().plus(desk::AHEAD_MS + 1));
        let facts = self.feed(show).facts(starts_at, end);
        let facts: Vec<&Fact> = facts.iter().collect();
        Some(replay::cues(&facts, starts_at))
    }

    /// A show that its host closes gets its recording, where the server plays the stream and nobody named another.
    pub fn record(&self, id: &str, record: &mut Record, before: Status) {
        let closed = record.status == Status::Ended && before != Status::Ended;
        let unnamed = record.status == Status::Ended && record.replay.is_none();
        if (closed || unnamed) && self.plays(id, record) {
            let made = recording::made(&self.feed(id), &record.stream.src, self.now());
            record.replay = made.or_else(|| record.replay.take());
        }
    }

    /// Whether the server plays the show's stream itself, and nobody named a recording that is somewhere else.
    #[must_use]
    pub fn plays(&self, id: &str, record: &Record) -> bool {
        let src = &record.stream.src;
        let own = |replay: &Replay| recording::is_own(src, &replay.src);
        self.own_stream(id, record) && record.replay.as_ref().is_none_or(own)
    }

    /// A host's place at a show.
    #[must_use]
    pub fn desk(&self, show: &str) -> Desk {
        Desk {
            show: show.to_owned(),
            feed: self.feed(show),
            store: Arc::clone(&self.0.store),
            clock: self.0.clock.clone(),
        }
    }

    /// The shows.
    #[must_use]
    pub fn shows(&self) -> &Shows {
        &self.0.shows
    }

    /// Whether a show has a script.
    #[must_use]
    pub fn has_script(&self, show: &str) -> bool {
        self.feed(show).script().is_some()
    }

    /// Whether the server plays the show's stream itself, so that its cues are in the playlists.
    #[must_use]
    pub fn own_stream(&self, id: &str, record: &Record) -> bool {
        let own = format!("/live/{id}/master.m3u8");
        self.has_script(id) && record.stream.src.ends_with(&own)
    }

    /// A viewer comes, and is counted until the seat is dropped.
    #[must_use]
    pub fn enter(&self, show: &str) -> Seat {
        let (seat, count) = self.0.crowd.enter(show);
        let count = count + self.0.store.elsewhere(show);
        self.0.store.raise(show, "peak", count);
        seat
    }

    /// How many are watching, at all servers.
    #[must_use]
    pub fn viewers(&self, show: &str) -> i64 {
        self.0.crowd.now(show) + self.0.store.elsewhere(show)
    }

    /// What is done twice a second: other servers are told who watches here.
    pub fn announce(&self) {
        let here = self.0.crowd.all();
        for show in here.keys() {
            self.0.store.raise(show, "peak", self.viewers(show));
        }
        self.0.store.announce(&here);
    }

    /// The logs and counters.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        &*self.0.store
    }

    /// What hosts prepared, and who is signed in.
    #[must_use]
    pub fn papers(&self) -> &Arc<dyn Papers> {
        &self.0.papers
    }

    /// The file.
    #[must_use]
    pub fn db(&self) -> &Arc<Db> {
        &self.0.db
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.0.clock.now()
    }

    /// What is done every few seconds and at the end: counters are written down. Blocks.
    ///
    /// # Errors
    /// Those of the database.
    pub fn look_after(&self) -> anyhow::Result<()> {
        self.0.store.write_down()
    }
}

fn open_file(data: &Path) -> anyhow::Result<Arc<Db>> {
    std::fs::create_dir_all(data)?;
    Ok(Arc::new(Db::open(&data.join("live.sqlite"), MIGRATIONS)?))
}
