//! Cues: from the snapshot, from events, and from the stream.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Unusable, moment};
use crate::domain::show::hotspot::{SIDE, Spot};
use crate::domain::show::{Cue, CueKind, ShowTime, Slot};
use crate::domain::text::bounded;
use crate::json::Value;

/// The longest cue, in bytes of JSON.
const LONGEST: usize = 64 * 1024;
/// The most cues of a snapshot that are read.
const MOST: usize = 50_000;

/// Reads one cue. `Ok(None)` is a cue of a kind that this widget does not know, and is ignored.
///
/// # Errors
/// When it is no cue.
pub fn from_json(text: &str) -> Result<Option<Cue>, Unusable> {
    if text.len() > LONGEST {
        return Err(Unusable::TooLong);
    }
    cue(&Value::read(text).ok_or(Unusable::Malformed)?)
}

/// Reads a cue as the stream carries it: base64url, without padding, of its JSON.
///
/// # Errors
/// When it is no cue.
pub fn from_stream(text: &str) -> Result<Option<Cue>, Unusable> {
    if text.len() > LONGEST * 2 {
        return Err(Unusable::TooLong);
    }
    let bytes = URL_SAFE_NO_PAD
        .decode(text.trim_end_matches('='))
        .map_err(|_| Unusable::Malformed)?;
    from_json(std::str::from_utf8(&bytes).map_err(|_| Unusable::Malformed)?)
}

/// A cue snapshot: the server's now, and the cues that could be read (one that is no cue spoils no other).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// The authority clock when the snapshot was made; none in a static file.
    pub now: Option<ShowTime>,
    /// The cues.
    pub cues: Vec<Cue>,
}

/// Reads a snapshot.
///
/// # Errors
/// When it is no snapshot of version 1.
pub fn snapshot(text: &str) -> Result<Snapshot, Unusable> {
    let whole = Value::read(text).ok_or(Unusable::Malformed)?;
    let cues = whole["cues"].as_list().ok_or(Unusable::Malformed)?;
    if whole["version"].as_u64() != Some(1) {
        return Err(Unusable::Version);
    }
    Ok(Snapshot {
        now: whole["now"].as_str().and_then(moment::date_time),
        cues: cues
            .iter()
            .take(MOST)
            .filter_map(|wire| cue(wire).ok().flatten())
            .collect(),
    })
}

fn moment(wire: &Value) -> Option<ShowTime> {
    match wire {
        Value::Text(text) => moment::date_time(text),
        seconds @ Value::Number(_) => seconds.as_f64().and_then(moment::media_seconds),
        _ => None,
    }
}

/// The middle of a keyframe's box.
fn spot(keyframe: &Value) -> Option<Spot> {
    let middle = |start: &str, length: &str| {
        let middle = keyframe[start].as_f64()? + keyframe[length].as_f64()? / 2.0;
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "bounded just before"
        )]
        (0.0..=1.0)
            .contains(&middle)
            .then(|| (middle * f64::from(SIDE)) as u16)
    };
    Some(Spot {
        x: middle("x", "w")?,
        y: middle("y", "h")?,
    })
}

