//! `cues.json`: the cues of one loop, in programme seconds. Read once when the stage opens.
//!
//! A mistake in the script would be silent on air, since viewers skip what they do not understand. So here everything is
//! checked: unknown kinds and fields out of place are refused.

use std::path::Path;

use serde_json::{Map, Value};
use vitrine::domain::show::{Slot, timeline::MESSAGE_MS};

use super::{invalid::Invalid, programme::millis};

/// How long a cue matters after its moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// Until another cue speaks about the same slot.
    Slot(u64),
    /// Until this moment of the programme.
    Until(u64),
}

/// One value of a cue as the script has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Field {
    /// A moment of the programme; on air it becomes a date.
    Time(u64),
    /// Anything else, passed on as it is.
    Plain(Value),
}

/// One cue of the script.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Milliseconds of the programme.
    pub(super) at: u64,
    pub(super) hold: Hold,
    /// `kind` and what belongs to it, in the order of the file.
    pub(super) fields: Vec<(String, Field)>,
    product: Option<String>,
    pins: bool,
}

/// The cues of one loop, ordered by their moment.
#[derive(Clone, Debug, Default)]
pub struct Script {
    lines: Vec<Line>,
}

impl Script {
    /// Reads and checks `cues.json` of a programme that lasts `duration` milliseconds.
    ///
    /// # Errors
    /// The first thing that is wrong with the file.
    pub fn read(file: &Path, duration: u64) -> Result<Self, Invalid> {
        Self::parse(file, &Invalid::read(file)?, duration)
    }

    /// Checks the content of `cues.json`; `file` is for messages only.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn parse(file: &Path, bytes: &[u8], duration: u64) -> Result<Self, Invalid> {
        let wrong = |place: String, reason: String| Invalid::new(file, place, reason);
        let value: Value = serde_json::from_slice(bytes)
            .map_err(|error| wrong(String::new(), error.to_string()))?;
        let Some(cues) = value.get("cues").and_then(Value::as_array) else {
            return Err(wrong(
                "cues".to_owned(),
                "must be a list of cues".to_owned(),
            ));
        };
        let mut lines = Vec::with_capacity(cues.len());
        for (i, cue) in cues.iter().enumerate() {
            let line = Cue::of(cue).and_then(|cue| cue.line(duration));
            lines.push(line.map_err(|(field, reason)| wrong(format!("cues[{i}]{field}"), reason))?);
        }
        // Stable: cues of one moment keep the order of the file.
        lines.sort_by_key(|line| line.at);
        Ok(Self { lines })
    }

    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The products that are named, each once, in the order of their first pin; what is never pinned comes last.
    #[must_use]
    pub fn products(&self) -> Vec<String> {
        let pinned = self.lines.iter().filter(|line| line.pins);
        let others = self.lines.iter().filter(|line| !line.pins);
        let mut products: Vec<String> = Vec::new();
        for product in pinned
            .chain(others)
            .filter_map(|line| line.product.as_ref())
        {
            if !products.contains(product) {
                products.push(product.clone());
            }
        }
        products
    }
}

/// Where in the cue (".slot") and why.
type Wrong = (String, String);

fn wrong<T>(field: &str, reason: &str) -> Result<T, Wrong> {
    let dot = if field.is_empty() { "" } else { "." };
    Err((format!("{dot}{field}"), reason.to_owned()))
}

/// What a kind of cue is made of.
struct Rule<'a> {
    fields: &'static [&'static str],
    /// Fields that hold a moment of the programme.
    times: &'static [&'static str],
    hold: Hold,
    product: Option<&'a str>,
}

/// A cue of the file under examination.
struct Cue<'a>(&'a Map<String, Value>);

impl<'a> Cue<'a> {
    fn of(value: &'a Value) -> Result<Self, Wrong> {
        value
            .as_object()
            .map_or_else(|| wrong("", "a cue is an object"), |map| Ok(Self(map)))
    }

