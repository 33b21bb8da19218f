//! The keyboard map, and the screen that shows it.
//!
//! Keys count only while the focus is in the widget, and only where nothing else has a use for them: what is typed into
//! a field stays there, a slider keeps its arrows, a button its space bar, and what is held with Ctrl, Alt or Meta is the
//! page's or the browser's.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::prelude::*;

use super::super::common::each;
use super::super::common::el::el;
use super::super::common::words::Words;
use super::super::panel::Sheet;
use crate::app::event::Action;
use crate::app::view::PlayerView;

/// How far an arrow goes, in seconds.
const STEP: u32 = 5;

/// What has a use of its own for letters, for the arrows, and for the space bar.
const FIELD: &str = "select, textarea, input:not([type=range], [type=radio], [type=checkbox])";
const SLIDER: &str = "input, .panel *";
const BUTTON: &str = "button, a, input, .panel *";

/// Takes a key that was pressed anywhere in the widget.
pub(crate) fn pressed(player: &Rc<PlayerView>, act: &Callback<Action>) -> Callback<Event> {
    let (player, act) = (player.clone(), act.clone());
    Callback::from(move |event: Event| {
        if let Some(action) = event.dyn_ref().and_then(|key| wanted(key, &player)) {
            event.prevent_default();
            act.emit(action);
        }
    })
}

fn wanted(key: &KeyboardEvent, player: &PlayerView) -> Option<Action> {
    let target: Element = key.target()?.dyn_into().ok()?;
    let is = |what| target.matches(what).unwrap_or(true);
    let held = key.ctrl_key() || key.alt_key() || key.meta_key();
    if !player.own || held || key.default_prevented() || is(FIELD) {
        return None;
    }
    let name = key.key();
    let step = match &*name {
        "ArrowLeft" => player.position.saturating_sub(STEP),
        "ArrowRight" => player.position.saturating_add(STEP),
        _ if key.repeat() => return None,
        " " => return (!is(BUTTON)).then_some(Action::TogglePlay),
        _ => return action(&name, player),
    };
    let to = player.start_ms.saturating_add(i64::from(step) * 1_000);
    (player.length > 0 && !is(SLIDER)).then_some(Action::Seek(to))
}

/// What a key asks for wherever it is pressed.
fn action(key: &str, player: &PlayerView) -> Option<Action> {
    Some(match key {
        "k" | "K" => Action::TogglePlay,
        "m" | "M" => Action::ToggleSound,
        "c" | "C" if player.captions.is_some() => Action::ToggleCaptions,
        "f" | "F" => Action::ToggleFullscreen,
        "l" | "L" if player.live == Some(false) => Action::GoLive,
        "?" => Action::OpenKeys,
        _ => return None,
    })
}

/// The map as a screen of the panel.
pub(crate) fn sheet(words: &Words, back: bool) -> Sheet {
    let say = words.say;
    let keys = [
        (
            [say.shopping().key_space, "K"],
            say.shopping().play_or_pause,
        ),
        (["←", "→"], say.shopping().back_or_on),
        (["L", ""], say.go_live),
        (["M", ""], say.shopping().sound),
        (["C", ""], say.captions),
        (["F", ""], say.fullscreen),
        (["?", ""], say.shopping().keys),
        (["Esc", ""], say.shopping().close),
    ];
    let key = |key: &&'static str| el("kbd").text(*key).into();
    let row = |(either, what): &([&'static str; 2], &'static str)| {
        el("div")
            .with(el("dt").with(each(either, &key)))
            .with(el("dd").text(*what))
            .into()
    };
    Sheet {
        key: "keys".into(),
        title: say.shopping().keys.into(),
        step: None,
        back,
        body: el("dl.keys").with(each(&keys, &row)).into(),
        footer: Html::default(),
        submit: None,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn a_key_without_a_use_now_is_nobody_s() {
        let recording = PlayerView::default();
        for key in ["l", "c", "x", "Tab", "Enter"] {
            assert_eq!(action(key, &recording), None, "{key}");
        }
        let behind = PlayerView {
            live: Some(false),
            captions: Some(false),
            ..recording
        };
        assert_eq!(action("l", &behind), Some(Action::GoLive));
        assert_eq!(action("C", &behind), Some(Action::ToggleCaptions));
    }
}
