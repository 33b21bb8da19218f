//! The cue log of the endless programme, as a function of time.
//!
//! Cue `j` of the script in loop `k` has `seq = k × J + j`, so the log needs no memory: any part of it can be worked out
//! at any moment, by any server. Playlists, the snapshot and the event streams all read it here.
//! `seq` order is the order of `at`.

use serde_json::{Map, Value};

use super::{
    clock::Moment,
    reel::{Reel, Window},
    script::{Field, Hold, Line, Script},
};

/// How long before their moment cues are told, counted from the end of the playlist. The programme is scripted, so its
/// cues are known; told in time, each is there for the very first frame it belongs to.
const LEAD_MS: u64 = 10_000;

/// A cue on air.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its number in the log.
    pub seq: u64,
    /// Its name, a new one in every loop.
    pub id: String,
    /// When it takes effect, in programme date-time.
    pub at: Moment,
    /// The whole cue as one JSON object.
    pub json: String,
}

/// All cues there ever were and will be.
#[derive(Clone, Debug)]
pub struct CueLog {
    script: Script,
    reel: Reel,
}

impl CueLog {
    /// The log of a script that is played over and over.
    #[must_use]
    pub fn new(script: Script, reel: Reel) -> Self {
        Self { script, reel }
    }

    /// Its timing.
    #[must_use]
    pub fn reel(&self) -> Reel {
        self.reel
    }

    /// How many cues have been told: those with a smaller `seq`.
    ///
    /// The lead is counted from the last complete segment, so a playlist changes only when it gains a segment.
    #[must_use]
    pub fn told(&self, now: Moment) -> u64 {
        self.told_with(self.reel.edge(now))
    }

    /// How many cues have been told once the segments before `msn` are complete.
    #[must_use]
    pub fn told_with(&self, msn: u64) -> u64 {
        self.up_to(self.reel.start(msn).plus(LEAD_MS))
    }

    /// When the cue `seq` is told; `None` where the script has none.
    #[must_use]
    pub fn told_at(&self, seq: u64) -> Option<Moment> {
        let (at, _) = self.find(seq)?;
        let msn = at
            .millis()
            .saturating_sub(LEAD_MS)
            .div_ceil(self.reel.segment());
        Some(self.reel.start(msn))
    }

    /// The cues `from..to` by `seq`.
    pub fn range(&self, from: u64, to: u64) -> impl Iterator<Item = Cue> + '_ {
        (from..to).map_while(|seq| self.cue(seq))
    }

    /// What somebody has to know who comes now: the cues of the window, those told ahead, and the older ones that are
    /// still in effect when the window starts. The last word on each slot is kept even where it is an unpin, for
    /// viewers who know the pin and missed its end.
    #[must_use]
    pub fn current(&self, now: Moment) -> Vec<Cue> {
        let Window { first, .. } = self.reel.window(now);
        let start = self.reel.start(first);
        let passed = self.before(start);
        let mut cues = self.held(start, passed);
        cues.extend(self.range(passed, self.told(now)));
        cues
    }

    /// Of the cues before `passed`, all with an `at` earlier than `start`, those that matter at `start`.
    fn held(&self, start: Moment, passed: u64) -> Vec<Cue> {
        let mut slots = Vec::new();
        let mut held = Vec::new();
        // No hold outlives a loop: by then the same cue has come round again.
        let loop_ago = passed.saturating_sub(self.count());
        for seq in (loop_ago..passed).rev() {
            let Some((at, line)) = self.find(seq) else {
                break;
            };
            let matters = match line.hold {
                Hold::Slot(slot) if slots.contains(&slot) => false,
                Hold::Slot(slot) => {
                    slots.push(slot);
                    true
                }
                Hold::Until(end) => at.plus(end.saturating_sub(line.at)) > start,
            };
            if matters {
                held.extend(self.cue(seq));
            }
        }
        held.reverse();
        held
    }

    /// How many cues have their moment at or before `time`.
    pub(crate) fn up_to(&self, time: Moment) -> u64 {
        let (turn, rest) = (
            time.millis() / self.reel.duration(),
            time.millis() % self.reel.duration(),
        );
        let this_turn = self.script.lines().partition_point(|line| line.at <= rest);
        turn.saturating_mul(self.count())
            .saturating_add(this_turn as u64)
    }

    /// How many cues have their moment before `time`.
    pub(crate) fn before(&self, time: Moment) -> u64 {
        time.millis()
            .checked_sub(1)
            .map_or(0, |last| self.up_to(Moment::from_millis(last)))
    }

    /// Cues in one loop.
    pub(crate) fn count(&self) -> u64 {
        self.script.lines().len() as u64
    }

    fn find(&self, seq: u64) -> Option<(Moment, &Line)> {
        let (turn, j) = (
            seq.checked_div(self.count())?,
            seq.checked_rem(self.count())?,
        );
        let line = self.script.lines().get(usize::try_from(j).ok()?)?;
        Some((self.date(turn, line.at), line))
    }

    /// The date of a moment of the programme in one of its loops.
    fn date(&self, turn: u64, time: u64) -> Moment {
        Moment::from_millis(turn.saturating_mul(self.reel.duration())).plus(time)
    }

    fn cue(&self, seq: u64) -> Option<Cue> {
        let (at, line) = self.find(seq)?;
        let (turn, j) = (seq / self.count(), seq % self.count());
        let id = format!("{turn}-{j}");
        let mut json = Map::new();
        json.insert("seq".to_owned(), seq.into());
        json.insert("id".to_owned(), id.as_str().into());
        json.insert("at".to_owned(), at.to_string().into());
        for (name, field) in &line.fields {
            let value = match field {
                Field::Plain(value) => value.clone(),
                Field::Time(time) => self.date(turn, *time).to_string().into(),
            };
            json.insert(name.clone(), value);
        }
        Some(Cue {
            seq,
            id,
            at,
            json: Value::Object(json).to_string(),
        })
    }
}
