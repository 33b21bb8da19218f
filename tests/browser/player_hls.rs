use js_sys::Function;
use vitrine::app::effect::PlayerCommand;
use vitrine::app::event::{Event, PlayerEvent, PlayerProblem};
use vitrine::port::player::Player;
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{FetchDouble, Log, Stand, js, turn};

const SRC: &str = "https://stage.example/live/master.m3u8";

/// Stands in for hls.js: keeps what is asked of it, and says what it is told to.
const HLS_DOUBLE: &str = "window.asked = [];
  window.Double = class {
    static isSupported() { return true; }
    constructor(config) { this.config = config; this.handlers = {}; window.hls = this; asked.push('new'); }
    on(name, handler) { this.handlers[name] = handler; }
    say(name, data) { this.handlers[name](name, data); }
    loadSource(src) { asked.push('load ' + src); }
    attachMedia(video) { this.video = video; asked.push('attach'); }
    startLoad() { asked.push('start'); }
    recoverMediaError() { asked.push('mend'); }
    destroy() { asked.push('destroy'); }
    get liveSyncPosition() { return 14; }
  };
  window.details = (extra) => ({ details: {
    live: true, edge: 20, dateRanges: {},
    fragments: [{ start: 10, programDateTime: 1767225600000 }, { start: 12, programDateTime: 1767225602000,
      elementaryStreams: { video: { startPTS: 12.02 } } }],
    ...extra } });";

fn cue(id: &str, class: &str, cue: &str) -> String {
    format!("'{id}': {{ class: '{class}', attr: {{ 'X-VITRINE-CUE': '{cue}' }} }}")
}

fn opened(log: &Log, load: &str) -> (Stand, Player) {
    let stand = Stand::with("<video data-vitrine='video'></video>");
    let player = Player::new(&stand.place(), Function::new_no_args(load), &log.sink());
    player.rendered();
    player.run(PlayerCommand::Open {
        src: SRC.to_owned(),
        mime: None,
        cors: true,
        poster: Some("https://stage.example/poster.jpg".to_owned()),
        sound: true,
    });
    (stand, player)
}

async fn running(log: &Log) -> (Stand, Player) {
    js(HLS_DOUBLE);
    let opened = opened(log, "return Promise.resolve({ default: Double })");
    turn().await;
    log.rest();
    opened
}

fn asked() -> String {
    js("return asked.splice(0).join(', ')").as_string().unwrap()
}

fn said(log: &Log) -> Vec<PlayerEvent> {
    let events = log.rest().into_iter();
    events
        .filter_map(|event| match event {
            Event::Player(event @ (PlayerEvent::Failed(_) | PlayerEvent::Recovered)) => Some(event),
            _ => None,
        })
        .collect()
}

