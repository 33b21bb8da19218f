//! Any text as a playlist: cues are put into it, and nothing else of it changes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Map;
use vitrine_server::inject::edit::{Kind, kind, media, multivariant};
use vitrine_server::live::fact::Fact;
use vitrine_server::stage::clock::Moment;

/// Who names a range like ours is not what is looked for.
const OURS: &str = "#EXT-X-DATERANGE:ID=\"vitrine-fuzz\"";

fuzz_target!(|text: &str| {
    if text.contains(OURS) {
        return;
    }
    let cue = Fact {
        seq: 1,
        id: "vitrine-fuzz".to_owned(),
        at: Moment::from_millis(20_000_000_000),
        body: Map::new(),
    };
    let _ = multivariant(text, "https://cdn.example");
    let edited = media(text, &[cue]);
    if kind(text) == Kind::Media {
        assert_eq!(kind(&edited), Kind::Media);
    }
    let ours = |line: &&str| line.starts_with(OURS);
    let rest: String = edited
        .split_inclusive('\n')
        .filter(|line| !ours(line))
        .collect();
    assert_eq!(rest.trim_end(), text.trim_end());
});
