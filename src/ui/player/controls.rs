//! Live badge, play, sound, captions and full screen.

use yew::prelude::*;

use super::super::common::words::Words;
use super::super::common::{ask, clock, icon, truth};
use crate::app::event::Action;
use crate::app::view::PlayerView;

/// The player's controls. Each says what a tap does now.
pub(super) fn controls(words: &Words, player: &PlayerView, act: &Callback<Action>) -> Html {
    let say = words.say;
    let tap = |path, label, action| control(path, label, None, ask(act, action));
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
    let captions = player.captions.map(|on| {
        control(
            icon::CAPTIONS,
            say.captions,
            Some(truth(on)),
            ask(act, Action::ToggleCaptions),
        )
    });
    html! {
        <>
            { badge(say, player, act) }
            <div class="controls" part="controls">{ play }{ sound }{ captions }{ full }</div>
        </>
    }
}

/// A round button; one that stays down says so.
fn control(
    path: &'static str,
    label: &'static str,
    pressed: Option<&'static str>,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <button type="button" class="glass round" aria-label={label} title={label} aria-pressed={pressed} {onclick}>
            { icon::icon(path) }
        </button>
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
