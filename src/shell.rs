//! Runs the core in a page: events go into `App::update`, effects go to the ports, views go to the interface.
//!
//! The element starts it and drops it. Events queue, so that a port's callback never runs inside an update; however
//! many effects ask for it, the view is drawn once when the queue is empty. A frame that changes nothing costs one
//! update and no drawing. The shell decides nothing.

mod queue;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::Function;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, MutationObserver, MutationObserverInit};
use yew::{AppHandle, Callback};

use crate::app::App;
use crate::app::effect::Effect;
use crate::app::event::{Action, Event, Start};
use crate::app::view::View;
use crate::port::intl::Intl;
use crate::port::{Place, Ports, Sink};
use crate::ui::{FormatsHandle, Widget, WidgetProps};
use queue::Queue;

thread_local! {
    /// Whether the program has panicked. Nothing may be done with its memory any more, by no instance on the page.
    static BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// From now on no instance takes an event. Called by the panic hook.
pub fn break_down() {
    BROKEN.set(true);
}

/// One running widget. Dropping the last handle ends it and takes its interface away.
pub struct Shell {
    me: Weak<Self>,
    app: RefCell<App>,
    queue: Queue,
    stale: Cell<bool>,
    ports: OnceCell<Ports>,
    screen: Screen,
}

/// The interface as it stands.
struct Screen {
    root: Element,
    formats: FormatsHandle,
    act: Callback<Action>,
    view: RefCell<Rc<View>>,
    handle: RefCell<Option<AppHandle<Widget>>>,
    /// Tells the ports when the tree has changed. Yew renders when it sees fit, not when it is told to.
    watch: RefCell<Option<Watch>>,
}

struct Watch {
    observer: MutationObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Shell {
    /// Starts a widget in a place. `hls` hands back a promise of the hls.js module.
    #[must_use]
    pub fn start(place: &Place, start: Start, hls: Function) -> Rc<Self> {
        let shell = Rc::new_cyclic(|weak: &Weak<Self>| {
            let act = weak.clone();
            Self {
                me: weak.clone(),
                app: RefCell::default(),
                queue: Queue::default(),
                stale: Cell::new(true),
                ports: OnceCell::new(),
                screen: Screen {
                    root: place.root.clone(),
                    formats: FormatsHandle(Rc::new(Intl::new(&place.locale))),
                    act: Callback::from(move |action| {
                        if let Some(shell) = act.upgrade() {
                            shell.take(Event::Do(action));
                        }
                    }),
                    view: RefCell::default(),
                    handle: RefCell::default(),
                    watch: RefCell::default(),
                },
            }
        });
        let weak = shell.me.clone();
        let sink = Sink::new(move |event| {
            if let Some(shell) = weak.upgrade() {
                shell.take(event);
            }
        });
        shell.ports.get_or_init(|| Ports::new(place, hls, &sink));
        shell.screen.watch(&shell.me);
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
        if BROKEN.get() {
            return;
        }
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
        if effect == Effect::Render {
            self.stale.set(true);
        } else if let Some(ports) = self.ports.get() {
            ports.run(effect);
        }
    }

    fn rendered(&self) {
        if let Some(ports) = self.ports.get().filter(|_| !BROKEN.get()) {
            ports.rendered();
        }
    }
}

impl Screen {
    fn draw(&self, view: View) {
        let mut handle = self.handle.borrow_mut();
        if handle.is_some() && **self.view.borrow() == view {
            return;
        }
        let view = Rc::new(view);
        self.view.replace(view.clone());
        let props = WidgetProps {
            view,
            act: self.act.clone(),
            formats: self.formats.clone(),
        };
        if let Some(handle) = handle.as_mut() {
            handle.update(props);
        } else {
            let root = self.root.clone();
            let drawn = yew::Renderer::<Widget>::with_root_and_props(root, props).render();
            handle.replace(drawn);
        }
    }

    fn watch(&self, shell: &Weak<Shell>) {
        let weak = shell.clone();
        let callback = Closure::<dyn FnMut()>::new(move || {
            if let Some(shell) = weak.upgrade() {
                shell.rendered();
            }
        });
        let Ok(observer) = MutationObserver::new(callback.as_ref().unchecked_ref()) else {
            return;
        };
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        options.set_subtree(true);
        // It refuses only options that ask for nothing.
        let _ = observer.observe_with_options(&self.root, &options);
        self.watch.replace(Some(Watch {
            observer,
            _callback: callback,
        }));
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.watch.replace(None);
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
    }
}
