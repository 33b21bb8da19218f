//! Something that follows a finger: the sheet by its heading, the small picture by itself.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, PointerEvent};
use yew::prelude::*;

use super::super::common::el::El;

/// How far, in CSS pixels, a finger may slip and still have tapped.
const SLIP: i32 = 8;

/// A pointer that is down, or was.
#[derive(Default)]
pub(crate) struct Held {
    from: Option<(i32, i32)>,
    /// Whether it has gone further than a tap goes.
    pub(super) gone: bool,
}

/// How far it was dragged, and the event that let go of it.
pub(super) type Dropped = ((i32, i32), PointerEvent);

/// What is made of a pointer's event.
type Follow = Box<dyn Fn(&mut Held, PointerEvent)>;

/// What is dragged.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Dragged {
    /// The sheet, downwards.
    Sheet,
    /// The small picture.
    Picture,
}

impl Dragged {
    fn element(self, event: &PointerEvent) -> Option<HtmlElement> {
        let widget = closest(event, ".widget")?;
        let name = match self {
            Self::Sheet => ".panel",
            Self::Picture => ".picture",
        };
        widget.query_selector(name).ok()??.dyn_into().ok()
    }

    /// Moves it above all else by the finger's way, or back, through CSSOM: nothing is drawn anew for it.
    fn put(self, event: &PointerEvent, (across, down): (i32, i32)) {
        if let Some(element) = self.element(event) {
            let (across, down) = if self == Self::Sheet {
                (0, down.max(0))
            } else {
                (across, down)
            };
            let mut way = String::new();
            if (across, down) != (0, 0) {
                way.push_str(&across.to_string());
                way.push_str("px ");
                way.push_str(&down.to_string());
                way.push_str("px");
            }
            let style = element.style();
            // What cannot be moved is still let go of where the finger is.
            let _ = style.set_property("translate", &way);
            let _ = style.set_property("z-index", if way.is_empty() { "" } else { "5" });
        }
    }
}

/// What is around the thing that a pointer is on.
pub(super) fn closest(event: &PointerEvent, selector: &str) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(selector).ok()?
}

/// What can be dragged here, which is where the style sheet keeps a touch from scrolling.
fn grip(event: &PointerEvent) -> Option<Element> {
    let grip = closest(event, "header, .backdrop")?;
    let style = web_sys::window()?.get_computed_style(&grip).ok()??;
    let kept = style.get_property_value("touch-action").ok()? == "none";
    kept.then_some(grip)
}

/// Lets `handle` be dragged; `dropped` is told the way and the place where it was let go.
pub(super) fn draggable(
    handle: El,
    held: &Rc<RefCell<Held>>,
    what: Dragged,
    dropped: Callback<Dropped>,
) -> El {
    let pointer = |run: Follow| {
        let held = held.clone();
        Callback::from(move |event: Event| {
            if let Ok(event) = event.dyn_into::<PointerEvent>() {
                run(&mut held.borrow_mut(), event);
            }
        })
    };
    let down = pointer(Box::new(|held, event| {
        let grip = grip(&event);
        held.from = grip.as_ref().map(|_| place(&event));
        held.gone = false;
        // A mouse is quicker than what it drags. But a button must get its click.
        if closest(&event, "button").is_none() {
            capture(grip, &event);
        }
    }));
    let moved = pointer(Box::new(move |held, event| {
        let Some(way) = way(held, &event) else { return };
        if !held.gone && way.0.abs().max(way.1.abs()) > SLIP {
            held.gone = true;
            capture(grip(&event), &event);
        }
        if held.gone {
            what.put(&event, way);
        }
    }));
    let up = pointer(Box::new(move |held, event| {
        if let Some(way) = way(held, &event) {
            held.from = None;
            what.put(&event, (0, 0));
            held.gone |= way.0.abs().max(way.1.abs()) > SLIP;
            if held.gone {
                dropped.emit((way, event));
            }
        }
    }));
    let lost = pointer(Box::new(move |held, event| {
        if held.from.take().is_some() {
            what.put(&event, (0, 0));
        }
    }));
    handle
        .on("pointerdown", down)
        .on("pointermove", moved)
        .on("pointerup", up)
        .on("pointercancel", lost)
}

/// Has the pointer's events come here, wherever it goes.
fn capture(grip: Option<Element>, event: &PointerEvent) {
    // A pointer that is gone by now has nothing to tell.
    let _ = grip.map(|grip| grip.set_pointer_capture(event.pointer_id()));
}

/// Where a pointer is, in CSS pixels.
fn place(event: &PointerEvent) -> (i32, i32) {
    (event.client_x(), event.client_y())
}

fn way(held: &Held, event: &PointerEvent) -> Option<(i32, i32)> {
    let (from, to) = (held.from?, place(event));
    Some((to.0.saturating_sub(from.0), to.1.saturating_sub(from.1)))
}
