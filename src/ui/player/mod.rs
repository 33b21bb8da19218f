//! The picture: the video, and what is laid over it.

mod controls;
mod seek;

use yew::prelude::*;

use super::common::words::Words;
use super::common::{ask, each, icon, text_button};
use super::overlay;
use crate::app::event::Action;
use crate::app::view::{Phase, PlayerProblem, PlayerView, View};
use seek::Seek;

/// The picture with everything that lies over it. At its top stand the player's controls, which stay usable above a
/// sheet; at its bottom the show's.
pub(super) fn picture(words: &Words, view: &View, act: &Callback<Action>) -> Html {
    let (player, overlay) = (&*view.player, &*view.overlay);
    let watching = view.phase == Phase::Watching;
    let own = watching && player.own;
    html! {
        <div class="picture">
            { screen(words, player.own) }
            <div class="top">
                if own {
                    { controls::controls(words, player, act) }
                }
            </div>
            <div class="middle">
                { overlay::message(words, overlay) }
                { overlay::phase::phase(words, view.phase, &view.title, act) }
                if watching {
                    { trouble(words, player, act) }
                }
            </div>
            if own && player.needs_tap && player.problem.is_none() {
                <button type="button" class="start" aria-label={words.say.start} onclick={ask(act, Action::TogglePlay)}>
                    <span>{ icon::icon(icon::PLAY) }</span>
                </button>
            }
            <div class="bottom">
                { captions(player) }
                { overlay::pin::pins(words, overlay, act) }
                { overlay::bar(words, overlay, act) }
                if own && player.length > 0 {
                    <Seek words={words.clone()} player={view.player.clone()} {act} />
                }
            </div>
        </div>
    }
}

/// The video element. It is made once, with constant attributes, and never moves: the player's port does the rest.
fn screen(words: &Words, own: bool) -> Html {
    if own {
        html! { <video data-vitrine="video" part="video" playsinline=true aria-label={words.say.video}></video> }
    } else {
        Html::default()
    }
}

fn captions(player: &PlayerView) -> Html {
    if player.captions != Some(true) || player.caption.is_empty() {
        return Html::default();
    }
    html! {
        <div class="captions" part="captions" dir="auto">
            { each(&player.caption, &|line| html! { <p>{ line.clone() }</p> }) }
        </div>
    }
}

fn trouble(words: &Words, player: &PlayerView, act: &Callback<Action>) -> Html {
    let say = words.say;
    let (text, retry) = match player.problem {
        None => return Html::default(),
        Some(PlayerProblem::Network) => (say.player_network, false),
        Some(PlayerProblem::Unsupported) => (say.player_unsupported, false),
        Some(PlayerProblem::Media) => (say.player_broken, true),
    };
    html! {
        <div class="glass card" role="status">
            <p>{ text }</p>
            if retry {
                { text_button(say.retry, ask(act, Action::Retry)) }
            }
        </div>
    }
}
