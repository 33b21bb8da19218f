//! Entries that are recorded together.

use serde_json::{Value, json};

use super::entry::{Entry, Role};
use super::fact::{Body, Fact};
use crate::stage::clock::Moment;

/// Entries that are recorded together, numbered one after the other.
pub(super) struct Batch {
    now: Moment,
    /// The number of the first.
    pub(super) seq: u64,
    pub(super) entries: Vec<Entry>,
}

impl Batch {
    pub(super) fn new(now: Moment, seq: u64) -> Self {
        Self {
            now,
            seq,
            entries: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, at: Moment, body: Body, role: Role, key: Option<String>) {
        let seq = self.seq + self.entries.len() as u64;
        self.entries.push(Entry {
            fact: Fact {
                seq,
                id: format!("c{seq}"),
                at,
                body,
            },
            told: self.now,
            role,
            key,
        });
    }

    pub(super) fn undo(&mut self, fact: &Fact) {
        let undo = json!({"kind": "undo", "cue": fact.id});
        self.push(fact.at, object(undo), Role::Undo, None);
    }

    pub(super) fn correct(&mut self, at: Moment, body: Option<Body>) {
        if let Some(body) = body {
            self.push(at, body, Role::Correction, None);
        }
    }

    pub(super) fn hand_over(&mut self, at: Moment, body: Option<Body>) {
        if let Some(body) = body {
            self.push(at, body, Role::Handover, None);
        }
    }
}

/// The fields of a literal.
pub(super) fn object(value: Value) -> Body {
    match value {
        Value::Object(body) => body,
        _ => Body::new(),
    }
}
