//! The show's event stream: one `EventSource` while the core wants it. The browser mends a broken one, with
//! `Last-Event-ID`; one that it gives up is the core's to open again.

use std::cell::RefCell;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{EventSource, MessageEvent};

use super::Sink;
use crate::core::event::{Event, LinkEvent};

const NAMES: [&str; 5] = ["now", "show", "entry", "caught_up", "figures"];

/// A connection. Dropping it closes it.
struct Connection {
    source: EventSource,
    _listeners: Vec<EventListener>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.source.close();
    }
}

/// Listens and reports.
pub struct Stream {
    sink: Sink,
    connection: RefCell<Option<Connection>>,
}

impl Stream {
    /// A port that reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        let connection = RefCell::default();
        Self { sink, connection }
    }

    /// Listens to this address instead of the last one; with `None`, to nothing.
    pub fn listen(&self, address: Option<&str>) {
        let before = self.connection.replace(None);
        drop(before);
        let Some(address) = address else { return };
        match EventSource::new(address) {
            Ok(source) => {
                let connection = self.connect(source);
                self.connection.replace(Some(connection));
            }
            Err(_) => self.sink.send(Event::Link(LinkEvent::Closed)),
        }
    }

    fn connect(&self, source: EventSource) -> Connection {
        let mut listeners: Vec<EventListener> = NAMES
            .iter()
            .map(|name| {
                let sink = self.sink.clone();
                EventListener::new(&source, *name, move |event| {
                    let data = event
                        .dyn_ref::<MessageEvent>()
                        .and_then(|event| event.data().as_string());
                    if let Some(data) = data {
                        let name = (*name).to_owned();
                        sink.send(Event::Link(LinkEvent::Said { name, data }));
                    }
                })
            })
            .collect();
        let sink = self.sink.clone();
        listeners.push(EventListener::new(&source, "open", move |_| {
            sink.send(Event::Link(LinkEvent::Open));
        }));
        let (sink, asked) = (self.sink.clone(), source.clone());
        listeners.push(EventListener::new(&source, "error", move |_| {
            let closed = asked.ready_state() == EventSource::CLOSED;
            sink.send(Event::Link(if closed {
                LinkEvent::Closed
            } else {
                LinkEvent::Broken
            }));
        }));
        Connection {
            source,
            _listeners: listeners,
        }
    }
}
