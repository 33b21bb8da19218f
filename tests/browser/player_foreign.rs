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
