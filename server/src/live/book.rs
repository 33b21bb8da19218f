//! A show's log as one server holds it in memory: what was recorded, in the order of `seq`.
//!
//! Every reading of the log is from here and waits for nobody. Who keeps it up to date is the business of a
//! [`super::store::Store`].

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use tokio::sync::watch;

use super::entry::{Entry, Role, Turn};
use super::fact::{Body, Fact, Track};
use super::tracks::{self, Said};
use crate::stage::clock::Moment;

/// A stretch of the script, by its own numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phase {
    /// Its first cue.
    pub first: u64,
    /// The first cue that it leaves out; `None` while it runs.
    pub end: Option<u64>,
    /// What is added to the script's numbers.
    pub offset: u64,
}

/// The last word on an offer.
#[derive(Clone, Debug, PartialEq)]
pub struct LastWord {
    /// The offer's name.
    pub offer: String,
    /// What it says; none where everything that was said of it was undone.
    pub body: Option<Body>,
}

/// A show's log.
#[derive(Debug)]
pub struct Book {
    pages: RwLock<Pages>,
    last: watch::Sender<u64>,
}

#[derive(Debug)]
struct Pages {
    entries: Vec<Arc<Entry>>,
    by_id: HashMap<String, usize>,
    by_key: HashMap<String, usize>,
    undone: HashSet<String>,
    phases: Vec<Phase>,
    /// Where the entries since the last handover begin.
    own: usize,
}

impl Default for Book {
    fn default() -> Self {
        let whole = Phase {
            first: 0,
            end: None,
            offset: 0,
        };
        Self {
            pages: RwLock::new(Pages {
                entries: Vec::new(),
                by_id: HashMap::new(),
                by_key: HashMap::new(),
                undone: HashSet::new(),
                phases: vec![whole],
                own: 0,
            }),
            last: watch::Sender::new(0),
        }
    }
}

impl Book {
    /// Writes what was recorded. What is there already stays as it is.
    pub fn write(&self, entries: impl IntoIterator<Item = Arc<Entry>>) {
        let mut pages = self.pages.write().unwrap_or_else(PoisonError::into_inner);
        for entry in entries {
            pages.add(entry);
        }
        let last = pages.last();
        drop(pages);
        self.last.send_if_modified(|known| {
            let newer = *known < last;
            *known = last.max(*known);
            newer
        });
    }

