//! Cues: from the snapshot, from events, and from the stream.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Unusable, moment};
use crate::domain::ids::CueId;
use crate::domain::show::hotspot::{SIDE, Spot};
use crate::domain::show::path::{Keyframe, Path};
use crate::domain::show::{Cue, CueKind, ShowTime, Slot};
use crate::domain::text::bounded;
use crate::json::Value;

/// The longest cue, in bytes of JSON.
const LONGEST: usize = 64 * 1024;
/// The most cues of a snapshot that are read.
const MOST: usize = 50_000;
/// The most keyframes of a hotspot that are read.
const LONGEST_PATH: usize = 600;

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

/// A keyframe: the middle of its box, and when.
fn keyframe(keyframe: &Value) -> Option<Keyframe> {
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
    let ShowTime(after) = moment::media_seconds(keyframe["t"].as_f64()?)?;
    let (x, y) = (middle("x", "w")?, middle("y", "h")?);
    Some(Keyframe {
        after,
        spot: Spot { x, y },
    })
}

fn cue(wire: &Value) -> Result<Option<Cue>, Unusable> {
    let mut at = moment(&wire["at"]).ok_or(Unusable::Malformed)?;
    let text = |value: &Value, most| value.as_str().map(|text| bounded(text, most));
    let needed = |value: &Value, most| text(value, most).ok_or(Unusable::Malformed);
    let id: CueId = needed(&wire["id"], 200)?.into();
    let slot = || {
        wire["slot"]
            .as_u64()
            .and_then(Slot::new)
            .ok_or(Unusable::Malformed)
    };
    let kind = match wire["kind"].as_str().ok_or(Unusable::Malformed)? {
        "offer" => {
            let to = moment(&wire["to"]).ok_or(Unusable::Malformed)?;
            let from = moment(&wire["from"]).unwrap_or(at).max(at);
            // One that was announced ahead is one from its start on: then the shop is asked.
            at = if to > from { from } else { at };
            CueKind::Offer {
                offer: needed(&wire["offer"], 200)?.into(),
                product: needed(&wire["product"], 200)?.into(),
                until: to.max(at),
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
            // Of a way with a place that is none, the others are gone by.
            let path = path.iter().take(LONGEST_PATH).filter_map(keyframe);
            CueKind::Hotspot {
                name: text(&wire["spot"], 200).map_or_else(|| id.as_str().into(), Into::into),
                product: needed(&wire["product"], 200)?.into(),
                path: Path::new(path.collect()).ok_or(Unusable::Malformed)?,
                until: moment(&wire["until"]).ok_or(Unusable::Malformed)?,
            }
        }
        "break" => CueKind::Break {
            text: text(&wire["text"], 500).filter(|text| !text.is_empty()),
            until: moment(&wire["until"]),
        },
        "resume" => CueKind::Resume,
        "end" => CueKind::End,
        _ => return Ok(None),
    };
    Ok(Some(Cue {
        id,
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

    /// One of each kind.
    const WHOLE: [&str; 6] = [
        PIN,
        r#"{"seq":2,"id":"c","at":3.25,"kind":"unpin","slot":2}"#,
        r#"{"id":"h","at":31.2,"kind":"hotspot","spot":"s","product":"vase","until":40.4,"path":[{"t":0,"x":0.4,"y":0.3,"w":0.2,"h":0.4},{"t":1.5,"x":0,"y":0,"w":1,"h":0.5}]}"#,
        r#"{"id":"m","at":"2026-11-22T10:00:03.250Z","kind":"message","text":"Hello \u00e4","lang":"en"}"#,
        r#"{"id":"b","at":"2026-11-22T10:00:03+01:00","kind":"break","text":"Tea","until":"2026-11-22T10:05:00Z"}"#,
        r#"{"seq":9,"id":"e","at":1e3,"kind":"end"}"#,
    ];

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
    fn a_hotspot_goes_its_way_by_the_middles_of_its_boxes_until_its_end() {
        let text = r#"{"id":"h","at":31.2,"kind":"hotspot","product":"vase","until":40.4,
            "path":[{"t":0,"x":0.4,"y":0.3,"w":0.2,"h":0.4},{"t":1.5,"x":0,"y":0,"w":1,"h":0.5}]}"#;
        let kind = |text: &str| from_json(text).map(|cue| cue.unwrap().kind);
        let places = [(0, 5_000, 5_000), (1_500, 5_000, 2_500)];
        let way = |(after, x, y)| Keyframe {
            after,
            spot: Spot { x, y },
        };
        let expected = |places: &[(i64, u16, u16)]| CueKind::Hotspot {
            name: "h".into(),
            product: "vase".into(),
            path: Path::new(places.iter().copied().map(way).collect()).unwrap(),
            until: ShowTime(40_400),
        };
        assert_eq!(kind(text), Ok(expected(&places)));
        let odd = text.replace("0.4,\"y\"", "-9,\"y\"");
        assert_eq!(kind(&odd), Ok(expected(&places[1..])), "one place is none");
        for wrong in [r#""path""#, r#""until""#, r#""product""#] {
            let text = text.replace(wrong, r#""no""#);
            assert_eq!(kind(&text), Err(Unusable::Malformed), "{wrong}");
        }
    }

    #[test]
    fn a_break_says_why_and_until_when_if_the_host_does() {
        let kind = |more: &str| {
            let text = format!(r#"{{"id":"b","at":"2026-11-22T10:00:03.250Z","kind":{more}}}"#);
            from_json(&text).unwrap().unwrap().kind
        };
        let said = r#""break","text":"Tea","until":"1970-01-01T00:05:00Z""#;
        let pause = |text, until| CueKind::Break { text, until };
        assert_eq!(
            kind(said),
            pause(Some("Tea".into()), Some(ShowTime(300_000)))
        );
        assert_eq!(
            kind(r#""break","text":"","until":"soon""#),
            pause(None, None)
        );
        assert_eq!(kind(r#""resume""#), CueKind::Resume);
    }

    #[test]
    fn a_hotspot_may_have_a_name_which_is_else_its_cue_s() {
        let name = |more: &str| {
            let text = format!(
                r#"{{"id":"h","at":1,"kind":"hotspot","product":"vase","until":2,"path":[{{"t":0,"x":0,"y":0,"w":1,"h":1}}]{more}}}"#
            );
            match from_json(&text).unwrap().unwrap().kind {
                CueKind::Hotspot { name, .. } => name,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(name(""), "h".into());
        assert_eq!(name(r#","spot":"s""#), "s".into());
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
        fn a_cue_that_was_damaged_anywhere_is_a_cue_within_bounds_or_none(
            which in 0..WHOLE.len(), cuts in proptest::collection::vec((any::<proptest::sample::Index>(), 0_usize..4, "[ -~\\PC]{0,6}"), 1..6),
        ) {
            let mut text = WHOLE[which].to_owned();
            for (at, length, instead) in cuts {
                let at = text.floor_char_boundary(at.index(text.len() + 1));
                let to = text.floor_char_boundary((at + length).min(text.len())).max(at);
                text.replace_range(at..to, &instead);
            }
            for read in [from_json(&text), from_stream(&URL_SAFE_NO_PAD.encode(&text)), from_stream(&text)] {
                let Ok(Some(cue)) = read else { continue };
                prop_assert!(cue.id.as_str().chars().count() <= 200);
                match cue.kind {
                    CueKind::Pin { slot, .. } | CueKind::Unpin { slot } => prop_assert!(slot.index() < 3),
                    CueKind::Hotspot { path, .. } => for passed in [i64::MIN, -1, 0, 1_000, i64::MAX] {
                        let Spot { x, y } = path.at(passed);
                        prop_assert!(x <= SIDE && y <= SIDE);
                    },
                    CueKind::Message { text, .. } => prop_assert!(text.chars().count() <= 500),
                    CueKind::Break { text, .. } => prop_assert!(text.is_none_or(|text| text.chars().count() <= 500)),
                    CueKind::Offer { offer, .. } => prop_assert!(offer.as_str().chars().count() <= 200),
                    CueKind::Resume | CueKind::End => {}
                }
            }
        }

        #[test]
        fn arbitrary_bytes_in_the_stream_never_make_it_panic(bytes: Vec<u8>) {
            let _ = from_stream(&URL_SAFE_NO_PAD.encode(bytes));
        }

        #[test]
        fn arbitrary_values_in_the_fields_never_make_it_panic(
            at in "-?[0-9]{0,25}(\\.[0-9]{0,5})?(e[0-9]{1,3})?|\"[0-9TZ:.+-]{0,30}\"", slot: i64, kind in "pin|unpin|hotspot|message|break|end|[a-z]{3}",
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
