use js_sys::Function;
use vitrine::app::effect::PlayerCommand;
use vitrine::app::event::{Event, PlayerEvent, PlayerProblem};
use vitrine::port::player::Player;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlVideoElement;

use super::support::{Log, Stand, fired, function, js, turn};

const VIDEO: &str = "<video data-vitrine='video'></video>";

/// The address of some seconds of silence, which a video plays as well as a picture.
fn silence(seconds: u32) -> String {
    let make = function(
        "seconds",
        "const rate = 8000, size = rate * seconds, view = new DataView(new ArrayBuffer(44 + size));
         const text = (at, chars) => [...chars].forEach((c, i) => view.setUint8(at + i, c.charCodeAt(0)));
         text(0, 'RIFF'); view.setUint32(4, 36 + size, true); text(8, 'WAVEfmt ');
         view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
         view.setUint32(24, rate, true); view.setUint32(28, rate, true); view.setUint16(32, 1, true);
         view.setUint16(34, 8, true); text(36, 'data'); view.setUint32(40, size, true);
         for (let i = 44; i < 44 + size; i++) view.setUint8(i, 128);
         return URL.createObjectURL(new Blob([view.buffer], { type: 'audio/wav' }));",
    );
    make.call1(&wasm_bindgen::JsValue::NULL, &seconds.into())
        .unwrap()
        .as_string()
        .unwrap()
}

fn no_hls() -> Function {
    Function::new_no_args("throw new Error('hls.js is not needed for a file')")
}

fn open(src: String, mime: Option<&str>) -> PlayerCommand {
    PlayerCommand::Open {
        src,
        mime: mime.map(str::to_owned),
        cors: false,
        poster: None,
        sound: false,
    }
}

fn player(stand: &Stand, log: &Log) -> Player {
    Player::new(&stand.place(), no_hls(), &log.sink())
}

async fn said(log: &Log, wanted: PlayerEvent) {
    log.find(|event| (event == Event::Player(wanted.clone())).then_some(()))
        .await;
}

fn video(stand: &Stand) -> HtmlVideoElement {
    wasm_bindgen::JsCast::unchecked_into(stand.find("video"))
}

#[wasm_bindgen_test]
async fn a_stream_that_was_opened_before_the_video_was_drawn_plays_once_it_is() {
    let (log, stand) = (Log::default(), Stand::new());
    let player = player(&stand, &log);
    player.run(open(silence(30), None));
    player.rendered();
    assert_eq!(log.rest(), []);
    stand.root.set_inner_html(VIDEO);
    player.rendered();
    said(&log, PlayerEvent::Playing).await;
    assert!(video(&stand).muted());
}

/// Stands in for a browser's autoplay policy: `allowed` says, in JavaScript, when the video may play by itself.
fn policy(stand: &Stand, allowed: &str) {
    let forbid = function(
        "video",
        &format!(
            "video.play = function () {{
               return {allowed} ? HTMLMediaElement.prototype.play.call(this) : Promise.reject(new DOMException('', 'NotAllowedError'));
             }}"
        ),
    );
    let video = stand.find("video");
    forbid.call1(&wasm_bindgen::JsValue::NULL, &video).unwrap();
}

fn with_sound(command: PlayerCommand) -> PlayerCommand {
    match command {
        PlayerCommand::Open {
            src,
            mime,
            cors,
            poster,
            ..
        } => PlayerCommand::Open {
            src,
            mime,
            cors,
            poster,
            sound: true,
        },
        other => other,
    }
}

#[wasm_bindgen_test]
async fn where_sound_may_not_start_by_itself_the_video_starts_without() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    policy(&stand, "this.muted");
    let player = player(&stand, &log);
    player.rendered();
    player.run(with_sound(open(silence(30), None)));
    said(&log, PlayerEvent::Playing).await;
    assert!(video(&stand).muted());
}

#[wasm_bindgen_test]
async fn where_nothing_may_start_by_itself_that_is_said() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    policy(&stand, "false");
    let player = player(&stand, &log);
    player.rendered();
    player.run(with_sound(open(silence(30), None)));
    said(&log, PlayerEvent::AutoplayRefused).await;
    policy(&stand, "true");
    player.run(PlayerCommand::Play);
    said(&log, PlayerEvent::Playing).await;
}

#[wasm_bindgen_test]
async fn what_is_asked_of_the_video_is_reported_when_it_has_happened() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    let player = player(&stand, &log);
    player.rendered();
    player.run(open(silence(30), None));
    said(&log, PlayerEvent::Playing).await;
    player.run(PlayerCommand::Pause);
    said(&log, PlayerEvent::Paused).await;
    player.run(PlayerCommand::Mute(false));
    said(&log, PlayerEvent::Muted(false)).await;
    player.run(PlayerCommand::Mute(true));
    said(&log, PlayerEvent::Muted(true)).await;
    player.run(PlayerCommand::Play);
    said(&log, PlayerEvent::Playing).await;
    player.run(PlayerCommand::Seek(29_900));
    said(&log, PlayerEvent::Ended).await;
}

