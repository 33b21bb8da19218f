//! The picture: the video, and what is laid over it.

mod controls;
pub(super) mod keys;
mod seek;

use yew::prelude::*;

use super::common::el::{El, el};
use super::common::words::Words;
use super::common::{ask, each, icon, text_button};
use super::overlay;
use crate::app::event::Action;
use crate::app::view::{Phase, PlayerProblem, PlayerView, View};

/// The picture with everything that lies over it. At its top stand the player's controls, which stay usable above a
/// sheet; at its bottom the show's.
pub(super) fn picture(words: &Words, view: &View, act: &Callback<Action>) -> El {
    let (player, overlay) = (&*view.player, &*view.overlay);
    let watching = view.phase == Phase::Watching;
    let own = player.own && matches!(view.phase, Phase::Watching | Phase::Break | Phase::Ended);
    let controls = if own {
        controls::controls(words, player, act)
    } else {
        Html::default()
    };
    let middle = el("div.middle")
        .with(overlay::hotspot::hotspots(words, overlay, act))
        .with(overlay::message(words, overlay))
        .with(overlay::phase::phase(words, view, act))
        .with(trouble(words, player, act).filter(|_| watching));
    let start = own && watching && player.needs_tap && player.problem.is_none();
    let start = start.then(|| {
        el("button.start[type=button]")
            .click(ask(act, Action::TogglePlay))
            .with(
                el("span")
                    .with(icon::icon(icon::PLAY))
                    .text(words.say.start),
            )
    });
    let seek = if own && player.length > 0 {
        seek::seek(words, &view.player, act)
    } else {
        Html::default()
    };
    let bottom = el("div.bottom")
        .with(captions(player))
        .with(overlay::pin::pins(words, overlay, act))
        .with(overlay::bar(words, overlay, act))
        .with(seek);
    // It takes the focus of a tap, so that the keys go to the player then.
    el("div.picture[tabindex=-1]")
        .with(screen(words, player.own))
        .with(still(view))
        .with(el("div.top").with(controls))
        .with(middle)
        .with(start)
        .with(bottom)
}

/// What stands for a picture that is not there yet, or will not be.
fn still(view: &View) -> Option<El> {
    let alone = matches!(view.phase, Phase::Upcoming | Phase::Cancelled);
    let poster = view.poster.clone().filter(|_| alone && view.player.own);
    poster.map(|poster| el("img.still[alt=]").attr("src", poster))
}

/// The video element. It is made once, with constant attributes, and never moves: the player's port does the rest.
fn screen(words: &Words, own: bool) -> Option<El> {
    own.then(|| {
        el("video[data-vitrine=video][part=video][playsinline=]")
            .attr("aria-label", words.say.video)
    })
}

fn captions(player: &PlayerView) -> Option<El> {
    if player.captions != Some(true) || player.caption.is_empty() {
        return None;
    }
    let line = |line: &String| el("p").text(line.clone()).into();
    Some(el("div.captions[part=captions][dir=auto]").with(each(&player.caption, &line)))
}

fn trouble(words: &Words, player: &PlayerView, act: &Callback<Action>) -> Option<El> {
    let say = words.say;
    let (text, retry) = match player.problem {
        None => {
            let waits = player.stalled && !player.needs_tap;
            return waits.then(|| el("p.glass.stall[role=status]").text(say.player_waiting));
        }
        Some(PlayerProblem::Network) => (say.player_network, true),
        Some(PlayerProblem::Blocked) => (say.player_blocked, false),
        Some(PlayerProblem::Unsupported) => (say.player_unsupported, false),
        Some(PlayerProblem::Media) => (say.player_broken, true),
    };
    let retry = retry.then(|| text_button(say.retry, ask(act, Action::OpenStream)));
    let card = el("div.glass.card[role=status]").with(el("p").text(text));
    Some(card.with(retry))
}
