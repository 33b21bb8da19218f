//! What viewers of a show are told: the script while it runs, and what hosts say. Snapshot, events and playlists read it.

use std::sync::{Arc, Mutex, PoisonError};

use super::book::{Book, Phase};
use super::fact::Fact;
use super::tracks;
use crate::stage::clock::Moment;
use crate::stage::cues::{Cue, CueLog};

/// How long a viewer may rewind where the stream is not the server's own.
const WINDOW_MS: u64 = 60_000;

/// A cue, and where in the playlist it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnAir {
    /// The cue.
    pub cue: Cue,
    /// The segment before which the playlist ended when it was told.
    pub told: u64,
}

/// The cues of a show, from wherever they come.
#[derive(Debug)]
pub struct Feed {
    script: Option<CueLog>,
    book: Arc<Book>,
    known: Mutex<Option<(Key, Arc<[OnAir]>)>>,
    /// Held while something is worked out and recorded.
    pub(super) turn: tokio::sync::Mutex<()>,
}

/// What [`Feed::current`] depends on.
type Key = (Moment, u64, u64);

impl Feed {
    /// The feed of a show, with or without a script.
    #[must_use]
    pub fn new(script: Option<CueLog>, book: Arc<Book>) -> Self {
        Self {
            script,
            book,
            known: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    /// The log behind it.
    #[must_use]
    pub fn book(&self) -> &Arc<Book> {
        &self.book
    }

    /// The script, if the show has one.
    #[must_use]
    pub fn script(&self) -> Option<&CueLog> {
        self.script.as_ref()
    }

    /// The script, if it runs, and what is added to its numbers.
    #[must_use]
    pub fn running(&self) -> Option<(&CueLog, Phase)> {
        let phase = self.book.phases().pop()?;
        Some((self.script.as_ref()?, phase)).filter(|_| phase.end.is_none())
    }

    /// What has been told: everything with a smaller `seq`. It is also the next number.
    #[must_use]
    pub fn told(&self, now: Moment) -> u64 {
        let recorded = match self.book.last() {
            0 if self.script.is_some() => 0,
            last => last + 1,
        };
        let scripted = self
            .running()
            .map_or(0, |(script, phase)| script.told(now) + phase.offset);
        recorded.max(scripted)
    }

    /// When the script's next cue is told.
    #[must_use]
    pub fn due(&self, now: Moment) -> Option<Moment> {
        let (script, _) = self.running()?;
        script.told_at(script.told(now))
    }

    /// The cues `from..to` by `seq`.
    #[must_use]
    pub fn range(&self, from: u64, to: u64, now: Moment) -> Vec<Cue> {
        let mut cues = Vec::new();
        if let Some(script) = &self.script {
            for phase in self.book.phases() {
                let first = from.saturating_sub(phase.offset).max(phase.first);
                let end = phase.end.unwrap_or_else(|| script.told(now));
                let end = to.saturating_sub(phase.offset).min(end);
                cues.extend(
                    script
                        .range(first, end)
                        .map(|cue| numbered(cue, phase.offset)),
                );
            }
        }
        let recorded = self.book.after(from.saturating_sub(1), usize::MAX);
        for entry in recorded.iter().take_while(|entry| entry.fact.seq < to) {
            if entry.is_cue() && entry.fact.seq >= from {
                cues.push(cue(&entry.fact));
            }
        }
        cues.sort_by_key(|cue| cue.seq);
        cues
    }

    /// What somebody has to know who comes now, in the order of `seq`.
    #[must_use]
    pub fn current(&self, now: Moment) -> Arc<[OnAir]> {
        let (start, told) = self.start(now);
        let key = (start, self.book.last(), told);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match &*known {
            Some((of, cues)) if *of == key => Arc::clone(cues),
            _ => {
                let cues: Arc<[OnAir]> = self.work_out(start, now).into();
                *known = Some((key, Arc::clone(&cues)));
                cues
            }
        }
    }

    /// The cue snapshot.
    #[must_use]
    pub fn snapshot(&self, now: Moment) -> String {
        let cues = self.current(now);
        let cues: Vec<&str> = cues.iter().map(|on_air| on_air.cue.json.as_str()).collect();
        format!(
            "{{\"version\":1,\"now\":\"{now}\",\"cues\":[{}]}}",
            cues.join(",")
        )
    }

    /// From when on viewers may see the picture, and how much of the script they were told.
    fn start(&self, now: Moment) -> (Moment, u64) {
        match &self.script {
            Some(script) => {
                let reel = script.reel();
                (reel.start(reel.window(now).first), script.told(now))
            }
            None => (
                Moment::from_millis(now.less(WINDOW_MS).millis() / 1000 * 1000),
                0,
            ),
        }
    }

    fn work_out(&self, start: Moment, now: Moment) -> Vec<OnAir> {
        let Some(script) = self.script.as_ref().filter(|_| self.book.is_empty()) else {
            return self.merged(start, now);
        };
        let told = |cue: &Cue| script.told_at(cue.seq).unwrap_or(start);
        script
            .current(now)
            .into_iter()
            .map(|cue| OnAir {
                told: script.reel().edge(told(&cue)),
                cue,
            })
            .collect()
    }

    fn merged(&self, start: Moment, now: Moment) -> Vec<OnAir> {
        let scripted = self.scripted(start, now);
        let recorded = self.book.after(0, usize::MAX);
        let recorded = recorded.iter().filter(|entry| entry.is_cue());
        // Each with when it was told.
        let mut facts: Vec<(&Fact, Moment)> =
            scripted.iter().map(|(fact, told)| (fact, *told)).collect();
        facts.extend(recorded.map(|entry| (&entry.fact, entry.told)));
        facts.sort_by_key(|(fact, _)| fact.seq);
        let (facts, told): (Vec<&Fact>, Vec<Moment>) = facts.into_iter().unzip();
        let edge = |told: Moment| match &self.script {
            Some(script) => script.reel().edge(told),
            None => 0,
        };
        let needed = tracks::needed(&facts, start).into_iter();
        needed
            .filter_map(|fact| {
                let place = facts
                    .binary_search_by_key(&fact.seq, |fact| fact.seq)
                    .ok()?;
                Some(OnAir {
                    cue: cue(fact),
                    told: edge(*told.get(place)?),
                })
            })
            .collect()
    }

    /// The cues of a stretch of the show, in the order of `seq`, with those before it that may matter in it.
    #[must_use]
    pub fn facts(&self, start: Moment, end: Moment) -> Vec<Fact> {
        let scripted = self.scripted(start, end).into_iter().map(|(fact, _)| fact);
        let recorded = self.book.after(0, usize::MAX);
        let recorded = recorded.iter().filter(|entry| entry.is_cue());
        let all = scripted.chain(recorded.map(|entry| entry.fact.clone()));
        let mut facts: Vec<Fact> = all.filter(|fact| fact.at < end).collect();
        facts.sort_by_key(|fact| fact.seq);
        facts
    }

    /// The cues of the script that may matter at `start`, each with when it was told.
    fn scripted(&self, start: Moment, now: Moment) -> Vec<(Fact, Moment)> {
        let mut facts = Vec::new();
        let Some(script) = &self.script else {
            return facts;
        };
        // No cue of the script outlives a loop.
        let oldest = script.before(start).saturating_sub(script.count());
        for phase in self.book.phases() {
            let end = phase.end.unwrap_or_else(|| script.told(now));
            for cue in script.range(phase.first.max(oldest), end) {
                let told = script.told_at(cue.seq).unwrap_or(start);
                let fact = Fact::read(&numbered(cue, phase.offset).json);
                facts.extend(fact.map(|fact| (fact, told)));
            }
        }
        facts
    }
}

/// A recorded cue as viewers are told it.
fn cue(fact: &Fact) -> Cue {
    Cue {
        seq: fact.seq,
        id: fact.id.clone(),
        at: fact.at,
        json: serde_json::Value::Object(fact.json()).to_string(),
    }
}

/// A cue of the script under the number that it has here.
fn numbered(mut cue: Cue, offset: u64) -> Cue {
    if offset > 0 {
        cue.seq += offset;
        let json = serde_json::from_str::<serde_json::Value>(&cue.json);
        if let Ok(mut json) = json {
            json["seq"] = cue.seq.into();
            cue.json = json.to_string();
        }
    }
    cue
}
