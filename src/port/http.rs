//! Requests over `fetch`: every one has a deadline, can be let go, and is read as text of bounded length.
//!
//! Called by [`super::Ports`]. It sends no credentials, repeats nothing, and knows no shop.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    AbortController, AbortSignal, Headers, ReadableStreamDefaultReader, RequestCredentials,
    RequestInit,
};

use super::{Sink, js};
use crate::app::event::{Event, Monotonic, RequestId};
use crate::domain::table::Table;
use crate::http::{Failure, LONGEST_BODY, Method, Request, Response};

type Flights = Rc<RefCell<Table<RequestId, Flight>>>;

/// A request under way. Dropping it aborts it.
struct Flight {
    controller: AbortController,
    _deadline: Timeout,
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

/// Sends requests and reports their answers.
pub struct Http {
    sink: Sink,
    flights: Flights,
}

impl Http {
    /// A port that reports to `sink`.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        let flights = Flights::default();
        Self { sink, flights }
    }

    /// Sends a request. `Event::Http` follows, unless it is cancelled or the port is dropped.
    pub fn send(&self, id: RequestId, request: Request, deadline_ms: u32) {
        let sent = js::now();
        let Ok(controller) = AbortController::new() else {
            return self
                .sink
                .send(answer(id, Err(Failure::Network), sent, js::now()));
        };
        let signal = controller.signal();
        let late = Rc::new(Cell::new(false));
        let deadline = {
            let (controller, late) = (controller.clone(), late.clone());
            Timeout::new(super::timer::bounded(deadline_ms), move || {
                late.set(true);
                controller.abort();
            })
        };
        let flight = Flight {
            controller,
            _deadline: deadline,
        };
        self.flights.borrow_mut().insert(id, flight);

        let (sink, flights) = (self.sink.clone(), Rc::downgrade(&self.flights));
        spawn_local(async move {
            let (result, received) = exchange(&request, &signal).await;
            let landed = flights
                .upgrade()
                .and_then(|flights| flights.borrow_mut().remove(&id));
            if landed.is_some() {
                let result = result.map_err(|failure| match failure {
                    _ if late.get() => Failure::TimedOut,
                    failure => failure,
                });
                sink.send(answer(id, result, sent, received));
            }
        });
    }

    /// Lets a request go: it is aborted and not answered.
    pub fn cancel(&self, id: RequestId) {
        let flight = self.flights.borrow_mut().remove(&id);
        drop(flight);
    }
}

fn answer(
    id: RequestId,
    result: Result<Response, Failure>,
    sent: Monotonic,
    received: Monotonic,
) -> Event {
    Event::Http {
        id,
        result,
        sent,
        received,
    }
}

/// One exchange, and when the answer's head was there (its body may take long, and would blur a clock measured by it).
async fn exchange(
    request: &Request,
    signal: &AbortSignal,
) -> (Result<Response, Failure>, Monotonic) {
    let head = head(request, signal).await;
    let received = js::now();
    let result = match head {
        Ok(head) => whole(&head).await,
        Err(_) => Err(Failure::Network),
    };
    (result, received)
}

async fn head(request: &Request, signal: &AbortSignal) -> Result<web_sys::Response, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    if request.method == Method::Tell {
        // A text has its own type already. Where a browser knows no `keepalive`, the page has to stay for it.
        Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE)?;
    } else if request.body.is_some() && !headers.has("Content-Type")? {
        headers.set("Content-Type", "application/json")?;
    }
    init.set_method(request.method.as_str());
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::Omit);
    init.set_signal(Some(signal));
    if let Some(body) = &request.body {
        init.set_body(&body.into());
    }
    let window = js::window().ok_or(JsValue::NULL)?;
    let promise = window.fetch_with_str_and_init(&request.url, &init);
    JsFuture::from(promise).await?.dyn_into()
}

async fn whole(head: &web_sys::Response) -> Result<Response, Failure> {
    let headers = head.headers();
    let header = |name| headers.get(name).ok().flatten();
    Ok(Response {
        status: head.status(),
        etag: header("ETag").as_deref().and_then(strong),
        retry_after: header("Retry-After").and_then(|seconds| seconds.trim().parse().ok()),
        body: body(head).await?,
    })
}

/// A strong entity tag without its quotes; a weak one proves nothing to `If-Match`.
fn strong(tag: &str) -> Option<String> {
    let inner = tag.trim().strip_prefix('"')?.strip_suffix('"')?;
    Some(inner.to_owned())
}

/// The body as text, read piece by piece so that an endless one is left in time.
async fn body(head: &web_sys::Response) -> Result<String, Failure> {
    let Some(stream) = head.body() else {
        return Ok(String::new());
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read())
            .await
            .map_err(|_| Failure::Unreadable)?;
        if js::get(&piece, "done").is_truthy() {
            break;
        }
        let piece: Uint8Array = js::get(&piece, "value").unchecked_into();
        let length = usize::try_from(piece.length()).unwrap_or(usize::MAX);
        if bytes.len().saturating_add(length) > LONGEST_BODY {
            // The rest would load for nothing; nobody waits for the end of the cancelling.
            let _ = reader.cancel();
            return Err(Failure::Unreadable);
        }
        bytes.extend(piece.to_vec());
    }
    let text = String::from_utf8(bytes).map_err(|_| Failure::Unreadable)?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::strong;

    #[test]
    fn only_a_strong_entity_tag_counts() {
        assert_eq!(strong("\"r7\"").as_deref(), Some("r7"));
        assert_eq!(strong("W/\"r7\""), None);
        assert_eq!(strong("r7"), None);
    }
}
