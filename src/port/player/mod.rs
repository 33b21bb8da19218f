//! The player: the widget's own video or the page's, whatever plays in it, and the time its picture shows.
//!
//! Called by [`super::Ports`]. What the video really does is told by the video's own events, never by what was asked of
//! it. The page's own video is only read; nothing is loaded into it.

pub mod autoplay;
pub mod backoff;
pub mod captions;
mod clock;
pub mod comeback;
pub mod frames;
pub mod fullscreen;
pub mod hls;
pub mod inband;
pub mod kind;
mod library;
mod listen;
pub mod picture;
pub mod position;
pub mod source;
mod steer;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use js_sys::Function;
use wasm_bindgen::JsCast;
use web_sys::{HtmlMediaElement, HtmlVideoElement};

use super::{Place, Sink, js};
use crate::app::effect::PlayerCommand;
use crate::app::event::{Event, Monotonic, PlayerEvent};
use captions::Captions;
use comeback::Comeback;
use frames::Frames;
use fullscreen::Fullscreen;
use inband::InBand;
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

    /// The video was emptied and filled anew, which stops it without a word: one that played goes on.
    fn refilled(&self) {
        let inner = self.inner.upgrade().filter(|inner| inner.goes.get());
        if let Some(attached) = inner.and_then(|inner| inner.attached()) {
            autoplay::resume(&attached.video, &self.sink);
        }
    }
}

/// A video that the player works on.
struct Attached {
    video: HtmlVideoElement,
    own: bool,
    captions: Captions,
    in_band: InBand,
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
    /// From 0 to 1.
    volume: Cell<f64>,
    /// Whether the video plays, or would if it could.
    goes: Cell<bool>,
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
            volume: Cell::new(1.0),
            goes: Cell::default(),
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
            PlayerCommand::Volume(percent) => inner.volume.set(f64::from(percent) / 100.0),
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
            in_band: InBand::new(this.sink.clone()),
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
            attached.video.set_volume(this.volume.get());
            Self::open(this, attached);
        } else {
            this.say(PlayerEvent::Muted(listen::silent(&attached.video)));
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

    /// Cues may have come with the video.
    fn metadata(&self) {
        if let Some(attached) = self.attached() {
            attached.in_band.metadata(&attached.video, attached.own);
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
        let clock = self.clock.borrow().clone();
        let session = attached.session();
        let picture = match clock {
            Some(clock) => clock::told(&clock),
            None => clock::read(&attached.video, session.as_deref(), media_time),
        };
        self.sink.send(Event::Frame { picture, now });
        if attached.own
            && let Some(lines) = attached.captions.change(media_time)
        {
            self.say(PlayerEvent::Caption(lines));
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

fn plays(video: &HtmlVideoElement) -> bool {
    !video.paused() && video.ready_state() >= HtmlMediaElement::HAVE_FUTURE_DATA
}
