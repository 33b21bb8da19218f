//! Runs the core in a page: events go into `Console::update`, effects go to the ports, the model goes to the interface. It
//! decides nothing. Events queue, so that a port's callback never runs inside an update.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use yew::{AppHandle, Callback};

use crate::core::Console;
use crate::core::event::Event;
use crate::port::{Ports, Sink, intl, now, page};
use crate::ui::{Formats, Root, RootProps};

struct Shell {
    console: RefCell<Console>,
    waiting: RefCell<VecDeque<Event>>,
    busy: Cell<bool>,
    ports: OnceCell<Ports>,
    app: RefCell<Option<AppHandle<Root>>>,
}

thread_local! {
    static SHELL: OnceCell<Rc<Shell>> = const { OnceCell::new() };
}

/// Starts the console. `tools.hls` and `tools.widget` load what is needed later.
///
/// # Errors
/// Where the page has no place for it.
#[wasm_bindgen]
pub fn start(tools: &JsValue) -> Result<(), JsValue> {
    let place = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("console"))
        .ok_or("there is no element #console")?;
    while let Some(child) = place.first_child() {
        place.remove_child(&child)?;
    }
    let shell = Rc::new(Shell {
        console: RefCell::default(),
        waiting: RefCell::default(),
        busy: Cell::default(),
        ports: OnceCell::new(),
        app: RefCell::default(),
    });
    let taker = shell.clone();
    let sink = Sink::new(move |event| taker.take(event));
    shell.ports.get_or_init(|| Ports::new(tools, &sink));
    let app = yew::Renderer::<Root>::with_root_and_props(place, shell.props()).render();
    shell.app.replace(Some(app));
    shell.take(Event::Started {
        route: page::route(),
        origin: page::origin(),
        seed: page::seed(),
    });
    // It lives as long as the page does.
    SHELL.with(|kept| drop(kept.set(shell)));
    Ok(())
}

impl Shell {
    fn props(self: &Rc<Self>) -> RootProps {
        let (actor, drawn) = (self.clone(), self.clone());
        RootProps {
            model: Rc::new(self.console.borrow().model().clone()),
            act: Callback::from(move |action| actor.take(Event::Do(action))),
            drawn: Callback::from(move |()| drawn.rendered()),
            formats: FORMATS,
        }
    }

    fn rendered(&self) {
        if let Some(ports) = self.ports.get() {
            ports.rendered();
        }
    }

    fn take(self: &Rc<Self>, event: Event) {
        self.waiting.borrow_mut().push_back(event);
        if self.busy.replace(true) {
            return;
        }
        let mut stale = false;
        while let Some(event) = self.next() {
            // A picture comes thirty times a second, and what is drawn of it changes once: the tick draws it.
            stale |= !matches!(event, Event::Picture(_));
            let effects = self.console.borrow_mut().update(event, now());
            for effect in effects {
                if let Some(ports) = self.ports.get() {
                    ports.run(effect);
                }
            }
        }
        self.busy.set(false);
        if stale {
            let props = self.props();
            if let Some(app) = self.app.borrow_mut().as_mut() {
                app.update(props);
            }
        }
    }

    /// A function of its own, so that the borrow ends before the event is handled.
    fn next(&self) -> Option<Event> {
        self.waiting.borrow_mut().pop_front()
    }
}

const FORMATS: Formats = Formats {
    money: intl::money,
    number: intl::number,
    clock: intl::clock,
    day: intl::day,
    to_field: intl::to_field,
    from_field: intl::from_field,
};
