//! Live badge, play, sound, captions and full screen.

use yew::prelude::*;

use super::super::common::el::{El, el, group};
use super::super::common::words::Words;
use super::super::common::{ask, clock, icon, truth};
use super::seek::number;
use crate::app::event::Action;
use crate::app::view::PlayerView;

/// The player's controls. Each says what a tap does now. Those of the small picture are marked.
pub(super) fn controls(words: &Words, player: &PlayerView, act: &Callback<Action>) -> Html {
    let say = words.say;
    let tap = |path, label, action| control(path, label, None, ask(act, action));
    let play = if player.playing {
        tap(icon::PAUSE, say.pause, Action::TogglePlay)
    } else {
        tap(icon::PLAY, say.play, Action::TogglePlay)
    };
    let sound = if player.hushed {
        el("button.glass.pill[type=button]")
            .click(ask(act, Action::ToggleSound))
            .with(icon::icon(icon::MUTED))
            .text(say.sound_on)
    } else if player.muted {
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
    let controls = el("div.controls[part=controls]")
        .with(play.attr("data-mini", "true"))
        .with(sound.attr("data-mini", "true"))
        .with(volume(say, player, act))
        .with(captions.map(|captions| captions.attr("data-mini", "true")))
        .with(full);
    group([badge(say, player, act).into(), controls.into()])
}

/// How loud it is, where there is room and a mouse; elsewhere the device has buttons for that.
fn volume(
    say: &super::super::messages::Messages,
    player: &PlayerView,
    act: &Callback<Action>,
) -> El {
    let act = act.clone();
    let oninput = Callback::from(move |event| {
        if let Some(volume) = number(&event) {
            act.emit(Action::Volume(volume));
        }
    });
    el("input.slider.volume[type=range][max=100][step=5]")
        .value(player.volume.to_string())
        .attr("aria-label", say.volume)
        .on("input", oninput)
}

/// A round button; one that stays down says so.
fn control(
    path: &'static str,
    label: &'static str,
    pressed: Option<&'static str>,
    onclick: Callback<Event>,
) -> El {
    el("button.glass.round[type=button]")
        .attr("aria-label", label)
        .attr("title", label)
        .maybe("aria-pressed", pressed)
        .click(onclick)
        .with(icon::icon(path))
}

/// At the live edge a badge; behind it the way back; for a recording the time.
fn badge(
    say: &super::super::messages::Messages,
    player: &PlayerView,
    act: &Callback<Action>,
) -> El {
    let behind = player.length.saturating_sub(player.position);
    match player.live {
        Some(true) => el("span.glass.badge.live[part=live]").text(say.live),
        Some(false) => el("button.glass.badge[type=button][part=live]")
            .click(ask(act, Action::GoLive))
            .text(say.go_live)
            .with(el("span[aria-hidden=true]").text(format!(" −{}", clock(behind)))),
        None if player.length > 0 => el("span.glass.badge.time[aria-hidden=true]").text(format!(
            "{} / {}",
            clock(player.position),
            clock(player.length)
        )),
        None => el("span"),
    }
}
