//! What is said to other servers, as JSON, and which messages of the log count.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::live::entry::{Entry, Role};
use crate::live::fact::{Body, Fact};
use crate::live::shows::{Record, Saved};
use crate::live::store::Pass;
use crate::stage::clock::Moment;

/// What is recorded together: all of it counts, or nothing.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Batch {
    version: u64,
    /// The number of the last record that its writer knew. Where the log has another by then, the batch does not count.
    pub(super) last: u64,
    /// When it was recorded, by its writer's clock, in milliseconds of the stage's time.
    told: u64,
    entries: Vec<Line>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    seq: u64,
    id: String,
    at: u64,
    role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    body: Body,
}

impl Batch {
    /// `entries` as they are sent.
    pub(super) fn new(last: u64, entries: &[Entry]) -> Self {
        let told = entries.first().map_or(0, |entry| entry.told.millis());
        let lines = entries.iter().map(|entry| Line {
            seq: entry.fact.seq,
            id: entry.fact.id.clone(),
            at: entry.fact.at.millis(),
            role: entry.role.word().to_owned(),
            key: entry.key.clone(),
            body: entry.fact.body.clone(),
        });
        Self {
            version: 1,
            last,
            told,
            entries: lines.collect(),
        }
    }

    /// When it was recorded, by its writer's clock.
    pub(super) fn told(&self) -> Moment {
        Moment::from_millis(self.told)
    }

    /// The entries.
    pub(super) fn entries(self) -> anyhow::Result<Vec<Entry>> {
        anyhow::ensure!(self.version == 1, "it is of a newer server");
        let told = Moment::from_millis(self.told);
        let entry = |line: Line| {
            let role = Role::read(&line.role)
                .ok_or_else(|| anyhow::anyhow!("it has the unknown role {}", line.role))?;
            Ok(Entry {
                fact: Fact {
                    seq: line.seq,
                    id: line.id,
                    at: Moment::from_millis(line.at),
                    body: line.body,
                },
                told,
                role,
                key: line.key,
            })
        };
        self.entries.into_iter().map(entry).collect()
    }
}

/// A show.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Sheet {
    id: String,
    pub(super) revision: u64,
    created: u64,
    record: Record,
}

impl From<&Saved> for Sheet {
    fn from(show: &Saved) -> Self {
        Self {
            id: show.id.clone(),
            revision: show.revision,
            created: show.created.millis(),
            record: show.record.clone(),
        }
    }
}

impl From<Sheet> for Saved {
    fn from(sheet: Sheet) -> Self {
        Self {
            id: sheet.id,
            revision: sheet.revision,
            record: sheet.record,
            created: Moment::from_millis(sheet.created),
        }
    }
}

/// A signed-in console.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Ticket {
    token: [u8; 32],
    since: u64,
    until: u64,
}

impl From<Pass> for Ticket {
    fn from(pass: Pass) -> Self {
        Self {
            token: pass.token,
            since: pass.since.millis(),
            until: pass.until.millis(),
        }
    }
}

impl From<Ticket> for Pass {
    fn from(ticket: Ticket) -> Self {
        Self {
            token: ticket.token,
            since: Moment::from_millis(ticket.since),
            until: Moment::from_millis(ticket.until),
        }
    }
}

/// Who watches what at a server, said twice a second.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Watching {
    pub(super) server: String,
    pub(super) viewers: BTreeMap<String, i64>,
}
