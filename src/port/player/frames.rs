//! Calls back for every picture that the video presents, for as long as the handle lives.
//!
//! `requestVideoFrameCallback` tells the very picture; without it, an animation frame tells the playhead; and since
//! neither runs in a hidden tab, `timeupdate` keeps the time going there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::HtmlVideoElement;

use super::js;
use crate::app::event::Monotonic;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    #[wasm_bindgen(extends = HtmlVideoElement)]
    type Framed;

    #[wasm_bindgen(method, js_name = requestVideoFrameCallback)]
    fn request(this: &Framed, callback: &Function) -> u32;

    #[wasm_bindgen(method, js_name = cancelVideoFrameCallback)]
    fn cancel(this: &Framed, id: u32);
}

/// The callback: the picture's media time in seconds, and now.
type Take = Rc<dyn Fn(f64, Monotonic)>;
type Callback = Closure<dyn FnMut(f64, JsValue)>;

/// What is asked of the browser again and again.
struct Ticker {
    video: Framed,
    /// Whether the browser tells the very picture.
    exact: bool,
    pending: Cell<Option<u32>>,
    callback: RefCell<Option<Callback>>,
}

impl Ticker {
    fn request(&self) {
        let callback = self.callback.borrow();
        let Some(callback) = callback.as_ref().map(|c| c.as_ref().unchecked_ref()) else {
            return;
        };
        let id = if self.exact {
            Some(self.video.request(callback))
        } else {
            js::window()
                .and_then(|window| window.request_animation_frame(callback).ok())
                .and_then(|id| u32::try_from(id).ok())
        };
        self.pending.set(id);
    }

    fn cancel(&self) {
        let Some(id) = self.pending.take() else {
            return;
        };
        if self.exact {
            self.video.cancel(id);
        } else if let (Some(window), Ok(id)) = (js::window(), i32::try_from(id)) {
            // There is nothing to be done about a frame that cannot be cancelled; its callback is gone anyway.
            let _ = window.cancel_animation_frame(id);
        }
    }
}

/// The frames of one video. Dropping it stops them.
pub struct Frames {
    ticker: Rc<Ticker>,
    _listeners: [EventListener; 2],
}

impl Frames {
    /// Calls `take` for every picture of `video` from now on.
    #[must_use]
    pub fn new(video: &HtmlVideoElement, take: impl Fn(f64, Monotonic) + 'static) -> Self {
        let take: Take = Rc::new(take);
        let exact = js::function(video, "requestVideoFrameCallback").is_some();
        let ticker = Rc::new(Ticker {
            video: video.clone().unchecked_into(),
            exact,
            pending: Cell::default(),
            callback: RefCell::default(),
        });
        let callback = {
            let (weak, take) = (Rc::downgrade(&ticker), take.clone());
            let shown = Cell::new(f64::NAN);
            Closure::<dyn FnMut(f64, JsValue)>::new(move |now: f64, meta: JsValue| {
                let Some(ticker) = weak.upgrade() else {
                    return;
                };
                ticker.request();
                let time =
                    js::number(&meta, "mediaTime").unwrap_or_else(|| ticker.video.current_time());
                // Animation frames come whether the picture is a new one or not.
                if ticker.exact || shown.replace(time).to_bits() != time.to_bits() {
                    take(time, js::monotonic(now));
                }
            })
        };
        ticker.callback.replace(Some(callback));
        ticker.request();
        let unseen = |name: &'static str| {
            let (video, take) = (video.clone(), take.clone());
            EventListener::new(&video.clone(), name, move |_| {
                if js::hidden() {
                    take(video.current_time(), js::now());
                }
            })
        };
        Self {
            _listeners: [unseen("timeupdate"), unseen("seeked")],
            ticker,
        }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.ticker.cancel();
        // A callback that the browser has already taken up finds its ticker gone.
        self.ticker.callback.replace(None);
    }
}
