//! The stream's preview: a plain video, hls.js where the stream needs it, and the moment that its picture shows.
//!
//! The moment is counted as the widget counts it: the fragment that holds the presented frame's media time, its programme
//! date-time, and the way from its first picture.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlVideoElement;

mod library;
mod stream;

use super::{Sink, function, get, number};
use crate::core::effect::Watch;
use crate::core::event::{Event, Preview};
use crate::core::frame;
use stream::Session;
use vitrine::domain::show::ShowTime;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    #[wasm_bindgen(extends = HtmlVideoElement)]
    type Framed;

    #[wasm_bindgen(method, js_name = requestVideoFrameCallback)]
    fn request(this: &Framed, callback: &Function) -> u32;
}

#[derive(Clone, PartialEq)]
struct Wanted {
    src: String,
    mime: Option<String>,
    cors: bool,
    /// Seconds behind the newest picture; else as near as is safe.
    behind: Option<u32>,
}

type Handler = Closure<dyn FnMut(JsValue, JsValue)>;

struct Inner {
    /// The id of the video that is played in.
    place: &'static str,
    sink: Sink,
    load: Option<Function>,
    wanted: RefCell<Option<Wanted>>,
    video: RefCell<Option<HtmlVideoElement>>,
    listeners: RefCell<Vec<EventListener>>,
    session: RefCell<Option<Session>>,
    table: RefCell<Vec<(f64, f64)>>,
    callback: RefCell<Option<Handler>>,
    clock: RefCell<Option<Closure<dyn FnMut() -> JsValue>>>,
}

/// Plays, and reports.
pub struct Player(Rc<Inner>);

impl Player {
    /// A port for the video of this id, that reports to `sink`. `load` hands back a promise of the hls.js module.
    #[must_use]
    pub fn new(place: &'static str, load: Option<Function>, sink: Sink) -> Self {
        Self(Rc::new(Inner {
            place,
            clock: RefCell::default(),
            sink,
            load,
            wanted: RefCell::default(),
            video: RefCell::default(),
            listeners: RefCell::default(),
            session: RefCell::default(),
            table: RefCell::default(),
            callback: RefCell::default(),
        }))
    }

    /// Carries out a command.
    pub fn run(&self, watch: Watch) {
        let video = self.0.video.borrow().clone();
        match watch {
            Watch::Open { src, mime, cors } => {
                let behind = None;
                self.0.wanted.replace(Some(Wanted {
                    src,
                    mime,
                    cors,
                    behind,
                }));
                self.0.open();
            }
            Watch::Close => {
                self.0.wanted.replace(None);
                self.0.open();
            }
            Watch::Toggle => {
                if let Some(video) = video {
                    if video.paused() {
                        play(&video);
                    } else {
                        // Pausing cannot fail in a way that anything could be done about.
                        let _ = video.pause();
                    }
                }
            }
            Watch::GoLive => {
                if let Some(video) = video {
                    let session = self.0.session.borrow();
                    if let Some(point) = session.as_ref().and_then(|s| s.hls.live_point()) {
                        video.set_current_time(point);
                    }
                    play(&video);
                }
            }
        }
    }

    /// Plays a stream so many seconds behind its newest picture.
    pub fn hold_back(&self, src: String, behind: u32) {
        self.0.wanted.replace(Some(Wanted {
            src,
            mime: None,
            cors: false,
            behind: Some(behind),
        }));
        self.0.open();
    }

    /// Tells the widget that lies over the video which moment the picture shows: it cannot ask a video that is not its own.
    pub fn lend_clock(&self) {
        let selector = format!("vitrine-live[for={}]", self.0.place);
        let widget = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.query_selector(&selector).ok().flatten());
        let Some(widget) = widget.filter(|widget| !get(widget, "clock").is_function()) else {
            return;
        };
        let weak = Rc::downgrade(&self.0);
        let clock = Closure::<dyn FnMut() -> JsValue>::new(move || {
            let moment = Weak::upgrade(&weak).and_then(|this| this.moment());
            moment.map_or(JsValue::UNDEFINED, |moment| {
                #[allow(clippy::cast_precision_loss, reason = "exact for 285,000 years")]
                js_sys::Date::new(&JsValue::from_f64(moment.0 as f64)).into()
            })
        });
        // An element that takes no clock shows its cues by the show's latency.
        let _ = Reflect::set(&widget, &"clock".into(), clock.as_ref());
        self.0.clock.replace(Some(clock));
    }

    /// Looks whether the video has come, gone or been replaced.
    pub fn rendered(&self) {
        let found = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.get_element_by_id(self.0.place))
            .and_then(|element| element.dyn_into::<HtmlVideoElement>().ok());
        if found == *self.0.video.borrow() {
            return;
        }
        self.0.video.replace(found.clone());
        let listeners = found.map_or_else(Vec::new, |video| Inner::attach(&self.0, &video));
        self.0.listeners.replace(listeners);
        self.0.open();
    }
}

