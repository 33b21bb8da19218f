//! After the end: a stream that has ended may begin again, since the host's line broke, say, and the encoder said goodbye; and
//! a show that is over may be there as a recording. Both are looked for with ever longer waits, not for ever, and not while
//! nobody sees the page.
//!
//! Nothing is asked of the player for that, which shows the last picture, or what the viewer goes back to: the stream's playlist
//! is read, and only one that goes on is opened; the show's manifest is, and a recording that it names is offered.

use super::boot;
use crate::app::effect::Effect;
use crate::app::event::TimerId;
use crate::app::model::Model;
use crate::app::requests::{Purpose, READ_MS};
use crate::app::view::Phase;
use crate::domain::show::{Show, State, Status};
use crate::http::{Failure, Request, Response};
use crate::stage::{self, Playlist};

/// The first wait, doubled each time five times over.
const FIRST_MS: u32 = 10_000;
/// How often it is looked for: for three quarters of an hour.
const MOST: u32 = 12;

/// The video came to its end, or the picture to the one that the host has declared. A recording's end is final.
pub(super) fn ended(model: &mut Model) {
    let live = model
        .show
        .as_ref()
        .is_some_and(|show| show.status == Status::Live);
    if live && model.again.is_none() && !model.start.foreign_video {
        model.again = Some(0);
        later(model);
    }
}

/// The picture is before the end again, or the stream goes on: nothing is to be looked for.
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

/// Looks. What the host has declared to be over does not begin again.
pub(crate) fn look(model: &mut Model) {
    let hls = |show: &&Show| {
        let named = show.stream.mime.as_ref().unwrap_or(&show.stream.src);
        let named = named.to_ascii_lowercase();
        named.contains("mpegurl") || named.contains(".m3u8")
    };
    let Some(attempts) = model.again else { return };
    model.again = Some(attempts + 1);
    let over = model.scene.state == State::Ended;
    let stream = model.show.as_ref().filter(|_| !over).filter(hls);
    match stream.map(|show| show.stream.src.clone()) {
        Some(src) => ask(model, src),
        None => boot::ask(model),
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
        _ => boot::ask(model),
    }
}

/// What the manifest says by now, where it could be read.
pub(super) fn manifest(model: &mut Model, show: Option<Show>) {
    let recorded = |show: &Show| {
        let watched = model.show.as_ref().map(|show| &show.stream.src);
        show.status == Status::Ended && watched != Some(&show.stream.src)
    };
    match show.filter(recorded) {
        Some(show) => {
            stop(model);
            model.recording = Some(Box::new(show));
            model.changed();
        }
        None => later(model),
    }
}

/// The viewer wants to see it again: the recording that is there by now, or what was watched from its start.
pub(super) fn watch(model: &mut Model) {
    match model.recording.take() {
        Some(show) => {
            super::show::forget(model);
            boot::replay(model, *show);
        }
        None => super::player::watch(model, model.player.position.start),
    }
}