#[wasm_bindgen_test]
async fn the_library_is_set_up_for_a_strict_page_and_a_live_window() {
    let log = Log::default();
    let (stand, _player) = running(&log).await;
    assert_eq!(asked(), format!("new, load {SRC}, attach"));
    let config = js("const { enableWorker, lowLatencyMode, liveSyncDurationCount, backBufferLength } = hls.config;
        return [enableWorker, lowLatencyMode, liveSyncDurationCount, backBufferLength, hls.subtitleDisplay].join()");
    assert_eq!(config, "false,false,3,60,false");
    let video = stand.find("video");
    assert_eq!(
        video.get_attribute("crossorigin").as_deref(),
        Some("anonymous")
    );
    assert!(video.has_attribute("playsinline"));
}

#[wasm_bindgen_test]
async fn cues_in_the_stream_are_reported_once_each_and_others_are_not_cues() {
    let log = Log::default();
    let _running = running(&log).await;
    let update = |ranges: &[String]| {
        js(&format!(
            "hls.say('hlsLevelUpdated', details({{ dateRanges: {{ {} }} }}))",
            ranges.join(",")
        ));
        let cues = log.rest().into_iter().filter_map(|event| match event {
            Event::InBandCue(cue) => Some(cue),
            _ => None,
        });
        cues.collect::<Vec<_>>()
    };
    let first = cue("c1", "vitrine.cue", "eyJhIjoxfQ");
    let second = cue("c2", "vitrine.cue", "eyJhIjoyfQ");
    let advert = cue("a1", "com.example.advert", "eyJhIjozfQ");
    assert_eq!(update(&[first.clone(), advert]), ["eyJhIjoxfQ"]);
    assert_eq!(update(&[first, second.clone()]), ["eyJhIjoyfQ"]);
    assert_eq!(update(&[second]), Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn the_position_is_that_of_the_playlist_s_window() {
    let log = Log::default();
    let _running = running(&log).await;
    js("hls.say('hlsLevelUpdated', details())");
    let position = log
        .find(|event| match event {
            Event::Player(PlayerEvent::Position(position)) => Some(position),
            _ => None,
        })
        .await;
    assert_eq!(
        (position.start, position.end, position.live),
        (10_000, 20_000, Some(14_000))
    );
}

#[wasm_bindgen_test]
async fn a_stream_that_is_lost_is_said_once_and_loaded_again_until_it_is_back() {
    let log = Log::default();
    let _running = running(&log).await;
    asked();
    js("window.real = window.setTimeout; window.due = [];
        window.setTimeout = (what, after) => { due.push([what, after]); return 0; }");
    let lose =
        "hls.say('hlsError', { fatal: true, type: 'networkError', details: 'fragLoadError' });
        const [what, after] = due.pop(); what(); return after";
    assert_eq!(js(lose), 1_000);
    assert_eq!(js(lose), 2_000);
    assert_eq!(said(&log), [PlayerEvent::Failed(PlayerProblem::Network)]);
    assert_eq!(asked(), "start, start");
    js("hls.say('hlsFragBuffered', {}); hls.say('hlsFragBuffered', {})");
    assert_eq!(said(&log), [PlayerEvent::Recovered]);
    assert_eq!(js(lose), 1_000);
    js("window.setTimeout = window.real");
}

#[wasm_bindgen_test]
async fn a_manifest_that_never_came_is_asked_for_again() {
    let log = Log::default();
    let _running = running(&log).await;
    asked();
    js("const real = window.setTimeout;
        window.setTimeout = (what) => { what(); return 0; };
        hls.say('hlsError', { fatal: true, type: 'networkError', details: 'manifestLoadTimeOut' });
        window.setTimeout = real");
    assert_eq!(asked(), format!("load {SRC}"));
}

#[wasm_bindgen_test]
async fn a_decoder_that_breaks_is_mended_and_one_that_breaks_again_is_begun_anew() {
    let log = Log::default();
    let _running = running(&log).await;
    asked();
    let fail = |kind: &str, details: &str, fatal: bool| {
        js(&format!(
            "hls.say('hlsError', {{ fatal: {fatal}, type: '{kind}', details: '{details}' }})"
        ));
        (asked(), said(&log))
    };
    assert_eq!(
        fail("mediaError", "bufferStalledError", false),
        (String::new(), vec![])
    );
    assert_eq!(
        fail("mediaError", "bufferAppendError", true),
        ("mend".to_owned(), vec![])
    );
    assert_eq!(
        fail("mediaError", "bufferAppendError", true).1,
        [PlayerEvent::Failed(PlayerProblem::Media)]
    );
    let unsupported = [PlayerEvent::Failed(PlayerProblem::Unsupported)];
    assert_eq!(
        fail("mediaError", "manifestIncompatibleCodecsError", true).1,
        unsupported
    );
}

#[wasm_bindgen_test]
async fn what_can_never_play_here_is_not_asked_for_again() {
    for (kind, details) in [
        ("mediaError", "bufferIncompatibleCodecsError"),
        ("mediaError", "manifestIncompatibleCodecsError"),
        ("keySystemError", "keySystemNoKeys"),
    ] {
        let log = Log::default();
        let _running = running(&log).await;
        asked();
        js(&format!(
            "window.due = 0; const real = window.setTimeout;
            window.setTimeout = () => (due += 1);
            hls.say('hlsError', {{ fatal: true, type: '{kind}', details: '{details}' }});
            window.setTimeout = real"
        ));
        let problem = PlayerEvent::Failed(PlayerProblem::Unsupported);
        assert_eq!((said(&log), asked()), (vec![problem], String::new()));
        assert_eq!(js("return due"), 0);
    }
}

#[wasm_bindgen_test]
async fn a_broken_stream_is_begun_anew_by_itself_and_plays_on_where_it_played() {
    let log = Log::default();
    let _running = running(&log).await;
    js("window.played = 0; hls.video.play = () => { played += 1; return Promise.resolve(); }");
    js("hls.say('hlsMediaAttached', {})");
    turn().await;
    assert_eq!(js("return played"), 1, "the first start");
    asked();
    js("const real = window.setTimeout;
        window.setTimeout = (what) => { what(); return 0; };
        const broken = { fatal: true, type: 'mediaError', details: 'bufferAppendError' };
        hls.say('hlsError', broken); hls.say('hlsError', broken);
        window.setTimeout = real");
    assert_eq!(asked(), format!("mend, load {SRC}"));
    js("hls.video.dispatchEvent(new Event('play')); hls.say('hlsMediaAttached', {})");
    turn().await;
    assert_eq!(js("return played"), 2);
    js("hls.video.dispatchEvent(new Event('pause')); hls.say('hlsMediaAttached', {})");
    turn().await;
    assert_eq!(js("return played"), 2, "the viewer's own pause stays");
    js("hls.say('hlsFragBuffered', {})");
    assert_eq!(
        said(&log),
        [
            PlayerEvent::Failed(PlayerProblem::Media),
            PlayerEvent::Recovered
        ]
    );
}

const KEPT_FROM_US: &str =
    "hls.say('hlsError', { fatal: true, type: 'networkError', details: 'manifestLoadError',
    url: 'https://stage.example/live/master.m3u8', response: { code: 0 } })";

#[wasm_bindgen_test]
async fn an_answer_that_only_the_page_may_not_read_is_told_from_none() {
    let log = Log::default();
    let _running = running(&log).await;
    let double = FetchDouble::new(
        "window.fetched = [url, init.method, init.mode].join(' '); return Promise.resolve({ type: 'opaque' })",
    );
    js(KEPT_FROM_US);
    drop(double);
    assert_eq!(js("return fetched"), format!("{SRC} HEAD no-cors"));
    turn().await;
    let failed = |problem| PlayerEvent::Failed(problem);
    assert_eq!(
        said(&log),
        [
            failed(PlayerProblem::Network),
            failed(PlayerProblem::Blocked)
        ]
    );
    js(KEPT_FROM_US);
    assert_eq!(said(&log), [], "the better reason stays");

    let log = Log::default();
    let _running = running(&log).await;
    let double = FetchDouble::new("return Promise.reject(new TypeError('Failed to fetch'))");
    js(KEPT_FROM_US);
    drop(double);
    turn().await;
    assert_eq!(said(&log), [failed(PlayerProblem::Network)]);
}

#[wasm_bindgen_test]
async fn a_slow_line_begins_low_and_one_that_saves_data_stays_there() {
    let asks = |connection: &'static str| async move {
        js(&format!(
            "Object.defineProperty(navigator, 'connection', {{ value: {connection}, configurable: true }})"
        ));
        let log = Log::default();
        let _running = running(&log).await;
        let asks = js(
            "delete navigator.connection;
            return [hls.config.startLevel, hls.config.capLevelToPlayerSize, hls.autoLevelCapping].join()",
        );
        asks.as_string().unwrap()
    };
    assert_eq!(asks("undefined").await, ",true,");
    assert_eq!(asks("{ effectiveType: '4g' }").await, ",true,");
    assert_eq!(asks("{ effectiveType: '3g' }").await, "0,true,");
    assert_eq!(
        asks("{ effectiveType: '4g', saveData: true }").await,
        "0,false,0"
    );
}

#[wasm_bindgen_test]
async fn another_stream_ends_the_first_and_dropping_ends_the_last() {
    let log = Log::default();
    let (_stand, player) = running(&log).await;
    asked();
    player.run(PlayerCommand::Open {
        src: "https://stage.example/other.m3u8".to_owned(),
        mime: None,
        cors: false,
        poster: None,
        sound: false,
    });
    turn().await;
    assert_eq!(
        asked(),
        "destroy, new, load https://stage.example/other.m3u8, attach"
    );
    drop(player);
    assert_eq!(asked(), "destroy");
}

#[wasm_bindgen_test]
async fn a_library_that_arrives_after_the_player_is_gone_is_not_started() {
    let log = Log::default();
    js(HLS_DOUBLE);
    let (_stand, player) = opened(
        &log,
        "return new Promise((done) => { window.arrive = () => done({ default: Double }); })",
    );
    drop(player);
    js("arrive()");
    turn().await;
    assert_eq!(asked(), "");
}

#[wasm_bindgen_test]
async fn a_library_that_does_not_load_is_said_and_asked_for_again() {
    let log = Log::default();
    js(HLS_DOUBLE);
    let _opened = opened(
        &log,
        "return window.tried ? Promise.resolve({ default: Double }) : (window.tried = true, Promise.reject(new TypeError('404')))",
    );
    log.find(|event| {
        (event == Event::Player(PlayerEvent::Failed(PlayerProblem::Network))).then_some(())
    })
    .await;
    // The pause before the second try is the port's own; here it is waited for.
    while asked().is_empty() {
        turn().await;
    }
}
