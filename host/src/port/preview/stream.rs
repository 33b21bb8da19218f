//! A stream in the video: hls.js where it is needed, what it knows of the playlist, what is done when it fails.

use std::rc::{Rc, Weak};

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlVideoElement;

use super::super::{get, number};
use super::library::{self, Hls};
use super::{Handler, Inner, Wanted, play};
use crate::core::event::Preview;

/// How long a stream that failed is left alone.
const PAUSE_MS: u32 = 3_000;

/// A stream in a video. Dropping it ends hls.js.
pub(super) struct Session {
    pub(super) hls: Hls,
    _handlers: Vec<Handler>,
}

impl Drop for Session {
    fn drop(&mut self) {
        self.hls.destroy();
    }
}

impl Inner {
    /// Plays what is wanted in the video that is there.
    pub(super) fn open(self: &Rc<Self>) {
        let before = self.session.replace(None);
        drop(before);
        self.table.replace(vec![]);
        let (Some(video), wanted) = (self.video.borrow().clone(), self.wanted.borrow().clone())
        else {
            return;
        };
        let Some(wanted) = wanted else {
            video.remove_attribute("src").unwrap_or_default();
            return;
        };
        self.say(Preview::Loading);
        if wanted.cors {
            video.set_cross_origin(Some("anonymous"));
        }
        if is_hls(&wanted) {
            let weak = Rc::downgrade(self);
            let load = self.load.clone();
            spawn_local(async move {
                let class = library::class(load).await;
                let Some(this) = Weak::upgrade(&weak) else {
                    return;
                };
                // Meanwhile another stream may be wanted, or another video be there.
                let same = *this.wanted.borrow() == Some(wanted.clone())
                    && *this.video.borrow() == Some(video.clone());
                if same && this.session.borrow().is_none() {
                    this.start(class.as_ref(), &video, &wanted);
                }
            });
        } else {
            video.set_src(&wanted.src);
            play(&video);
        }
    }

    fn start(self: &Rc<Self>, class: Option<&Function>, video: &HtmlVideoElement, wanted: &Wanted) {
        let Some(class) = class else {
            // A browser without Media Source plays HLS by itself, or not at all.
            video.set_src(&wanted.src);
            return play(video);
        };
        let Ok(hls) = library::instance(class, wanted.behind) else {
            return self.say(Preview::Failed);
        };
        let on = |event: &str, act: fn(&Rc<Self>, &JsValue)| {
            let weak = Rc::downgrade(self);
            let handler: Handler = Closure::new(move |_name: JsValue, data: JsValue| {
                if let Some(this) = Weak::upgrade(&weak) {
                    act(&this, &data);
                }
            });
            hls.on(event, handler.as_ref().unchecked_ref());
            handler
        };
        let handlers = vec![
            on("hlsLevelUpdated", |this, data| {
                this.read(&get(data, "details"));
            }),
            on("hlsLevelPtsUpdated", |this, data| {
                this.read(&get(data, "details"));
            }),
            on("hlsError", Self::trouble),
        ];
        hls.load_source(&wanted.src);
        hls.attach_media(video);
        self.session.replace(Some(Session {
            hls,
            _handlers: handlers,
        }));
        play(video);
    }

    fn read(&self, details: &JsValue) {
        let Ok(fragments) = get(details, "fragments").dyn_into::<Array>() else {
            return;
        };
        let row = |fragment: JsValue| {
            let video = get(&get(&fragment, "elementaryStreams"), "video");
            let start = number(&video, "startPTS").or_else(|| number(&fragment, "start"))?;
            Some((start, number(&fragment, "programDateTime")?))
        };
        let mut table: Vec<(f64, f64)> = fragments.iter().filter_map(row).collect();
        table.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.table.replace(table);
    }

    fn trouble(self: &Rc<Self>, data: &JsValue) {
        if !get(data, "fatal").is_truthy() {
            return;
        }
        let kind = get(data, "type").as_string().unwrap_or_default();
        if kind == "mediaError"
            && let Some(session) = self.session.borrow().as_ref()
        {
            return session.hls.recover();
        }
        self.say(Preview::Failed);
        // hls.js has given up; it is started anew after a while, for as long as this stream is wanted.
        let weak = Rc::downgrade(self);
        let wanted = self.wanted.borrow().clone();
        Timeout::new(PAUSE_MS, move || {
            if let Some(this) = Weak::upgrade(&weak)
                && *this.wanted.borrow() == wanted
            {
                this.open();
            }
        })
        .forget();
    }
}

fn is_hls(wanted: &Wanted) -> bool {
    if let Some(mime) = &wanted.mime {
        return mime.to_ascii_lowercase().contains("mpegurl");
    }
    let path = wanted.src.split(['?', '#']).next().unwrap_or_default();
    path.to_ascii_lowercase().ends_with(".m3u8")
}
