//! Requests to the console's own server over `fetch`. The session's cookie goes along by itself, to this origin only.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, AbortSignal, Headers, RequestCredentials, RequestInit};

use super::{Sink, now};
use crate::core::effect::RequestId;
use crate::core::event::{Event, Monotonic};
use crate::core::http::{Answer, Failure, Request, Response};

/// How long an answer may take.
const DEADLINE_MS: u32 = 10_000;

/// A request under way. Dropping it aborts it.
struct Flight {
    number: u64,
    controller: AbortController,
    _deadline: Timeout,
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

type Flights = Rc<RefCell<BTreeMap<RequestId, Flight>>>;

/// Sends requests and reports their answers.
pub struct Http {
    sink: Sink,
    flights: Flights,
    count: Cell<u64>,
}

impl Http {
    /// A port that reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        Self {
            sink,
            flights: Flights::default(),
            count: Cell::default(),
        }
    }

    /// Sends a request, and lets the last one of that name go.
    pub fn send(&self, id: RequestId, request: Request) {
        let sent = now();
        let number = self.count.get() + 1;
        self.count.set(number);
        let Ok(controller) = AbortController::new() else {
            return self.sink.send(answered(id, Err(Failure::Network), sent));
        };
        let signal = controller.signal();
        let late = Rc::new(Cell::new(false));
        let deadline = {
            let (controller, late) = (controller.clone(), late.clone());
            Timeout::new(DEADLINE_MS, move || {
                late.set(true);
                controller.abort();
            })
        };
        let flight = Flight {
            number,
            controller,
            _deadline: deadline,
        };
        let before = self.flights.borrow_mut().insert(id.clone(), flight);
        drop(before);

        let (sink, flights) = (self.sink.clone(), Rc::downgrade(&self.flights));
        spawn_local(async move {
            let answer = exchange(&request, &signal).await;
            let Some(flights) = flights.upgrade() else {
                return;
            };
            // Another of its name may have taken its place, or everything was let go.
            let landed = match flights.borrow_mut().entry(id.clone()) {
                std::collections::btree_map::Entry::Occupied(place)
                    if place.get().number == number =>
                {
                    Some(place.remove())
                }
                _ => None,
            };
            if landed.is_some() {
                let answer = answer.map_err(|failure| {
                    if late.get() {
                        Failure::TimedOut
                    } else {
                        failure
                    }
                });
                sink.send(answered(id, answer, sent));
            }
        });
    }

    /// Lets every request go.
    pub fn cancel_all(&self) {
        let flights = std::mem::take(&mut *self.flights.borrow_mut());
        drop(flights);
    }
}

fn answered(id: RequestId, answer: Answer, sent: Monotonic) -> Event {
    Event::Http { id, answer, sent }
}

async fn exchange(request: &Request, signal: &AbortSignal) -> Answer {
    let head = head(request, signal).await.map_err(|_| Failure::Network)?;
    let header = |name: &str| head.headers().get(name).ok().flatten();
    let retry_after = header("Retry-After").and_then(|seconds| seconds.trim().parse().ok());
    let text = head.text().map_err(|_| Failure::Unreadable)?;
    let text = JsFuture::from(text)
        .await
        .map_err(|_| Failure::Unreadable)?;
    Ok(Response {
        status: head.status(),
        etag: None,
        retry_after,
        body: text.as_string().unwrap_or_default(),
    })
}

async fn head(request: &Request, signal: &AbortSignal) -> Result<web_sys::Response, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    if let Some(body) = &request.body {
        headers.set("Content-Type", "application/json")?;
        init.set_body(&body.into());
    }
    init.set_method(request.method.as_str());
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_signal(Some(signal));
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    JsFuture::from(window.fetch_with_str_and_init(&request.path, &init))
        .await?
        .dyn_into()
}
