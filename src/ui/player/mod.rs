//! The picture: the video, and what is laid over it.

mod controls;
mod seek;

use std::rc::Rc;

use yew::prelude::*;

use super::common::words::use_words;
use super::common::{ask, icon, text_button};
use super::overlay;
use crate::app::event::Action;
use crate::app::view::{OverlayView, Phase, PlayerProblem, PlayerView};
use controls::Controls;
use seek::Seek;

/// What the picture is drawn from.
#[derive(Properties, PartialEq)]
pub(super) struct PictureProps {
    pub(super) phase: Phase,
    pub(super) title: String,
    pub(super) player: Rc<PlayerView>,
    pub(super) overlay: Rc<OverlayView>,
    pub(super) act: Callback<Action>,
}

/// The picture with everything that lies over it. At its top stand the player's controls, which stay usable above a
/// sheet; at its bottom the show's.
#[component]
pub(super) fn Picture(props: &PictureProps) -> Html {
    let PictureProps {
        phase,
        title,
        player,
        overlay,
        act,
    } = props;
    let words = use_words();
    let watching = *phase == Phase::Watching;
    html! {
        <div class="picture">
            <Screen own={player.own} />
            <div class="top">
                if watching && player.own {
                    <Controls player={player.clone()} {act} />
                }
            </div>
            <div class="middle">
                { overlay::message(&words, overlay) }
                { overlay::phase::phase(&words, *phase, title, act) }
                if watching {
                    { trouble(&words, player, act) }
                }
            </div>
            if watching && player.own && player.needs_tap && player.problem.is_none() {
                <button type="button" class="start" aria-label={words.say.start} onclick={ask(act, Action::TogglePlay)}>
                    <span>{ icon::icon(icon::PLAY) }</span>
                </button>
            }
            <div class="bottom">
                { captions(player) }
                <overlay::pin::Pins overlay={overlay.clone()} {act} />
                <overlay::Bar products={overlay.products} cart_count={overlay.cart_count} {act} />
                if watching && player.own && player.length > 0 {
                    <Seek player={player.clone()} {act} />
                }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ScreenProps {
    own: bool,
}

/// The video element. It is made once, with constant attributes, and never moves: the player's port does the rest.
#[component]
fn Screen(props: &ScreenProps) -> Html {
    let words = use_words();
    if !props.own {
        return Html::default();
    }
    html! {
        <video data-vitrine="video" part="video" playsinline=true aria-label={words.say.video}></video>
    }
}

fn captions(player: &PlayerView) -> Html {
    if player.captions != Some(true) || player.caption.is_empty() {
        return Html::default();
    }
    html! {
        <div class="captions" part="captions" dir="auto">
            { for player.caption.iter().map(|line| html! { <p>{ line.clone() }</p> }) }
        </div>
    }
}

fn trouble(
    words: &super::common::words::Words,
    player: &PlayerView,
    act: &Callback<Action>,
) -> Html {
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
                { text_button("quiet", say.retry, ask(act, Action::Retry)) }
            }
        </div>
    }
}
