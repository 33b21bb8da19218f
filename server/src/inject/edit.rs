//! Adding cues to the text of a playlist. Pure.
//!
//! Line by line, and not through a parser that writes what it has understood: of a playlist that somebody else made every
//! other byte stays as it is, unknown tags, comments, odd line ends and all. (`m3u8-rs`, for one, keeps one
//! `EXT-X-DATERANGE` a segment and no order of tags.)

use std::collections::HashSet;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::live::fact::Fact;
use crate::live::tracks;
use crate::stage::clock::{EPOCH, Moment};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It names media playlists.
    Multivariant,
    /// It names segments.
    Media,
    /// It is no playlist.
    Other,
}

/// What a text is.
#[must_use]
pub fn kind(text: &str) -> Kind {
    if !text.trim_start_matches('\u{feff}').starts_with("#EXTM3U") {
        return Kind::Other;
    }
    let has = |tag: &str| text.lines().any(|line| line.starts_with(tag));
    if has("#EXT-X-STREAM-INF:") || has("#EXT-X-I-FRAME-STREAM-INF:") {
        Kind::Multivariant
    } else if has("#EXT-X-TARGETDURATION:") {
        Kind::Media
    } else {
        Kind::Other
    }
}

/// A media playlist with the cues that its viewers need, each under the name it has. A playlist without dates stays as it
/// is: cues could not be placed in it.
#[must_use]
pub fn media(text: &str, cues: &[Fact]) -> String {
    let Some(start) = first_date(text) else {
        return text.to_owned();
    };
    let known: HashSet<&str> = text.lines().filter_map(range_id).collect();
    let facts: Vec<&Fact> = cues.iter().collect();
    let needed = tracks::needed(&facts, start);
    let end = if text.lines().next().is_some() && text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let lines: String = needed
        .iter()
        .filter(|fact| quotable(&fact.id) && !known.contains(fact.id.as_str()))
        .map(|fact| date_range(fact) + end)
        .collect();
    let place = first_of_media(text);
    if place == 0 {
        // It does not begin as a playlist does. Whatever it is, nothing may stand before its first line.
        return text.to_owned();
    }
    let (head, rest) = text.split_at(place);
    // A text that breaks off within its head has no line end there.
    let gap = if lines.is_empty() || head.ends_with('\n') {
        ""
    } else {
        end
    };
    [head, gap, &lines, rest].concat()
}