#[wasm_bindgen_test]
async fn the_volume_that_was_chosen_before_the_video_was_drawn_is_its_volume() {
    let (log, stand) = (Log::default(), Stand::new());
    let player = player(&stand, &log);
    player.run(PlayerCommand::Volume(40));
    stand.root.set_inner_html(VIDEO);
    player.rendered();
    assert!((video(&stand).volume() - 0.4).abs() < 1e-9);
    player.run(PlayerCommand::Volume(100));
    assert!((video(&stand).volume() - 1.0).abs() < 1e-9);
}

#[wasm_bindgen_test]
async fn what_has_ended_plays_again_from_its_start() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    let player = player(&stand, &log);
    player.rendered();
    player.run(open(silence(30), None));
    said(&log, PlayerEvent::Playing).await;
    player.run(PlayerCommand::Seek(29_900));
    said(&log, PlayerEvent::Ended).await;
    player.run(PlayerCommand::Play);
    said(&log, PlayerEvent::Playing).await;
    assert!(video(&stand).current_time() < 10.0);
}

#[wasm_bindgen_test]
async fn a_position_says_where_the_picture_is_in_what_can_be_watched() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    let player = player(&stand, &log);
    player.rendered();
    player.run(open(silence(30), None));
    said(&log, PlayerEvent::Playing).await;
    player.run(PlayerCommand::Pause);
    player.run(PlayerCommand::Seek(12_500));
    let position = log
        .find(|event| match event {
            Event::Player(PlayerEvent::Position(position)) if position.at == 12_500 => {
                Some(position)
            }
            _ => None,
        })
        .await;
    assert_eq!(
        (position.start, position.end, position.live),
        (0, 30_000, None)
    );
}

#[wasm_bindgen_test]
async fn a_file_that_cannot_be_reached_is_said_and_tried_again() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    let player = player(&stand, &log);
    player.rendered();
    player.run(open(
        "http://127.0.0.1:1/no.mp4".to_owned(),
        Some("video/mp4"),
    ));
    let lost = PlayerEvent::Failed(PlayerProblem::Network);
    said(&log, lost.clone()).await;
    said(&log, lost).await;
}

#[wasm_bindgen_test]
async fn a_file_that_comes_back_keeps_the_sound_that_the_viewer_chose_meanwhile() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    let player = player(&stand, &log);
    player.rendered();
    player.run(with_sound(open(
        "http://127.0.0.1:1/no.mp4".to_owned(),
        Some("video/mp4"),
    )));
    let lost = PlayerEvent::Failed(PlayerProblem::Network);
    said(&log, lost.clone()).await;
    player.run(PlayerCommand::Mute(true));
    said(&log, lost).await;
    assert!(video(&stand).muted());
}

#[wasm_bindgen_test]
async fn a_file_that_is_back_is_said_to_be_even_where_it_may_not_play_by_itself() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    policy(&stand, "false");
    let player = player(&stand, &log);
    player.rendered();
    player.run(open(
        "http://127.0.0.1:1/no.mp4".to_owned(),
        Some("video/mp4"),
    ));
    said(&log, PlayerEvent::Failed(PlayerProblem::Network)).await;
    player.run(open(silence(30), None));
    said(&log, PlayerEvent::Recovered).await;
}

#[wasm_bindgen_test]
async fn a_type_that_the_browser_does_not_play_is_said() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    let player = player(&stand, &log);
    player.rendered();
    player.run(open(
        "data:video/quicktime-of-old,x".to_owned(),
        Some("video/quicktime-of-old"),
    ));
    said(&log, PlayerEvent::Failed(PlayerProblem::Unsupported)).await;
}

#[wasm_bindgen_test]
async fn dropping_the_player_stops_and_empties_the_video() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    let player = player(&stand, &log);
    player.rendered();
    player.run(open(silence(30), None));
    said(&log, PlayerEvent::Playing).await;
    let video = video(&stand);
    drop(player);
    log.rest();
    assert!(video.paused());
    assert!(!video.has_attribute("src"));
    fired(&video, "emptied").await;
    assert_eq!(log.rest(), []);
}

#[wasm_bindgen_test]
async fn a_video_that_is_drawn_anew_takes_the_stream_over() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    let player = player(&stand, &log);
    player.rendered();
    player.run(open(silence(30), None));
    said(&log, PlayerEvent::Playing).await;
    let old = video(&stand);
    stand.root.set_inner_html(VIDEO);
    player.rendered();
    said(&log, PlayerEvent::Playing).await;
    assert!(old.paused());
    assert!(!video(&stand).paused());
}

#[wasm_bindgen_test]
async fn a_video_that_played_goes_on_when_its_page_comes_back_from_the_cache() {
    let (log, stand) = (Log::default(), Stand::with(VIDEO));
    let player = player(&stand, &log);
    player.rendered();
    player.run(open(silence(30), None));
    said(&log, PlayerEvent::Playing).await;
    let away = |name: &str| {
        js(&format!(
            "window.dispatchEvent(new PageTransitionEvent('{name}', {{ persisted: true }}))"
        ))
    };
    away("pagehide");
    // What the browser does to a page that it freezes.
    video(&stand).pause().unwrap();
    said(&log, PlayerEvent::Paused).await;
    away("pageshow");
    said(&log, PlayerEvent::Playing).await;

    player.run(PlayerCommand::Pause);
    said(&log, PlayerEvent::Paused).await;
    away("pagehide");
    away("pageshow");
    turn().await;
    assert!(video(&stand).paused(), "the viewer's own pause stays");
}
