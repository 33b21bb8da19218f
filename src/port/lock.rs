//! The shop's lock: a Web Lock, which one tab of the browser has at a time.
//!
//! Called by [`super::Ports`]. A browser that has no locks, or will not give any (to a page without an origin, say), gives
//! it to everybody at once: then the shop's revisions and keys must do.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use super::{Sink, js};
use crate::app::event::Event;

/// A lock that was there within this many milliseconds was nobody's before.
const AT_ONCE_MS: i64 = 20;
/// How long after another tab has let it go its last words are in this tab's storage, too: browsers promise nothing about
/// that, and tabs are processes of their own.
const SETTLED_MS: u32 = 100;

/// What a question for the lock and its answer know of each other.
#[derive(Default)]
struct State {
    /// The question was taken back, or the lock given back.
    over: Cell<bool>,
    /// Resolves the promise for whose time the browser holds the lock.
    give_back: RefCell<Option<Function>>,
}

/// A lock that was asked for. Dropping it gives it back, or takes the question back.
struct Asked {
    abort: AbortController,
    state: Rc<State>,
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.state.over.set(true);
        self.abort.abort();
        if let Some(give_back) = self.state.give_back.take() {
            // Resolving a promise cannot fail.
            let _ = give_back.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Asks for the lock, and gives it back.
pub struct Lock {
    sink: Sink,
    name: RefCell<String>,
    asked: RefCell<Option<Asked>>,
}

impl Lock {
    /// A port that reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        Self {
            sink,
            name: RefCell::default(),
            asked: RefCell::default(),
        }
    }

    /// From now on it is this shop's lock.
    pub fn use_shop(&self, shop: &str) {
        self.name.replace(super::shop_name(shop));
    }

    /// Asks for the lock, and reports when it is there.
    pub fn ask(&self) {
        match self.request() {
            Some(asked) => drop(self.asked.replace(Some(asked))),
            None => self.sink.send(Event::Locked),
        }
    }

    /// Gives the lock back.
    pub fn release(&self) {
        self.asked.take();
    }

    fn request(&self) -> Option<Asked> {
        let window = js::window()?;
        let locks = js::get(&js::get(&window, "navigator"), "locks");
        let request = js::function(&locks, "request")?;
        let abort = AbortController::new().ok()?;
        let state = Rc::new(State::default());
        let (sink, held, asked) = (self.sink.clone(), state.clone(), js::now().0);
        let granted = Closure::once_into_js(move || {
            if held.over.get() {
                return Promise::resolve(&JsValue::UNDEFINED);
            }
            let lasts = Promise::new(&mut |resolve, _| {
                held.give_back.replace(Some(resolve));
            });
            if js::now().0.saturating_sub(asked) <= AT_ONCE_MS {
                sink.send(Event::Locked);
            } else {
                Timeout::new(SETTLED_MS, move || {
                    if !held.over.get() {
                        sink.send(Event::Locked);
                    }
                })
                .forget();
            }
            lasts
        });
        let options = js::object(&[("signal", abort.signal().into())]);
        let name = JsValue::from_str(&self.name.borrow());
        let promise = request.call3(&locks, &name, &options, &granted).ok()?;
        let promise: Promise = promise.dyn_into().ok()?;
        let (sink, asked) = (self.sink.clone(), state.clone());
        spawn_local(async move {
            let refused = JsFuture::from(promise).await.is_err();
            // Refused for good, not taken back: then nobody has it.
            if refused && !asked.over.get() {
                sink.send(Event::Locked);
            }
        });
        Some(Asked { abort, state })
    }
}
