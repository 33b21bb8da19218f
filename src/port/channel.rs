//! What the tabs of one browser tell each other about a shop: only that something stored has changed.
//!
//! Called by [`super::Ports`]. A browser without `BroadcastChannel` tells nothing; then each tab finds out by the lock and
//! the shop's revisions.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::BroadcastChannel;

use super::{Sink, js};
use crate::app::event::Event;

/// An open channel, with the ear on it.
struct Open {
    channel: BroadcastChannel,
    _ear: EventListener,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.channel.close();
    }
}

struct Inner {
    sink: Sink,
    name: RefCell<String>,
    open: RefCell<Option<Open>>,
}

/// Tells the other tabs, and hears them.
pub struct Channel {
    inner: Rc<Inner>,
    _listeners: Vec<EventListener>,
}

impl Channel {
    /// A port that reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        let inner = Rc::new(Inner {
            sink,
            name: RefCell::default(),
            open: RefCell::default(),
        });
        // An open channel would keep the page out of the back/forward cache.
        let listeners = js::window().map_or(vec![], |window| {
            let (closing, opening) = (inner.clone(), inner.clone());
            vec![
                EventListener::new(&window, "pagehide", move |_| drop(closing.open.take())),
                EventListener::new(&window, "pageshow", move |_| opening.listen()),
            ]
        });
        Self {
            inner,
            _listeners: listeners,
        }
    }

    /// From now on it is about this shop.
    pub fn use_shop(&self, shop: &str) {
        self.inner.name.replace(super::shop_name(shop));
        self.inner.listen();
    }

    /// Tells the others.
    pub fn tell(&self) {
        if let Some(open) = &*self.inner.open.borrow() {
            // A channel that was closed meanwhile has nobody to tell.
            let _ = open.channel.post_message(&JsValue::TRUE);
        }
    }
}

impl Inner {
    fn listen(&self) {
        let name = self.name.borrow();
        if name.is_empty() {
            return;
        }
        let there = js::window().and_then(|window| js::function(&window, "BroadcastChannel"));
        let open = there
            .and_then(|_| BroadcastChannel::new(&name).ok())
            .map(|channel| {
                let sink = self.sink.clone();
                let ear = EventListener::new(&channel, "message", move |_| sink.send(Event::Told));
                Open { channel, _ear: ear }
            });
        self.open.replace(open);
    }
}
