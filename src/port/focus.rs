//! Moves the keyboard focus inside the widget, once the interface has drawn what it is to move to.
//!
//! The interface marks where focus may go: `[data-vitrine=heading]` is the heading of the panel (focusable by script),
//! a field has its `id`.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
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
}

impl Focuser {
    /// Moves it within this element.
    #[must_use]
    pub fn new(root: Element) -> Self {
        Self {
            root,
            remembered: RefCell::default(),
            wanted: RefCell::default(),
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
            return;
        };
        if let Some(element) = self.find(&focus) {
            // An element that will not take the focus leaves it where it is.
            let _ = element.focus();
        } else if focus != Focus::Return {
            // Not there yet. A newer wish that arrived meanwhile is the one that counts.
            self.wanted.borrow_mut().get_or_insert(focus);
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

fn usable(element: &HtmlElement) -> bool {
    element.is_connected() && matches!(element.closest("[inert]"), Ok(None))
}
