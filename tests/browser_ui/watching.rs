//! Watching: trouble that is said, captions that nothing covers, the keys.

use std::rc::Rc;

use js_sys::{Array, Function};
use vitrine::app::event::Action;
use vitrine::app::view::{Panel, Phase, PlayerProblem, PlayerView, Toast, View};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlInputElement};

use super::sample::{cart, player, product, shirt, watching, with};
use super::stage::{Stage, fire};
use super::{LAPTOP, PHONE};

fn watched(change: impl FnOnce(&mut PlayerView)) -> View {
    let mut player = player();
    change(&mut player);
    View {
        player: Rc::new(player),
        ..watching()
    }
}

#[wasm_bindgen_test]
async fn trouble_is_said_in_words_and_what_may_pass_can_be_tried_again_at_once() {
    let mut stage = Stage::new(watching(), PHONE).await;
    assert!(stage.all("[role=status] p:not(:empty), .stall").is_empty());
    for (problem, words, again) in [
        (PlayerProblem::Network, "cannot be reached", true),
        (PlayerProblem::Media, "broke off", true),
        (
            PlayerProblem::Blocked,
            "may not be shown on this page",
            false,
        ),
        (PlayerProblem::Unsupported, "cannot play the video", false),
    ] {
        stage
            .show(watched(|player| player.problem = Some(problem)))
            .await;
        let card = stage.one(".middle [role=status]").text_content().unwrap();
        assert!(card.contains(words), "{card}");
        assert_eq!(card.contains("Try again"), again, "{card}");
        if again {
            stage.button("Try again").click();
            assert_eq!(stage.asked(), [Action::OpenStream]);
        }
        stage.one("[part=pin]");
    }
    stage.show(watched(|player| player.stalled = true)).await;
    let sign = stage.one(".middle [role=status]").text_content();
    assert_eq!(sign.as_deref(), Some("Waiting for the video"));
}

#[wasm_bindgen_test]
async fn a_start_that_takes_a_tap_has_a_large_button_with_its_name_on_it() {
    let stage = Stage::new(watched(|player| player.needs_tap = true), PHONE).await;
    let start = stage.button("Play the show");
    assert!(start.offset_width() > 300 && start.offset_height() > 700);
    start.click();
    assert_eq!(stage.asked(), [Action::TogglePlay]);
}

#[wasm_bindgen_test]
async fn a_sound_that_the_browser_took_away_is_offered_in_words_and_keeps_the_focus() {
    let mut stage = Stage::new(watched(|player| player.hushed = true), (320, 568)).await;
    let sound = stage.button("Turn sound on");
    assert_eq!(sound.text_content().as_deref(), Some("Turn sound on"));
    let (inside, all) = (edges(&sound), edges(&stage.one(".widget")));
    assert!(inside[0] >= all[0] && inside[2] <= all[2]);
    sound.focus().unwrap();
    sound.click();
    assert_eq!(stage.asked(), [Action::ToggleSound]);
    stage.show(watched(|player| player.muted = false)).await;
    let focused = stage.root.active_element();
    assert!(
        focused
            .unwrap()
            .is_same_node(Some(&stage.button("Turn sound off")))
    );
}

#[wasm_bindgen_test]
async fn a_show_that_is_over_can_still_be_watched_again_and_bought_from() {
    let over = View {
        phase: Phase::Ended,
        ..watched(|player| player.playing = false)
    };
    let stage = Stage::new(over, PHONE).await;
    stage.one("[part=pin]");
    stage.one("[data-vitrine=lineup]");
    stage.button("Play").click();
    assert_eq!(stage.asked(), [Action::TogglePlay]);
}

#[wasm_bindgen_test]
async fn the_volume_is_a_slider_where_there_is_room() {
    let stage = Stage::new(watched(|player| player.volume = 40), LAPTOP).await;
    let slider: HtmlInputElement = stage.one(".volume").unchecked_into();
    assert_eq!(slider.value(), "40");
    slider.set_value("65");
    fire(&slider, "InputEvent", "input", "");
    assert_eq!(stage.asked(), [Action::Volume(65)]);
}

/// Where an element is: left, top, right, bottom.
fn edges(of: &Element) -> [f64; 4] {
    let read = Function::new_with_args(
        "of",
        "const { left, top, right, bottom } = of.getBoundingClientRect(); return [left, top, right, bottom]",
    );
    let read: Array = read.call1(&JsValue::NULL, of).unwrap().unchecked_into();
    [0, 1, 2, 3].map(|index| read.get(index).as_f64().unwrap())
}

fn apart(one: &Element, other: &Element) -> bool {
    let (a, b) = (edges(one), edges(other));
    a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1]
}

