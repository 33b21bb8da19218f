//! The payment field: an iframe of the payment provider's origin, spoken to over one `MessagePort`.
//!
//! The frame is drawn by the interface (`iframe[data-vitrine=payment]`). When its page has loaded, one end of a new
//! channel is posted to the very origin that its address names, so no other page can take the field's place. What comes
//! back is read with suspicion: every message is bounded, and what is not understood is ignored. Card numbers never come
//! this way; a token does.

mod message;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlIFrameElement, MessageChannel, MessageEvent, MessagePort, Url};

use super::{Place, Sink, js};
use crate::app::event::{Event, PaymentEvent};

const FRAME: &str = "iframe[data-vitrine=payment]";
/// How long the frame may take until its fields are drawn.
const READY_WITHIN_MS: u32 = 20_000;
/// How long the frame may take to make a token: the provider may ask the bank.
const TOKEN_WITHIN_MS: u32 = 60_000;
/// The widget's own custom properties whose colours the frame is told, so that its fields look like ours.
const COLOURS: [&str; 6] = ["ink", "paper", "dim", "line", "accent", "bad"];

/// Our end of the channel. Dropping it closes it.
struct Channel {
    port: MessagePort,
    _listener: EventListener,
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.port.close();
    }
}

/// A frame that stands in the tree.
struct Standing {
    frame: HtmlIFrameElement,
    _load: EventListener,
    channel: Option<Channel>,
    /// Runs out when the frame does not do in time what was asked of it.
    patience: Option<Timeout>,
}

struct Inner {
    sink: Sink,
    root: Element,
    locale: String,
    standing: RefCell<Option<Standing>>,
}

/// Speaks with the payment field.
pub struct Payment(Rc<Inner>);

impl Payment {
    /// Looks for the frame in this place, reporting to `sink`.
    #[must_use]
    pub fn new(place: &Place, sink: Sink) -> Self {
        Self(Rc::new(Inner {
            sink,
            root: place.root.clone(),
            locale: place.locale.clone(),
            standing: RefCell::default(),
        }))
    }

    /// Looks whether a frame has come or gone.
    pub fn rendered(&self) {
        let found = self.0.root.query_selector(FRAME).ok().flatten();
        let known = self.0.standing_frame();
        if found.as_ref() == known.as_ref().map(AsRef::as_ref) {
            return;
        }
        Inner::changed(&self.0, found);
    }

    /// Asks for a token; `PaymentEvent` answers.
    pub fn tokenize(&self) {
        let ask = js::object(&[("type", "tokenize".into())]);
        let asked = {
            let mut standing = self.0.standing.borrow_mut();
            standing.as_mut().is_some_and(|standing| {
                let Some(channel) = &standing.channel else {
                    return false;
                };
                let asked = channel.port.post_message(&ask).is_ok();
                standing.patience = asked.then(|| Inner::patience(&self.0, TOKEN_WITHIN_MS));
                asked
            })
        };
        if !asked {
            self.0.sink.send(Event::Payment(PaymentEvent::Failed));
        }
    }
}

impl Inner {
    /// The frame that is attended to. Nothing stays borrowed.
    fn standing_frame(&self) -> Option<HtmlIFrameElement> {
        let standing = self.standing.borrow();
        standing.as_ref().map(|standing| standing.frame.clone())
    }

    /// Another frame than before, or none. Loaded with what draws one.
    #[inline(never)]
    fn changed(this: &Rc<Self>, found: Option<Element>) {
        let frame = found.and_then(|frame| frame.dyn_into::<HtmlIFrameElement>().ok());
        let standing = frame.map(|frame| Self::attend(this, frame));
        drop(this.standing.replace(standing));
    }

    fn attend(this: &Rc<Self>, frame: HtmlIFrameElement) -> Standing {
        let weak: Weak<Self> = Rc::downgrade(this);
        let load = EventListener::new(&frame, "load", move |_| {
            if let Some(this) = weak.upgrade() {
                Self::loaded(&this);
            }
        });
        Standing {
            frame,
            _load: load,
            channel: None,
            patience: Some(Self::patience(this, READY_WITHIN_MS)),
        }
    }