    /// The `seq` of the last record; 0 where there is none.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.pages().last()
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pages().entries.len()
    }

    /// Whether nothing was recorded yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Up to `limit` records after `seq`.
    #[must_use]
    pub fn after(&self, seq: u64, limit: usize) -> Vec<Arc<Entry>> {
        let pages = self.pages();
        let first = pages.entries.partition_point(|entry| entry.fact.seq <= seq);
        let rest = pages.entries.get(first..).unwrap_or_default();
        rest.iter().take(limit).map(Arc::clone).collect()
    }

    /// The record of that id.
    #[must_use]
    pub fn entry(&self, id: &str) -> Option<Arc<Entry>> {
        let pages = self.pages();
        let place = pages.by_id.get(id)?;
        pages.entries.get(*place).cloned()
    }

    /// The record that a host's key made, with those that were recorded together with it.
    #[must_use]
    pub fn of_key(&self, key: &str) -> Option<Vec<Arc<Entry>>> {
        let pages = self.pages();
        let place = *pages.by_key.get(key)?;
        let first = pages.entries.get(place)?;
        let rest = pages.entries.get(place + 1..).unwrap_or_default();
        let with_it = rest.iter().take_while(|entry| {
            entry.role == Role::Correction && entry.told == first.told && entry.key.is_none()
        });
        Some(std::iter::once(first).chain(with_it).cloned().collect())
    }

    /// Whether a cue was said since a host runs the show.
    #[must_use]
    pub fn is_recent(&self, id: &str) -> bool {
        let pages = self.pages();
        pages.by_id.get(id).is_some_and(|place| *place >= pages.own)
    }

    /// Whether a cue was undone.
    #[must_use]
    pub fn is_undone(&self, id: &str) -> bool {
        self.pages().undone.contains(id)
    }

    /// The stretches in which the script runs.
    #[must_use]
    pub fn phases(&self) -> Vec<Phase> {
        self.pages().phases.clone()
    }

    /// Whether the script runs, where there is one.
    #[must_use]
    pub fn script_runs(&self) -> bool {
        self.pages()
            .phases
            .last()
            .is_some_and(|phase| phase.end.is_none())
    }

    /// When a host took the show over from its script.
    #[must_use]
    pub fn taken_over(&self) -> Option<Moment> {
        let pages = self.pages();
        let first = pages.entries.get(pages.own)?;
        first
            .turn()
            .filter(|turn| !turn.running)
            .map(|_| first.fact.at)
    }

    /// What viewers would have to be told besides, if `more` were said and `undone` were undone.
    #[must_use]
    pub fn corrections(&self, more: Option<&Fact>, undone: Option<&str>) -> Vec<(Moment, Body)> {
        let pages = self.pages();
        // What was before the last handover has been dealt with by that.
        let own = pages.entries.get(pages.own..).unwrap_or_default();
        let cues = own.iter().filter(|entry| entry.is_cue());
        let mut said: Vec<Said<'_>> = cues
            .map(|entry| Said {
                fact: &entry.fact,
                counts: entry.role != Role::Correction
                    && !pages.undone.contains(&entry.fact.id)
                    && undone != Some(&entry.fact.id),
            })
            .collect();
        said.extend(more.map(|fact| Said { fact, counts: true }));
        tracks::corrections(&said)
    }

    /// The last word on each offer, in the order in which they were first named.
    #[must_use]
    pub fn offers(&self) -> Vec<LastWord> {
        let pages = self.pages();
        let mut words: Vec<(String, Option<&Fact>)> = Vec::new();
        let said = pages.entries.iter().filter(|entry| entry.is_cue());
        for entry in said {
            let Some(Track::Offer(offer)) = entry.fact.track() else {
                continue;
            };
            let place = words.iter().position(|(known, _)| *known == offer);
            let place = place.unwrap_or_else(|| {
                words.push((offer, None));
                words.len() - 1
            });
            let counts = entry.role != Role::Correction && !pages.undone.contains(&entry.fact.id);
            let later = words[place]
                .1
                .is_none_or(|known| (known.at, known.seq) < (entry.fact.at, entry.fact.seq));
            if counts && later {
                words[place].1 = Some(&entry.fact);
            }
        }
        let word = |(offer, fact): (String, Option<&Fact>)| LastWord {
            offer,
            body: fact.map(|fact| fact.body.clone()),
        };
        words.into_iter().map(word).collect()
    }

    /// Tells whenever something was recorded.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.last.subscribe()
    }

    fn pages(&self) -> RwLockReadGuard<'_, Pages> {
        self.pages.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pages {
    fn last(&self) -> u64 {
        self.entries.last().map_or(0, |entry| entry.fact.seq)
    }

    fn add(&mut self, entry: Arc<Entry>) {
        if entry.fact.seq <= self.last() {
            return;
        }
        let place = self.entries.len();
        self.by_id.insert(entry.fact.id.clone(), place);
        if let Some(key) = &entry.key {
            self.by_key.insert(key.clone(), place);
        }
        self.undone.extend(entry.undoes().map(str::to_owned));
        if let Some(turn) = entry.turn() {
            self.turn(turn);
            self.own = place;
        }
        self.entries.push(entry);
    }

    fn turn(&mut self, turn: Turn) {
        if turn.running {
            self.phases.push(Phase {
                first: turn.index,
                end: None,
                offset: turn.offset,
            });
        } else if let Some(running) = self.phases.last_mut().filter(|phase| phase.end.is_none()) {
            running.end = Some(turn.index);
        }
    }
}
