//! What the browser tests share: a log of events that can be waited on, and small pieces of page.

#![allow(dead_code, reason = "each test program takes what it needs")]

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use js_sys::{Function, Promise, Reflect};
use vitrine::app::event::Event;
use vitrine::port::{Place, Sink};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement, ShadowRoot, ShadowRootInit, ShadowRootMode};

/// Events as they were reported, to be waited on. There is no sleeping: a test that waits for what never comes is ended by
/// the harness.
#[derive(Clone, Default)]
pub(crate) struct Log(Rc<RefCell<(VecDeque<Event>, Option<Waker>)>>);

impl Log {
    pub(crate) fn sink(&self) -> Sink {
        let log = self.0.clone();
        Sink::new(move |event| {
            let waker = {
                let mut log = log.borrow_mut();
                log.0.push_back(event);
                log.1.take()
            };
            if let Some(waker) = waker {
                waker.wake();
            }
        })
    }

    /// The next event.
    pub(crate) async fn next(&self) -> Event {
        poll_fn(|context| {
            let mut log = self.0.borrow_mut();
            if let Some(event) = log.0.pop_front() {
                return Poll::Ready(event);
            }
            log.1 = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }

    /// The next event that `wanted` takes; others are dropped.
    pub(crate) async fn find<T>(&self, wanted: impl Fn(Event) -> Option<T>) -> T {
        loop {
            if let Some(found) = wanted(self.next().await) {
                return found;
            }
        }
    }

    /// What was reported and not yet taken.
    pub(crate) fn rest(&self) -> Vec<Event> {
        self.0.borrow_mut().0.drain(..).collect()
    }
}

pub(crate) fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// Runs a piece of JavaScript. The test page has no policy.
pub(crate) fn js(code: &str) -> JsValue {
    Function::new_no_args(code).call0(&JsValue::NULL).unwrap()
}

/// A JavaScript function of one argument.
pub(crate) fn function(argument: &str, code: &str) -> Function {
    Function::new_with_args(argument, code)
}

/// Waits for a promise.
pub(crate) async fn settled(promise: &JsValue) -> JsValue {
    let promise: Promise = promise.clone().unchecked_into();
    JsFuture::from(promise).await.unwrap()
}

/// Waits until the element has fired an event of that name once more.
pub(crate) async fn fired(on: &JsValue, name: &str) {
    let code = format!(
        "return new Promise((done) => on.addEventListener('{name}', done, {{ once: true }}))"
    );
    settled(&function("on", &code).call1(&JsValue::NULL, on).unwrap()).await;
}

/// One task later: what was queued before now has run.
pub(crate) async fn turn() {
    settled(&js(
        "const { port1, port2 } = new MessageChannel();
         return new Promise((done) => { port1.onmessage = () => { port1.close(); done(); }; port2.postMessage(0); })",
    ))
    .await;
}

pub(crate) fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap()
}

/// A host with an open shadow root and an element to draw into; removed when dropped.
pub(crate) struct Stand {
    pub(crate) host: HtmlElement,
    pub(crate) shadow: ShadowRoot,
    pub(crate) root: Element,
}

impl Stand {
    pub(crate) fn new() -> Self {
        let host: HtmlElement = document()
            .create_element("section")
            .unwrap()
            .unchecked_into();
        document().body().unwrap().append_child(&host).unwrap();
        let shadow = host
            .attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open))
            .unwrap();
        let root = document().create_element("div").unwrap();
        shadow.append_child(&root).unwrap();
        Self { host, shadow, root }
    }

    pub(crate) fn with(markup: &str) -> Self {
        let stand = Self::new();
        stand.root.set_inner_html(markup);
        stand
    }

    pub(crate) fn place(&self) -> Place {
        Place {
            host: self.host.clone(),
            root: self.root.clone(),
            locale: "en".to_owned(),
            video: None,
        }
    }

    pub(crate) fn find(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).unwrap().unwrap();
        found.unchecked_into()
    }
}

impl Drop for Stand {
    fn drop(&mut self) {
        self.host.remove();
    }
}

/// Stands in for the network: `window.fetch` is this code (of `url` and `init`) until it is dropped.
pub(crate) struct FetchDouble(JsValue);

impl FetchDouble {
    pub(crate) fn new(code: &str) -> Self {
        let window = js("return window");
        let real = get(&window, "fetch");
        let double = Function::new_with_args("url, init", code);
        Reflect::set(&window, &"fetch".into(), &double).unwrap();
        Self(real)
    }
}

impl Drop for FetchDouble {
    fn drop(&mut self) {
        Reflect::set(&js("return window"), &"fetch".into(), &self.0).unwrap();
    }
}
