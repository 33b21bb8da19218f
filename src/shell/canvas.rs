//! The element that Yew draws into, with the Yew app that lives there.
//!
//! Yew never gives back the listeners it sets on the element that it draws into, nor what they hold. So the element is not
//! thrown away with its widget but emptied and kept, and the next mount on the page takes it. A page that mounts and
//! removes a thousand widgets needs as many of them as ever stood on it at once.

use std::cell::{Cell, RefCell};

use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::AppHandle;

use crate::port::js;
use crate::ui::{Part, PartProps, WidgetProps};

thread_local! {
    static SPARE: RefCell<Vec<(Element, AppHandle<Part>)>> = const { RefCell::new(Vec::new()) };
    static MOUNTS: Cell<u32> = const { Cell::new(0) };
}

/// An element that a widget is drawn into. Dropping it takes the widget away and the element out of the page.
pub struct Canvas {
    element: Element,
    mount: u32,
    app: RefCell<Option<AppHandle<Part>>>,
}

impl Canvas {
    /// An empty one, from an earlier mount or new.
    ///
    /// # Errors
    /// What the browser said where no element can be made.
    pub fn take() -> Result<Self, JsValue> {
        let mount = MOUNTS.get().wrapping_add(1);
        MOUNTS.set(mount);
        let (element, app) = if let Some((element, app)) = SPARE.with_borrow_mut(Vec::pop) {
            (element, Some(app))
        } else {
            let document = js::document().ok_or("there is no document")?;
            let element = document.create_element("div")?;
            // So that the page can style it from outside.
            element.set_attribute("part", "root")?;
            (element, None)
        };
        Ok(Self {
            element,
            mount,
            app: RefCell::new(app),
        })
    }

    /// The number of this mount.
    pub(super) fn mount(&self) -> u32 {
        self.mount
    }

    /// The element, to be put into a tree.
    #[must_use]
    pub fn element(&self) -> &Element {
        &self.element
    }

    /// Draws the widget, when Yew gets to it.
    pub(super) fn draw(&self, props: WidgetProps) {
        let props = PartProps::widget(Some(props));
        let mut app = self.app.borrow_mut();
        if let Some(app) = app.as_mut() {
            app.update(props);
        } else {
            let element = self.element.clone();
            app.replace(yew::Renderer::<Part>::with_root_and_props(element, props).render());
        }
    }
}

impl Drop for Canvas {
    fn drop(&mut self) {
        self.element.remove();
        if let Some(mut app) = self.app.take() {
            app.update(PartProps::widget(None));
            SPARE.with_borrow_mut(|spare| spare.push((self.element.clone(), app)));
        }
    }
}
