//! How much room the widget has. Nearly all of that is the style sheet's, by container queries; here is what it cannot do
//! alone.
//!
//! In a wide box the lineup stands under the picture: told, so that nobody else draws it. From a very small box the panel
//! opens over the whole window. Only the browser's top layer is in front of everything there, whatever the page around it
//! transforms, isolates or stacks; where there is none, the style sheet's own fixed place has to do.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

use super::{Sink, js};
use crate::app::event::Event;

/// From this width and height on there is room for a strip, in CSS pixels.
const WIDE: (i32, i32) = (1400, 600);
/// Below either of these all opens over the whole window; as in `panel.css`.
const SMALL: (i32, i32) = (320, 200);
/// What opens there, the topmost last.
const FRONT: &str = ".panel, .toast";

/// Watches the room of a widget until it is dropped.
pub struct Room {
    inner: Rc<Inner>,
    observer: Option<ResizeObserver>,
    _callback: Closure<dyn FnMut()>,
}

struct Inner {
    root: Element,
    sink: Sink,
    wide: Cell<bool>,
}

impl Drop for Room {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

impl Room {
    /// Watches the element that the interface is drawn into.
    #[must_use]
    pub fn new(root: &Element, sink: &Sink) -> Self {
        let inner = Rc::new(Inner {
            root: root.clone(),
            sink: sink.clone(),
            wide: Cell::default(),
        });
        let weak = Rc::downgrade(&inner);
        let callback = Closure::<dyn FnMut()>::new(move || {
            if let Some(inner) = weak.upgrade() {
                inner.measured();
            }
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observer.observe(root);
        }
        Self {
            inner,
            observer,
            _callback: callback,
        }
    }

    /// The interface has changed: what has come may have to come to the front.
    pub fn rendered(&self) {
        self.inner.lift();
    }
}

impl Inner {
    fn size(&self) -> (i32, i32) {
        (self.root.client_width(), self.root.client_height())
    }

    fn measured(&self) {
        let (width, height) = self.size();
        let wide = width >= WIDE.0 && height >= WIDE.1;
        if self.wide.replace(wide) != wide {
            self.sink.send(Event::Wide(wide));
        }
        self.lift();
    }

    fn lift(&self) {
        let Ok(found) = self.root.query_selector_all(FRONT) else {
            return;
        };
        if found.length() == 0 {
            return;
        }
        let (width, height) = self.size();
        let small = width < SMALL.0 || height < SMALL.1;
        for index in 0..found.length() {
            let element: Option<Element> = found.get(index).and_then(|it| it.dyn_into().ok());
            let Some(element) = element else { continue };
            if small == element.has_attribute("popover") {
                continue;
            }
            if !small {
                // That alone takes it back. Taking an attribute away cannot fail.
                let _ = element.remove_attribute("popover");
            } else if let Some(show) = js::function(&element, "showPopover") {
                // Neither can fail: the name is one, and what is in a document and no popover yet can be shown.
                let _ = element.set_attribute("popover", "manual");
                let _ = show.call0(&element);
            }
        }
    }
}
