//! The show manifest: what a widget reads first. Made once, when the stage opens.

use axum::http::Uri;
use serde_json::{Value, json};

use super::{clock::Moment, programme::Programme};

/// How far behind the present a viewer's picture is, for viewers whose player cannot tell: hls.js stays three segments
/// behind a playlist that itself is up to one segment old.
const LATENCY_MS: u64 = 8_000;

/// What the manifest says beyond the programme.
pub(super) struct Facts<'a> {
    pub(super) id: &'a str,
    /// The server's origin as viewers see it, without a slash at its end.
    pub(super) public_url: &'a str,
    /// Another stream instead of the programme's own.
    pub(super) stream: Option<&'a str>,
    pub(super) poster: Option<String>,
    pub(super) lineup: &'a [String],
}

/// The manifest, version 1.
///
/// A foreign stream keeps title, lineup and cues, but neither the poster nor the captions, which belong to the recorded
/// picture; and nothing is promised about its CORS, which is not ours to know.
pub(super) fn manifest(programme: &Programme, facts: &Facts<'_>) -> Value {
    let Facts {
        id,
        public_url,
        stream,
        poster,
        lineup,
    } = facts;
    let own = format!("{public_url}/live/{id}/master.m3u8");
    let captions: Vec<Value> = programme
        .captions
        .iter()
        .filter(|_| stream.is_none())
        .map(|track| json!({"lang": track.lang, "label": track.label}))
        .collect();
    let mut manifest = json!({
        "version": 1,
        "id": id,
        "title": programme.title,
        "status": "live",
        "starts_at": Moment::from_millis(0).to_string(),
        "stream": {
            "src": stream.unwrap_or(&own),
            "type": "application/vnd.apple.mpegurl",
            "latency_ms": LATENCY_MS,
            "cors": stream.is_none(),
        },
        "shop": {"type": "ucp", "endpoint": public_url},
        "lineup": lineup,
        "cues": format!("{public_url}/shows/{id}/cues.json"),
        "events": format!("{public_url}/shows/{id}/events"),
        "captions": captions,
    });
    if let (Some(poster), None, Some(fields)) = (poster, stream, manifest.as_object_mut()) {
        fields.insert(
            "poster".to_owned(),
            format!("{public_url}/live/{id}/media/{poster}").into(),
        );
    }
    manifest
}

/// An absolute http(s) URL, without slashes at its end; `None` if it is none.
pub(crate) fn absolute(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let web = matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.host().is_some_and(|host| !host.is_empty());
    web.then(|| url.trim_end_matches('/').to_owned())
}
