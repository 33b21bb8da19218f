//! The player: the widget's own video or the page's, whatever plays in it, and the time its picture shows.
//!
//! Called by [`super::Ports`]. What the video really does is told by the video's own events, never by what was asked of
//! it. The page's own video is only read; nothing is loaded into it.

pub mod autoplay;
pub mod backoff;
pub mod captions;
pub mod comeback;
pub mod frames;
pub mod fullscreen;
pub mod hls;
pub mod inband;
pub mod kind;
pub mod picture;
pub mod position;
pub mod source;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use js_sys::{Date, Function};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlMediaElement, HtmlVideoElement};

use super::{Place, Sink, js};
use crate::app::effect::PlayerCommand;
use crate::app::event::{Event, Monotonic, PictureClock, PlayerEvent};
use captions::Captions;
use comeback::Comeback;
use frames::Frames;
use fullscreen::Fullscreen;
pub use hls::abandon;
use source::{Source, Wanted};

const VIDEO: &str = "video[data-vitrine=video]";

/// What parts of the player report to.
#[derive(Clone)]
pub struct Report {
    sink: Sink,
    inner: Weak<Inner>,
}

impl Report {
    fn say(&self, event: PlayerEvent) {
        self.sink.send(Event::Player(event));
    }

    /// What can be watched has changed.
    fn moved(&self) {
        if let Some(inner) = self.inner.upgrade() {
            inner.position();
        }
    }

    /// A stream that had failed is there again, perhaps without the picture ever having stopped.
    fn recovered(&self) {
        if let Some(attached) = self.inner.upgrade().and_then(|inner| inner.attached())
            && plays(&attached.video)
        {
            self.say(PlayerEvent::Playing);
        }
    }
}

/// A video that the player works on.
struct Attached {
    video: HtmlVideoElement,
    own: bool,
    captions: Captions,
    source: RefCell<Option<Rc<Source>>>,
    frames: RefCell<Option<Frames>>,
    listeners: RefCell<Vec<EventListener>>,
    /// The page's own video is the page's to start again.
    _comeback: Option<Comeback>,
}

struct Inner {
    sink: Sink,
    place: Place,
    load_hls: Function,
    clock: RefCell<Option<Function>>,
    wanted: RefCell<Option<Wanted>>,
    captions_on: Cell<bool>,
    attached: RefCell<Option<Rc<Attached>>>,
    fullscreen: Fullscreen,
}

/// Plays, and reports.
pub struct Player(Rc<Inner>);

impl Player {
    /// A player for a place. `load_hls` hands back a promise of the hls.js module.
    #[must_use]
    pub fn new(place: &Place, load_hls: Function, sink: &Sink) -> Self {
        Self(Rc::new(Inner {
            sink: sink.clone(),
            place: place.clone(),
            load_hls,
            clock: RefCell::default(),
            wanted: RefCell::default(),
            captions_on: Cell::default(),
            attached: RefCell::default(),
            fullscreen: Fullscreen::new(&place.host, sink),
        }))
    }

    /// Looks whether the video has come, gone or been replaced.
    pub fn rendered(&self) {
        let inner = &self.0;
        let own = inner.place.video.is_none();
        let found = inner.place.video.clone().or_else(|| {
            let found = inner.place.root.query_selector(VIDEO).ok()??;
            found.dyn_into().ok()
        });
        let known = inner.attached().map(|attached| attached.video.clone());
        if found == known {
            return;
        }
        let attached = found.map(|video| Inner::attach(inner, video, own));
        drop(inner.attached.replace(attached.clone()));
        if let Some(attached) = attached {
            Inner::begin(inner, &attached);
        }
    }

    /// Carries out a command; what comes of it is told by events.
    pub fn run(&self, command: PlayerCommand) {
        let inner = &self.0;
        match command {
            PlayerCommand::Open {
                src,
                mime,
                cors,
                poster,
                sound,
            } => {
                inner.wanted.replace(Some(Wanted {
                    src,
                    mime,
                    cors,
                    poster,
                    sound,
                }));
                if let Some(attached) = inner.attached() {
                    Inner::open(inner, &attached);
                }
                return;
            }
            PlayerCommand::Captions(on) => inner.captions_on.set(on),
            PlayerCommand::Fullscreen(on) => return inner.fullscreen.set(on),
            _ => {}
        }
        if let Some(attached) = inner.attached() {
            inner.steer(&attached, &command);
        }
    }

