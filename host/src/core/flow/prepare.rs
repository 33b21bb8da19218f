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
    let Some(open) = console.open().filter(|open| open.show.is_some()) else {
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
        Prepare::Page(page) => ("page", address(&page)),
        Prepare::StartsAt(at) => {
            let moment = moment::read(&at).map(|at| moment::write(at).into());
            // Half a date is none yet, and must not take away the one that stands.
            if moment.is_none() && !at.is_empty() {
                return;
            }
            ("starts_at", moment.unwrap_or_default())
        }
        Prepare::Source(src) => ("stream.src", src.trim().into()),
        Prepare::Latency(ms) => ("stream.latency_ms", ms.into()),
        Prepare::Recording(src) => ("replay.src", src.trim().into()),
        Prepare::RecordedFrom(at) => match moment::read(&at) {
            Some(at) => ("replay.starts_at", moment::write(at).into()),
            None => return,
        },
        Prepare::EncoderDelay(ms) => ("encoder_delay_ms", ms.into()),
        Prepare::Status(status) => ("status", status.into()),
        Prepare::Bookable(bookable) => ("bookable", bookable.into()),
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
    open.prepare.refused.remove(field);
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

/// The changed fields as they go into the request. Stream and recording are saved as a whole: what has not changed of them
/// goes as it is.
fn body(changed: &Map<String, Value>, show: &Show) -> String {
    let mut body = Map::new();
    for (field, value) in changed {
        let Some((whole, part)) = field.split_once('.') else {
            body.insert(field.clone(), value.clone());
            continue;
        };
        let parts = body.entry(whole).or_insert_with(|| match whole {
            "stream" => stream(show),
            _ => recording(show),
        });
        parts[part] = value.clone();
    }
    // A recording without an address is none.
    if let Some(replay) = body.get_mut("replay")
        && replay["src"] == ""
    {
        *replay = Value::Null;
    }
    Value::Object(body).to_string()
}

/// The recording. Nobody has to say when it begins, where it begins with the show.
fn recording(show: &Show) -> Value {
    let known = show.recording.as_ref();
    let starts_at = known.map(|known| known.starts_at).or(show.starts_at);
    json!({
        "src": known.map(|known| known.src.as_str()).unwrap_or_default(),
        "starts_at": starts_at.map(moment::write),
    })
}

fn stream(show: &Show) -> Value {
    let stream = &show.stream;
    let mut whole =
        json!({ "src": stream.src, "latency_ms": stream.latency_ms, "cors": stream.cors });
    if let Some(mime) = &stream.mime {
        whole["type"] = mime.as_str().into();
    }
    whole
}

/// Sends what has changed, unless something is on its way: then that is awaited.
pub(super) fn save(console: &mut Console) {
    let Some(open) = console.open() else { return };
    let Some(show) = open.show.clone() else {
        return;
    };
    let prepare = &mut open.prepare;
    if prepare.changed.is_empty() || !prepare.sent.is_empty() {
        return;
    }
    prepare.sent = std::mem::take(&mut prepare.changed);
    prepare.saving = Saving::Busy;
    let body = body(&prepare.sent, &show);
    let path = api::of_show(&open.id, "");
    console.send(RequestId::Save, api::write(Method::Patch, path, Some(body)));
}

pub(super) fn saved(console: &mut Console, answer: Answer) {
    let Some(open) = console.open() else { return };
    let sent = std::mem::take(&mut open.prepare.sent);
    match answer {
        Ok(response) if response.status == 200 => {
            open.prepare.saving = open.prepare.standing();
            if let Ok(show) = serde_json::from_str(&response.body) {
                link::accept(console, show);
            }
            save(console);
        }
        Ok(response) if response.status < 500 => {
            let refusal = api::refusal(&response);
            let (wrong, rest) = split(sent, refusal.field.as_deref());
            let rest_goes_on = !wrong.is_empty();
            keep(&mut open.prepare.changed, rest);
            for (field, value) in wrong {
                // What was typed meanwhile is newer than what was refused.
                if !open.prepare.changed.contains_key(&field) {
                    open.prepare
                        .refused
                        .insert(field, (value, refusal.code.clone()));
                }
            }
            open.prepare.saving = Saving::Refused((refusal.field, refusal.code));
            // Where nobody can tell what is wrong, the next change tries again: not in a circle.
            if rest_goes_on {
                save(console);
            }
        }
        _ => {
            keep(&mut open.prepare.changed, sent);
            open.prepare.saving = Saving::Failed;
        }
    }
}

/// What a refusal means of what was sent, and the rest.
fn split(
    sent: Map<String, Value>,
    named: Option<&str>,
) -> (Map<String, Value>, Map<String, Value>) {
    let means = |field: &str| {
        named.is_some_and(|named| {
            let within = |outer: &str, inner: &str| {
                inner
                    .strip_prefix(outer)
                    .is_some_and(|rest| rest.starts_with(['.', '[']))
            };
            named == field || within(field, named) || within(named, field)
        })
    };
    sent.into_iter().partition(|(field, _)| means(field))
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
        let under_way = self.changed.get(field).or_else(|| self.sent.get(field));
        under_way.or_else(|| self.refused.get(field).map(|(value, _)| value))
    }

    /// Why a field was refused, by the code.
    #[must_use]
    pub fn problem(&self, field: &str) -> Option<&str> {
        self.refused.get(field).map(|(_, code)| code.as_str())
    }

    /// How saving does when nothing is on its way: a field that was refused is still not saved.
    fn standing(&self) -> Saving {
        match self.refused.first_key_value() {
            Some((field, (_, code))) => Saving::Refused((Some(field.clone()), code.clone())),
            None => Saving::Saved,
        }
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
