//! What hosts prepared: the shows, each with a revision that goes up with every save.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context as _;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use crate::db::Db;
use crate::stage::clock::Moment;

/// Where a show stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It has not begun.
    Upcoming,
    /// It is on.
    Live,
    /// It is over.
    Ended,
}

/// The video of a show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// Absolute address.
    pub src: String,
    /// MIME type.
    #[serde(rename = "type")]
    pub mime: String,
    /// From the event to the viewer's screen, where the player cannot tell.
    pub latency_ms: u64,
    /// Whether it answers cross-origin requests.
    pub cors: bool,
}

/// The recording of a show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// Absolute address.
    pub src: String,
    /// Programme date-time of its first picture.
    pub starts_at: String,
}

/// What a host says about a show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub status: Status,
    /// When it begins, RFC 3339.
    pub starts_at: Option<String>,
    /// Absolute address of a still.
    pub poster: Option<String>,
    /// The video.
    pub stream: Stream,
    /// From the scene to the date that the encoder gives its picture.
    pub encoder_delay_ms: u64,
    /// Product ids in the host's order.
    pub lineup: Vec<String>,
    /// What viewers watch once it has ended.
    pub replay: Option<Replay>,
}

/// A show as it was saved last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Its id.
    pub id: String,
    /// 0 for a show of a folder that no host has changed.
    pub revision: u64,
    /// What it is.
    pub record: Record,
    /// When it was made.
    pub created: Moment,
}

/// Why a show was not saved.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved {
    /// There is none of that id.
    #[error("there is no such show")]
    NoShow,
    /// There is one of that id.
    #[error("there is a show of this id")]
    Taken,
    /// Somebody saved it meanwhile.
    #[error("the show has changed")]
    Changed(Box<Saved>),
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

/// All shows, by id.
#[derive(Debug)]
pub struct Shows {
    db: Arc<Db>,
    known: Mutex<BTreeMap<String, Saved>>,
    changed: watch::Sender<u64>,
}

impl Shows {
    /// Reads all there are.
    ///
    /// # Errors
    /// Those of the database.
    pub fn open(db: Arc<Db>) -> anyhow::Result<Self> {
        let known = db.read(|connection| {
            let sql = "SELECT id, revision, content, created_at FROM show";
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            let mut known = BTreeMap::new();
            while let Some(row) = rows.next()? {
                let id: String = row.get(0)?;
                let content: String = row.get(2)?;
                let saved = Saved {
                    id: id.clone(),
                    revision: u64::try_from(row.get::<_, i64>(1)?)?,
                    record: serde_json::from_str(&content)
                        .with_context(|| format!("the show {id} cannot be read"))?,
                    created: Moment::from_millis(u64::try_from(row.get::<_, i64>(3)?)?),
                };
                known.insert(id, saved);
            }
            anyhow::Ok(known)
        })?;
        Ok(Self {
            db,
            known: Mutex::new(known),
            changed: watch::Sender::new(0),
        })
    }

    /// Takes in the show of a folder; what a host has saved of it covers that.
    pub fn found(&self, id: &str, record: Record, created: Moment) {
        let found = Saved {
            id: id.to_owned(),
            revision: 0,
            record,
            created,
        };
        self.known().entry(id.to_owned()).or_insert(found);
    }

    /// All shows, by id.
    #[must_use]
    pub fn all(&self) -> Vec<Saved> {
        self.known().values().cloned().collect()
    }

    /// A show.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Saved> {
        self.known().get(id).cloned()
    }

    /// Makes a show. Blocks.
    ///
    /// # Errors
    /// Why not.
    pub fn create(&self, id: &str, record: Record, now: Moment) -> Result<Saved, NotSaved> {
        let mut known = self.known();
        if known.contains_key(id) {
            return Err(NotSaved::Taken);
        }
        let made = Saved {
            id: id.to_owned(),
            revision: 1,
            record,
            created: now,
        };
        self.write(&made)?;
        known.insert(id.to_owned(), made.clone());
        drop(known);
        self.changed.send_modify(|changes| *changes += 1);
        Ok(made)
    }

    /// Changes a show, if it is of the revision that was expected. Blocks.
    ///
    /// # Errors
    /// Why not.
    pub fn save(
        &self,
        id: &str,
        expected: Option<u64>,
        change: impl FnOnce(&mut Record),
    ) -> Result<Saved, NotSaved> {
        let mut known = self.known();
        let saved = known.get_mut(id).ok_or(NotSaved::NoShow)?;
        if expected.is_some_and(|expected| expected != saved.revision) {
            return Err(NotSaved::Changed(Box::new(saved.clone())));
        }
        let mut next = saved.clone();
        change(&mut next.record);
        if next.record == saved.record {
            return Ok(next);
        }
        next.revision += 1;
        self.write(&next)?;
        *saved = next.clone();
        drop(known);
        self.changed.send_modify(|changes| *changes += 1);
        Ok(next)
    }

    /// Tells whenever a show was saved.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    fn write(&self, show: &Saved) -> anyhow::Result<()> {
        let content = serde_json::to_string(&show.record)?;
        let (revision, created) = (
            i64::try_from(show.revision)?,
            i64::try_from(show.created.millis())?,
        );
        self.db.write(|tx| {
            let sql = "INSERT INTO show (id, revision, content, created_at) VALUES (?1, ?2, ?3, ?4) \
                       ON CONFLICT (id) DO UPDATE SET revision = ?2, content = ?3";
            tx.execute(sql, params![show.id, revision, content, created])
        })?;
        Ok(())
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Saved>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
