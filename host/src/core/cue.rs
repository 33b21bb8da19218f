//! What a host sends, and what the log holds: the same facts, with a number and a moment.

use serde_json::{Map, Value, json};
use vitrine::domain::show::{ShowTime, Slot};

use super::moment;
use super::offer::Terms;

/// A box in fractions of the full coded picture.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// Where a hotspot is at one time after its cue's moment.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Keyframe {
    /// Milliseconds after the cue's moment.
    pub t: i64,
    /// Where.
    pub rect: Rect,
}

/// Where a way is, so many milliseconds after its moment: between two keyframes in a straight line, after the last one still.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "milliseconds of minutes")]
pub fn along(path: &[Keyframe], t: i64) -> Option<Rect> {
    let next = path.partition_point(|frame| frame.t <= t);
    let before = path.get(next.saturating_sub(1))?;
    let Some(after) = path
        .get(next)
        .filter(|after| after.t > before.t && t > before.t)
    else {
        return Some(before.rect);
    };
    let part = (t - before.t) as f64 / (after.t - before.t) as f64;
    let mix = |a: f64, b: f64| a + (b - a) * part;
    let (a, b) = (before.rect, after.rect);
    Some(Rect {
        x: mix(a.x, b.x),
        y: mix(a.y, b.y),
        w: mix(a.w, b.w),
        h: mix(a.h, b.h),
    })
}

/// What a cue says.
#[derive(Clone, PartialEq, Debug)]
pub enum Fact {
    /// A slot holds this product.
    Pin {
        /// The slot.
        slot: Slot,
        /// The product.
        product: String,
    },
    /// A slot is empty.
    Unpin {
        /// The slot.
        slot: Slot,
    },
    /// A product is marked in the picture.
    Hotspot {
        /// The hotspot's name.
        spot: String,
        /// The product.
        product: String,
        /// Where it is when.
        path: Vec<Keyframe>,
        /// Until when it stands.
        until: ShowTime,
    },
    /// An offer of the shop is on.
    Offer {
        /// The shop's name for it.
        offer: String,
        /// The product.
        product: String,
        /// From when.
        from: ShowTime,
        /// Until when.
        to: ShowTime,
        /// What the shop is asked to hold. No cue of the log has them.
        terms: Option<Terms>,
    },
    /// The host says something to everyone.
    Message {
        /// Plain text.
        text: String,
    },
    /// The show pauses.
    Break {
        /// Why.
        text: Option<String>,
        /// When it probably goes on.
        until: Option<ShowTime>,
    },
    /// The show goes on.
    Resume,
    /// The show is over.
    End,
    /// A kind that this console does not know.
    Other(String),
}

/// A cue in the log.
#[derive(Clone, PartialEq, Debug)]
pub struct Cue {
    /// Its name.
    pub id: String,
    /// From when it is true.
    pub at: ShowTime,
    /// The server's clock when it was recorded.
    pub told: ShowTime,
    /// Whether the server added it, so that viewers see what is true after an undo or a take-over: nothing a host did.
    pub corrects: bool,
    /// What it says.
    pub fact: Fact,
}

/// A line of the log.
#[derive(Clone, PartialEq, Debug)]
pub enum Entry {
    /// A cue.
    Cue(Cue),
    /// A cue was undone.
    Undo {
        /// Which.
        cue: String,
    },
    /// Who runs the show has changed.
    Script {
        /// Whether its script does.
        running: bool,
        /// When.
        at: ShowTime,
    },
}

/// The body that sends a cue. Without `at`, the server takes its own now, less the encoder's delay.
#[must_use]
pub fn body(fact: &Fact, at: Option<ShowTime>, key: &str) -> String {
    let mut body = match fact {
        Fact::Pin { slot, product } => {
            json!({ "kind": "pin", "slot": slot.index(), "product": product })
        }
        Fact::Unpin { slot } => json!({ "kind": "unpin", "slot": slot.index() }),
        Fact::Hotspot {
            spot,
            product,
            path,
            until,
        } => json!({
            "kind": "hotspot", "spot": spot, "product": product, "until": moment::write(*until),
            "path": path.iter().map(keyframe).collect::<Vec<_>>(),
        }),
        Fact::Offer {
            offer,
            product,
            from,
            to,
            terms,
        } => match terms {
            // It begins by the shop's clock, when the shop has it.
            Some(terms) => json!({
                "kind": "offer", "offer": offer, "product": product, "lasts_ms": to.0 - from.0, "terms": terms.json(),
            }),
            None => json!({
                "kind": "offer", "offer": offer, "product": product, "from": moment::write(*from), "to": moment::write(*to),
            }),
        },
        Fact::Message { text } => json!({ "kind": "message", "text": text }),
        Fact::Break { text, until } => {
            let mut fields = Map::new();
            fields.insert("kind".into(), "break".into());
            fields.extend(text.clone().map(|text| ("text".to_owned(), text.into())));
            fields.extend(until.map(|until| ("until".to_owned(), moment::write(until).into())));
            Value::Object(fields)
        }
        Fact::Resume => json!({ "kind": "resume" }),
        Fact::End => json!({ "kind": "end" }),
        Fact::Other(kind) => json!({ "kind": kind }),
    };
    if let Some(at) = at {
        body["at"] = moment::write(at).into();
    }
    body["key"] = key.into();
    body.to_string()
}

#[allow(clippy::cast_precision_loss, reason = "milliseconds of minutes")]
fn keyframe(frame: &Keyframe) -> Value {
    let round = |value: f64| (value * 10_000.0).round() / 10_000.0;
    json!({
        "t": frame.t as f64 / 1_000.0,
        "x": round(frame.rect.x), "y": round(frame.rect.y), "w": round(frame.rect.w), "h": round(frame.rect.h),
    })
}