fn cue(wire: &Value) -> Result<Option<Cue>, Unusable> {
    let at = moment(&wire["at"]).ok_or(Unusable::Malformed)?;
    let text = |value: &Value, most| value.as_str().map(|text| bounded(text, most));
    let needed = |value: &Value, most| text(value, most).ok_or(Unusable::Malformed);
    let slot = || {
        wire["slot"]
            .as_u64()
            .and_then(Slot::new)
            .ok_or(Unusable::Malformed)
    };
    let kind = match wire["kind"].as_str().ok_or(Unusable::Malformed)? {
        "offer" => {
            let to = moment(&wire["to"]).ok_or(Unusable::Malformed)?;
            CueKind::Offer {
                offer: needed(&wire["offer"], 200)?.into(),
                product: needed(&wire["product"], 200)?.into(),
                on: to > moment(&wire["from"]).unwrap_or(at).max(at),
            }
        }
        "pin" => CueKind::Pin {
            slot: slot()?,
            product: needed(&wire["product"], 200)?.into(),
        },
        "unpin" => CueKind::Unpin { slot: slot()? },
        "message" => CueKind::Message {
            text: needed(&wire["text"], 500)?,
            lang: text(&wire["lang"], 35),
        },
        "hotspot" => {
            let path = wire["path"].as_list().unwrap_or_default();
            let until = moment(&wire["until"]).ok_or(Unusable::Malformed)?;
            // A way through the picture is followed to its second place: what has moved on is not shown where it was.
            let moves = path.get(1).and_then(|keyframe| keyframe["t"].as_f64());
            let moves = moves.and_then(moment::media_seconds);
            CueKind::Hotspot {
                product: needed(&wire["product"], 200)?.into(),
                spot: path.first().and_then(spot).ok_or(Unusable::Malformed)?,
                until: moves.map_or(until, |ShowTime(after)| until.min(at + after)),
            }
        }
        "end" => CueKind::End,
        _ => return Ok(None),
    };
    Ok(Some(Cue {
        id: needed(&wire["id"], 200)?.into(),
        seq: wire["seq"].as_u64().unwrap_or(0),
        at,
        kind,
    }))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PIN: &str = r#"{"seq":17,"id":"c17","at":"2026-11-22T10:00:03.250Z","kind":"pin","slot":0,"product":"p1","price":1}"#;

    #[test]
    fn a_pin_is_read_and_a_price_in_it_is_not() {
        let cue = from_json(PIN).unwrap().unwrap();
        assert_eq!(cue.at, ShowTime(1_795_341_603_250));
        let expected = CueKind::Pin {
            slot: Slot::new(0).unwrap(),
            product: "p1".into(),
        };
        assert_eq!(cue.kind, expected);
    }

    #[test]
    fn the_stream_carries_the_same_cue_with_or_without_padding() {
        let encoded = URL_SAFE_NO_PAD.encode(PIN);
        assert_eq!(from_stream(&encoded), from_json(PIN));
        assert_eq!(from_stream(&format!("{encoded}==")), from_json(PIN));
    }

    #[test]
    fn unknown_kinds_are_ignored_and_slots_are_three() {
        assert_eq!(from_json(&PIN.replace("pin", "confetti")), Ok(None));
        assert_eq!(
            from_json(&PIN.replace(r#""slot":0"#, r#""slot":3"#)),
            Err(Unusable::Malformed)
        );
    }

    #[test]
    fn a_hotspot_stands_in_the_middle_of_its_box_until_its_end() {
        let text = r#"{"id":"h","at":31.2,"kind":"hotspot","product":"vase","until":40.4,"path":[{"t":0,"x":0.4,"y":0.3,"w":0.2,"h":0.4}]}"#;
        let kind = |text: &str| from_json(text).map(|cue| cue.unwrap().kind);
        let expected = |until| CueKind::Hotspot {
            product: "vase".into(),
            spot: Spot { x: 5_000, y: 5_000 },
            until: ShowTime(until),
        };
        assert_eq!(kind(text), Ok(expected(40_400)));
        let moving = text.replace("}]", r#"},{"t":1.5,"x":0,"y":0,"w":1,"h":1}]"#);
        assert_eq!(kind(&moving), Ok(expected(32_700)));
        for wrong in [r#""x":0.4"#, r#""path""#, r#""until""#, r#""product""#] {
            let text = text.replace(wrong, r#""x":-9,"no""#);
            assert_eq!(kind(&text), Err(Unusable::Malformed), "{wrong}");
        }
    }

    #[test]
    fn one_bad_cue_spoils_no_other() {
        let text = format!(
            r#"{{"version":1,"now":"2026-11-22T10:00:00Z","cues":[{PIN},{{"id":1}},null]}}"#
        );
        let snapshot = snapshot(&text).unwrap();
        assert_eq!(snapshot.cues.len(), 1);
        assert!(snapshot.now.is_some());
    }

    proptest! {
        #[test]
        fn arbitrary_text_never_makes_it_panic(text: String) {
            let _ = from_json(&text);
            let _ = from_stream(&text);
            let _ = snapshot(&text);
        }

        #[test]
        fn arbitrary_bytes_in_the_stream_never_make_it_panic(bytes: Vec<u8>) {
            let _ = from_stream(&URL_SAFE_NO_PAD.encode(bytes));
        }

        #[test]
        fn arbitrary_values_in_the_fields_never_make_it_panic(
            at in "-?[0-9]{0,25}(\\.[0-9]{0,5})?(e[0-9]{1,3})?|\"[0-9TZ:.+-]{0,30}\"", slot: i64, kind in "pin|unpin|hotspot|message|end|[a-z]{3}",
        ) {
            let path = format!(r#""path":[{{"x":{at},"y":0,"w":{slot},"h":0}},{{"t":{at}}}],"until":{at}"#);
            let text = format!(r#"{{"id":"c","at":{at},"kind":"{kind}","slot":{slot},"product":"p","text":"t",{path}}}"#);
            if let Ok(Some(cue)) = from_json(&text)
                && let CueKind::Pin { slot, .. } = cue.kind
            {
                prop_assert!(slot.index() < 3);
            }
        }
    }
}
