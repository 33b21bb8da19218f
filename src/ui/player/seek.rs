//! The slider over what can be watched.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::common::el::el;
use super::super::common::flag;
use super::super::common::part::{Kept, Memory, part};
use super::super::common::words::Words;
use crate::app::event::Action;
use crate::app::view::PlayerView;

/// A native slider, so that keys and screen readers work. While it is dragged the thumb is the viewer's, and the video
/// follows when it is let go.
pub(super) fn seek(words: &Words, player: &Rc<PlayerView>, act: &Callback<Action>) -> Html {
    let (words, player, act) = (words.clone(), player.clone(), act.clone());
    part("seek", move |memory| slider(&words, &player, &act, memory))
}

fn slider(words: &Words, player: &PlayerView, act: &Callback<Action>, memory: &Memory) -> Html {
    let say = words.say;
    let dragged = match memory.kept {
        Kept::At(second) => Some(second),
        _ => None,
    };
    let at = dragged.unwrap_or(player.position).min(player.length);
    let text = match player.live {
        Some(true) if dragged.is_none() => say.at_live_edge.to_owned(),
        Some(_) => say.seek_behind(player.length.saturating_sub(at)),
        None => say.seek_at(at, player.length),
    };
    let oninput = memory
        .keep
        .reform(|event| number(&event).map_or(Kept::Nothing, Kept::At));
    let onchange = {
        let (act, start, keep) = (act.clone(), player.start_ms, memory.keep.clone());
        Callback::from(move |event| {
            keep.emit(Kept::Nothing);
            if let Some(seconds) = number(&event) {
                act.emit(Action::Seek(
                    start.saturating_add(i64::from(seconds) * 1000),
                ));
            }
        })
    };
    el("input.slider.seek[part=seek][type=range][min=0][step=1]")
        .attr("max", player.length.to_string())
        .value(at.to_string())
        .attr("aria-label", say.seek)
        .attr("aria-valuetext", text)
        .maybe("data-waiting", flag(player.waiting))
        .on("input", oninput)
        .on("change", onchange)
        .into()
}

/// Where a slider was put.
pub(super) fn number(event: &Event) -> Option<u32> {
    let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
    input.value().parse().ok()
}
