//! The only browser I/O: a file for each family of effects.
//!
//! The shell calls [`Ports::run`] for every effect and [`Ports::rendered`] when the tree has changed; what ports learn
//! comes back as events through a [`Sink`]. A port keeps a handle for everything it starts, and dropping the handle
//! really ends it. No port knows what an event means.

pub mod channel;
pub mod emit;
pub mod events;
pub mod focus;
pub mod guard;
pub mod http;
pub mod intl;
pub mod js;
pub mod lock;
pub mod page;
pub mod payment;
pub mod place;
pub mod player;
pub mod room;
pub mod storage;
pub mod timer;

use std::rc::Rc;

use web_sys::{Element, HtmlElement, HtmlVideoElement};

use crate::app::effect::Effect;
use crate::app::event::Event;

/// Where ports report. Cheap to clone; reports nothing once the shell is gone.
#[derive(Clone)]
pub struct Sink(Rc<dyn Fn(Event)>);

impl Sink {
    /// A sink that hands every event to `take`.
    pub fn new(take: impl Fn(Event) + 'static) -> Self {
        Self(Rc::new(take))
    }

    /// Reports an event.
    pub fn send(&self, event: Event) {
        (self.0)(event);
    }
}

/// What of the page belongs to one mount of the element.
#[derive(Clone)]
pub struct Place {
    /// `<vitrine-live>` itself: events leave from it, and it fills the screen.
    pub host: HtmlElement,
    /// The element in the shadow root that the interface is drawn into.
    pub root: Element,
    /// The language (BCP 47) of the mount.
    pub locale: String,
    /// The page's own video, where the widget is laid over it.
    pub video: Option<HtmlVideoElement>,
}

/// What the tabs of a browser call a shop among themselves.
fn shop_name(shop: &str) -> String {
    format!("vitrine:1:{shop}")
}

/// Every port of one mount.
pub struct Ports {
    http: http::Http,
    timers: timer::Timers,
    storage: storage::Storage,
    lock: lock::Lock,
    channel: channel::Channel,
    events: events::Events,
    player: player::Player,
    payment: payment::Payment,
    focus: focus::Focuser,
    spots: place::Spots,
    guard: guard::Guard,
    room: room::Room,
    emitter: emit::Emitter,
    _page: page::Page,
}

impl Ports {
    /// Opens the ports of a mount. `hls` is a function that hands back a promise of the hls.js module.
    #[must_use]
    pub fn new(place: &Place, hls: js_sys::Function, sink: &Sink) -> Self {
        Self {
            http: http::Http::new(sink.clone()),
            timers: timer::Timers::new(sink.clone()),
            storage: storage::Storage::new(sink.clone()),
            lock: lock::Lock::new(sink.clone()),
            channel: channel::Channel::new(sink.clone()),
            events: events::Events::new(sink.clone()),
            player: player::Player::new(place, hls, sink),
            payment: payment::Payment::new(place, sink.clone()),
            focus: focus::Focuser::new(place.root.clone()),
            spots: place::Spots::new(place),
            guard: guard::Guard::default(),
            room: room::Room::new(&place.root, sink),
            emitter: emit::Emitter::new(place.host.clone()),
            _page: page::Page::new(sink.clone()),
        }
    }

    /// Carries out one effect. `Render`, `Do` and `LoadShopping` are the shell's own and do nothing here.
    pub fn run(&self, effect: Effect) {
        match effect {
            Effect::Render | Effect::Do(_) | Effect::LoadShopping => {}
            Effect::Http {
                id,
                request,
                deadline_ms,
            } => self.http.send(id, request, deadline_ms),
            Effect::Cancel(id) => self.http.cancel(id),
            Effect::Timer { id, after_ms } => self.timers.start(id, after_ms),
            Effect::ClearTimer(id) => self.timers.stop(id),
            Effect::UseShop(shop) => {
                self.lock.use_shop(&shop);
                self.channel.use_shop(&shop);
                self.storage.use_shop(shop);
            }
            Effect::Load(slot) => self.storage.load(slot),
            Effect::Store { slot, value } => self.storage.store(slot, value.as_deref()),
            Effect::Player(command) => self.player.run(command),
            Effect::Events(address) => self.events.open(address),
            Effect::Place(spots) => self.spots.set(spots),
            Effect::Focus(focus) => self.focus.want(focus),
            Effect::Emit(emission) => self.emitter.emit(&emission),
            Effect::Lock
            | Effect::Unlock
            | Effect::Tell
            | Effect::Tokenize
            | Effect::Popup(_)
            | Effect::Guard(_) => self.shop(effect),
        }
    }

    /// What only shopping asks for, and is loaded with it.
    #[inline(never)]
    fn shop(&self, effect: Effect) {
        match effect {
            Effect::Lock => self.lock.ask(),
            Effect::Unlock => self.lock.release(),
            Effect::Tell => self.channel.tell(),
            Effect::Tokenize => self.payment.tokenize(),
            Effect::Popup(url) => page::popup(&url),
            Effect::Guard(on) => self.guard.set(on),
            _ => {}
        }
    }

    /// The interface's tree has changed, or a change that was due made no difference: what waits for an element looks
    /// again.
    pub fn rendered(&self) {
        self.player.rendered();
        self.payment.rendered();
        self.room.rendered();
        self.spots.rendered();
        self.focus.rendered();
    }

    /// The partner's own clock for the picture, or none.
    pub fn set_clock(&self, clock: Option<js_sys::Function>) {
        self.player.set_clock(clock);
    }
}
