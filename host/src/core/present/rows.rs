//! The log as a host reads it: what was done, when viewers have seen it, and whether it can be undone.

use vitrine::domain::show::ShowTime;

use crate::core::cue::{Cue, Entry, Fact};
use crate::core::model::Model;

/// The most rows.
const MOST: usize = 200;

/// When viewers have seen something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// In so many seconds.
    In(u64),
    /// They have.
    Already,
    /// Never: it was undone.
    Undone,
}

/// A row of the log.
#[derive(Clone, PartialEq, Debug)]
pub enum Row {
    /// Something the host did.
    Cue {
        /// Its number, which tells it from others.
        seq: u64,
        /// The cues that it is: the pieces of a mark's way are one row. The newest first.
        cues: Vec<String>,
        /// What it says.
        fact: Fact,
        /// Its moment.
        at: ShowTime,
        /// When viewers have seen it.
        seen: Seen,
        /// Its undoing is on its way.
        undoing: bool,
    },
    /// Who runs the show has changed.
    Script {
        /// Its number.
        seq: u64,
        /// Whether the script does.
        running: bool,
        /// When.
        at: ShowTime,
    },
}

impl Row {
    /// What tells it from others.
    #[must_use]
    pub fn seq(&self) -> u64 {
        match self {
            Self::Cue { seq, .. } | Self::Script { seq, .. } => *seq,
        }
    }
}

/// The log, the newest row first.
#[must_use]
pub fn rows(model: &Model) -> Vec<Row> {
    let Some(open) = &model.open else {
        return vec![];
    };
    let latency = open.show.as_ref().map_or(0, |show| show.stream.latency_ms);
    let mut rows: Vec<Row> = vec![];
    for (seq, entry) in open.log.newest() {
        match entry {
            Entry::Cue(cue) if !cue.corrects => {
                let undone = open.log.is_undone(&cue.id);
                if joins(&mut rows, cue, undone) {
                    continue;
                }
                rows.push(Row::Cue {
                    seq,
                    cues: vec![cue.id.clone()],
                    fact: cue.fact.clone(),
                    at: cue.at,
                    seen: if undone {
                        Seen::Undone
                    } else {
                        seen(cue, latency, model.authority())
                    },
                    undoing: open.undoing.contains(&cue.id),
                });
            }
            Entry::Script { running, at } => rows.push(Row::Script {
                seq,
                running: *running,
                at: *at,
            }),
            _ => {}
        }
        if rows.len() >= MOST {
            break;
        }
    }
    rows
}

/// Puts an earlier piece of a mark's way to the row of the later ones.
fn joins(rows: &mut [Row], cue: &Cue, undone: bool) -> bool {
    let Fact::Hotspot { spot, .. } = &cue.fact else {
        return false;
    };
    rows.iter_mut().any(|row| match row {
        Row::Cue {
            cues,
            fact: Fact::Hotspot { spot: known, .. },
            seen,
            ..
        } if known == spot && (*seen == Seen::Undone) == undone => {
            cues.push(cue.id.clone());
            true
        }
        _ => false,
    })
}

/// A viewer who is that far behind sees it when their picture is there, but not before it was told.
fn seen(cue: &Cue, latency_ms: u32, now: Option<ShowTime>) -> Seen {
    let moment = (cue.at + i64::from(latency_ms)).max(cue.told);
    let left = now.map_or(0, |now| moment.0 - now.0);
    match u64::try_from((left + 999) / 1_000) {
        Ok(seconds) if left > 0 => Seen::In(seconds),
        _ => Seen::Already,
    }
}
