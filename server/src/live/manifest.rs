//! The manifest of a show that hosts have a hand in.

use serde_json::{Value, json};

use super::shows::{Replay, Saved, Status};
use crate::stage::goods::Goods;

/// The manifest, version 1. `folder` is what the show's folder says, where it has one; what a host saved covers it.
#[must_use]
pub fn manifest(show: &Saved, public_url: &str, goods: &Goods, folder: Option<&Value>) -> Value {
    let (id, record) = (&show.id, &show.record);
    let mut stream = json!({
        "src": record.stream.src,
        "type": record.stream.mime,
        "latency_ms": record.stream.latency_ms,
        "cors": record.stream.cors,
    });
    let recording = recording(show);
    if let Some(recording) = recording {
        stream["src"] = recording.src.as_str().into();
        stream["latency_ms"] = 0.into();
    }
    let mut manifest = json!({
        "version": 1,
        "id": id,
        "title": record.title,
        "status": record.status,
        "stream": stream,
        "shop": {"type": "ucp", "endpoint": public_url},
        "lineup": record.lineup,
        "cues": format!("{public_url}/shows/{id}/cues.json"),
        "beacon": beacon_of(id, public_url),
    });
    goods.name(&mut manifest, &record.lineup);
    if record.status == Status::Upcoming {
        manifest["bookable"] = record.bookable.into();
        if record.starts_at.is_some() {
            manifest["calendar"] = format!("{public_url}/shows/{id}/calendar").into();
        }
    }
    // The cues of a recording do not change.
    if recording.is_none() {
        manifest["events"] = format!("{public_url}/shows/{id}/events").into();
    }
    for (name, value) in [("starts_at", &record.starts_at), ("poster", &record.poster)] {
        if let Some(value) = value {
            manifest[name] = value.as_str().into();
        }
    }
    // Captions belong to the folder's own picture.
    let own = folder.filter(|folder| folder["stream"]["src"] == manifest["stream"]["src"]);
    if let Some(captions) = own.and_then(|folder| folder.get("captions")) {
        manifest["captions"] = captions.clone();
    }
    manifest
}

/// Where widgets tell what viewers open and put into carts.
#[must_use]
pub fn beacon_of(id: &str, public_url: &str) -> String {
    format!("{public_url}/shows/{id}/beacon")
}

/// The recording, where viewers watch that.
#[must_use]
pub fn recording(show: &Saved) -> Option<&Replay> {
    let replay = show.record.replay.as_ref();
    replay.filter(|_| show.record.status == Status::Ended)
}