    /// The partner's own clock for the picture, or none.
    pub fn set_clock(&self, clock: Option<Function>) {
        self.0.clock.replace(clock);
    }
}

impl Inner {
    fn attached(&self) -> Option<Rc<Attached>> {
        self.attached.borrow().clone()
    }

    fn report(this: &Rc<Self>) -> Report {
        Report {
            sink: this.sink.clone(),
            inner: Rc::downgrade(this),
        }
    }

    fn attach(this: &Rc<Self>, video: HtmlVideoElement, own: bool) -> Rc<Attached> {
        let weak = Rc::downgrade(this);
        let frames = Frames::new(&video, move |time, now| {
            if let Some(this) = weak.upgrade() {
                this.frame(time, now);
            }
        });
        Rc::new(Attached {
            captions: Captions::new(&video, &this.place.locale),
            own,
            source: RefCell::default(),
            frames: RefCell::new(Some(frames)),
            listeners: RefCell::new(Self::listen(this, &video, own)),
            _comeback: own.then(|| Comeback::new(&video, &this.sink)),
            video,
        })
    }

    /// The first word about a video, and what was wanted before it was there.
    fn begin(this: &Rc<Self>, attached: &Rc<Attached>) {
        if attached.own {
            attached.captions.set(this.captions_on.get());
            Self::open(this, attached);
        } else {
            this.say(PlayerEvent::Muted(silent(&attached.video)));
            if plays(&attached.video) {
                this.say(PlayerEvent::Playing);
            }
        }
    }

    fn open(this: &Rc<Self>, attached: &Rc<Attached>) {
        let wanted = this.wanted.borrow().clone();
        let Some(wanted) = wanted else { return };
        // The old stream goes first: two of them in one video would fight.
        drop(attached.source.replace(None));
        let source = Source::open(&attached.video, wanted, &this.load_hls, &Self::report(this));
        attached.source.replace(Some(source));
    }

