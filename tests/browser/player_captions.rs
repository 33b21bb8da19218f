use vitrine::port::player::captions::Captions;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlVideoElement;

use super::support::{function, js};

/// A video with captions in two languages and a track that is none.
fn video() -> HtmlVideoElement {
    js("const video = document.createElement('video');
        const track = (kind, label, lang, cues) => {
          const track = video.addTextTrack(kind, label, lang);
          for (const [start, end, text] of cues) track.addCue(new VTTCue(start, end, text));
        };
        track('metadata', '', '', [[0, 9, 'not to be read']]);
        track('subtitles', 'English', 'en', [[1, 3, 'Good <b>morning</b>,\\n<v Mara>everyone &amp; all'], [2.5, 4, 'tea?']]);
        track('captions', 'Deutsch', 'de', [[1, 3, 'Guten Morgen']]);
        return video")
    .unchecked_into()
}

fn modes(video: &HtmlVideoElement) -> String {
    let read = function(
        "video",
        "return [...video.textTracks].map((track) => track.mode).join(' ')",
    );
    read.call1(&JsValue::NULL, video)
        .unwrap()
        .as_string()
        .unwrap()
}

/// What the captions change to.
macro_rules! lines {
    ($($line:literal),*) => { Some(vec![$(String::from($line)),*]) };
}

#[wasm_bindgen_test]
fn captions_are_read_in_the_viewer_s_language_and_drawn_by_nobody() {
    let video = video();
    let captions = Captions::new(&video, "de-AT");
    assert_eq!(
        captions.tracks(),
        [("en", "English"), ("de", "Deutsch")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    captions.set(true);
    assert_eq!(modes(&video), "hidden disabled hidden");
    assert_eq!(captions.change(1.0), lines!["Guten Morgen"]);
    captions.set(false);
    assert_eq!(modes(&video), "hidden disabled disabled");
    assert_eq!(captions.change(1.1), lines![]);
}

#[wasm_bindgen_test]
fn captions_follow_the_picture_s_own_time_and_lose_their_markup() {
    let video = video();
    let captions = Captions::new(&video, "en");
    captions.set(true);
    assert_eq!(captions.change(0.9), None);
    assert_eq!(captions.change(0.999), None);
    assert_eq!(
        captions.change(1.0),
        lines!["Good morning,", "everyone & all"]
    );
    assert_eq!(captions.change(1.5), None);
    assert_eq!(
        captions.change(2.5),
        lines!["Good morning,", "everyone & all", "tea?"]
    );
    assert_eq!(captions.change(3.0), lines!["tea?"]);
    assert_eq!(captions.change(4.0), lines![]);
    assert_eq!(
        captions.change(2.0),
        lines!["Good morning,", "everyone & all"],
        "after going back"
    );
}

#[wasm_bindgen_test]
fn a_cue_that_arrives_late_is_not_missed() {
    let video = video();
    let captions = Captions::new(&video, "en");
    captions.set(true);
    assert_eq!(captions.change(8.0), None);
    let add = function(
        "video",
        "video.textTracks[1].addCue(new VTTCue(8, 9, 'late'))",
    );
    add.call1(&JsValue::NULL, &video).unwrap();
    assert_eq!(captions.change(8.3), lines!["late"]);
}

#[wasm_bindgen_test]
fn a_track_that_somebody_else_shows_is_hidden_again() {
    let video = video();
    let captions = Captions::new(&video, "en");
    captions.set(true);
    let show = function("video", "video.textTracks[2].mode = 'showing'");
    show.call1(&JsValue::NULL, &video).unwrap();
    captions.enforce();
    assert_eq!(modes(&video), "hidden hidden disabled");
}
