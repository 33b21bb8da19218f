//! A console with a server that is played by the test: it hears what was asked, and says what comes.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use serde_json::{Value, json};
use vitrine::domain::show::ShowTime;
use vitrine_host::core::Console;
use vitrine_host::core::effect::{Effect, RequestId, TimerId};
use vitrine_host::core::event::{Action, Event, LinkEvent, Monotonic};
use vitrine_host::core::http::{Failure, Request, Response};
use vitrine_host::core::model::{Model, Route};
use vitrine_host::core::moment;

/// The server's clock when the page starts; the page's own says 0.
pub(crate) const START: i64 = 1_800_000_000_000;

#[derive(Default)]
pub(crate) struct Stand {
    console: Console,
    pub(crate) now: i64,
    pub(crate) effects: Vec<Effect>,
}

impl Stand {
    pub(crate) fn at_the_door() -> Self {
        let mut stand = Self::default();
        stand.event(Event::Started {
            route: Route::Run("demo".into()),
            origin: "http://localhost:8787".into(),
            seed: 7,
        });
        stand
    }

    /// Signed in, in front of a running show that the host has taken over, caught up.
    pub(crate) fn running() -> Self {
        let mut stand = Self::at_the_door();
        stand.answers(&RequestId::Session, 200, &json!({ "now": time(0) }));
        stand.link(LinkEvent::Open);
        stand.says("show", &show("taken_over"));
        stand.says("caught_up", &json!({ "next_seq": 1 }));
        stand
    }

    pub(crate) fn model(&self) -> &Model {
        self.console.model()
    }

    pub(crate) fn event(&mut self, event: Event) {
        let effects = self.console.update(event, Monotonic(self.now));
        self.effects.extend(effects);
    }

    pub(crate) fn does(&mut self, action: Action) {
        self.event(Event::Do(action));
    }

    pub(crate) fn presses(&mut self, keys: &str) {
        for key in keys.chars() {
            let shift = key.is_uppercase();
            self.event(Event::Key {
                key: key.to_string(),
                shift,
            });
        }
    }

    pub(crate) fn rings(&mut self, id: TimerId) {
        self.event(Event::Timer(id));
    }

    /// The preview shows the picture of this second of the show.
    pub(crate) fn picture(&mut self, seconds: f64) {
        #[allow(clippy::cast_possible_truncation)]
        let ms = (seconds * 1_000.0) as i64;
        self.event(Event::Picture(Some(ShowTime(START + ms))));
    }

    pub(crate) fn link(&mut self, event: LinkEvent) {
        self.event(Event::Link(event));
    }

    pub(crate) fn says(&mut self, name: &str, data: &Value) {
        self.link(LinkEvent::Said {
            name: name.into(),
            data: data.to_string(),
        });
    }

    pub(crate) fn answers(&mut self, id: &RequestId, status: u16, body: &Value) {
        let response = Response {
            status,
            body: body.to_string(),
            ..Response::default()
        };
        self.answered(id, Ok(response));
    }

    pub(crate) fn loses(&mut self, id: &RequestId) {
        self.answered(id, Err(Failure::Network));
    }

    fn answered(&mut self, id: &RequestId, answer: Result<Response, Failure>) {
        let sent = Monotonic(self.now);
        self.event(Event::Http {
            id: id.clone(),
            answer,
            sent,
        });
    }

    /// What was asked since this was called last, by method and path.
    pub(crate) fn asked(&mut self) -> Vec<(RequestId, Request)> {
        let effects = std::mem::take(&mut self.effects);
        effects
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Send { id, request } => Some((id, request)),
                _ => None,
            })
            .collect()
    }

    /// The cues that were sent since, with the names of their requests.
    pub(crate) fn sent(&mut self) -> Vec<(RequestId, Value)> {
        self.asked()
            .into_iter()
            .filter(|(_, request)| request.path.ends_with("/cues"))
            .map(|(id, request)| {
                let body = request.body.unwrap();
                (id, serde_json::from_str(&body).unwrap())
            })
            .collect()
    }
}

pub(crate) fn time(seconds: i64) -> String {
    moment::write(ShowTime(START + seconds * 1_000))
}

pub(crate) fn show(script: &str) -> Value {
    json!({
        "id": "demo", "revision": 4, "title": "The autumn table", "status": "live", "starts_at": time(0), "poster": null,
        "stream": { "src": "https://cdn.example/live.m3u8", "type": null, "latency_ms": 8000, "cors": true },
        "encoder_delay_ms": 1500, "lineup": ["cloth", "plate", "vase", "candle"], "script": script, "own_stream": true,
        "manifest": "http://localhost:8787/shows/demo.json", "next_seq": 1, "replay": null
    })
}

/// A cue as the server records it.
pub(crate) fn cue(seq: u64, seconds: i64, rest: &Value) -> Value {
    let mut cue =
        json!({ "seq": seq, "id": format!("c{seq}"), "at": time(seconds), "told": time(seconds) });
    for (name, value) in rest.as_object().unwrap() {
        cue[name] = value.clone();
    }
    cue
}

pub(crate) fn pin(seq: u64, seconds: i64, slot: u64, product: &str) -> Value {
    cue(
        seq,
        seconds,
        &json!({ "kind": "pin", "slot": slot, "product": product }),
    )
}
