//! Live badge, play, sound, captions and full screen.

use std::rc::Rc;

use yew::prelude::*;

use super::super::common::words::use_words;
use super::super::common::{ask, clock, icon, icon_button};
use crate::app::event::Action;
use crate::app::view::PlayerView;

#[derive(Properties, PartialEq)]
pub(super) struct ControlsProps {
    pub(super) player: Rc<PlayerView>,
    pub(super) act: Callback<Action>,
}

/// The player's controls. Each says what a tap does now.
#[component]
pub(super) fn Controls(props: &ControlsProps) -> Html {
    let ControlsProps { player, act } = props;
    let words = use_words();
    let say = words.say;
    let tap = |path, label, action| icon_button("glass round", path, label, ask(act, action));
    let play = if player.playing {
        tap(icon::PAUSE, say.pause, Action::TogglePlay)
    } else {
        tap(icon::PLAY, say.play, Action::TogglePlay)
    };
    let sound = if player.muted {
        tap(icon::MUTED, say.sound_on, Action::ToggleSound)
    } else {
        tap(icon::SOUND, say.sound_off, Action::ToggleSound)
    };
    let full = if player.fullscreen {
        tap(icon::UNFULL, say.leave_fullscreen, Action::ToggleFullscreen)
    } else {
        tap(icon::FULL, say.fullscreen, Action::ToggleFullscreen)
    };
    html! {
        <>
            { badge(say, player, act) }
            <div class="controls" part="controls">
                { play }
                { sound }
                if let Some(on) = player.captions {
                    <button
                        type="button" class="glass round" aria-label={say.captions} title={say.captions}
                        aria-pressed={on.to_string()} onclick={ask(act, Action::ToggleCaptions)}
                    >
                        { icon::icon(icon::CAPTIONS) }
                    </button>
                }
                { full }
            </div>
        </>
    }
}

/// At the live edge a badge; behind it the way back; for a recording the time.
fn badge(
    say: &super::super::messages::Messages,
    player: &PlayerView,
    act: &Callback<Action>,
) -> Html {
    let behind = player.length.saturating_sub(player.position);
    match player.live {
        Some(true) => html! { <span class="glass badge live" part="live">{ say.live }</span> },
        Some(false) => html! {
            <button type="button" class="glass badge" part="live" onclick={ask(act, Action::GoLive)}>
                { say.go_live }<span aria-hidden="true">{ format!(" −{}", clock(behind)) }</span>
            </button>
        },
        None if player.length > 0 => html! {
            <span class="glass badge time" aria-hidden="true">
                { format!("{} / {}", clock(player.position), clock(player.length)) }
            </span>
        },
        None => html! { <span></span> },
    }
}
