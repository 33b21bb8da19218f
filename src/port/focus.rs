//! Moves the keyboard focus inside the widget, once the interface has drawn what it is to move to.
//!
//! The interface marks where focus may go: `[data-vitrine=heading]` is the heading of the panel (focusable by script),
//! a field has its `id`.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::js;
use crate::app::effect::Focus;

/// Where "into the panel" leads, best first.
const PANEL: [&str; 2] = ["[data-vitrine=heading]", "[data-vitrine=panel]"];
/// The button that is always there, for a focus whose place is gone.
const HAVEN: &str = "[data-vitrine=lineup]";

/// Moves the focus.
pub struct Focuser {
    root: Element,
    remembered: RefCell<Option<HtmlElement>>,
    wanted: RefCell<Option<Focus>>,
    /// What has the focus, or had it when it was taken away.
    held: Rc<RefCell<Option<HtmlElement>>>,
    _listeners: [EventListener; 2],
}

impl Focuser {
    /// Moves it within this element.
    #[must_use]
    pub fn new(root: Element) -> Self {
        let held = Rc::<RefCell<Option<HtmlElement>>>::default();
        let comes = {
            let held = held.clone();
            EventListener::new(&root, "focusin", move |event| {
                let element = event.target().and_then(|target| target.dyn_into().ok());
                element.iter().for_each(reveal);
                held.replace(element);
            })
        };
        let goes = {
            let held = held.clone();
            EventListener::new(&root, "focusout", move |_| {
                // Some browsers say so, too, of what is just being taken away: it still stands then, but not afterwards.
                let held = held.clone();
                spawn_local(async move {
                    if held.borrow().as_ref().is_some_and(|it| it.is_connected()) {
                        held.replace(None);
                    }
                });
            })
        };
        Self {
            root,
            remembered: RefCell::default(),
            wanted: RefCell::default(),
            held,
            _listeners: [comes, goes],
        }
    }

    /// What has the focus is remembered at once, since the coming render may take it away; all else waits for the
    /// render, and only the last wish counts.
    pub fn want(&self, focus: Focus) {
        if focus == Focus::Remember {
            self.remembered.replace(self.focused());
        } else {
            self.wanted.replace(Some(focus));
        }
    }

    /// Carries out what is wanted, or keeps wanting it until its element is there.
    pub fn rendered(&self) {
        let Some(focus) = self.wanted.take() else {
            return self.catch();
        };
        if let Some(element) = self.find(&focus) {
            // What had it is left. Out into the page nothing would say so, of an element that is gone already.
            self.held.replace(None);
            // An element that will not take the focus leaves it where it is.
            let _ = element.focus();
        } else if focus != Focus::Return {
            // Not there yet. A newer wish that arrived meanwhile is the one that counts.
            self.wanted.borrow_mut().get_or_insert(focus);
        }
    }

    /// A focus that was on something that is gone goes to the heading of what is open, or else to the button that is always
    /// there.
    fn catch(&self) {
        let held = self.held.borrow();
        if held.as_ref().is_none_or(|element| element.is_connected()) {
            return;
        }
        drop(held);
        self.held.replace(None);
        let place = PANEL.iter().find_map(|place| self.query(place));
        if let Some(place) = place.or_else(|| self.query(HAVEN)) {
            // As above.
            let _ = place.focus();
        }
    }

    fn find(&self, focus: &Focus) -> Option<HtmlElement> {
        match focus {
            Focus::Remember => None,
            Focus::Panel => PANEL.iter().find_map(|place| self.query(place)),
            Focus::Element(id) => self.query(&format!("[id=\"{id}\"]")),
            Focus::Return => {
                let place = self.remembered.take();
                place.filter(usable).or_else(|| self.query(HAVEN))
            }
        }
    }

    fn query(&self, selector: &str) -> Option<HtmlElement> {
        self.root.query_selector(selector).ok()??.dyn_into().ok()
    }

    /// What has the focus: in the widget, or else in the page.
    fn focused(&self) -> Option<HtmlElement> {
        let tree = self.root.get_root_node();
        let inside = tree.dyn_ref::<ShadowRoot>()?.active_element();
        let element = inside.or_else(|| js::document()?.active_element())?;
        element.dyn_into().ok()
    }
}

/// Brings all of what the keys have come to into view. A browser leaves it where it is if a part is to be seen, in a row that
/// scrolls sideways the edge of a picture, say.
fn reveal(element: &HtmlElement) {
    let by_keys = element.matches(":focus-visible").unwrap_or(false);
    if let Some(scroll) = js::function(element, "scrollIntoView").filter(|_| by_keys) {
        let near = JsValue::from_str("nearest");
        let how = js::object(&[("block", near.clone()), ("inline", near)]);
        // What cannot be scrolled stays where it is.
        let _ = scroll.call1(element, &how);
    }
}

fn usable(element: &HtmlElement) -> bool {
    element.is_connected() && matches!(element.closest("[inert]"), Ok(None))
}
