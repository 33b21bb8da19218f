//! What a host does to a running show: say a cue, undo one, take the show over from its script and give it back.
//!
//! Each is worked out from the book, and recorded as a whole if the book is still the same; otherwise worked out again.

use std::sync::Arc;

use serde_json::Value;

use super::batch::Batch;
use super::entry::{Entry, Role};
use super::fact::Body;
use super::feed::Feed;
use super::handover;
use super::store::{Failed, Store};
use crate::stage::clock::{Clock, Moment};

/// How far back a cue may be put.
pub const BACK_MS: u64 = 600_000;
/// How far ahead.
pub const AHEAD_MS: u64 = 60_000;
/// The most records of a show.
const MOST: usize = 50_000;
/// Another host may be quicker this often.
const TRIES: usize = 8;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// The script runs the show.
    #[error("the script runs; take the show over first")]
    ScriptRuns,
    /// There is no script that could run or be stopped.
    #[error("this show has no script")]
    NoScript,
    /// The moment is too far from now.
    #[error("at is not between {earliest} and {latest}")]
    OutOfBounds {
        /// The first that would do.
        earliest: Moment,
        /// The last.
        latest: Moment,
        /// The server's clock.
        now: Moment,
    },
    /// There is no such cue.
    #[error("there is no such cue")]
    NoCue,
    /// It is undone already.
    #[error("the cue is undone already")]
    UndoneAlready,
    /// It is not a host's cue, or of a time before the last handover.
    #[error("this cue cannot be undone")]
    NotYours,
    /// The log is full.
    #[error("the log of this show is full")]
    Full,
    /// It could not be recorded.
    #[error(transparent)]
    Failed(#[from] Failed),
}

/// A host's place at a show.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The show's id.
    pub show: String,
    /// What viewers are told.
    pub feed: Arc<Feed>,
    /// Where it is recorded.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Clock,
}

impl Desk {
    /// Says a cue. The first of the answer is the cue itself, corrections follow.
    ///
    /// # Errors
    /// Why it was not said.
    pub async fn say(
        &self,
        at: Option<Moment>,
        delay: u64,
        key: Option<String>,
        body: Body,
    ) -> Result<Vec<Arc<Entry>>, Wrong> {
        self.record(key.as_deref(), |now, seq| {
            let book = self.feed.book();
            if self.feed.running().is_some() {
                return Err(Wrong::ScriptRuns);
            }
            let at = at.unwrap_or_else(|| now.less(delay));
            let since = book.taken_over().unwrap_or(Moment::from_millis(0));
            let earliest = now.less(BACK_MS).max(since);
            let latest = now.plus(AHEAD_MS);
            if at < earliest || at > latest {
                return Err(Wrong::OutOfBounds {
                    earliest,
                    latest,
                    now,
                });
            }
            let id = format!("c{seq}");
            let mut body = body.clone();
            if body.get("kind").and_then(Value::as_str) == Some("hotspot") {
                body.entry("spot").or_insert_with(|| id.as_str().into());
            }
            let mut batch = Batch::new(now, seq);
            batch.push(at, body, Role::Host, key.clone());
            let corrections = book.corrections(batch.entries.first().map(|said| &said.fact), None);
            for (at, body) in corrections {
                batch.correct(at, Some(body));
            }
            Ok(batch.entries)
        })
        .await
    }

    /// Undoes a cue. The first of the answer is the undo, corrections follow.
    ///
    /// # Errors
    /// Why it was not undone.
    pub async fn undo(&self, id: &str) -> Result<Vec<Arc<Entry>>, Wrong> {
        self.record(None, |now, seq| {
            let book = self.feed.book();
            let undone = book.entry(id).ok_or(Wrong::NoCue)?;
            if self.feed.running().is_some() {
                return Err(Wrong::ScriptRuns);
            }
            if undone.role != Role::Host || !book.is_recent(id) {
                return Err(Wrong::NotYours);
            }
            if book.is_undone(id) {
                return Err(Wrong::UndoneAlready);
            }
            let mut batch = Batch::new(now, seq);
            batch.undo(&undone.fact);
            let corrections = book.corrections(None, Some(id));
            for (at, body) in corrections {
                batch.correct(at, Some(body));
            }
            Ok(batch.entries)
        })
        .await
    }

    /// Stops the script, or lets it go on where the programme is. Nothing happens where it is so already.
    ///
    /// # Errors
    /// Why not.
    pub async fn script(&self, run: bool) -> Result<(), Wrong> {
        if self.feed.script().is_none() {
            return Err(Wrong::NoScript);
        }
        self.record(None, |now, seq| {
            let book = self.feed.book();
            let phase = book.phases().pop();
            match (self.feed.script(), phase) {
                (Some(script), Some(phase)) if run && phase.end.is_some() => {
                    Ok(handover::give_back(script, phase, book, now, seq))
                }
                (Some(script), Some(phase)) if !run && phase.end.is_none() => {
                    Ok(handover::take_over(script, phase, book, now))
                }
                _ => Ok(Vec::new()),
            }
        })
        .await?;
        Ok(())
    }

    async fn record(
        &self,
        key: Option<&str>,
        work: impl Fn(Moment, u64) -> Result<Vec<Entry>, Wrong>,
    ) -> Result<Vec<Arc<Entry>>, Wrong> {
        // Hosts at this server wait for each other; only those at others can be quicker.
        let _turn = self.feed.turn.lock().await;
        for _ in 0..TRIES {
            // Perhaps it was recorded before, here or at another server.
            if let Some(known) = key.and_then(|key| self.feed.book().of_key(key)) {
                return Ok(known);
            }
            let (now, last) = (self.clock.now(), self.feed.book().last());
            if self.feed.book().len() >= MOST {
                return Err(Wrong::Full);
            }
            let entries = work(now, self.feed.told(now).max(last + 1))?;
            if entries.is_empty() {
                return Ok(Vec::new());
            }
            match self.store.append(&self.show, last, entries).await {
                Ok(entries) => return Ok(entries),
                Err(Failed::Moved) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Failed::Broken(anyhow::anyhow!("other hosts were quicker {TRIES} times")).into())
    }
}
