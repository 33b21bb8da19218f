//! A stream played by hls.js: what it knows of the playlist, and how it gets over trouble.
//!
//! Made by [`super::source`] once the library is there.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlVideoElement, RequestInit, RequestMode};

use super::backoff::Backoff;
use super::inband::InBand;
use super::library::{Hls, Line};
use super::picture::{Fragment, Table};
use super::{Report, js, library};
use crate::app::event::{PlayerEvent, PlayerProblem};
use crate::domain::show::ShowTime;

/// A decoder that breaks again so soon after it was set right is not set right but begun anew, in milliseconds.
const MENDED_MS: i64 = 30_000;
/// What hls.js calls a codec that this browser has not.
const CODEC: [&str; 3] = [
    "manifestIncompatibleCodecsError",
    "bufferAddCodecError",
    "bufferIncompatibleCodecsError",
];

/// What can be watched of a playlist, in seconds of the media.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Window {
    /// The earliest.
    pub start: f64,
    /// The latest.
    pub end: f64,
    /// Whether it goes on.
    pub live: bool,
}

struct Inner {
    hls: Hls,
    line: Line,
    src: String,
    report: Report,
    in_band: InBand,
    table: RefCell<Table>,
    window: Cell<Option<Window>>,
    mended: Cell<i64>,
    backoff: Backoff,
    trouble: Cell<Option<PlayerProblem>>,
    again: RefCell<Option<Timeout>>,
    on_attached: RefCell<Option<Box<dyn FnOnce()>>>,
}

/// A stream under hls.js. Dropping it ends the stream.
pub struct Session {
    inner: Rc<Inner>,
    _handlers: Vec<Handler>,
}

type Handler = Closure<dyn Fn(JsValue, JsValue)>;

impl Session {
    /// Plays `src` in `video`. `on_attached` is called once when the video can be started.
    ///
    /// # Errors
    /// What hls.js threw.
    pub fn start(
        class: &Function,
        src: &str,
        video: &HtmlVideoElement,
        report: &Report,
        on_attached: impl FnOnce() + 'static,
    ) -> Result<Self, JsValue> {
        let line = library::line();
        let hls = library::instance(class, line)?;
        let inner = Rc::new(Inner {
            hls,
            line,
            src: src.to_owned(),
            report: report.clone(),
            in_band: InBand::new(report.sink.clone()),
            table: RefCell::default(),
            window: Cell::default(),
            mended: Cell::new(i64::MIN),
            backoff: Backoff::default(),
            trouble: Cell::default(),
            again: RefCell::default(),
            on_attached: RefCell::new(Some(Box::new(on_attached))),
        });
        let handlers = inner.listen();
        // Captions are drawn by the interface: a chosen track is hidden, never showing.
        inner.hls.set_subtitle_display(false);
        inner.load();
        inner.hls.attach_media(video);
        Ok(Self {
            inner,
            _handlers: handlers,
        })
    }

    /// The programme date-time of the picture at this media time, where the playlist tells.
    #[must_use]
    pub fn date(&self, media_time: f64) -> Option<ShowTime> {
        self.inner.table.borrow().date(media_time)
    }

    /// What can be watched, once a playlist was read.
    #[must_use]
    pub fn window(&self) -> Option<Window> {
        self.inner.window.get()
    }

    /// Where "go live" leads, in seconds of the media.
    #[must_use]
    pub fn live_point(&self) -> Option<f64> {
        let live = self.window().is_some_and(|window| window.live);
        let point = self.inner.hls.live_sync_position();
        point.filter(|point| live && point.is_finite())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.inner.hls.destroy();
    }
}

impl Inner {
    fn listen(self: &Rc<Self>) -> Vec<Handler> {
        vec![
            self.on("hlsMediaAttached", |this, _| {
                let attached = this.on_attached.take();
                match attached {
                    Some(attached) => attached(),
                    // A mended decoder has a new media source.
                    None => this.report.refilled(),
                }
            }),
            self.on("hlsLevelUpdated", |this, data| {
                let details = js::get(data, "details");
                this.read(&details);
                this.in_band.date_ranges(&js::get(&details, "dateRanges"));
                this.report.moved();
            }),
            self.on("hlsLevelPtsUpdated", |this, data| {
                this.read(&js::get(data, "details"));
            }),
            self.on("hlsFragBuffered", |this, _| this.worked()),
            self.on("hlsError", Self::trouble),
        ]
    }

