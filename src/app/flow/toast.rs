//! The bar with one thing to say: it goes by itself, but not while it has focus or hover.

use crate::app::effect::Effect;
use crate::app::event::TimerId;
use crate::app::model::Model;
use crate::app::view::Toast;

/// How long it stands, in milliseconds.
const STANDS_MS: u32 = 6_000;

pub(super) fn show(model: &mut Model, toast: Toast) {
    model.toast = Some(toast);
    hold(model, false);
    model.changed();
}

pub(super) fn hold(model: &mut Model, held: bool) {
    if model.toast.is_none() {
        return;
    }
    model.effect(if held {
        Effect::ClearTimer(TimerId::Toast)
    } else {
        Effect::Timer {
            id: TimerId::Toast,
            after_ms: STANDS_MS,
        }
    });
}

pub(crate) fn dismiss(model: &mut Model) {
    if model.toast.take().is_some() {
        model.effect(Effect::ClearTimer(TimerId::Toast));
        model.changed();
    }
}
