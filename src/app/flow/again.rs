//! A stream that has ended may begin again: the host's line broke, say, and the encoder said goodbye. It is looked for with
//! ever longer waits, not for ever, and not while nobody sees the page.
//!
//! Nothing is asked of the player for that, which shows the last picture, or what the viewer goes back to: its playlist
//! is read, and only one that goes on is opened.

use super::boot;
use crate::app::effect::Effect;
use crate::app::event::TimerId;
use crate::app::model::Model;
use crate::app::requests::{Purpose, READ_MS};
use crate::app::view::Phase;
use crate::domain::show::{State, Status};
use crate::http::{Failure, Request, Response};
use crate::stage::{self, Playlist};

/// The first wait, doubled each time five times over.
const FIRST_MS: u32 = 10_000;
/// How often it is looked for: for three quarters of an hour.
const MOST: u32 = 12;

/// The video came to its end. A recording's end is final, and so is one that the host has declared.
pub(super) fn ended(model: &mut Model) {
    let hls = |show: &crate::domain::show::Show| {
        let named = show.stream.mime.as_ref().unwrap_or(&show.stream.src);
        let named = named.to_ascii_lowercase();
        named.contains("mpegurl") || named.contains(".m3u8")
    };
    let live = model
        .show
        .as_ref()
        .is_some_and(|show| show.status == Status::Live && hls(show));
    if live && model.scene.state != State::Ended {
        model.again = Some(0);
        later(model);
    }
}

/// It plays, whatever: nothing is to be looked for.
pub(super) fn stop(model: &mut Model) {
    if model.again.take().is_some() {
        model.effect(Effect::ClearTimer(TimerId::Stream));
    }
}

/// The page was hidden, or is seen again: then the waits begin anew.
pub(super) fn visible(model: &mut Model, visible: bool) {
    model.hidden = !visible;
    if model.again.is_some() {
        model.again = Some(0);
        model.effect(Effect::ClearTimer(TimerId::Stream));
        later(model);
    }
}

fn later(model: &mut Model) {
    if let Some(attempts) = model
        .again
        .filter(|attempts| *attempts < MOST && !model.hidden)
    {
        model.effect(Effect::Timer {
            id: TimerId::Stream,
            after_ms: FIRST_MS << attempts.min(5),
        });
    }
}

/// Looks.
pub(crate) fn look(model: &mut Model) {
    let src = model.show.as_ref().map(|show| show.stream.src.clone());
    if let Some((attempts, src)) = model.again.zip(src) {
        model.again = Some(attempts + 1);
        ask(model, src);
    }
}

fn ask(model: &mut Model, address: String) {
    let request = Request::get(address.clone());
    model.send(Purpose::Playlist(address), request, READ_MS);
}

pub(super) fn playlist(model: &mut Model, address: &str, result: Result<Response, Failure>) {
    if model.again.is_none() {
        return;
    }
    let list = result.ok().filter(|response| response.status == 200);
    let first = model
        .show
        .as_ref()
        .is_some_and(|show| show.stream.src == address);
    match list.map(|response| stage::playlist(address, &response.body)) {
        Some(Playlist::Goes) => {
            stop(model);
            model.phase = Phase::Watching;
            boot::open_player(model);
        }
        // One of one, or they might lead in a circle.
        Some(Playlist::Elsewhere(address)) if first => ask(model, address),
        _ => later(model),
    }
}
