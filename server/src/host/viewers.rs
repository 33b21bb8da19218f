//! What viewers of a hosted show read: manifest, cues, events. The programme's own show has routes of its own, which come
//! first.

use axum::Json;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Host;
use crate::door::address::Peer;
use crate::live::manifest;
use crate::live::shows::Saved;
use crate::stage::events::tell;

/// `GET /shows/{id}.json`
pub(super) async fn manifest(State(host): State<Host>, Path(file): Path<String>) -> Response {
    let show = file.strip_suffix(".json").and_then(|id| found(&host, id));
    show.map_or_else(not_found, |show| {
        let check_again = [(header::CACHE_CONTROL, "no-cache")];
        let manifest = manifest::manifest(&show, &host.public_url, &host.goods, None);
        (check_again, Json(manifest)).into_response()
    })
}

/// `GET /shows/{id}/cues.json`
pub(super) async fn cues(State(host): State<Host>, Path(id): Path<String>) -> Response {
    found(&host, &id).map_or_else(not_found, |show| {
        let no_store = [
            (header::CACHE_CONTROL, "no-store"),
            (header::CONTENT_TYPE, "application/json"),
        ];
        let snapshot = host.live.snapshot(&show, host.live.now());
        (no_store, snapshot).into_response()
    })
}

/// `GET /shows/{id}/events`
pub(super) async fn events(
    State(host): State<Host>,
    Path(id): Path<String>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    found(&host, &id).map_or_else(not_found, |show| {
        let (feed, from) = (host.live.feed(&show.id), Peer::of(peer));
        tell(&host.hall, feed, from, &headers, || {
            host.live.enter(&show.id)
        })
    })
}

pub(super) fn found(host: &Host, id: &str) -> Option<Saved> {
    host.live.shows().get(id)
}

pub(super) fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "There is no such show.\n").into_response()
}