fn play(video: &HtmlVideoElement) {
    if let Ok(promise) = video.play() {
        spawn_local(async move {
            // The browser may want a click first; the video's own events say that it is paused.
            let _ = JsFuture::from(promise).await;
        });
    }
}

const FRAMES: &str = "requestVideoFrameCallback";

/// Whether the browser tells of each picture: not in a hidden tab, and not all do.
fn tells_frames(video: &HtmlVideoElement) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let hidden = document.is_none_or(|document| document.hidden());
    !hidden && function(video, FRAMES).is_some()
}

impl Inner {
    fn say(&self, preview: Preview) {
        self.sink.send(Event::Preview(preview));
    }

    fn attach(this: &Rc<Self>, video: &HtmlVideoElement) -> Vec<EventListener> {
        let on = |name: &'static str, act: fn(&Rc<Self>, &HtmlVideoElement)| {
            let (weak, video) = (Rc::downgrade(this), video.clone());
            EventListener::new(&video.clone(), name, move |_| {
                if let Some(this) = Weak::upgrade(&weak) {
                    act(&this, &video);
                }
            })
        };
        this.frames(video);
        vec![
            on("playing", |this, _| this.say(Preview::Playing)),
            on("pause", |this, _| this.say(Preview::Paused)),
            on("error", |this, _| this.say(Preview::Failed)),
            on("resize", |this, video| {
                this.sink
                    .send(Event::Size(video.video_width(), video.video_height()));
            }),
            on("timeupdate", |this, video| {
                // Its clock runs on between two pictures, so it is asked only where pictures are not told.
                if !tells_frames(video) {
                    this.frame(video.current_time());
                }
            }),
        ]
    }

    /// Calls back for every presented frame, for as long as this video is the one.
    fn frames(self: &Rc<Self>, video: &HtmlVideoElement) {
        if function(video, FRAMES).is_none() {
            return;
        }
        let framed: Framed = video.clone().unchecked_into();
        let (weak, mine) = (Rc::downgrade(self), framed.clone());
        let callback: Handler = Closure::new(move |_now: JsValue, meta: JsValue| {
            let Some(this) = Weak::upgrade(&weak) else {
                return;
            };
            let current = this.video.borrow().as_ref() == Some(mine.as_ref());
            if !current {
                return;
            }
            if let Some(callback) = this.callback.borrow().as_ref() {
                mine.request(callback.as_ref().unchecked_ref());
            }
            if let Some(time) = number(&meta, "mediaTime") {
                this.frame(time);
            }
        });
        framed.request(callback.as_ref().unchecked_ref());
        self.callback.replace(Some(callback));
    }

    /// The moment of the picture that is shown.
    fn moment(&self) -> Option<ShowTime> {
        let time = self.video.borrow().as_ref()?.current_time();
        frame::moment(&self.table.borrow(), time)
    }

    fn frame(&self, media_time: f64) {
        let time =
            frame::moment(&self.table.borrow(), media_time).or_else(|| self.start_date(media_time));
        self.sink.send(Event::Picture(time));
    }

    /// What Safari tells of a stream that it plays by itself.
    #[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
    fn start_date(&self, media_time: f64) -> Option<ShowTime> {
        let video = self.video.borrow().clone()?;
        let date: js_sys::Date = function(&video, "getStartDate")?
            .call0(&video)
            .ok()?
            .dyn_into()
            .ok()?;
        let ms = date.get_time() + media_time * 1_000.0;
        ms.is_finite().then(|| ShowTime(ms.floor() as i64))
    }
}
