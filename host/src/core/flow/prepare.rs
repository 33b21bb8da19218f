//! Preparing a show. What is changed is saved as the host goes, a moment after the last key; only changed fields are sent.

use serde_json::{Map, Value, json};

use super::link;
use crate::core::effect::{Effect, RequestId, TimerId};
use crate::core::event::Prepare;
use crate::core::http::{Answer, Method};
use crate::core::model::{Loading, Model, Open, Saving};
use crate::core::show::Show;
use crate::core::{Console, api, catalogue, moment};
use std::rc::Rc;

const SAVE_MS: u32 = 600;
const SEARCH_MS: u32 = 250;
/// The most products of a lineup.
const MOST: usize = 500;

pub(super) fn act(console: &mut Console, change: Prepare) {
    let Some(open) = console.open() else { return };
    let Some(show) = open.show.clone() else {
        return;
    };
    let mut focus = None;
    let (field, value) = match change {
        Prepare::Search(words) => {
            open.prepare.words = words;
            console.timer(TimerId::Search, SEARCH_MS);
            return;
        }
        Prepare::Title(title) => ("title", Value::from(title)),
        Prepare::Poster(poster) => ("poster", address(&poster)),
        Prepare::StartsAt(at) => (
            "starts_at",
            moment::read(&at).map_or(Value::Null, |at| moment::write(at).into()),
        ),
        Prepare::Source(src) => {
            // Another stream is of another type perhaps; the player tells by its name then.
            let mut stream = stream(open, &show);
            stream["src"] = src.trim().into();
            ("stream", stream)
        }
        Prepare::Latency(ms) => {
            let mut stream = stream(open, &show);
            stream["latency_ms"] = ms.into();
            ("stream", stream)
        }
        Prepare::EncoderDelay(ms) => ("encoder_delay_ms", ms.into()),
        Prepare::Status(status) => ("status", status.into()),
        Prepare::Add(product) => {
            let mut lineup = open.lineup();
            if lineup.contains(&product) || lineup.len() >= MOST {
                return;
            }
            lineup.push(product);
            ("lineup", lineup.into())
        }
        Prepare::Remove(product) => {
            let mut lineup = open.lineup();
            lineup.retain(|id| *id != product);
            ("lineup", lineup.into())
        }
        Prepare::Move { from, to } => {
            let mut lineup = open.lineup();
            if from >= lineup.len() || to >= lineup.len() || from == to {
                return;
            }
            let product = lineup.remove(from);
            // A row that is put elsewhere in the page would lose the focus.
            let arrow = if to > from { "Down" } else { "Up" };
            focus = Some(format!("{arrow}-{product}"));
            lineup.insert(to, product);
            ("lineup", lineup.into())
        }
    };
    open.prepare.changed.insert(field.to_owned(), value);
    open.prepare.saving = Saving::Busy;
    console.timer(TimerId::Save, SAVE_MS);
    console.out.extend(focus.map(Effect::Focus));
}

fn address(text: &str) -> Value {
    match text.trim() {
        "" => Value::Null,
        text => text.into(),
    }
}

/// The stream as it stands with what is not saved yet: it is saved as a whole.
fn stream(open: &Open, show: &Show) -> Value {
    let whole = || {
        let stream = &show.stream;
        let mut whole =
            json!({ "src": stream.src, "latency_ms": stream.latency_ms, "cors": stream.cors });
        if let Some(mime) = &stream.mime {
            whole["type"] = mime.as_str().into();
        }
        whole
    };
    open.prepare.value("stream").cloned().unwrap_or_else(whole)
}

/// Sends what has changed, unless something is on its way: then that is awaited.
pub(super) fn save(console: &mut Console) {
    let Some(open) = console.open() else { return };
    let prepare = &mut open.prepare;
    if prepare.changed.is_empty() || !prepare.sent.is_empty() {
        return;
    }
    prepare.sent = std::mem::take(&mut prepare.changed);
    prepare.saving = Saving::Busy;
    let body = Value::Object(prepare.sent.clone()).to_string();
    let path = api::of_show(&open.id, "");
    console.send(RequestId::Save, api::write(Method::Patch, path, Some(body)));
}

pub(super) fn saved(console: &mut Console, answer: Answer) {
    let Some(open) = console.open() else { return };
    let sent = std::mem::take(&mut open.prepare.sent);
    match answer {
        Ok(response) if response.status == 200 => {
            open.prepare.saving = Saving::Saved;
            if let Ok(show) = serde_json::from_str(&response.body) {
                link::accept(console, show);
            }
            save(console);
        }
        Ok(response) if response.status < 500 => {
            // What is wrong stays in its field, to be put right; it is sent again with the next change.
            let refusal = api::refusal(&response);
            keep(&mut open.prepare.changed, sent);
            open.prepare.saving = Saving::Refused((refusal.field, refusal.code));
        }
        _ => {
            keep(&mut open.prepare.changed, sent);
            open.prepare.saving = Saving::Failed;
        }
    }
}

/// Puts what was sent back, unless it was changed again meanwhile.
fn keep(changed: &mut Map<String, Value>, sent: Map<String, Value>) {
    for (field, value) in sent {
        changed.entry(field).or_insert(value);
    }
}

pub(super) fn search(console: &mut Console) {
    let origin = console.model.origin.clone();
    let Some(open) = console.open() else { return };
    open.prepare.search = Loading::Busy;
    let request = catalogue::search(&origin, &open.prepare.words);
    console.out.push(Effect::Send {
        id: RequestId::Search,
        request,
    });
}

pub(super) fn found(console: &mut Console, answer: Answer) {
    let products = answer.ok().as_ref().and_then(catalogue::products);
    let Some(open) = console.open() else { return };
    let Some(products) = products else {
        open.prepare.search = Loading::Failed;
        return;
    };
    open.prepare.search = Loading::Done;
    open.prepare.found = products.iter().map(|product| product.id.clone()).collect();
    let known = Rc::make_mut(&mut open.products);
    known.extend(
        products
            .into_iter()
            .map(|product| (product.id.clone(), product)),
    );
}

impl crate::core::model::Preparing {
    /// A field's value that is not saved yet.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&Value> {
        self.changed.get(field).or_else(|| self.sent.get(field))
    }
}

impl Open {
    /// The lineup as the host has it on the screen: saved or not.
    #[must_use]
    pub fn lineup(&self) -> Vec<String> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        match self.prepare.value("lineup").and_then(Value::as_array) {
            Some(lineup) => lineup.iter().filter_map(text).collect(),
            None => self
                .show
                .as_ref()
                .map(|show| show.lineup.clone())
                .unwrap_or_default(),
        }
    }
}

impl Model {
    /// A text field of the show as the host has it on the screen.
    #[must_use]
    pub fn field(&self, field: &str, saved: impl FnOnce(&Show) -> String) -> String {
        let Some(open) = &self.open else {
            return String::new();
        };
        match open.prepare.value(field) {
            Some(value) => value.as_str().unwrap_or_default().to_owned(),
            None => open.show.as_deref().map(saved).unwrap_or_default(),
        }
    }
}
