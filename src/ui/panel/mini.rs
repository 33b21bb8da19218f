//! The small picture of a phone, in a corner beside a sheet that is as high as it gets.
//!
//! The video itself never moves in the tree: the style sheet puts it, with the player's controls, into a strip above or
//! below the sheet, where it covers nothing. Here is what lies over it and beside it.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::super::common::el::{El, el};
use super::super::common::{ask, icon, icon_button};
use super::Frame;
use super::drag::{Dragged, Dropped, Held, closest, draggable};
use crate::app::event::Action;
use crate::app::view::Corner;

/// What a tap above the sheet hits, and a finger that drags the small picture: the one returns to watching, the other sends
/// it to the corner where it is let go.
pub(super) fn handle(frame: &Frame, held: &Rc<RefCell<Held>>) -> El {
    let tapped = {
        let (act, held) = (frame.act.clone(), held.clone());
        Callback::from(move |_| {
            if !held.borrow().gone {
                act.emit(Action::Close);
            }
        })
    };
    let dropped = {
        let (act, mirrored) = (frame.act.clone(), frame.words.say.dir == "rtl");
        Callback::from(move |(_, event): Dropped| {
            if let Some(corner) = corner(&event, mirrored) {
                act.emit(Action::SendPicture(corner));
            }
        })
    };
    let backdrop = el("div.backdrop").click(tapped);
    draggable(backdrop, held, Dragged::Picture, dropped)
}

/// The corner that a pointer is nearest to.
fn corner(event: &PointerEvent, mirrored: bool) -> Option<Corner> {
    let bounds = closest(event, ".widget")?.get_bounding_client_rect();
    let half = |at: i32, from: f64, length: f64| f64::from(at) > from + length / 2.0;
    Some(Corner {
        bottom: half(event.client_y(), bounds.y(), bounds.height()),
        end: half(event.client_x(), bounds.x(), bounds.width()) != mirrored,
    })
}

/// What stands beside the small picture, with the player's own controls.
pub(super) fn tools(frame: &Frame) -> El {
    let (say, act) = (frame.words.say, &frame.act);
    let next = ask(act, Action::SendPicture(frame.corner.next()));
    let watch = ask(act, Action::Close);
    el("div.mini")
        .with(icon_button(
            "corner",
            icon::CORNER,
            say.shopping().next_corner.into(),
            next,
        ))
        .with(icon_button(
            "watch",
            icon::FULL,
            say.shopping().continue_watching.into(),
            watch,
        ))
}
