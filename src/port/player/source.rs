//! Gets a stream into the video: by hls.js wherever it works, by the browser's own HLS where it does not, and plain
//! files as they are.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlVideoElement, MediaError};

use super::backoff::Backoff;
use super::hls::Session;
use super::kind::{self, Kind};
use super::{Report, autoplay, js, library};
use crate::app::event::{PlayerEvent, PlayerProblem};

const HLS_MIME: &str = "application/vnd.apple.mpegurl";

/// What is to be played.
#[derive(Clone)]
pub struct Wanted {
    /// Absolute address.
    pub src: String,
    /// MIME type, if known.
    pub mime: Option<String>,
    /// Whether it answers cross-origin requests.
    pub cors: bool,
    /// A still for the time before.
    pub poster: Option<String>,
    /// Whether sound is wanted.
    pub sound: bool,
}

/// How a stream gets into the video.
enum Way {
    /// The library is being loaded, or will be again.
    Loading(#[allow(dead_code, reason = "held for its drop")] Option<Timeout>),
    /// By hls.js.
    Hls(Rc<Session>),
    /// By the browser itself.
    Plain(#[allow(dead_code, reason = "held for its drop")] Plain),
}

/// A stream that the browser plays by itself. Dropping it empties the video.
struct Plain {
    video: HtmlVideoElement,
    _listeners: [EventListener; 2],
}

impl Drop for Plain {
    fn drop(&mut self) {
        // Without an address, loading gives the network and the decoder back. Neither call fails on a live element.
        let _ = self.video.remove_attribute("src");
        self.video.load();
    }
}

/// A stream in a video. Dropping it takes it out.
pub struct Source {
    video: HtmlVideoElement,
    wanted: Wanted,
    report: Report,
    load_hls: Function,
    backoff: Backoff,
    started: Cell<bool>,
    way: RefCell<Way>,
}

impl Source {
    /// Opens a stream in a video and starts it.
    #[must_use]
    pub fn open(
        video: &HtmlVideoElement,
        wanted: Wanted,
        load_hls: &Function,
        report: &Report,
    ) -> Rc<Self> {
        // On the element before anything is loaded: a fetch that has begun is not asked for CORS any more.
        video.set_cross_origin(wanted.cors.then_some("anonymous"));
        video.set_poster(wanted.poster.as_deref().unwrap_or_default());
        // A phone would take the video out of the page otherwise. Setting an attribute of this name cannot fail.
        let _ = video.set_attribute("playsinline", "");
        let source = Rc::new(Self {
            video: video.clone(),
            wanted,
            report: report.clone(),
            load_hls: load_hls.clone(),
            backoff: Backoff::default(),
            started: Cell::default(),
            way: RefCell::new(Way::Loading(None)),
        });
        let kind = kind::of(&source.wanted.src, source.wanted.mime.as_deref());
        match kind {
            Kind::File => source.plain(),
            Kind::Hls if library::plausible() => source.load(),
            Kind::Hls => source.native(),
        }
        source
    }

    /// The stream's session in hls.js, if that plays it.
    #[must_use]
    pub fn session(&self) -> Option<Rc<Session>> {
        match &*self.way.borrow() {
            Way::Hls(session) => Some(session.clone()),
            Way::Loading(_) | Way::Plain(_) => None,
        }
    }

    fn load(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let promise = self.load_hls.call0(&JsValue::UNDEFINED);
        spawn_local(async move {
            let module = match promise.map(JsCast::dyn_into::<Promise>) {
                Ok(Ok(promise)) => JsFuture::from(promise).await,
                Ok(Err(thing)) | Err(thing) => Err(thing),
            };
            // Gone: another stream was opened meanwhile, or the widget was removed.
            let Some(this) = weak.upgrade() else { return };
            match module {
                Ok(module) => match library::supported(&module) {
                    Some(class) => this.attach(&class),
                    None => this.native(),
                },
                Err(_)
                    if this.plays(HLS_MIME)
                        && js::function(&this.video, "getStartDate").is_some() =>
                {
                    this.native();
                }
                Err(_) => this.later(PlayerProblem::Network),
            }
        });
    }

    fn attach(self: &Rc<Self>, class: &Function) {
        let weak = Rc::downgrade(self);
        let started = Session::start(
            class,
            &self.wanted.src,
            &self.video,
            &self.report,
            move || {
                if let Some(this) = weak.upgrade() {
                    this.play();
                }
            },
        );
        match started {
            Ok(session) => {
                self.way.replace(Way::Hls(Rc::new(session)));
            }
            Err(_) => self.fail(PlayerProblem::Unsupported),
        }
    }

    /// HLS by the browser itself, if it can.
    fn native(self: &Rc<Self>) {
        if self.plays(HLS_MIME) {
            self.plain();
        } else {
            self.fail(PlayerProblem::Unsupported);
        }
    }

    fn plain(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let error = EventListener::new(&self.video, "error", move |_| {
            if let Some(this) = weak.upgrade() {
                this.broke();
            }
        });
        let weak = Rc::downgrade(self);
        let there = EventListener::new(&self.video, "canplay", move |_| {
            if let Some(this) = weak.upgrade() {
                this.backoff.reset();
                this.report.say(PlayerEvent::Recovered);
            }
        });
        self.way.replace(Way::Plain(Plain {
            video: self.video.clone(),
            _listeners: [error, there],
        }));
        self.video.set_src(&self.wanted.src);
        self.play();
    }

    fn play(&self) {
        // The sound of a second start is what the viewer has made of it.
        if self.started.replace(true) {
            self.report.refilled();
        } else {
            autoplay::start(&self.video, self.wanted.sound, &self.report.sink);
        }
    }

    /// The browser could not play it: what it says tells whether trying again may help.
    fn broke(self: &Rc<Self>) {
        let code = self.video.error().map(|error| error.code());
        let mime = self.wanted.mime.as_deref().unwrap_or_default();
        match code {
            Some(MediaError::MEDIA_ERR_DECODE) => self.later(PlayerProblem::Media),
            Some(MediaError::MEDIA_ERR_SRC_NOT_SUPPORTED)
                if !mime.is_empty() && !self.plays(mime) =>
            {
                self.fail(PlayerProblem::Unsupported);
            }
            Some(_) => {
                // Perhaps it was kept from us because it answers no cross-origin requests. Nothing here needs it to.
                self.video.set_cross_origin(None);
                self.later(PlayerProblem::Network);
            }
            None => {}
        }
    }

    fn later(self: &Rc<Self>, problem: PlayerProblem) {
        self.fail(problem);
        let weak = Rc::downgrade(self);
        let again = Timeout::new(self.backoff.next_ms(), move || {
            let Some(this) = weak.upgrade() else { return };
            match kind::of(&this.wanted.src, this.wanted.mime.as_deref()) {
                Kind::Hls if library::plausible() => this.load(),
                Kind::Hls | Kind::File => this.plain(),
            }
        });
        self.way.replace(Way::Loading(Some(again)));
    }

    fn plays(&self, mime: &str) -> bool {
        !self.video.can_play_type(mime).is_empty()
    }

    fn fail(&self, problem: PlayerProblem) {
        self.report.say(PlayerEvent::Failed(problem));
    }
}
