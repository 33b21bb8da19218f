//! Puts the hotspots where the picture shows their things, picture by picture: through CSSOM, so that nothing of it goes
//! through a diff.
//!
//! The interface draws one `[data-spot]` button a hotspot, hidden, in `[data-vitrine=spots]`, which begins below the player's
//! controls and is as wide as the picture. There is room down to `[data-vitrine=pins]`. What the browser has to be asked for
//! is asked when something has changed its size, never for a picture.

mod box_of;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, HtmlVideoElement, ResizeObserver};

use super::{Place, js};
use crate::domain::ids::SpotId;
use crate::domain::show::hotspot::{Spot, fan};
use box_of::Layout;

/// Half of the smallest target, in CSS pixels: so far from the edge of the room a hotspot stays.
const MARGIN: f64 = 12.0;
/// How wide a target is: closer to each other than that, hotspots fan out.
const APART: f64 = 44.0;

/// Where the hotspots are to be.
pub struct Spots(Rc<Inner>);

struct Inner {
    place: Place,
    spots: RefCell<Vec<(SpotId, Spot)>>,
    buttons: RefCell<Vec<Button>>,
    watch: RefCell<Option<Watch>>,
    /// What was measured last; none since something has changed.
    layout: Cell<Option<Layout>>,
}

/// A hotspot's button, and how it was put.
struct Button {
    name: String,
    element: HtmlElement,
    shown: Cell<bool>,
    flipped: Cell<Option<bool>>,
}

/// Tells when a video's box, its picture or the room has another size.
struct Watch {
    video: HtmlVideoElement,
    room: Element,
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
    _listeners: [Option<EventListener>; 2],
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Spots {
    /// None yet.
    #[must_use]
    pub fn new(place: &Place) -> Self {
        Self(Rc::new(Inner {
            place: place.clone(),
            spots: RefCell::default(),
            buttons: RefCell::default(),
            watch: RefCell::default(),
            layout: Cell::default(),
        }))
    }

    /// They are at these places from now on; those that are not drawn yet, from the next render on.
    pub fn set(&self, spots: Vec<(SpotId, Spot)>) {
        self.0.spots.replace(spots);
        self.0.lay();
    }

    /// The interface has changed: the buttons may be new, and the room for them another.
    pub fn rendered(&self) {
        let inner = &self.0;
        if inner.spots.borrow().is_empty() {
            inner.buttons.take();
            return;
        }
        if let Some((video, room)) = inner.video().zip(inner.find(ROOM)) {
            let watch = inner.watch.borrow();
            let known = watch
                .as_ref()
                .is_some_and(|watch| watch.video == video && watch.room == room);
            drop(watch);
            if !known {
                inner.watch.replace(Inner::watch(inner, &video, &room));
            }
        }
        inner.collect();
        inner.layout.take();
        inner.lay();
    }
}

const ROOM: &str = "[data-vitrine=spots]";
const PINS: &str = "[data-vitrine=pins]";

impl Inner {
    fn video(&self) -> Option<HtmlVideoElement> {
        let page = self.place.video.clone();
        page.or_else(|| self.find("[data-vitrine=video]")?.dyn_into().ok())
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.place.root.query_selector(selector).ok()?
    }

    fn watch(this: &Rc<Self>, video: &HtmlVideoElement, room: &Element) -> Option<Watch> {
        let weak = Rc::downgrade(this);
        let again = move || {
            if let Some(this) = weak.upgrade() {
                this.layout.take();
                this.lay();
            }
        };
        let callback = Closure::<dyn FnMut()>::new(again.clone());
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(video);
        observer.observe(room);
        if let Some(pins) = this.find(PINS) {
            observer.observe(&pins);
        }
        let resized = again.clone();
        let window = js::window()?;
        Some(Watch {
            video: video.clone(),
            room: room.clone(),
            observer,
            _callback: callback,
            _listeners: [
                Some(EventListener::new(video, "resize", move |_| again())),
                Some(EventListener::new(&window, "resize", move |_| resized())),
            ],
        })
    }

    /// The buttons that are drawn; one that was there before keeps what is known of it.
    fn collect(&self) {
        let Ok(found) = self.place.root.query_selector_all("[data-spot]") else {
            return;
        };
        let mut old = self.buttons.take();
        let found = (0..found.length()).filter_map(|index| found.get(index));
        let buttons = found.filter_map(|node| {
            let element: HtmlElement = node.dyn_into().ok()?;
            let name = element.get_attribute("data-spot")?;
            let known = old
                .iter()
                .position(|button| button.element == element && button.name == name);
            Some(match known {
                Some(known) => old.swap_remove(known),
                None => Button {
                    name,
                    element,
                    shown: Cell::default(),
                    flipped: Cell::default(),
                },
            })
        });
        let buttons = buttons.collect();
        self.buttons.replace(buttons);
    }

    fn measured(&self) -> Option<Layout> {
        let known = self.layout.get();
        let layout =
            known.or_else(|| Layout::measure(&self.video()?, &self.find(ROOM)?, &self.find(PINS)?));
        self.layout.set(layout);
        layout
    }

    /// The hot path, once a picture in which one of them moves.
    fn lay(&self) {
        let buttons = self.buttons.borrow();
        if buttons.is_empty() {
            return;
        }
        let Some(layout) = self.measured() else {
            return;
        };
        let (width, height) = layout.room;
        let inside = |at: f64, side: f64| (MARGIN..=side - MARGIN).contains(&at);
        let edge = |at: f64, side: f64| at.min(side - MARGIN).max(MARGIN);
        let (mut there, mut places) = (Vec::new(), Vec::new());
        for (name, spot) in &*self.spots.borrow() {
            let Some(button) = buttons.iter().find(|b| b.name == name.as_str()) else {
                continue;
            };
            let at = layout.place(*spot);
            let seen = at.filter(|(x, y)| inside(*x, width) && inside(*y, height));
            // A focus is not taken away: its hotspot waits at the edge.
            let kept = |(x, y): (f64, f64)| (edge(x, width), edge(y, height));
            match seen.or_else(|| at.filter(|_| button.has_focus()).map(kept)) {
                Some(at) => {
                    there.push(button);
                    places.push(at);
                }
                None => button.hide(),
            }
        }
        fan(&mut places, APART, MARGIN, layout.room);
        for (button, at) in there.into_iter().zip(places) {
            button.put(at, width);
        }
    }
}

impl Button {
    fn set(&self, name: &str, value: &str) {
        // A value that the browser refuses leaves the button where it is.
        let _ = self.element.style().set_property(name, value);
    }

    fn has_focus(&self) -> bool {
        self.shown.get() && self.element.matches(":focus").unwrap_or(false)
    }

    fn hide(&self) {
        if self.shown.replace(false) {
            self.set("display", "none");
        }
    }

    /// Shows it at a place, its name on the side that has more room.
    fn put(&self, (x, y): (f64, f64), width: f64) {
        let mut to = pixels(x);
        to.push(' ');
        to.push_str(&pixels(y));
        self.set("translate", &to);
        let flip = x * 2.0 > width;
        if self.flipped.replace(Some(flip)) != Some(flip) {
            self.set("direction", if flip { "rtl" } else { "ltr" });
        }
        if !self.shown.replace(true) {
            self.set("display", "block");
        }
    }
}

/// A length of the room, to a tenth of a pixel: a whole one is seen to jump.
fn pixels(length: f64) -> String {
    let tenths = js::millis(length * 10.0 + 0.5).max(0);
    let mut written = (tenths / 10).to_string();
    written.push('.');
    written.push_str(&(tenths % 10).to_string());
    written.push_str("px");
    written
}