    fn listen(this: &Rc<Self>, video: &HtmlVideoElement, own: bool) -> Vec<EventListener> {
        let on = |name: &'static str, act: fn(&Rc<Self>, &HtmlVideoElement)| {
            let (weak, video) = (Rc::downgrade(this), video.clone());
            EventListener::new(&video.clone(), name, move |_| {
                if let Some(this) = weak.upgrade() {
                    act(&this, &video);
                }
            })
        };
        let mut listeners = vec![
            on("playing", |this, _| this.say(PlayerEvent::Playing)),
            on("pause", |this, _| this.say(PlayerEvent::Paused)),
            on("waiting", |this, _| this.say(PlayerEvent::Waiting)),
            on("ended", |this, _| this.say(PlayerEvent::Ended)),
            on("volumechange", |this, video| {
                this.say(PlayerEvent::Muted(silent(video)));
            }),
            on("timeupdate", |this, _| this.position()),
            on("seeked", |this, _| this.position()),
            on("durationchange", |this, _| this.position()),
        ];
        if let Some(tracks) = video.text_tracks().filter(|_| own) {
            for name in ["addtrack", "removetrack", "change"] {
                let weak = Rc::downgrade(this);
                listeners.push(EventListener::new(&tracks, name, move |event| {
                    if let Some(this) = weak.upgrade() {
                        this.tracks(event.type_() != "change");
                    }
                }));
            }
        }
        listeners
    }

    fn say(&self, event: PlayerEvent) {
        self.sink.send(Event::Player(event));
    }

    fn tracks(&self, other: bool) {
        if let Some(attached) = self.attached() {
            attached.captions.enforce();
            if other {
                self.say(PlayerEvent::CaptionTracks(attached.captions.tracks()));
            }
        }
    }

    fn position(&self) {
        if let Some(attached) = self.attached() {
            let session = attached.session();
            let position = position::of(&attached.video, session.as_deref());
            self.say(PlayerEvent::Position(position));
        }
    }

    /// A picture is on the screen: the hot path, once a frame.
    fn frame(&self, media_time: f64, now: Monotonic) {
        let Some(attached) = self.attached() else {
            return;
        };
        let picture = self.picture(&attached, media_time);
        self.sink.send(Event::Frame { picture, now });
        if attached.own
            && let Some(lines) = attached.captions.change(media_time)
        {
            self.say(PlayerEvent::Caption(lines));
        }
    }

    fn picture(&self, attached: &Attached, media_time: f64) -> PictureClock {
        let clock = self.clock.borrow().clone();
        if let Some(clock) = clock {
            return told(&clock);
        }
        if let Some(session) = attached.session() {
            let live = session.window().is_none_or(|window| window.live);
            return match session.date(media_time) {
                Some(date) => PictureClock::Programme(date),
                None if live => PictureClock::Unknown,
                None => picture::media(media_time),
            };
        }
        let start = js::function(&attached.video, "getStartDate")
            .and_then(|read| read.call0(&attached.video).ok()?.dyn_into::<Date>().ok())
            .map(|date| date.get_time())
            .filter(|start| start.is_finite());
        match start {
            Some(start) => PictureClock::Programme(picture::cut(start + media_time * 1_000.0)),
            None if attached.video.duration().is_finite() => picture::media(media_time),
            None => PictureClock::Unknown,
        }
    }

    fn steer(&self, attached: &Attached, command: &PlayerCommand) {
        let video = &attached.video;
        match command {
            PlayerCommand::Play => autoplay::resume(video, &self.sink),
            PlayerCommand::Pause => {
                // `pause` throws only where there is no video any more.
                let _ = video.pause();
            }
            PlayerCommand::Mute(on) => video.set_muted(*on),
            PlayerCommand::Seek(to) => seek(video, *to),
            PlayerCommand::GoLive => {
                if let Some(point) = position::live_point(video, attached.session().as_deref()) {
                    video.set_current_time(point);
                }
                autoplay::resume(video, &self.sink);
            }
            PlayerCommand::Captions(on) if attached.own => attached.captions.set(*on),
            PlayerCommand::Captions(_)
            | PlayerCommand::Open { .. }
            | PlayerCommand::Fullscreen(_) => {}
        }
    }
}

impl Attached {
    fn session(&self) -> Option<Rc<hls::Session>> {
        self.source.borrow().as_ref()?.session()
    }
}

impl Drop for Attached {
    fn drop(&mut self) {
        // Nothing may report while the video is being emptied.
        self.frames.replace(None);
        self.listeners.replace(Vec::new());
        if self.own {
            let _ = self.video.pause();
            self.source.replace(None);
        }
    }
}

#[allow(clippy::cast_precision_loss)] // Media milliseconds are far below 2^53.
fn seek(video: &HtmlVideoElement, to_ms: i64) {
    video.set_current_time((to_ms as f64 / 1_000.0).max(0.0));
}

fn silent(video: &HtmlVideoElement) -> bool {
    video.muted() || video.volume() == 0.0
}

fn plays(video: &HtmlVideoElement) -> bool {
    !video.paused() && video.ready_state() >= HtmlMediaElement::HAVE_FUTURE_DATA
}

/// The time by the partner's own clock: a `Date` is a programme date-time, a number is seconds of the media.
fn told(clock: &Function) -> PictureClock {
    let Ok(value) = clock.call0(&JsValue::UNDEFINED) else {
        return PictureClock::Unknown;
    };
    let date = value.dyn_ref::<Date>().map(Date::get_time);
    match (date, value.as_f64()) {
        (Some(ms), _) if ms.is_finite() => PictureClock::Programme(picture::cut(ms)),
        (None, Some(seconds)) if seconds.is_finite() => picture::media(seconds),
        _ => PictureClock::Unknown,
    }
}
