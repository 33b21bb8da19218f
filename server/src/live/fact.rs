//! A cue as its sayer meant it, and what it is about.
//!
//! Every cue speaks about one *track*: a slot, a hotspot, an offer, the message, the state of the show. A later cue of a
//! track replaces the earlier one. That is all that is needed to say what matters at a time, and what corrects what.

use serde_json::{Map, Value, json};
use vitrine::domain::show::timeline::MESSAGE_MS;

use crate::stage::clock::Moment;

/// `kind` and what belongs to it.
pub type Body = Map<String, Value>;

/// What a cue speaks about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Track {
    /// One of the places for pins.
    Slot(u64),
    /// A hotspot by its name.
    Spot(String),
    /// An offer by its name.
    Offer(String),
    /// What the host says to everyone.
    Message,
    /// Whether the show goes on, has a break or is over.
    State,
}

/// A cue: when, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// Its number in the log.
    pub seq: u64,
    /// Its name.
    pub id: String,
    /// When it takes effect.
    pub at: Moment,
    /// What it says.
    pub body: Body,
}

impl Fact {
    /// Reads a cue of the script.
    #[must_use]
    pub fn read(json: &str) -> Option<Self> {
        let mut body: Body = serde_json::from_str(json).ok()?;
        let (seq, id, at) = (
            body.shift_remove("seq")?,
            body.shift_remove("id")?,
            body.shift_remove("at")?,
        );
        Some(Self {
            seq: seq.as_u64()?,
            id: id.as_str()?.to_owned(),
            at: Moment::read(at.as_str()?)?,
            body,
        })
    }

    /// The cue as viewers are told it.
    #[must_use]
    pub fn json(&self) -> Body {
        let mut json = Body::new();
        json.insert("seq".to_owned(), self.seq.into());
        json.insert("id".to_owned(), self.id.as_str().into());
        json.insert("at".to_owned(), self.at.to_string().into());
        json.extend(self.body.clone());
        json
    }

    /// What it is about; `None` for kinds that this server does not know.
    #[must_use]
    pub fn track(&self) -> Option<Track> {
        let text = |name: &str| self.body.get(name).and_then(Value::as_str);
        Some(match text("kind")? {
            "pin" | "unpin" => Track::Slot(self.body.get("slot")?.as_u64()?),
            "hotspot" => Track::Spot(text("spot").unwrap_or(&self.id).to_owned()),
            "offer" => Track::Offer(text("offer")?.to_owned()),
            "message" => Track::Message,
            "break" | "resume" | "end" => Track::State,
            _ => return None,
        })
    }

    /// When it ends by itself; `None` where only another cue ends it.
    #[must_use]
    pub fn until(&self) -> Option<Moment> {
        let moment = |name: &str| Moment::read(self.body.get(name)?.as_str()?);
        match self.body.get("kind").and_then(Value::as_str)? {
            "hotspot" => moment("until"),
            "offer" => moment("to"),
            "message" => Some(self.at.plus(MESSAGE_MS.unsigned_abs())),
            _ => None,
        }
    }

    /// What it puts on its track, as of `at`, which is not before its own moment; `None` where nothing is there.
    #[must_use]
    pub fn content(&self, at: Moment) -> Option<Body> {
        let text = |name: &str| self.body.get(name).and_then(Value::as_str);
        match text("kind")? {
            "pin" | "break" | "end" => Some(self.body.clone()),
            // A message that is said again would stand longer than it did.
            "message" => (at == self.at && text("text") != Some("")).then(|| self.body.clone()),
            "offer" => {
                let from = Moment::read(text("from")?)?.max(at);
                (self.until()? > from).then(|| self.body.clone())
            }
            "hotspot" => (self.until()? > at).then(|| {
                let mut body = self.body.clone();
                let passed = at.millis().saturating_sub(self.at.millis());
                if passed > 0
                    && let Some(path) = body.get_mut("path")
                {
                    *path = go_on(path, passed);
                }
                body.insert("spot".to_owned(), text("spot").unwrap_or(&self.id).into());
                body
            }),
            _ => None,
        }
    }

    /// What says, at a moment, that nothing is on this cue's track.
    #[must_use]
    pub fn cleared(&self, at: Moment) -> Option<Body> {
        let body = match self.track()? {
            Track::Slot(slot) => json!({"kind": "unpin", "slot": slot}),
            Track::Message => json!({"kind": "message", "text": ""}),
            Track::State => json!({"kind": "resume"}),
            Track::Offer(offer) => {
                json!({"kind": "offer", "offer": offer, "product": self.body.get("product"),
                "from": at.to_string(), "to": at.to_string()})
            }
            Track::Spot(spot) => {
                json!({"kind": "hotspot", "product": self.body.get("product"), "spot": spot, "until": at.to_string(),
                "path": [self.body.get("path").and_then(|path| path.get(0))]})
            }
        };
        match body {
            Value::Object(body) => Some(body),
            _ => None,
        }
    }
}

/// A way through the picture as it goes on after `passed` milliseconds.
fn go_on(path: &Value, passed: u64) -> Value {
    let passed = Moment::from_millis(passed).seconds();
    let number = |keyframe: &Value, name: &str| keyframe.get(name).and_then(Value::as_f64);
    let time = |keyframe: &Value| number(keyframe, "t").unwrap_or_default();
    let path = path.as_array().map_or(&[][..], Vec::as_slice);
    let next = path.partition_point(|keyframe| time(keyframe) <= passed);
    let Some(last) = next.checked_sub(1).and_then(|last| path.get(last)) else {
        return path.into();
    };
    let part = path.get(next).map_or(0.0, |to| {
        (passed - time(last)) / (time(to) - time(last)).max(f64::MIN_POSITIVE)
    });
    let between = |name: &str| {
        let from = number(last, name).unwrap_or_default();
        let to = path.get(next).and_then(|to| number(to, name));
        round(from + (to.unwrap_or(from) - from) * part)
    };
    let mut rest = vec![
        json!({"t": 0, "x": between("x"), "y": between("y"), "w": between("w"), "h": between("h")}),
    ];
    for keyframe in path.iter().skip(next) {
        let mut keyframe = keyframe.clone();
        if let Some(t) = keyframe.get_mut("t") {
            *t = round(t.as_f64().unwrap_or_default() - passed).into();
        }
        rest.push(keyframe);
    }
    rest.into()
}

/// To a ten-thousandth: less than a millisecond, and less than a pixel.
fn round(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
