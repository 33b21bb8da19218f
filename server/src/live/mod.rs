//! The live side of the stage: what hosts do, how it is kept, and how viewers and consoles hear of it.
//!
//! [`fact`] and [`tracks`] say what a cue means; [`entry`], [`book`] and [`store`] are the log, [`sqlite`] where it is kept;
//! [`desk`] is what a host does, [`feed`] what viewers are told.

mod batch;
pub mod book;
pub mod desk;
pub mod entry;
pub mod fact;
pub mod feed;
mod handover;
pub mod sqlite;
pub mod store;
pub mod tracks;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::db::Db;
use crate::stage::clock::Clock;
use book::Book;
use desk::Desk;
use feed::Feed;
use sqlite::Sqlite;
use store::Store;

const MIGRATIONS: &[&str] = &[include_str!("../db/live_0001.sql")];

/// The live side. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Live(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    store: Arc<dyn Store>,
    clock: Clock,
    feeds: Mutex<HashMap<String, Arc<Feed>>>,
}

impl Live {
    /// Opens the file `live.sqlite` in a folder.
    ///
    /// # Errors
    /// Where it cannot be opened, or was written by a newer server.
    pub fn open(data: &Path, clock: Clock) -> anyhow::Result<Self> {
        std::fs::create_dir_all(data)?;
        let db = Arc::new(Db::open(&data.join("live.sqlite"), MIGRATIONS)?);
        let sqlite = Sqlite::open(Arc::clone(&db))?;
        Ok(Self(Arc::new(Inner {
            store: Arc::new(sqlite),
            clock,
            feeds: Mutex::default(),
        })))
    }

    /// The log of a show.
    #[must_use]
    pub fn book(&self, show: &str) -> Arc<Book> {
        self.0.store.book(show)
    }

    /// Takes in the feed of a show that has a script.
    pub fn adopt(&self, show: &str, feed: Arc<Feed>) {
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
}
