//! Runs the core in a page: events go into `App::update`, effects go to the ports, views go to the interface.
//!
//! The element starts it and drops it. Events queue, so that a port's callback never runs inside an update; however
//! many effects ask for it, the view is drawn once when the queue is empty. A frame that changes nothing costs one
//! update and no drawing. The shell decides nothing.
//!
//! What only a viewer who shops needs is a second file. Events about shopping wait until it is there.

mod canvas;
mod later;
mod queue;
mod screen;
pub mod style;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::event::{Action, Event, Start};
use crate::port::intl::Intl;
use crate::port::{Place, Ports, Sink};
use crate::ui::Words;
use crate::ui::messages::Messages;
pub use canvas::Canvas;
use later::Later;
use queue::Queue;
use screen::Screen;

/// What the loader loads when it is asked to: functions that hand back promises.
#[derive(Clone)]
pub struct Files {
    /// Of the hls.js module.
    pub hls: Function,
    /// Of the second file of the app being in its place.
    pub shopping: Function,
}

/// One running widget. Dropping the last handle ends it and takes its interface away.
pub struct Shell {
    me: Weak<Self>,
    app: RefCell<App>,
    queue: Queue,
    later: Later,
    shopping: Function,
    stale: Cell<bool>,
    ports: OnceCell<Ports>,
    screen: Screen,
}

impl Shell {
    /// Starts a widget in a place, drawn into `canvas`. `files.hls` hands back a promise of the hls.js module,
    /// `files.shopping` one of the second file being in its place.
    #[must_use]
    pub fn start(
        place: &Place,
        canvas: Canvas,
        say: &'static Messages,
        start: Start,
        files: Files,
    ) -> Rc<Self> {
        let words = Words::new(say, Rc::new(Intl::new(&place.locale)));
        let shell = Rc::new_cyclic(|weak: &Weak<Self>| {
            let actor = weak.clone();
            let act = Callback::from(move |action| {
                if let Some(shell) = actor.upgrade() {
                    shell.take(Event::Do(action));
                }
            });
            Self {
                me: weak.clone(),
                app: RefCell::default(),
                queue: Queue::default(),
                later: Later::default(),
                shopping: files.shopping,
                stale: Cell::new(true),
                ports: OnceCell::new(),
                screen: Screen::new(canvas, words, act),
            }
        });
        let weak = shell.me.clone();
        let sink = Sink::new(move |event| {
            if let Some(shell) = weak.upgrade() {
                shell.take(event);
            }
        });
        shell
            .ports
            .get_or_init(|| Ports::new(place, files.hls, &sink));
        let weak = shell.me.clone();
        shell.screen.watch(move || {
            if let Some(shell) = weak.upgrade() {
                shell.rendered();
            }
        });
        shell.take(Event::Started(start));
        shell.rendered();
        shell
    }

    /// What the page wants on the viewer's behalf.
    pub fn act(&self, action: Action) {
        self.take(Event::Do(action));
    }

    /// The partner's own clock for the picture, or none.
    pub fn set_clock(&self, clock: Option<Function>) {
        if let Some(ports) = self.ports.get() {
            ports.set_clock(clock);
        }
    }

    fn take(&self, event: Event) {
        let passed = self.later.pass(event);
        if passed.is_none() {
            self.load();
        }
        self.screen.busy(self.later.asked());
        let Some(event) = passed else { return };
        let drained = self.queue.take(event, |event| {
            let effects = self.app.borrow_mut().update(event);
            for effect in effects {
                self.run(effect);
            }
        });
        if drained && self.stale.take() {
            self.screen.draw(self.app.borrow().view());
            // What waits for a render that leaves the tree as it is (a focus, say) waits no longer than that render,
            // which Yew has queued just now.
            let me = self.me.clone();
            spawn_local(async move {
                if let Some(shell) = me.upgrade() {
                    shell.rendered();
                }
            });
        }
    }

    fn run(&self, effect: Effect) {
        match effect {
            Effect::Render => self.stale.set(true),
            Effect::Do(action) => self.take(Event::Do(action)),
            Effect::LoadShopping => self.load(),
            _ => {
                if let Some(ports) = self.ports.get() {
                    ports.run(effect);
                }
            }
        }
    }

    /// Loads the second file where something waits for it: when that comes, and again when the core says so.
    fn load(&self) {
        if !self.later.begin() {
            return;
        }
        let coming = self.shopping.call0(&JsValue::UNDEFINED);
        let me = self.me.clone();
        spawn_local(async move {
            let here = match coming {
                Ok(coming) => JsFuture::from(Promise::resolve(&coming)).await.is_ok(),
                Err(_) => false,
            };
            if let Some(shell) = me.upgrade() {
                shell.loaded(here);
            }
        });
    }

    fn loaded(&self, here: bool) {
        let asked = self.later.asked();
        if here {
            self.screen.dress();
        }
        for event in self.later.end(here) {
            self.take(event);
        }
        self.screen.busy(self.later.asked());
        if !here {
            self.take(Event::ShoppingMissing(asked));
        }
    }

    fn rendered(&self) {
        if let Some(ports) = self.ports.get() {
            ports.rendered();
        }
    }
}