/// Reads a line of the log with its number; none where it is no such thing.
#[must_use]
pub fn entry(wire: &Value) -> Option<(u64, Entry)> {
    let seq = wire["seq"].as_u64()?;
    let at = moment_at(&wire["at"]);
    let entry = match wire["kind"].as_str()? {
        "undo" => Entry::Undo {
            cue: text(&wire["cue"])?,
        },
        "script" => Entry::Script {
            running: wire["running"].as_bool()?,
            at: at?,
        },
        kind => Entry::Cue(Cue {
            id: text(&wire["id"])?,
            at: at?,
            told: moment_at(&wire["told"]).or(at)?,
            // What a take-over itself takes away is nobody's to undo either.
            corrects: wire["corrects"].as_bool().unwrap_or(false) || wire["by"] == "script",
            fact: fact(kind, wire)?,
        }),
    };
    Some((seq, entry))
}

fn fact(kind: &str, wire: &Value) -> Option<Fact> {
    let slot = || wire["slot"].as_u64().and_then(Slot::new);
    Some(match kind {
        "pin" => Fact::Pin {
            slot: slot()?,
            product: text(&wire["product"])?,
        },
        "unpin" => Fact::Unpin { slot: slot()? },
        "hotspot" => Fact::Hotspot {
            spot: text(&wire["spot"]).or_else(|| text(&wire["id"]))?,
            product: text(&wire["product"])?,
            path: wire["path"].as_array()?.iter().filter_map(frame).collect(),
            until: moment_at(&wire["until"])?,
        },
        "offer" => Fact::Offer {
            offer: text(&wire["offer"])?,
            product: text(&wire["product"])?,
            from: moment_at(&wire["from"])?,
            to: moment_at(&wire["to"])?,
            terms: None,
        },
        "message" => Fact::Message {
            text: text(&wire["text"])?,
        },
        "break" => Fact::Break {
            text: text(&wire["text"]),
            until: moment_at(&wire["until"]),
        },
        "resume" => Fact::Resume,
        "end" => Fact::End,
        other => Fact::Other(other.to_owned()),
    })
}

#[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
fn frame(wire: &Value) -> Option<Keyframe> {
    let part = |name: &str| wire[name].as_f64();
    Some(Keyframe {
        t: (part("t")? * 1_000.0).round() as i64,
        rect: Rect {
            x: part("x")?,
            y: part("y")?,
            w: part("w")?,
            h: part("h")?,
        },
    })
}

fn moment_at(wire: &Value) -> Option<ShowTime> {
    wire.as_str().and_then(moment::read)
}

fn text(wire: &Value) -> Option<String> {
    wire.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(number: u64) -> Slot {
        Slot::new(number).unwrap()
    }

    /// As the server would record it.
    fn recorded(sent: &str) -> Value {
        let mut wire: Value = serde_json::from_str(sent).unwrap();
        wire["seq"] = 7.into();
        wire["id"] = "c7".into();
        wire["told"] = "1970-01-01T00:00:09.000Z".into();
        wire
    }

    #[test]
    fn what_is_sent_is_read_back_as_it_was_meant() {
        let rect = Rect {
            x: 0.1,
            y: 0.2,
            w: 0.3,
            h: 0.4,
        };
        let facts = [
            Fact::Pin {
                slot: slot(2),
                product: "vase".into(),
            },
            Fact::Unpin { slot: slot(0) },
            Fact::Hotspot {
                spot: "s1".into(),
                product: "vase".into(),
                path: vec![Keyframe { t: 0, rect }, Keyframe { t: 250, rect }],
                until: ShowTime(30_000),
            },
            Fact::Offer {
                offer: "half".into(),
                product: "vase".into(),
                from: ShowTime(1_000),
                to: ShowTime(61_000),
                terms: None,
            },
            Fact::Message {
                text: "Hello \"you\"".into(),
            },
            Fact::Break {
                text: None,
                until: Some(ShowTime(60_000)),
            },
            Fact::Resume,
            Fact::End,
        ];
        for fact in facts {
            let wire = recorded(&body(&fact, Some(ShowTime(1_000)), "key-1234"));
            let (seq, read) = entry(&wire).unwrap();
            assert_eq!(seq, 7);
            assert_eq!(
                read,
                Entry::Cue(Cue {
                    id: "c7".into(),
                    at: ShowTime(1_000),
                    told: ShowTime(9_000),
                    corrects: false,
                    fact
                })
            );
        }
    }

    #[test]
    fn between_two_keyframes_a_mark_is_on_a_straight_line() {
        let at = |t: i64, x: f64| Keyframe {
            t,
            rect: Rect {
                x,
                y: 0.0,
                w: 0.25,
                h: 0.25,
            },
        };
        let path = [at(0, 0.0), at(200, 0.5)];
        let x = |t: i64| along(&path, t).map(|rect| rect.x);
        assert_eq!(
            (x(-50), x(0), x(100), x(900)),
            (Some(0.0), Some(0.0), Some(0.25), Some(0.5))
        );
        assert_eq!(along(&[], 0), None);
    }

    #[test]
    fn in_studio_mode_the_server_takes_the_moment() {
        let sent = body(&Fact::Resume, None, "key-1234");
        assert_eq!(sent, r#"{"kind":"resume","key":"key-1234"}"#);
    }

    #[test]
    fn a_kind_of_a_later_day_is_kept_and_named() {
        let wire = recorded(r#"{"kind":"poll","at":"1970-01-01T00:00:01Z"}"#);
        let Some((_, Entry::Cue(cue))) = entry(&wire) else {
            panic!("it is an entry");
        };
        assert_eq!(cue.fact, Fact::Other("poll".into()));
    }
}
