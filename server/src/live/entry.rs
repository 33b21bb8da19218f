//! One record of a show's log.

use serde_json::Value;

use super::fact::{Body, Fact};
use crate::stage::clock::Moment;

/// Why a record is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A host said it.
    Host,
    /// It makes viewers see what counts, after an undo or a cue that came late.
    Correction,
    /// It was said because the show went from the script to a host, or back.
    Handover,
    /// It says that a cue no longer counts. Not for viewers.
    Undo,
    /// It says who runs the show from here on. Not for viewers.
    Script,
}

impl Role {
    /// As the log stores it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Correction => "correction",
            Self::Handover => "handover",
            Self::Undo => "undo",
            Self::Script => "script",
        }
    }

    /// From its word.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        [
            Self::Host,
            Self::Correction,
            Self::Handover,
            Self::Undo,
            Self::Script,
        ]
        .into_iter()
        .find(|role| role.word() == word)
    }
}

/// A record of the log, for ever as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What was recorded.
    pub fact: Fact,
    /// When it was recorded, by the server's clock.
    pub told: Moment,
    /// Why.
    pub role: Role,
    /// The host's key, which makes a repeat safe.
    pub key: Option<String>,
}

impl Entry {
    /// Whether viewers are told it.
    #[must_use]
    pub fn is_cue(&self) -> bool {
        !matches!(self.role, Role::Undo | Role::Script)
    }

    /// As it is told, but for its key.
    #[must_use]
    pub fn json(&self) -> Body {
        let mut json = self.fact.json();
        json.insert("told".to_owned(), self.told.to_string().into());
        match self.role {
            Role::Correction => {
                json.insert("corrects".to_owned(), true.into());
            }
            Role::Handover => {
                json.insert("by".to_owned(), "script".into());
            }
            // What only servers need.
            Role::Script => {
                json.shift_remove("index");
                json.shift_remove("offset");
            }
            Role::Host | Role::Undo => {}
        }
        json
    }

    /// As [`Self::json`], with the host's key: by it a console knows its own cue, whichever way it hears of it.
    #[must_use]
    pub fn json_with_key(&self) -> Body {
        let mut json = self.json();
        if let Some(key) = &self.key {
            json.insert("key".to_owned(), key.as_str().into());
        }
        json
    }

    /// The cue that an undo is about.
    #[must_use]
    pub fn undoes(&self) -> Option<&str> {
        let undo = self.role == Role::Undo;
        undo.then(|| self.fact.body.get("cue").and_then(Value::as_str))
            .flatten()
    }

    /// Who runs the show from here on.
    #[must_use]
    pub fn turn(&self) -> Option<Turn> {
        let number = |name: &str| self.fact.body.get(name).and_then(Value::as_u64);
        (self.role == Role::Script).then_some(())?;
        Some(Turn {
            running: self.fact.body.get("running")?.as_bool()?,
            index: number("index")?,
            offset: number("offset")?,
        })
    }
}

/// Where the script stops or goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Whether the script runs from here on.
    pub running: bool,
    /// The first of the script's cues that is no longer told, or that is told again.
    pub index: u64,
    /// What is added to the script's own numbers from here on, so that numbers only go up.
    pub offset: u64,
}
