//! A widget's interface mounted alone in a page: views go in, actions come out.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use vitrine::app::event::Action;
use vitrine::app::view::View;
use vitrine::ui::messages::EN;
use vitrine::ui::{Part, PartProps, SHOPPING_STYLE, STYLE, WidgetProps, Words};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CssStyleSheet, Document, Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode,
};
use yew::prelude::*;

use super::sample::Plain;

/// The mounted interface. It leaves the page when it is dropped.
pub(crate) struct Stage {
    host: HtmlElement,
    pub(crate) root: ShadowRoot,
    words: Words,
    act: Callback<Action>,
    asked: Rc<RefCell<Vec<Action>>>,
    handle: Option<AppHandle<Part>>,
    shown: u32,
}

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

impl Stage {
    /// Mounts a view in a box of this size, and waits until it is drawn.
    pub(crate) async fn new(view: View, (width, height): (u32, u32)) -> Self {
        let host: HtmlElement = document()
            .create_element("div")
            .unwrap()
            .dyn_into()
            .unwrap();
        let css = format!(
            "display:block;position:fixed;inset:0;width:{width}px;height:{height}px;max-height:none"
        );
        host.style().set_css_text(&css);
        document().body().unwrap().append_child(&host).unwrap();
        let root = host
            .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Closed))
            .unwrap();
        let sheet = CssStyleSheet::new().unwrap();
        sheet
            .replace_sync(&[STYLE, SHOPPING_STYLE].concat())
            .unwrap();
        root.set_adopted_style_sheets(&js_sys::Array::of1(&sheet));
        let place = document().create_element("div").unwrap();
        root.append_child(&place).unwrap();
        let asked = Rc::new(RefCell::new(vec![]));
        let act = {
            let asked = asked.clone();
            Callback::from(move |action| asked.borrow_mut().push(action))
        };
        let words = Words::new(&EN, Rc::new(Plain));
        let props = PartProps::widget(Some(WidgetProps {
            view: Rc::new(view),
            act: act.clone(),
            words: words.clone(),
            mount: 1,
        }));
        let handle = yew::Renderer::<Part>::with_root_and_props(place, props).render();
        let stage = Self {
            host,
            root,
            words,
            act,
            asked,
            handle: Some(handle),
            shown: 0,
        };
        stage.drawn().await;
        stage
    }

    /// Hands in another view and waits until it is drawn.
    pub(crate) async fn show(&mut self, mut view: View) {
        self.shown += 1;
        view.stamp = self.shown;
        let props = PartProps::widget(Some(WidgetProps {
            view: Rc::new(view),
            act: self.act.clone(),
            words: self.words.clone(),
            mount: 1,
        }));
        if let Some(handle) = &mut self.handle {
            handle.update(props);
        }
        self.drawn().await;
    }

    /// Two frames of the browser: what Yew has scheduled has run before the first of them is painted.
    pub(crate) async fn drawn(&self) {
        for _ in 0..2 {
            let frame = Promise::new(&mut |done, _| {
                let window = web_sys::window().unwrap();
                window.request_animation_frame(&done).unwrap();
            });
            JsFuture::from(frame).await.unwrap();
        }
    }

    /// Ends every animation, so that all stands where it is to stay.
    pub(crate) fn settled(&self) {
        let end = "for (const it of root.getAnimations()) it.cancel()";
        let end = Function::new_with_args("root", end);
        end.call1(&JsValue::NULL, &self.root).unwrap();
    }

    /// What was asked for since the last time.
    pub(crate) fn asked(&self) -> Vec<Action> {
        self.asked.take()
    }

    pub(crate) fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length())
            .filter_map(|index| found.get(index)?.dyn_into().ok())
            .collect()
    }

    /// The one element that a selector names.
    pub(crate) fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector}");
        found.remove(0).dyn_into().unwrap()
    }

    /// The button with this name, which is its label or else its words.
    pub(crate) fn button(&self, name: &str) -> HtmlElement {
        let mut found = self.all("button");
        found.retain(|button| {
            let label = button.get_attribute("aria-label");
            label.or_else(|| button.text_content()).as_deref() == Some(name)
        });
        assert_eq!(found.len(), 1, "{name}");
        found.remove(0).dyn_into().unwrap()
    }

    /// Whether keys and screen readers can get at an element.
    pub(crate) fn reachable(&self, selector: &str) -> bool {
        let style = web_sys::window()
            .unwrap()
            .get_computed_style(&self.one(selector));
        let style = style.unwrap().unwrap();
        let is = |name: &str, value: &str| style.get_property_value(name).unwrap() == value;
        is("visibility", "visible") && !is("display", "none")
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
        self.host.remove();
    }
}

/// Sends an event to an element; whether nobody prevented what the browser does with it.
pub(crate) fn fire(target: &Element, class: &str, kind: &str, more: &str) -> bool {
    let body = format!(
        "return target.dispatchEvent(new {class}('{kind}', {{bubbles: true, cancelable: true, composed: true{more}}}))"
    );
    Function::new_with_args("target", &body)
        .call1(&JsValue::NULL, target)
        .unwrap()
        .is_truthy()
}