    fn patience(this: &Rc<Self>, within_ms: u32) -> Timeout {
        let weak = Rc::downgrade(this);
        Timeout::new(within_ms, move || {
            if let Some(this) = weak.upgrade() {
                this.sink.send(Event::Payment(PaymentEvent::Failed));
            }
        })
    }

    /// The frame has loaded a page, perhaps not for the first time: it gets a channel of its own.
    fn loaded(this: &Rc<Self>) {
        let channel = this
            .standing_frame()
            .and_then(|frame| Self::connect(this, &frame).ok());
        let failed = channel.is_none();
        if let Some(standing) = this.standing.borrow_mut().as_mut() {
            standing.channel = channel;
        }
        if failed {
            this.sink.send(Event::Payment(PaymentEvent::Failed));
        }
    }

    fn connect(this: &Rc<Self>, frame: &HtmlIFrameElement) -> Result<Channel, JsValue> {
        let origin = Url::new(&frame.src())?.origin();
        let window = frame.content_window().ok_or(JsValue::NULL)?;
        let pipe = MessageChannel::new()?;
        let port = pipe.port1();
        let weak = Rc::downgrade(this);
        let listener = EventListener::new(&port, "message", move |event| {
            if let (Some(this), Some(event)) = (weak.upgrade(), event.dyn_ref::<MessageEvent>()) {
                this.heard(&event.data());
            }
        });
        port.start();
        let hello = js::object(&[
            ("type", "vitrine:connect".into()),
            ("locale", this.locale.as_str().into()),
            ("theme", colours(frame).into()),
        ]);
        window.post_message_with_transfer(&hello, &origin, &Array::of1(&pipe.port2()))?;
        Ok(Channel {
            port,
            _listener: listener,
        })
    }

    fn heard(&self, data: &JsValue) {
        let Some(event) = message::read(data) else {
            return;
        };
        let answers = matches!(
            event,
            PaymentEvent::Ready | PaymentEvent::Token { .. } | PaymentEvent::Invalid
        );
        if answers && let Some(standing) = self.standing.borrow_mut().as_mut() {
            standing.patience = None;
        }
        self.sink.send(Event::Payment(event));
    }
}

/// The colours in force where the frame stands, and whether they are the dark ones.
fn colours(frame: &HtmlIFrameElement) -> Object {
    let mut theme = vec![("scheme", JsValue::from_str(scheme(frame)))];
    // A custom property keeps its colour as it was written (`light-dark(…)`, say), which means nothing in another page.
    // The frame's own text colour, which nobody sees, resolves it.
    let style = frame.style();
    for name in COLOURS {
        let known = computed(frame, &format!("--{name}")).is_some_and(|value| !value.is_empty());
        if known
            && style
                .set_property("color", &format!("var(--{name})"))
                .is_ok()
        {
            theme.extend(computed(frame, "color").map(|colour| (name, colour.into())));
        }
    }
    // Removing what was set just now cannot fail.
    let _ = style.remove_property("color");
    js::object(&theme)
}

fn scheme(frame: &HtmlIFrameElement) -> &'static str {
    let schemes = computed(frame, "color-scheme").unwrap_or_default();
    let allows = |scheme: &str| schemes.split(' ').any(|one| one == scheme);
    let dark = match (allows("light"), allows("dark")) {
        (true, true) => js::window().is_some_and(|window| {
            let asked = window.match_media("(prefers-color-scheme: dark)");
            asked.ok().flatten().is_some_and(|query| query.matches())
        }),
        (_, dark) => dark,
    };
    if dark { "dark" } else { "light" }
}

fn computed(frame: &HtmlIFrameElement, property: &str) -> Option<String> {
    let style = js::window()?.get_computed_style(frame).ok()??;
    let value = style.get_property_value(property).ok()?;
    Some(value.trim().to_owned())
}
