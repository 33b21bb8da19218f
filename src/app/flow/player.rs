//! The player: what the video says of itself, and what the viewer asks of it.
//!
//! Trouble is told where it is the viewer's too. A stream that is lost while its picture still plays out of the buffer is
//! nobody's trouble yet, and a picture that waits for a moment is none at all.

use super::again;
use crate::app::effect::{Effect, Emission, PlayerCommand};
use crate::app::event::{PlayerEvent, PlayerProblem, StoreSlot, TimerId};
use crate::app::kept;
use crate::app::model::Model;
use crate::app::view::Phase;
use crate::domain::show::Status;

/// A picture that stands for so long is said to wait.
const STALL_MS: u32 = 2_000;

/// The video reports.
pub(crate) fn report(model: &mut Model, event: PlayerEvent) {
    let before = (model.player.clone(), model.phase);
    let player = &mut model.player;
    match event {
        PlayerEvent::Playing => {
            player.playing = true;
            player.needs_tap = false;
            player.problem = None;
            goes_on(model);
            if model.phase == Phase::Ended {
                model.phase = super::show::phase(&model.scene);
            }
            if model.phase != Phase::Ended {
                again::stop(model);
            }
        }
        PlayerEvent::Paused => {
            player.playing = false;
            goes_on(model);
        }
        PlayerEvent::Ended => {
            player.playing = false;
            goes_on(model);
            // What the page's own video comes to is the page's to say.
            if !model.start.foreign_video {
                model.phase = Phase::Ended;
                again::ended(model);
            }
        }
        PlayerEvent::Waiting => {
            if !std::mem::replace(&mut player.waiting, true) {
                model.effect(Effect::Timer {
                    id: TimerId::Stall,
                    after_ms: STALL_MS,
                });
            }
        }
        PlayerEvent::AutoplayRefused => {
            player.playing = false;
            player.needs_tap = true;
            goes_on(model);
        }
        PlayerEvent::Muted(muted) => player.muted = muted,
        PlayerEvent::Position(position) => {
            player.position = position;
            begin_where_asked(model);
        }
        PlayerEvent::CaptionTracks(tracks) => {
            player.has_captions = !tracks.is_empty();
            if player.has_captions {
                let on = model.settings.captions;
                model.ask_player(PlayerCommand::Captions(on));
            }
        }
        PlayerEvent::Caption(lines) => player.caption = lines,
        PlayerEvent::Fullscreen(on) => player.fullscreen = on,
        PlayerEvent::Failed(problem) => {
            if player.problem.replace(problem) != Some(problem) {
                let code = code(problem);
                model.effect(Effect::Emit(Emission::Error { code }));
            }
        }
        PlayerEvent::Recovered => player.problem = None,
    }
    if (&model.player, model.phase) != (&before.0, before.1) {
        model.player_changed();
    }
}

/// What the page is told of it.
fn code(problem: PlayerProblem) -> &'static str {
    match problem {
        PlayerProblem::Network => "video_unreachable",
        PlayerProblem::Blocked => "video_blocked",
        PlayerProblem::Unsupported => "video_unsupported",
        PlayerProblem::Media => "video_broken",
    }
}

/// The picture waits for nothing any more.
fn goes_on(model: &mut Model) {
    model.player.stalled = false;
    if std::mem::take(&mut model.player.waiting) {
        model.effect(Effect::ClearTimer(TimerId::Stall));
    }
}

/// The picture has waited for a while.
pub(crate) fn stalled(model: &mut Model) {
    model.player.stalled = true;
    model.player_changed();
}

pub(super) fn toggle_play(model: &mut Model) {
    if model.player.playing {
        // A pause is never refused. Who presses once more before the video has said so wants it to go on.
        model.player.playing = false;
        model.player_changed();
        model.ask_player(PlayerCommand::Pause);
        return;
    }
    if model.player.needs_tap && model.settings.sound {
        // The browser took the sound away from a start of its own. This one is the viewer's.
        model.ask_player(PlayerCommand::Mute(false));
    }
    model.ask_player(PlayerCommand::Play);
}

pub(super) fn toggle_sound(model: &mut Model) {
    let mute = !model.player.muted;
    model.settings.sound = !mute;
    model.ask_player(PlayerCommand::Mute(mute));
    keep(model);
}

/// Sound as loud as that. None at all is no volume to come back to, but silence.
pub(super) fn set_volume(model: &mut Model, volume: u32) {
    let mute = volume == 0;
    if mute != model.player.muted {
        model.ask_player(PlayerCommand::Mute(mute));
    }
    model.settings.sound = !mute;
    if !mute {
        model.settings.volume = volume.min(100);
        restore_volume(model);
    }
    model.player_changed();
    keep(model);
}

pub(super) fn restore_volume(model: &mut Model) {
    model.ask_player(PlayerCommand::Volume(model.settings.volume));
}

pub(super) fn toggle_captions(model: &mut Model) {
    model.settings.captions = !model.settings.captions;
    if !model.settings.captions {
        model.player.caption.clear();
    }
    model.ask_player(PlayerCommand::Captions(model.settings.captions));
    model.player_changed();
    keep(model);
}

/// The page's address may say where a recording is to begin.
fn begin_where_asked(model: &mut Model) {
    let position = model.player.position;
    let ended = model
        .show
        .as_ref()
        .is_some_and(|show| show.status == Status::Ended);
    if ended
        && position.end > position.start
        && let Some(at) = model.start.at.take()
    {
        seek(model, position.start.saturating_add(at));
    }
}

/// Plays from a time of the media on.
pub(super) fn watch(model: &mut Model, from: i64) {
    seek(model, from);
    if !model.player.playing {
        model.ask_player(PlayerCommand::Play);
    }
}

pub(super) fn seek(model: &mut Model, to: i64) {
    let position = model.player.position;
    // Past the live point there is nothing yet that could be played on from.
    let last = position
        .live
        .map_or(position.end, |live| live.max(position.at).min(position.end));
    let to = to.clamp(position.start, last.max(position.start));
    // Until the video says where it is, it is where it was sent: the thumb must not jump back meanwhile.
    model.player.position.at = to;
    model.player_changed();
    model.ask_player(PlayerCommand::Seek(to));
}

pub(super) fn go_live(model: &mut Model) {
    model.ask_player(PlayerCommand::GoLive);
    model.ask_player(PlayerCommand::Play);
}

pub(super) fn toggle_fullscreen(model: &mut Model) {
    let on = !model.player.fullscreen;
    model.ask_player(PlayerCommand::Fullscreen(on));
}

fn keep(model: &mut Model) {
    let value = Some(kept::settings(&model.settings));
    model.effect(Effect::Store {
        slot: StoreSlot::Settings,
        value,
    });
}

pub(crate) fn restore(model: &mut Model, value: Option<&str>) {
    if let Some(settings) = value.and_then(kept::read_settings) {
        model.settings = settings;
        model.player_changed();
    }
}
