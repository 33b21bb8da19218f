//! The panel: which screen stands, and where the focus goes with it.

use super::toast;
use crate::app::effect::{Effect, Focus};
use crate::app::event::Corner;
use crate::app::model::{Model, Screen};
use crate::app::view::Toast;

/// Puts a screen on top. A toast that offers what now stands there has said its say. One that is already in the pile comes to the top instead of standing twice.
pub(super) fn open(model: &mut Model, screen: Screen) {
    if model.screens.is_empty() {
        model.tall = false;
        model.effect(Effect::Focus(Focus::Remember));
    }
    let shown = matches!(screen, Screen::Cart | Screen::Checkout);
    if shown && matches!(model.toast, Some(Toast::Added(_))) {
        toast::dismiss(model);
    }
    if let Some(place) = model.screens.iter().position(|known| *known == screen) {
        model.screens.truncate(place);
    }
    model.screens.push(screen);
    focus(model);
}

/// Another content on the same screen: the focus goes to its heading.
pub(super) fn focus(model: &mut Model) {
    model.effect(Effect::Focus(Focus::Panel));
    model.changed();
}

/// Takes the top screen away.
pub(super) fn back(model: &mut Model) {
    model.screens.pop();
    if model.screens.is_empty() {
        model.effect(Effect::Focus(Focus::Return));
        model.changed();
    } else {
        focus(model);
    }
}

/// Back to watching. Nothing is lost: what was chosen or typed stays for the next time.
pub(super) fn close(model: &mut Model) {
    if !model.screens.is_empty() {
        model.screens.clear();
        model.effect(Effect::Focus(Focus::Return));
        model.changed();
    }
}

/// The sheet takes the whole height, and the picture is small; or it is as before.
pub(super) fn enlarge(model: &mut Model, tall: bool) {
    model.tall = tall;
    model.changed();
}

/// There is room for the lineup under the picture, or no longer.
pub(crate) fn widen(model: &mut Model, wide: bool) {
    model.wide = wide;
    model.changed();
}

/// The small picture goes to a corner, and stays there for the next time.
pub(super) fn send_picture(model: &mut Model, corner: Corner) {
    model.corner = corner;
    model.changed();
}
