//! The time before a show, and in its breaks: how long it still is, by the authority's clock.

use super::boot;
use crate::app::effect::Effect;
use crate::app::event::{Countdown, Monotonic, TimerId};
use crate::app::model::Model;
use crate::app::view::Phase;
use crate::domain::show::{ShowTime, State, Status};

/// What the viewer waits for. A break in a recording is over when it is over.
fn awaited(model: &Model) -> Option<ShowTime> {
    let show = model.show.as_ref()?;
    match (model.phase, &model.scene.state) {
        (Phase::Upcoming, _) => show.starts_at,
        (Phase::Break, State::Break(pause)) if show.status == Status::Live => pause.until,
        _ => None,
    }
}

/// Begins to count, or to count to something else.
pub(super) fn begin(model: &mut Model) {
    if awaited(model).is_some() {
        let (id, after_ms) = (TimerId::Countdown(Countdown::Show), 0);
        model.effect(Effect::Timer { id, after_ms });
    } else {
        model.left = None;
    }
}

/// How many seconds so many milliseconds are, one that has begun included; none where they are over.
pub(super) fn seconds(left: i64) -> u32 {
    u32::try_from(left.max(0).saturating_add(999) / 1_000).unwrap_or(u32::MAX)
}

/// A second has passed. Where the server's now is not known yet there is nothing to say.
pub(crate) fn tick(model: &mut Model, now: Monotonic) {
    let (Some(at), Some(authority)) = (awaited(model), model.authority_now(now)) else {
        return;
    };
    let left = at.0.saturating_sub(authority.0).max(0);
    let seconds = seconds(left);
    if model.left.replace(seconds) != Some(seconds) {
        model.player_changed();
        // It should have begun by now: the manifest knows.
        if seconds == 0 && model.phase == Phase::Upcoming {
            boot::ask(model);
        }
    }
    if left > 0 {
        // When the next second is full.
        let after_ms = u32::try_from((left - 1) % 1_000 + 1).unwrap_or(1_000);
        let id = TimerId::Countdown(Countdown::Show);
        model.effect(Effect::Timer { id, after_ms });
    }
}
