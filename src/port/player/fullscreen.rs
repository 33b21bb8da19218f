//! Fills the screen with the element, so that what lies over the picture comes along.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Element, HtmlElement, ShadowRoot};

use super::js;
use crate::app::event::{Event, PlayerEvent};
use crate::port::Sink;

/// The element, on the whole screen or not.
pub struct Fullscreen {
    host: HtmlElement,
    sink: Sink,
    _listener: Option<EventListener>,
}

impl Fullscreen {
    /// Watches whether `host` fills the screen, reporting to `sink`.
    #[must_use]
    pub fn new(host: &HtmlElement, sink: &Sink) -> Self {
        let listener = js::document().map(|document| {
            let (host, sink) = (host.clone(), sink.clone());
            let mut was = false;
            EventListener::new(&document, "fullscreenchange", move |_| {
                let is = fills(&host);
                if is != was {
                    was = is;
                    sink.send(Event::Player(PlayerEvent::Fullscreen(is)));
                }
            })
        });
        Self {
            host: host.clone(),
            sink: sink.clone(),
            _listener: listener,
        }
    }

    /// Fills the screen, or no longer. Where the browser will not, the event says that it does not.
    pub fn set(&self, on: bool) {
        let asked = if on {
            call(&self.host, "requestFullscreen")
        } else if fills(&self.host) {
            js::document().and_then(|document| call(&document, "exitFullscreen"))
        } else {
            return;
        };
        let (host, sink) = (self.host.clone(), self.sink.clone());
        spawn_local(async move {
            let done = match asked {
                Some(promise) => JsFuture::from(promise).await.is_ok(),
                None => false,
            };
            if !done {
                let fills = fills(&host);
                sink.send(Event::Player(PlayerEvent::Fullscreen(fills)));
            }
        });
    }
}

/// Whether the element is what fills the screen; in a tree of shadows each tree names its own part of it.
fn fills(host: &HtmlElement) -> bool {
    let tree = host.get_root_node();
    let filling: Option<Element> = match (tree.dyn_ref::<Document>(), tree.dyn_ref::<ShadowRoot>())
    {
        (Some(document), _) => document.fullscreen_element(),
        (_, Some(shadow)) => js::get(shadow, "fullscreenElement").dyn_into().ok(),
        _ => None,
    };
    filling.as_ref() == Some(host.as_ref())
}

/// Calls a method that hands back a promise; `None` where there is no such method or it throws.
fn call(on: &JsValue, method: &str) -> Option<js_sys::Promise> {
    js::function(on, method)?.call0(on).ok()?.dyn_into().ok()
}
