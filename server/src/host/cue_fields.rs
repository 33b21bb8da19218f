//! What a host may say in a cue. A mistake would be silent on air, since viewers skip what they do not understand: so
//! everything is checked, as it is in a script.

use serde_json::{Value, json};
use vitrine::domain::show::Slot;

use super::fields::{Fields, invalid, needed};
use super::offers::Terms;
use super::refused::Refused;
use crate::live::fact::Body;
use crate::stage::clock::Moment;

/// The longest a hotspot may stand.
const HOTSPOT_MS: u64 = 600_000;
/// The longest an offer may last.
const OFFER_MS: u64 = 24 * 3_600_000;
/// The most keyframes of one cue.
const KEYFRAMES: usize = 600;

/// A cue as a host asks for it.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The picture's moment, if it was given.
    pub(super) at: Option<Moment>,
    /// What makes a repeat safe.
    pub(super) key: Option<String>,
    /// `kind` and what belongs to it.
    pub(super) body: Body,
    /// On what terms the shop is to make an offer.
    pub(super) terms: Option<Terms>,
}

/// Reads a cue. `now` stands in for a moment that was left out.
///
/// # Errors
/// What is wrong with it.
pub(super) fn wanted(
    mut fields: Fields,
    lineup: &[String],
    now: Moment,
) -> Result<Wanted, Refused> {
    let at = fields.moment("at")?;
    let key = fields.text("key", 100)?;
    if key.as_ref().is_some_and(|key| key.len() < 8) {
        return Err(invalid("key", "must have 8 characters at least"));
    }
    let kind = fields.needed_text("kind", 20)?;
    let mut terms = None;
    let body = match kind.as_str() {
        "pin" => {
            json!({"kind": kind, "slot": slot(&mut fields)?, "product": product(&mut fields, lineup)?})
        }
        "unpin" => json!({"kind": kind, "slot": slot(&mut fields)?}),
        "hotspot" => hotspot(&mut fields, lineup, at.unwrap_or(now))?,
        "offer" => {
            terms = match fields.take("terms") {
                Some(terms) => Some(Terms::read(Fields::within("terms", terms)?)?),
                None => None,
            };
            offer(&mut fields, lineup, at, now)?
        }
        "message" => {
            let mut body = json!({"kind": kind, "text": fields.needed_text("text", 500)?});
            if let Some(lang) = fields.text("lang", 35)? {
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
                if !lang.chars().all(plain) {
                    return Err(invalid("lang", "must be a language tag such as \"en\""));
                }
                body["lang"] = lang.into();
            }
            body
        }
        "break" => {
            let mut body = json!({"kind": kind});
            if let Some(text) = fields.text("text", 500)? {
                body["text"] = text.into();
            }
            if let Some(until) = fields.moment("until")? {
                body["until"] = until.to_string().into();
            }
            body
        }
        "resume" | "end" => json!({"kind": kind}),
        _ => {
            return Err(invalid(
                "kind",
                "is none of pin, unpin, hotspot, offer, message, break, resume, end",
            ));
        }
    };
    fields.end()?;
    match body {
        Value::Object(body) => Ok(Wanted {
            at,
            key,
            body,
            terms,
        }),
        _ => Err(invalid("kind", "is none")),
    }
}

fn slot(fields: &mut Fields) -> Result<u64, Refused> {
    let slot = needed("slot", fields.number("slot", 2)?)?;
    Slot::new(slot)
        .map(|_| slot)
        .ok_or_else(|| invalid("slot", "must be 0, 1 or 2"))
}

fn product(fields: &mut Fields, lineup: &[String]) -> Result<String, Refused> {
    let product = fields.needed_text("product", 200)?;
    if !lineup.contains(&product) {
        let text = "The product is not in the show's lineup.";
        return Err(Refused::field("not_in_lineup", "product", text).with("product", product));
    }
    Ok(product)
}

fn hotspot(fields: &mut Fields, lineup: &[String], at: Moment) -> Result<Value, Refused> {
    let product = product(fields, lineup)?;
    let path = path(needed("path", fields.take("path"))?)?;
    let until = fields.needed_moment("until")?;
    if until < at || until > at.plus(HOTSPOT_MS) {
        return Err(invalid(
            "until",
            "must be after at, and at most 10 minutes after it",
        ));
    }
    let mut body =
        json!({"kind": "hotspot", "product": product, "path": path, "until": until.to_string()});
    if let Some(spot) = fields.text("spot", 40)? {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !spot.chars().all(plain) {
            return Err(invalid("spot", "must be of a-z, A-Z, 0-9, - and _"));
        }
        body["spot"] = spot.into();
    }
    Ok(body)
}

fn path(value: Value) -> Result<Vec<Value>, Refused> {
    let Value::Array(keyframes) = value else {
        return Err(invalid("path", "must be a list of keyframes"));
    };
    if keyframes.is_empty() || keyframes.len() > KEYFRAMES {
        return Err(invalid("path", "must have 1 to 600 keyframes"));
    }
    let mut last = None;
    let mut path = Vec::with_capacity(keyframes.len());
    for (i, keyframe) in keyframes.into_iter().enumerate() {
        let field = format!("path[{i}]");
        let mut keyframe = Fields::within(&field, keyframe)?;
        let mut number = |name: &str| {
            let number = keyframe.take(name).as_ref().and_then(Value::as_f64);
            number.ok_or_else(|| invalid(&format!("{field}.{name}"), "must be a number"))
        };
        let [time, left, top, width, height] = [
            number("t")?,
            number("x")?,
            number("y")?,
            number("w")?,
            number("h")?,
        ];
        keyframe.end()?;
        let in_order = last.map_or(time == 0.0, |last| time > last);
        if !in_order || time > 600.0 {
            let reason = "must be seconds after the cue, going up from 0";
            return Err(invalid(&format!("{field}.t"), reason));
        }
        // A box that was dragged to an edge may be off by what floats are off.
        let side =
            |start: f64, length: f64| start >= 0.0 && length > 0.0 && start + length <= 1.0 + 1e-9;
        if !side(left, width) || !side(top, height) {
            let reason = "must be a box within the picture, in fractions of it";
            return Err(invalid(&field, reason));
        }
        last = Some(time);
        path.push(json!({"t": time, "x": left, "y": top, "w": width, "h": height}));
    }
    Ok(path)
}

fn offer(
    fields: &mut Fields,
    lineup: &[String],
    at: Option<Moment>,
    now: Moment,
) -> Result<Value, Refused> {
    let offer = fields.needed_text("offer", 100)?;
    let product = product(fields, lineup)?;
    let from = fields.moment("from")?.unwrap_or(now);
    let to = match fields.number("lasts_ms", OFFER_MS)? {
        Some(lasts) if lasts < 1_000 || fields.has("to") => {
            return Err(invalid(
                "lasts_ms",
                "must be 1000 or more, and in place of to",
            ));
        }
        Some(lasts) => from.plus(lasts),
        None => fields.needed_moment("to")?,
    };
    if to < from || to > at.unwrap_or(now).plus(OFFER_MS) {
        return Err(invalid(
            "to",
            "must be after from, and at most 24 hours after at",
        ));
    }
    Ok(
        json!({"kind": "offer", "offer": offer, "product": product, "from": from.to_string(), "to": to.to_string()}),
    )
}