#[wasm_bindgen_test]
async fn nothing_covers_the_captions() {
    let said = vec![
        "It falls softly, and it has been washed twice".into(),
        "before it was cut.".into(),
    ];
    let spoken = |view: View| View {
        player: Rc::new(PlayerView {
            caption: said.clone(),
            hushed: true,
            ..player()
        }),
        toast: Some(Toast::Added("Linen shirt".into())),
        ..view
    };
    let mut seen = 0;
    for size in [PHONE, LAPTOP, (844, 390)] {
        let mut stage = Stage::new(spoken(watching()), size).await;
        for view in [
            watching(),
            with(Panel::Cart(cart())),
            product(shirt()),
            with(Panel::Keys(false)),
        ] {
            stage.show(spoken(view)).await;
            let captions = stage.one("[part=captions]");
            assert!(
                stage.reachable("[part=captions]"),
                "{size:?} {:?}",
                stage.one(".widget").get_attribute("data-panel")
            );
            for element in stage.all("[part=pin], [part=controls] > *, [part=panel], .bar > *, [part=toast], [part=seek]") {
                let [left, _, right, _] = edges(&element);
                if right > left {
                    seen += 1;
                    assert!(apart(&captions, &element), "{size:?} {}", element.outer_html());
                }
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

#[wasm_bindgen_test]
async fn captions_are_text_whatever_they_look_like() {
    let rude = "<img src=x onerror=alert(1)>";
    let stage = Stage::new(watched(|player| player.caption = vec![rude.into()]), PHONE).await;
    let captions = stage.one("[part=captions]");
    assert_eq!(captions.text_content().as_deref(), Some(rude));
    assert!(stage.all("[part=captions] img").is_empty());
}

/// Presses a key; whether somebody took it.
fn press(on: &Element, key: &str, held: &str) -> bool {
    !fire(
        on,
        "KeyboardEvent",
        "keydown",
        &format!(", key: '{key}'{held}"),
    )
}

#[wasm_bindgen_test]
async fn the_keys_steer_the_player_from_anywhere_in_the_widget() {
    let stage = Stage::new(watching(), PHONE).await;
    let picture = stage.one(".picture");
    for (key, action) in [
        (" ", Action::TogglePlay),
        ("k", Action::TogglePlay),
        ("M", Action::ToggleSound),
        ("c", Action::ToggleCaptions),
        ("f", Action::ToggleFullscreen),
        ("l", Action::GoLive),
        ("ArrowLeft", Action::Seek(1_023_000)),
        ("ArrowRight", Action::Seek(1_033_000)),
        ("?", Action::OpenKeys),
    ] {
        assert!(press(&picture, key, ""), "{key}");
        assert_eq!(stage.asked(), [action], "{key}");
    }
    assert!(press(&stage.button("Pause"), "k", ""));
    assert_eq!(stage.asked(), [Action::TogglePlay]);
}

#[wasm_bindgen_test]
async fn a_key_that_something_else_has_a_use_for_is_left_to_it() {
    let mut stage = Stage::new(watching(), PHONE).await;
    let picture = stage.one(".picture");
    for held in [
        ", ctrlKey: true",
        ", altKey: true",
        ", metaKey: true",
        ", repeat: true",
    ] {
        assert!(!press(&picture, "m", held), "{held}");
    }
    assert!(
        !press(&stage.button("Pause"), " ", ""),
        "a button presses itself"
    );
    let slider = stage.one("[part=seek]");
    assert!(!press(&slider, "ArrowLeft", ""), "a slider moves itself");

    stage.show(with(Panel::Cart(cart()))).await;
    let field = stage.one(".codes input");
    for key in ["k", " ", "?", "ArrowLeft"] {
        assert!(!press(&field, key, ""), "typed: {key}");
    }
    let heading = stage.one("[data-vitrine=heading]");
    assert!(!press(&heading, " ", ""), "a sheet scrolls");
    assert_eq!(stage.asked(), []);

    let foreign = watched(|player| player.own = false);
    stage.show(foreign).await;
    assert!(
        !press(&stage.one(".picture"), "k", ""),
        "the page's own video"
    );
    assert_eq!(stage.asked(), []);
}

#[wasm_bindgen_test]
async fn the_keys_are_shown_as_a_dialog_that_esc_closes() {
    let stage = Stage::new(with(Panel::Keys(false)), PHONE).await;
    let dialog = stage.one("[role=dialog]");
    let text = dialog.text_content().unwrap();
    for words in ["Keyboard", "Space", "Play or pause", "Go live", "Esc"] {
        assert!(text.contains(words), "{words}");
    }
    assert!(press(&dialog, "Escape", ""));
    assert_eq!(stage.asked(), [Action::Close]);
}
