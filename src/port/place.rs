//! Puts the hotspots where the picture shows their things: through CSSOM, so that nothing of it goes through a diff.
//!
//! The interface draws one `[data-spot]` button a hotspot, hidden, in `[data-vitrine=spots]`, which begins below the player's
//! controls and is as wide as the picture. There is room down to `[data-vitrine=pins]`.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{CssStyleDeclaration, Element, HtmlElement, HtmlVideoElement, ResizeObserver};

use super::{Place, js};
use crate::domain::ids::SpotId;
use crate::domain::show::hotspot::{Fit, Spot};

/// Half of the smallest target, in CSS pixels: so far from the edge of the room a hotspot stays.
const MARGIN: f64 = 12.0;

/// Where the hotspots are to be.
pub struct Spots(Rc<Inner>);

struct Inner {
    place: Place,
    spots: RefCell<Vec<(SpotId, Spot)>>,
    watch: RefCell<Option<Watch>>,
}

/// Tells when a video's box or its picture has another size.
struct Watch {
    video: HtmlVideoElement,
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
    _listener: EventListener,
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
            watch: RefCell::default(),
        }))
    }

    /// They are at these places from the next render on.
    pub fn set(&self, spots: Vec<(SpotId, Spot)>) {
        self.0.spots.replace(spots);
    }

    /// The interface has changed: the buttons may be new, and the room for them another.
    pub fn rendered(&self) {
        let inner = &self.0;
        if inner.spots.borrow().is_empty() {
            return;
        }
        let Some(video) = inner.video() else { return };
        let watch = inner.watch.borrow();
        let known = watch.as_ref().is_some_and(|watch| watch.video == video);
        drop(watch);
        if !known {
            inner.watch.replace(Inner::watch(inner, &video));
        }
        inner.lay(&video);
    }
}

impl Inner {
    fn video(&self) -> Option<HtmlVideoElement> {
        let page = self.place.video.clone();
        page.or_else(|| self.find("[data-vitrine=video]")?.dyn_into().ok())
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.place.root.query_selector(selector).ok()?
    }

    fn watch(this: &Rc<Self>, video: &HtmlVideoElement) -> Option<Watch> {
        let weak = Rc::downgrade(this);
        let again = move || {
            if let Some(this) = weak.upgrade()
                && let Some(video) = this.video()
            {
                this.lay(&video);
            }
        };
        let callback = Closure::<dyn FnMut()>::new(again.clone());
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(video);
        Some(Watch {
            video: video.clone(),
            observer,
            _callback: callback,
            _listener: EventListener::new(video, "resize", move |_| again()),
        })
    }

    fn lay(&self, video: &HtmlVideoElement) {
        let bounds = |selector| Some(self.find(selector)?.get_bounding_client_rect());
        let room = bounds("[data-vitrine=spots]").zip(bounds("[data-vitrine=pins]"));
        let style = js::window().and_then(|window| window.get_computed_style(video).ok()?);
        let (Some((room, pins)), Some(style)) = (room, style) else {
            return;
        };
        let frame = video.get_bounding_client_rect();
        let (width, height) = (video.video_width(), video.video_height());
        let fit = Fit {
            picture: (width.into(), height.into()),
            frame: (frame.width(), frame.height()),
            cover: style
                .get_property_value("object-fit")
                .is_ok_and(|fit| fit == "cover"),
        };
        let (left, top) = (frame.x() - room.x(), frame.y() - room.y());
        let inside = |at: f64, side: f64| (MARGIN..=side - MARGIN).contains(&at);
        for (name, spot) in &*self.spots.borrow() {
            let at = fit.place(*spot).map(|(x, y)| (left + x, top + y));
            let at =
                at.filter(|(x, y)| inside(*x, room.width()) && inside(*y, pins.y() - room.y()));
            if let Some(button) = self.button(name) {
                put(&button.style(), at, room.width());
            }
        }
    }

    fn button(&self, name: &SpotId) -> Option<HtmlElement> {
        let buttons = self.place.root.query_selector_all("[data-spot]").ok()?;
        let mut buttons = (0..buttons.length()).filter_map(|index| buttons.get(index));
        buttons.find_map(|button| {
            let button: HtmlElement = button.dyn_into().ok()?;
            (button.get_attribute("data-spot").as_deref() == Some(name.as_str())).then_some(button)
        })
    }
}

/// Shows a button at a place, its name on the side that has more room; or hides it.
fn put(style: &CssStyleDeclaration, at: Option<(f64, f64)>, width: f64) {
    let set = |name, value: &str| {
        // A value that the browser refuses leaves the button where it is.
        let _ = style.set_property(name, value);
    };
    let Some((x, y)) = at else {
        return set("display", "none");
    };
    set("left", &pixels(x));
    set("top", &pixels(y));
    set("direction", if x * 2.0 > width { "rtl" } else { "ltr" });
    set("display", "block");
}

fn pixels(length: f64) -> String {
    let mut written = js::millis(length).to_string();
    written.push_str("px");
    written
}