/// A multivariant playlist whose addresses at `origin` lead to this server instead; others stay as they are.
#[must_use]
pub fn multivariant(text: &str, origin: &str) -> String {
    let local = |address: &str| {
        address
            .strip_prefix(origin)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    text.split_inclusive('\n')
        .map(|line| {
            if line.starts_with('#') {
                let attribute = format!("URI=\"{origin}/");
                line.replace(&attribute, "URI=\"/")
            } else if local(line) {
                line.get(origin.len()..).unwrap_or_default().to_owned()
            } else {
                line.to_owned()
            }
        })
        .collect()
}

fn date_range(fact: &Fact) -> String {
    let json = serde_json::Value::Object(fact.json()).to_string();
    format!(
        "#EXT-X-DATERANGE:ID=\"{}\",CLASS=\"vitrine.cue\",START-DATE=\"{}\",X-VITRINE-CUE=\"{}\"",
        fact.id,
        fact.at,
        URL_SAFE_NO_PAD.encode(json)
    )
}

/// A quoted string of a playlist knows no escapes.
fn quotable(text: &str) -> bool {
    !text.chars().any(|c| c == '"' || c.is_control())
}

fn range_id(line: &str) -> Option<&str> {
    let attributes = line.strip_prefix("#EXT-X-DATERANGE:")?;
    let (before, rest) = attributes.split_once("ID=\"")?;
    (before.is_empty() || before.ends_with(',')).then_some(())?;
    Some(rest.split_once('"')?.0)
}

/// The date of the first segment that has one: older pictures nobody can reach. One from before our time counts as its
/// beginning.
fn first_date(text: &str) -> Option<Moment> {
    let date = text
        .lines()
        .find_map(|line| line.strip_prefix("#EXT-X-PROGRAM-DATE-TIME:"))?
        .trim();
    let format = &time::format_description::well_known::Iso8601::PARSING;
    let date = time::OffsetDateTime::parse(date, format).ok()?;
    let since = (date - EPOCH).whole_milliseconds().max(0);
    u64::try_from(since).ok().map(Moment::from_millis)
}

/// Where the head of the playlist ends and its segments begin.
fn first_of_media(text: &str) -> usize {
    const HEAD: [&str; 12] = [
        "#EXTM3U",
        "#EXT-X-VERSION",
        "#EXT-X-TARGETDURATION",
        "#EXT-X-MEDIA-SEQUENCE",
        "#EXT-X-DISCONTINUITY-SEQUENCE",
        "#EXT-X-PLAYLIST-TYPE",
        "#EXT-X-I-FRAMES-ONLY",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        "#EXT-X-START",
        "#EXT-X-DEFINE",
        "#EXT-X-SERVER-CONTROL",
        "#EXT-X-PART-INF",
    ];
    let mut place = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches('\u{feff}').trim_end();
        let tag = content.split(':').next().unwrap_or_default();
        place += line.len();
        if HEAD.contains(&tag) {
            end = place;
        } else if !content.is_empty() && (!content.starts_with('#') || content.starts_with("#EXT"))
        {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn cue(seq: u64, at: u64) -> Fact {
        let body = json!({"kind": "message", "text": format!("Nr. {seq}")});
        Fact {
            seq,
            id: format!("c{seq}"),
            at: Moment::from_millis(at),
            body: body.as_object().unwrap().clone(),
        }
    }

    const LOW_LATENCY: &str = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXT-X-VERSION:9\n\
        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.0,CAN-SKIP-UNTIL=24.0\n#EXT-X-PART-INF:PART-TARGET=0.33334\n\
        #EXT-X-MEDIA-SEQUENCE:266\n#EXT-X-SKIP:SKIPPED-SEGMENTS=3\n#EXT-X-PROGRAM-DATE-TIME:2026-06-01T02:00:01.5Z\n\
        #EXTINF:4.00008,\nfileSequence269.mp4\n#EXT-X-PART:DURATION=0.33334,URI=\"filePart270.0.mp4\"\n\
        #EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"filePart270.1.mp4\"\n#EXT-X-RENDITION-REPORT:URI=\"../1M/waitForMSN.php\",LAST-MSN=270\n";

    #[test]
    fn a_low_latency_playlist_gets_its_cues_between_its_head_and_what_it_skips() {
        let now = Moment::read("2026-06-01T02:00:03Z").unwrap().millis();
        let edited = media(LOW_LATENCY, &[cue(1, now), cue(2, now - 60_000)]);
        let (before, after) = edited.split_once("#EXT-X-DATERANGE:ID=\"c1\"").unwrap();
        assert!(before.ends_with("#EXT-X-MEDIA-SEQUENCE:266\n"));
        assert!(after.contains("\n#EXT-X-SKIP:"));
        assert!(!edited.contains("c2"), "nobody reaches its picture");
    }

    #[test]
    fn a_playlist_without_dates_and_what_is_no_media_playlist_stay_as_they_are() {
        let undated = "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\na.ts\n";
        assert_eq!(media(undated, &[cue(1, 0)]), undated);
        assert_eq!(kind(undated), Kind::Media);
        assert_eq!(
            kind("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8\n"),
            Kind::Multivariant
        );
        assert_eq!(kind("<html>"), Kind::Other);
    }

    #[test]
    fn nothing_is_put_before_the_first_line_of_what_only_looks_like_a_playlist() {
        let odd = LOW_LATENCY.replacen("#EXTM3U", "#EXTM3U8", 1);
        assert_eq!(media(&odd, &[cue(1, u64::MAX)]), odd);
    }

    #[test]
    fn a_name_that_the_origin_uses_is_left_to_it() {
        let text = LOW_LATENCY.replace(
            "#EXT-X-SKIP",
            "#EXT-X-DATERANGE:CLASS=\"x\",ID=\"c1\"\n#EXT-X-SKIP",
        );
        assert_eq!(media(&text, &[cue(1, u64::MAX)]), text);
    }

    #[test]
    fn addresses_at_the_origin_lead_here_and_others_stay() {
        let text = "#EXTM3U\r\n#EXT-X-MEDIA:TYPE=AUDIO,URI=\"https://cdn.example/a/en.m3u8\"\r\n#EXT-X-STREAM-INF:BANDWIDTH=1\r\n\
            https://cdn.example/a/hi.m3u8?t=1\r\n#EXT-X-STREAM-INF:BANDWIDTH=2\r\nhttps://cdn.example.evil/b.m3u8\r\n\
            #EXT-X-STREAM-INF:BANDWIDTH=3\r\nlow.m3u8";
        let edited = multivariant(text, "https://cdn.example");
        let expected = text
            .replace("\"https://cdn.example/", "\"/")
            .replace("\nhttps://cdn.example/", "\n/");
        assert_eq!(edited, expected);
    }

    fn line() -> impl Strategy<Value = String> {
        prop_oneof![
            Just("#EXTINF:2.0,\nseg.m4s".to_owned()),
            Just("#EXT-X-PROGRAM-DATE-TIME:2026-06-01T00:00:00.000+0000".to_owned()),
            Just("#EXT-X-DISCONTINUITY".to_owned()),
            Just("#EXT-X-VERSION:7".to_owned()),
            Just("#EXT-X-MAP:URI=\"init.mp4\"".to_owned()),
            Just(
                "#EXT-X-DATERANGE:ID=\"ad\",START-DATE=\"2026-06-01T00:00:00Z\",X-A=\"c\""
                    .to_owned()
            ),
            Just("#EXT-X-KEY:METHOD=NONE".to_owned()),
            "#EXT-X-[A-Z-]{1,12}:[ -~]{0,20}",
            "# [ -~]{0,20}",
            Just(String::new()),
        ]
    }

    proptest! {
        #[test]
        fn nothing_else_of_a_playlist_changes_and_it_is_still_one(
            lines in proptest::collection::vec(line(), 0..20), end in prop_oneof![Just("\n"), Just("\r\n")], broken_off: bool,
            cues in proptest::collection::vec(0_u64..30_000_000_000, 0..6),
        ) {
            let mut text = format!("#EXTM3U{end}#EXT-X-TARGETDURATION:2{end}");
            for line in &lines {
                text.push_str(&line.replace('\n', end));
                text.push_str(end);
            }
            if broken_off {
                text.truncate(text.trim_end().len());
            }
            let cues: Vec<Fact> = cues.iter().enumerate().map(|(seq, at)| cue(seq as u64, *at)).collect();
            let edited = media(&text, &cues);
            let own = |line: &&str| line.starts_with("#EXT-X-DATERANGE") && line.contains("vitrine.cue");
            let rest: String = edited.split_inclusive('\n').filter(|line| !own(line)).collect();
            if !broken_off {
                prop_assert_eq!(&rest, &text);
            }
            prop_assert_eq!(rest.trim_end(), text.trim_end());
            let added: Vec<&str> = edited.lines().filter(own).collect();
            prop_assert!(added.len() <= cues.len());
            prop_assert!(edited.starts_with("#EXTM3U"));
            for line in added {
                let (_, cue) = line.split_once("X-VITRINE-CUE=\"").unwrap();
                prop_assert!(vitrine::stage::cue::from_stream(cue.trim_end_matches('"')).unwrap().is_some());
            }
            // What a parser makes of it, it makes of it with the cues too.
            let parsed = |text: &str| m3u8_rs::parse_media_playlist_res(text.as_bytes()).ok().map(|list| list.segments.len());
            if let Some(segments) = parsed(&text) {
                prop_assert_eq!(parsed(&edited).unwrap(), segments);
            }
        }

        #[test]
        fn a_playlist_that_was_damaged_anywhere_keeps_every_byte_that_it_has(
            cuts in proptest::collection::vec((any::<proptest::sample::Index>(), 0_usize..30, "[ -~\r\n\\PC]{0,12}"), 1..6),
            at in 13_000_000_000_u64..14_000_000_000,
        ) {
            let mut text = LOW_LATENCY.repeat(2);
            for (at, length, instead) in cuts {
                let at = text.floor_char_boundary(at.index(text.len() + 1));
                let to = text.floor_char_boundary((at + length).min(text.len())).max(at);
                text.replace_range(at..to, &instead);
            }
            let edited = media(&text, &[cue(1, at), cue(2, at + 1)]);
            let cues: String = edited.lines().filter(|line| line.contains("CLASS=\"vitrine.cue\"")).collect();
            prop_assert!(cues.matches("#EXT-X-DATERANGE:ID=").count() <= 2, "each cue once at the most");
            // Whatever is taken out of it again, the rest is what came.
            let rest: String = edited.split_inclusive('\n').filter(|line| !line.starts_with("#EXT-X-DATERANGE:ID=\"c")).collect();
            prop_assert_eq!(rest.trim_end(), text.trim_end());
            let _ = multivariant(&text, "https://cdn.example");
            let _ = kind(&text);
        }

        #[test]
        fn no_text_makes_it_panic(text: String, origin in "https?://[a-z.]{1,9}") {
            let _ = kind(&text);
            let _ = media(&text, &[cue(1, 1)]);
            let _ = media(&format!("#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:{text}"), &[cue(1, 1)]);
            let _ = multivariant(&text, &origin);
        }
    }
}
