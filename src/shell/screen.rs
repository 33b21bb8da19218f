//! Hands views to the interface, and tells when the interface's tree has changed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{MutationObserver, MutationObserverInit};
use yew::Callback;

use super::canvas::Canvas;
use super::style::{self, Dress};
use crate::app::event::Action;
use crate::app::view::View;
use crate::ui::{WidgetProps, Words};

/// On the element that is drawn into, while something is on its way that the viewer waits for. (`aria-busy` would keep
/// screen readers from what the live region says meanwhile.)
const WAITING: &str = "data-waiting";

/// The interface as it stands.
pub(super) struct Screen {
    canvas: Canvas,
    words: Words,
    act: Callback<Action>,
    watch: RefCell<Option<Watch>>,
    busy: Cell<bool>,
}

/// Tells when the tree has changed. Yew renders when it sees fit, not when it is told to.
struct Watch {
    observer: MutationObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // The element is used again.
        self.busy(false);
    }
}

impl Screen {
    pub(super) fn new(canvas: Canvas, words: Words, act: Callback<Action>) -> Self {
        Self {
            canvas,
            words,
            act,
            watch: RefCell::default(),
            busy: Cell::default(),
        }
    }

    /// Shows a view.
    pub(super) fn draw(&self, view: View) {
        self.canvas.draw(WidgetProps {
            view: Rc::new(view),
            act: self.act.clone(),
            words: self.words.clone(),
            mount: self.canvas.mount(),
        });
    }

    /// Brings along the style of what only a viewer who shops sees.
    pub(super) fn dress(&self) {
        if let Ok(root) = self.canvas.element().get_root_node().dyn_into() {
            // A browser that has made one sheet makes another.
            let _ = style::adopt(&root, Dress::Shopping);
        }
    }

    /// Says whether something is on its way that the viewer waits for.
    pub(super) fn busy(&self, busy: bool) {
        if self.busy.replace(busy) == busy {
            return;
        }
        let element = self.canvas.element();
        // Neither can fail: the name is a valid one.
        let _ = if busy {
            element.set_attribute(WAITING, "")
        } else {
            element.remove_attribute(WAITING)
        };
    }

    /// Calls `changed` whenever something has come into the tree or left it.
    pub(super) fn watch(&self, changed: impl FnMut() + 'static) {
        let callback = Closure::<dyn FnMut()>::new(changed);
        let Ok(observer) = MutationObserver::new(callback.as_ref().unchecked_ref()) else {
            return;
        };
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        // It refuses only options that ask for nothing.
        let _ = observer.observe_with_options(self.canvas.element(), &options);
        self.watch.replace(Some(Watch {
            observer,
            _callback: callback,
        }));
    }
}
