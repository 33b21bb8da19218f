use vitrine::app::event::Event;
use vitrine::port::events::Events;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{Log, js, turn};

/// Stands in for `EventSource`: keeps every connection in `window.sources`, with what a server would do to it.
struct SourceDouble;

impl SourceDouble {
    fn new() -> Self {
        js("window.sources = []; window.realSource ??= window.EventSource;
            window.EventSource = class extends EventTarget {
              static CLOSED = 2;
              constructor(url) { super(); this.url = url; this.readyState = 0; window.sources.push(this); }
              close() { this.readyState = 2; }
              fire(name, data) { this.dispatchEvent(new MessageEvent(name, { data })); }
            };");
        Self
    }
}

impl Drop for SourceDouble {
    fn drop(&mut self) {
        js("window.EventSource = window.realSource");
    }
}

fn states() -> String {
    js("return window.sources.map((source) => source.url + ' ' + source.readyState).join(', ')")
        .as_string()
        .unwrap()
}

#[wasm_bindgen_test]
fn cues_and_openings_are_reported() {
    let _stage = SourceDouble::new();
    let log = Log::default();
    let events = Events::new(log.sink());
    events.open(Some("https://stage.example/events".to_owned()));
    js(
        "sources[0].fire('open'); sources[0].fire('cue', '{\"id\":\"c1\"}'); sources[0].fire('now', '{}')",
    );
    assert_eq!(
        log.rest(),
        [
            Event::StageOpen,
            Event::StageCue("{\"id\":\"c1\"}".to_owned())
        ]
    );
}

#[wasm_bindgen_test]
fn a_cue_too_long_to_be_one_is_not_taken_in() {
    let _stage = SourceDouble::new();
    let log = Log::default();
    let events = Events::new(log.sink());
    events.open(Some("https://stage.example/events".to_owned()));
    js("sources[0].fire('cue', 'x'.repeat(70000)); sources[0].fire('cue', { not: 'text' })");
    assert_eq!(log.rest(), []);
}

#[wasm_bindgen_test]
fn one_connection_stands_at_a_time_and_none_after_closing() {
    let _stage = SourceDouble::new();
    let events = Events::new(Log::default().sink());
    events.open(Some("https://stage.example/a".to_owned()));
    events.open(Some("https://stage.example/b".to_owned()));
    assert_eq!(
        states(),
        "https://stage.example/a 2, https://stage.example/b 0"
    );
    events.open(None);
    assert_eq!(
        states(),
        "https://stage.example/a 2, https://stage.example/b 2"
    );
}

#[wasm_bindgen_test]
fn dropping_the_port_closes_the_connection() {
    let _stage = SourceDouble::new();
    let events = Events::new(Log::default().sink());
    events.open(Some("https://stage.example/a".to_owned()));
    drop(events);
    assert_eq!(states(), "https://stage.example/a 2");
}

/// The pauses that were asked of `setTimeout` while `act` ran.
fn pauses(act: &str) -> String {
    js(&format!(
        "const real = window.setTimeout, pauses = [], due = [];
         window.setTimeout = (what, after) => {{ pauses.push(after); due.push(what); return 0; }};
         window.next = () => due.shift()();
         try {{ {act} }} finally {{ window.setTimeout = real; }}
         return pauses.join(' ')"
    ))
    .as_string()
    .unwrap()
}

#[wasm_bindgen_test]
async fn a_connection_that_the_browser_gives_up_is_opened_again_ever_more_slowly() {
    let _stage = SourceDouble::new();
    let events = Events::new(Log::default().sink());
    events.open(Some("https://stage.example/a".to_owned()));
    let waited = pauses(
        "for (let i = 0; i < 7; i++) { const last = sources.at(-1); last.close(); last.fire('error'); next(); }",
    );
    assert_eq!(waited, "2000 4000 8000 16000 32000 60000 60000");
    let after_success =
        pauses("const last = sources.at(-1); last.fire('open'); last.close(); last.fire('error');");
    assert_eq!(after_success, "2000");
    turn().await;
}

#[wasm_bindgen_test]
fn a_connection_that_the_browser_mends_is_left_to_it() {
    let _stage = SourceDouble::new();
    let events = Events::new(Log::default().sink());
    events.open(Some("https://stage.example/a".to_owned()));
    assert_eq!(pauses("sources[0].fire('error');"), "");
    assert_eq!(states(), "https://stage.example/a 0");
}