    fn line(&self, duration: u64) -> Result<Line, Wrong> {
        let at = self.time("at")?;
        if at >= duration {
            return wrong("at", "is not within the programme");
        }
        let kind = self.text("kind")?;
        let again = at.saturating_add(duration);
        let rule = match kind {
            "pin" => Rule {
                fields: &["slot", "product"],
                times: &[],
                hold: Hold::Slot(self.slot()?),
                product: Some(self.text("product")?),
            },
            "unpin" => Rule {
                fields: &["slot"],
                times: &[],
                hold: Hold::Slot(self.slot()?),
                product: None,
            },
            "hotspot" => {
                self.path()?;
                Rule {
                    fields: &["product", "path"],
                    times: &["until"],
                    hold: Hold::Until(self.end("until", at, again)?),
                    product: Some(self.text("product")?),
                }
            }
            "offer" => {
                self.text("offer")?;
                let from = self.time("from")?.max(at);
                Rule {
                    fields: &["offer", "product"],
                    times: &["from", "to"],
                    hold: Hold::Until(self.end("to", from, again)?),
                    product: Some(self.text("product")?),
                }
            }
            "message" => {
                self.text("text")?;
                // A message stands for as long as the widget's timeline shows it.
                let stands = MESSAGE_MS.unsigned_abs().min(duration);
                Rule {
                    fields: &["text", "lang"],
                    times: &[],
                    hold: Hold::Until(at.saturating_add(stands)),
                    product: None,
                }
            }
            "end" => return wrong("kind", "a programme that is played for ever does not end"),
            _ => return wrong("kind", "is none of pin, unpin, hotspot, offer, message"),
        };
        Ok(Line {
            at,
            hold: rule.hold,
            fields: self.fields(kind, &rule)?,
            product: rule.product.map(str::to_owned),
            pins: kind == "pin",
        })
    }

    fn fields(&self, kind: &str, rule: &Rule<'_>) -> Result<Vec<(String, Field)>, Wrong> {
        let mut fields = Vec::with_capacity(self.0.len());
        for (name, value) in self.0 {
            let field = match name.as_str() {
                "at" => continue,
                time if rule.times.contains(&time) => Field::Time(self.time(time)?),
                plain if plain == "kind" || rule.fields.contains(&plain) => {
                    Field::Plain(value.clone())
                }
                other => {
                    return wrong(other, &format!("does not belong to a cue of kind {kind}"));
                }
            };
            fields.push((name.clone(), field));
        }
        Ok(fields)
    }

    fn text(&self, field: &str) -> Result<&'a str, Wrong> {
        match self.0.get(field).and_then(Value::as_str) {
            Some(text) if !text.trim().is_empty() => Ok(text),
            _ => wrong(field, "must be a text that is not empty"),
        }
    }

    fn time(&self, field: &str) -> Result<u64, Wrong> {
        let time = self.0.get(field).and_then(Value::as_f64).and_then(millis);
        time.map_or_else(
            || wrong(field, "must be a time in seconds of the programme"),
            Ok,
        )
    }

    fn slot(&self) -> Result<u64, Wrong> {
        let slot = self
            .0
            .get("slot")
            .and_then(Value::as_u64)
            .filter(|slot| Slot::new(*slot).is_some());
        slot.map_or_else(|| wrong("slot", "must be 0, 1 or 2"), Ok)
    }

    /// An end after `start`. It may lie in the next loop, but must have passed when the same cue comes round again.
    fn end(&self, field: &str, start: u64, latest: u64) -> Result<u64, Wrong> {
        let end = self.time(field)?;
        if end <= start || end > latest {
            return wrong(
                field,
                "must come after the beginning and before the cue comes round again",
            );
        }
        Ok(end)
    }

    fn path(&self) -> Result<(), Wrong> {
        let Some(path) = self
            .0
            .get("path")
            .and_then(Value::as_array)
            .filter(|path| !path.is_empty())
        else {
            return wrong("path", "must be a list of keyframes");
        };
        let mut last = 0.0;
        for (i, keyframe) in path.iter().enumerate() {
            let number = |name: &str| keyframe.get(name).and_then(Value::as_f64);
            let field = format!("path[{i}]");
            match number("t") {
                Some(t) if t >= last => last = t,
                _ => return wrong(&field, "t must be seconds after the cue, in order"),
            }
            let side = |start: &str, length: &str| {
                let (Some(start), Some(length)) = (number(start), number(length)) else {
                    return false;
                };
                start >= 0.0 && length > 0.0 && start + length <= 1.0
            };
            if !side("x", "w") || !side("y", "h") {
                return wrong(
                    &field,
                    "x, y, w, h must be a box within the picture, in fractions of it",
                );
            }
        }
        Ok(())
    }
}
