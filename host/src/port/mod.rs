//! The only browser I/O: a file for each family of effects. What ports learn comes back as events through a [`Sink`].

pub mod http;
pub mod intl;
pub mod link;
pub mod page;
pub mod preview;
pub mod timer;

use std::rc::Rc;

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::core::effect::Effect;
use crate::core::event::{Event, Monotonic};

/// Where ports report.
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

/// Now, on the page's own monotonic clock.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
pub fn now() -> Monotonic {
    let performance = web_sys::window().and_then(|window| window.performance());
    Monotonic(performance.map_or(0, |performance| performance.now().floor() as i64))
}

/// A property, or `undefined` where there is none or reading it throws.
fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// A property that is a number.
fn number(of: &JsValue, name: &str) -> Option<f64> {
    get(of, name).as_f64()
}

/// A property that is a function.
fn function(of: &JsValue, name: &str) -> Option<Function> {
    get(of, name).dyn_into().ok()
}

/// Every port.
pub struct Ports {
    http: http::Http,
    timers: timer::Timers,
    link: link::Stream,
    preview: preview::Player,
    monitor: preview::Player,
    page: page::Page,
    widget: Option<Function>,
}

impl Ports {
    /// Opens the ports. `tools` loads what is needed later: `hls` and `widget`, each a function that hands back a promise.
    #[must_use]
    pub fn new(tools: &JsValue, sink: &Sink) -> Self {
        Self {
            http: http::Http::new(sink.clone()),
            timers: timer::Timers::new(sink.clone()),
            link: link::Stream::new(sink.clone()),
            preview: preview::Player::new("preview", function(tools, "hls"), sink.clone()),
            // What a monitor does is told by its picture alone.
            monitor: preview::Player::new("monitor", function(tools, "hls"), Sink::new(|_| ())),
            page: page::Page::new(sink),
            widget: function(tools, "widget"),
        }
    }

    /// Carries out one effect.
    pub fn run(&self, effect: Effect) {
        match effect {
            Effect::Send { id, request } => self.http.send(id, request),
            Effect::CancelAll => self.http.cancel_all(),
            Effect::Timer { id, after_ms } => self.timers.start(id, after_ms),
            Effect::Stop(id) => self.timers.stop(id),
            Effect::Listen(address) => self.link.listen(address.as_deref()),
            Effect::GoTo(route) => page::go_to(&route),
            Effect::Watch(watch) => self.preview.run(watch),
            Effect::LoadWidget => {
                // Where it does not come, the monitor's place keeps the words that stand in it.
                let _ = self.widget.as_ref().map(|load| load.call0(&JsValue::NULL));
            }
            Effect::Monitor(Some((src, behind))) => self.monitor.hold_back(src, behind),
            Effect::Monitor(None) => self.monitor.run(crate::core::effect::Watch::Close),
            Effect::Focus(id) => self.page.focus(id),
        }
    }

    /// The tree has changed: what waits for an element looks again.
    pub fn rendered(&self) {
        self.preview.rendered();
        self.monitor.rendered();
        self.monitor.lend_clock();
        self.page.rendered();
    }
}
