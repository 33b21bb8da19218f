//! The stage's events: one `EventSource` while the core wants it.
//!
//! A broken connection is mended by the browser, with `Last-Event-ID`. One that the browser gives up (the stage answered
//! with an error, say) is opened again here, ever more slowly.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{EventSource, MessageEvent};

use super::Sink;
use crate::app::event::Event;

/// The longest cue that is taken in, in UTF-16 units.
const LONGEST: u32 = 64 * 1024;
const FIRST_PAUSE_MS: u32 = 2_000;
const LONGEST_PAUSE_MS: u32 = 60_000;

/// A connection. Dropping it closes it.
struct Connection {
    source: EventSource,
    _listeners: [EventListener; 3],
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.source.close();
    }
}

struct Inner {
    sink: Sink,
    address: RefCell<Option<String>>,
    connection: RefCell<Option<Connection>>,
    again: RefCell<Option<Timeout>>,
    pause_ms: Cell<u32>,
}

/// Listens to the stage and reports its cues.
pub struct Events(Rc<Inner>);

impl Events {
    /// A port that reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        Self(Rc::new(Inner {
            sink,
            address: RefCell::default(),
            connection: RefCell::default(),
            again: RefCell::default(),
            pause_ms: Cell::new(FIRST_PAUSE_MS),
        }))
    }

    /// Listens to this address instead of the last one; with `None`, to nothing.
    pub fn open(&self, address: Option<String>) {
        self.0.pause_ms.set(FIRST_PAUSE_MS);
        self.0.address.replace(address);
        Inner::connect(&self.0);
    }
}

impl Inner {
    fn connect(this: &Rc<Self>) {
        this.again.replace(None);
        this.connection.replace(None);
        let Some(address) = this.address.borrow().clone() else {
            return;
        };
        match EventSource::new(&address) {
            Ok(source) => {
                let connection = Self::listen(this, source);
                this.connection.replace(Some(connection));
            }
            Err(_) => Self::later(this),
        }
    }

    fn listen(this: &Rc<Self>, source: EventSource) -> Connection {
        let on = |name: &'static str, act: fn(&Rc<Self>, &web_sys::Event)| {
            let weak: Weak<Self> = Rc::downgrade(this);
            EventListener::new(&source, name, move |event| {
                if let Some(this) = weak.upgrade() {
                    act(&this, event);
                }
            })
        };
        let listeners = [
            on("open", |this, _| {
                this.pause_ms.set(FIRST_PAUSE_MS);
                this.sink.send(Event::StageOpen);
            }),
            on("cue", |this, event| {
                if let Some(cue) = data(event) {
                    this.sink.send(Event::StageCue(cue));
                }
            }),
            on("error", |this, _| {
                let given_up = this.connection.borrow().as_ref().is_some_and(|connection| {
                    connection.source.ready_state() == EventSource::CLOSED
                });
                if given_up {
                    Self::later(this);
                }
            }),
        ];
        Connection {
            source,
            _listeners: listeners,
        }
    }

    fn later(this: &Rc<Self>) {
        let pause = this.pause_ms.get();
        this.pause_ms
            .set(pause.saturating_mul(2).min(LONGEST_PAUSE_MS));
        let weak = Rc::downgrade(this);
        let again = Timeout::new(pause, move || {
            if let Some(this) = weak.upgrade() {
                Self::connect(&this);
            }
        });
        this.again.replace(Some(again));
    }
}

fn data(event: &web_sys::Event) -> Option<String> {
    let event: &MessageEvent = event.dyn_ref()?;
    let data: JsString = event.data().dyn_into().ok()?;
    (data.length() <= LONGEST).then(|| data.into())
}
