//! What hosts prepared: the shows, each with a revision that goes up with every save.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

use super::store::{Failed, Papers};
use crate::stage::clock::Moment;

/// Another host may be quicker this often.
const TRIES: usize = 8;

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
    /// It does not take place.
    Cancelled,
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
    /// Programme date-time at which it is over, where that is known: what came later is no part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<String>,
}

impl Replay {
    /// When its first picture was, and when it was over, where that is known.
    #[must_use]
    pub fn times(&self) -> Option<(Moment, Option<Moment>)> {
        let ends_at = self.ends_at.as_deref().and_then(Moment::read);
        Some((Moment::read(&self.starts_at)?, ends_at))
    }
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
    /// Absolute address of the partner's page where it is watched.
    #[serde(default)]
    pub page: Option<String>,
    /// The video.
    pub stream: Stream,
    /// From the scene to the date that the encoder gives its picture.
    pub encoder_delay_ms: u64,
    /// Product ids in the host's order.
    pub lineup: Vec<String>,
    /// Whether the lineup can be bought before it begins.
    #[serde(default)]
    pub bookable: bool,
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
    /// It could not be written down.
    #[error(transparent)]
    Failed(#[from] Failed),
}

/// All shows.
#[derive(Debug)]
pub struct Shows(Arc<dyn Papers>);

impl Shows {
    /// Those of some papers.
    #[must_use]
    pub fn new(papers: Arc<dyn Papers>) -> Self {
        Self(papers)
    }

    /// Takes in the show of a folder; what a host has saved of it covers that.
    pub fn found(&self, id: &str, record: Record, created: Moment) {
        self.0.shelf().put(Saved {
            id: id.to_owned(),
            revision: 0,
            record,
            created,
        });
    }

    /// All shows, by id.
    #[must_use]
    pub fn all(&self) -> Vec<Saved> {
        self.0.shelf().all()
    }

    /// A show.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Saved> {
        self.0.shelf().get(id)
    }

    /// Makes a show. Blocks.
    ///
    /// # Errors
    /// Why not.
    pub fn create(&self, id: &str, record: Record, now: Moment) -> Result<Saved, NotSaved> {
        if self.get(id).is_some() {
            return Err(NotSaved::Taken);
        }
        let made = Saved {
            id: id.to_owned(),
            revision: 1,
            record,
            created: now,
        };
        match self.0.save(&made) {
            Ok(()) => Ok(made),
            Err(Failed::Moved) => Err(NotSaved::Taken),
            Err(error) => Err(error.into()),
        }
    }

    /// Changes a show, if it is of the revision that was expected. Blocks.
    ///
    /// # Errors
    /// Why not.
    pub fn save(
        &self,
        id: &str,
        expected: Option<u64>,
        change: impl Fn(&mut Record),
    ) -> Result<Saved, NotSaved> {
        for _ in 0..TRIES {
            let saved = self.get(id).ok_or(NotSaved::NoShow)?;
            if expected.is_some_and(|expected| expected != saved.revision) {
                return Err(NotSaved::Changed(Box::new(saved)));
            }
            let mut next = saved.clone();
            change(&mut next.record);
            if next.record == saved.record {
                return Ok(next);
            }
            next.revision += 1;
            match self.0.save(&next) {
                Ok(()) => return Ok(next),
                Err(Failed::Moved) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Failed::Broken(anyhow::anyhow!("other hosts were quicker {TRIES} times")).into())
    }

    /// Tells whenever a show was saved.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.0.shelf().subscribe()
    }
}