    fn on(self: &Rc<Self>, event: &str, act: fn(&Rc<Self>, &JsValue)) -> Handler {
        let weak: Weak<Self> = Rc::downgrade(self);
        let handler: Handler = Closure::new(move |_name: JsValue, data: JsValue| {
            if let Some(this) = weak.upgrade() {
                act(&this, &data);
            }
        });
        self.hls.on(event, handler.as_ref().unchecked_ref());
        handler
    }

    /// Takes over what hls.js knows of the playlist: which media time is which moment.
    fn read(&self, details: &JsValue) {
        let fragments: Array = match js::get(details, "fragments").dyn_into() {
            Ok(fragments) => fragments,
            Err(_) => return,
        };
        let table = fragments.iter().filter_map(|fragment| {
            Some(Fragment {
                start: first_picture(&fragment)?,
                date_ms: js::number(&fragment, "programDateTime")?,
            })
        });
        self.table.replace(Table::new(table.collect()));
        let start = js::number(&fragments.get(0), "start");
        let end = js::number(details, "edge");
        self.window.set(start.zip(end).map(|(start, end)| Window {
            start,
            end,
            live: js::get(details, "live").is_truthy(),
        }));
    }

    fn load(&self) {
        self.hls.load_source(&self.src);
        if self.line == Line::Saving {
            self.hls.set_auto_level_capping(0);
        }
    }

    fn worked(&self) {
        self.backoff.reset();
        if self.trouble.take().is_some() {
            self.report.say(PlayerEvent::Recovered);
        }
    }

    fn trouble(self: &Rc<Self>, data: &JsValue) {
        let text = |name| js::text(data, name).unwrap_or_default();
        let (kind, details) = (text("type"), text("details"));
        if !js::get(data, "fatal").is_truthy() {
            // hls.js tries again by itself, or jumps over the piece. Without a line it waits until there is one.
            if text("reason") == "offline" {
                self.fail(PlayerProblem::Network);
            }
        } else if kind == "keySystemError" || CODEC.contains(&details.as_str()) {
            // Nothing that may still come would change that.
            self.again.take();
            self.fail(PlayerProblem::Unsupported);
        } else if kind == "networkError" {
            if self.trouble.get().is_none() {
                self.ask_why(data);
            }
            self.fail(PlayerProblem::Network);
            self.later(details.starts_with("manifest"));
        } else {
            let now = js::now().0;
            if now.saturating_sub(self.mended.replace(now)) > MENDED_MS {
                self.hls.recover_media_error();
            } else {
                self.fail(PlayerProblem::Media);
                self.later(true);
            }
        }
    }

    /// Says what is wrong, until something else is or nothing any more.
    fn fail(&self, problem: PlayerProblem) {
        // That the server lets nobody in is known better than that nothing came.
        let better = (Some(PlayerProblem::Blocked), PlayerProblem::Network);
        let known = self.trouble.get();
        if known != Some(problem) && (known, problem) != better {
            self.trouble.set(Some(problem));
            self.report.say(PlayerEvent::Failed(problem));
        }
    }

    /// An answer that the browser keeps from the page looks like no answer at all. One that nobody is to read tells.
    fn ask_why(self: &Rc<Self>, data: &JsValue) {
        let silent = js::number(&js::get(data, "response"), "code") == Some(0.0);
        let at = js::text(data, "url").filter(|_| silent);
        let Some((window, at)) = js::window().zip(at) else {
            return;
        };
        let init = RequestInit::new();
        init.set_mode(RequestMode::NoCors);
        init.set_method("HEAD");
        let answer = JsFuture::from(window.fetch_with_str_and_init(&at, &init));
        let weak = Rc::downgrade(self);
        spawn_local(async move {
            if answer.await.is_ok()
                && let Some(this) = weak.upgrade()
                && this.trouble.get().is_some()
            {
                this.fail(PlayerProblem::Blocked);
            }
        });
    }

    /// Tries again after a while: from the manifest if that never came or the decoder broke, else from where it stopped.
    fn later(self: &Rc<Self>, manifest: bool) {
        let weak = Rc::downgrade(self);
        let again = Timeout::new(self.backoff.next_ms(), move || {
            if let Some(this) = weak.upgrade() {
                if manifest {
                    this.load();
                } else {
                    this.hls.start_load();
                }
            }
        });
        self.again.replace(Some(again));
    }
}

/// Where a fragment's first picture stands: hls.js counts a fragment from its first sample, which may be sound that
/// begins earlier.
fn first_picture(fragment: &JsValue) -> Option<f64> {
    let video = js::get(&js::get(fragment, "elementaryStreams"), "video");
    js::number(&video, "startPTS").or_else(|| js::number(fragment, "start"))
}
