use js_sys::Function;
use vitrine::app::event::{Event, PictureClock, PlayerEvent};
use vitrine::domain::show::ShowTime;
use vitrine::port::Place;
use vitrine::port::player::Player;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlVideoElement;

use super::support::{Log, Stand, fired, js, settled};

/// A video of the page's own that plays: a canvas that is painted over and over.
async fn playing() -> HtmlVideoElement {
    let playing = js("const video = document.createElement('video');
        const canvas = document.createElement('canvas');
        const paint = canvas.getContext('2d');
        let hue = 0;
        video.painter = setInterval(() => { paint.fillStyle = `hsl(${hue++} 50% 50%)`; paint.fillRect(0, 0, 300, 150); }, 20);
        video.muted = true;
        video.srcObject = canvas.captureStream(30);
        document.body.append(video);
        return video.play().then(() => video)");
    settled(&playing).await.unchecked_into()
}

fn put_away(video: &HtmlVideoElement) {
    let put_away = Function::new_with_args("video", "clearInterval(video.painter); video.remove()");
    put_away.call1(&JsValue::NULL, video).unwrap();
}

fn over(video: &HtmlVideoElement, stand: &Stand, log: &Log) -> Player {
    let place = Place {
        video: Some(video.clone()),
        ..stand.place()
    };
    let player = Player::new(&place, Function::new_no_args("throw 0"), &log.sink());
    player.rendered();
    player
}

async fn picture(log: &Log) -> PictureClock {
    log.find(|event| match event {
        Event::Frame { picture, .. } => Some(picture),
        _ => None,
    })
    .await
}

#[wasm_bindgen_test]
async fn the_page_s_own_video_is_told_as_it_is() {
    let (log, stand) = (Log::default(), Stand::new());
    let video = playing().await;
    let _player = over(&video, &stand, &log);
    assert_eq!(
        log.rest(),
        [
            Event::Player(PlayerEvent::Muted(true)),
            Event::Player(PlayerEvent::Playing)
        ]
    );
    put_away(&video);
}

#[wasm_bindgen_test]
async fn every_picture_is_reported_and_one_without_a_known_time_as_such() {
    let (log, stand) = (Log::default(), Stand::new());
    let video = playing().await;
    let _player = over(&video, &stand, &log);
    for _ in 0..3 {
        assert_eq!(picture(&log).await, PictureClock::Unknown);
    }
    put_away(&video);
}

#[wasm_bindgen_test]
async fn the_partner_s_own_clock_comes_first() {
    let (log, stand) = (Log::default(), Stand::new());
    let video = playing().await;
    let player = over(&video, &stand, &log);
    let told = [
        (
            "return new Date(1767225600123)",
            PictureClock::Programme(ShowTime(1_767_225_600_123)),
        ),
        ("return 12.3459", PictureClock::Media(ShowTime(12_345))),
        ("return null", PictureClock::Unknown),
        ("return NaN", PictureClock::Unknown),
        ("return new Date(NaN)", PictureClock::Unknown),
        ("throw new Error('of the page')", PictureClock::Unknown),
    ];
    for (clock, expected) in told {
        player.set_clock(Some(Function::new_no_args(clock)));
        log.rest();
        assert_eq!(picture(&log).await, expected, "{clock}");
    }
    put_away(&video);
}

/// Gives a video what Safari has, or any other, for a while.
fn define(video: &HtmlVideoElement, what: &str) {
    let define = Function::new_with_args("video", what);
    define.call1(&JsValue::NULL, video).unwrap();
}

#[wasm_bindgen_test]
async fn a_stream_that_the_browser_plays_by_itself_is_dated_by_its_start_or_not_at_all() {
    let (log, stand) = (Log::default(), Stand::new());
    let video = playing().await;
    // The time of a picture of this video is that of its capture.
    define(
        &video,
        "video.getStartDate = () => new Date(Date.UTC(2026, 0, 1))",
    );
    let _player = over(&video, &stand, &log);
    let PictureClock::Programme(ShowTime(at)) = picture(&log).await else {
        panic!("it has no date");
    };
    assert!((1_767_225_600_000..1_767_226_600_000).contains(&at), "{at}");
    define(&video, "video.getStartDate = () => new Date(NaN)");
    log.rest();
    assert_eq!(picture(&log).await, PictureClock::Unknown);
    put_away(&video);
}

#[wasm_bindgen_test]
async fn in_a_hidden_tab_the_time_goes_on_without_pictures() {
    let (log, stand) = (Log::default(), Stand::new());
    let video = playing().await;
    define(
        &video,
        "video.requestVideoFrameCallback = () => 0; video.cancelVideoFrameCallback = () => {}",
    );
    let _player = over(&video, &stand, &log);
    log.rest();
    let frames = |log: &Log| {
        let events = log.rest();
        let frames = events
            .iter()
            .filter(|event| matches!(event, Event::Frame { .. }));
        frames.count()
    };
    let passes = "video.dispatchEvent(new Event('timeupdate'))";
    define(&video, passes);
    assert_eq!(frames(&log), 0, "who is looked at has pictures");
    js("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
    define(&video, passes);
    let hidden = frames(&log);
    js("delete document.hidden");
    assert_eq!(hidden, 1);
    put_away(&video);
}

const CUE: &str = r#"{"id":"c1","at":"2026-01-01T00:00:00Z","kind":"unpin","slot":0}"#;

#[wasm_bindgen_test]
async fn cues_in_id3_texts_and_in_tracks_of_metadata_are_reported_once_each() {
    let (log, stand) = (Log::default(), Stand::new());
    let video = playing().await;
    define(
        &video,
        "const track = video.addTextTrack('metadata', 'vitrine.cue');
         const put = (start, text, value) => {
             const cue = new VTTCue(start, start + 1, text);
             if (value) cue.value = value;
             track.addCue(cue);
         };
         const json = '{\"id\":\"c1\",\"at\":\"2026-01-01T00:00:00Z\",\"kind\":\"unpin\",\"slot\":0}';
         put(0, '', { key: 'TXXX', info: 'vitrine.cue', data: json + '\\0' });
         put(1, '', { key: 'TXXX', info: 'of somebody else', data: json });
         put(2, '', { key: 'PRIV', info: 'vitrine.cue', data: new ArrayBuffer(4) });
         put(3, '', { key: 'X-VITRINE-CUE', data: 'e30' });
         put(4, json.replace('c1', 'c2'));
         put(5, '{' + 'x'.repeat(70000));
         video.later = () => put(6, json.replace('c1', 'c3'));
         const quiet = video.addTextTrack('metadata', 'of the page');
         quiet.addCue(new VTTCue(0, 9, json.replace('c1', 'page')));
         track.mode = quiet.mode = 'disabled';",
    );
    let _player = over(&video, &stand, &log);
    let told = |log: &Log| -> Vec<Event> {
        let events = log.rest().into_iter();
        let cues = events.filter(|event| matches!(event, Event::StageCue(_) | Event::InBandCue(_)));
        cues.collect()
    };
    let json = |id| Event::StageCue(CUE.replace("c1", id));
    let passes = "video.dispatchEvent(new Event('timeupdate'))";
    told(&log);
    define(&video, passes);
    assert_eq!(
        told(&log),
        [json("c1"), Event::InBandCue("e30".into()), json("c2")]
    );
    define(&video, passes);
    assert_eq!(told(&log), []);
    define(&video, "video.later()");
    define(&video, passes);
    assert_eq!(told(&log), [json("c3")]);
    define(
        &video,
        "if (video.textTracks[1].mode !== 'disabled') throw 'a track of the page was touched'",
    );
    put_away(&video);
}

#[wasm_bindgen_test]
async fn the_page_s_own_video_goes_on_after_the_player() {
    let (log, stand) = (Log::default(), Stand::new());
    let video = playing().await;
    let player = over(&video, &stand, &log);
    picture(&log).await;
    drop(player);
    log.rest();
    fired(&video, "timeupdate").await;
    assert!(!video.paused());
    assert_eq!(log.rest(), []);
    put_away(&video);
}
