//! Any text as a cue, as a snapshot and as a manifest; what is understood of it is folded at a few pictures.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vitrine::domain::show::{ShowTime, Timeline};
use vitrine::stage::{from_json, from_stream, manifest, snapshot};

fuzz_target!(|text: &str| {
    let _ = manifest("https://stage.example/shows/demo.json", text);
    let mut timeline = Timeline::default();
    let cues = [from_json(text), from_stream(text)];
    let cues = cues.into_iter().filter_map(|cue| cue.ok().flatten());
    let all = snapshot(text).map(|all| all.cues).unwrap_or_default();
    for cue in cues.chain(all) {
        timeline.insert(cue);
    }
    for time in [0, 1_000, i64::MAX, 1_795_341_603_250, i64::MIN] {
        let scene = timeline.scene(ShowTime(time));
        for hotspot in &scene.hotspots {
            let _ = hotspot.spot(ShowTime(time));
        }
    }
});
