//! The stage's routes. Each reads the clock once and answers from the pure parts; CORS is added by the server as a whole.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Extension, Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use super::{
    Stage,
    events::tell,
    media::{CHECK_AGAIN, IMMUTABLE},
};

use crate::door::address::Peer;

/// A playlist is the same until its next segment; a cache may answer for a moment, and never longer.
const PLAYLIST_AGE: HeaderValue = HeaderValue::from_static("public, max-age=1");

pub(super) fn router(stage: Arc<Stage>) -> Router {
    let (show, live) = (
        format!("/shows/{}", stage.id),
        format!("/live/{}", stage.id),
    );
    let media = stage.media.router();
    let mut router = Router::new()
        .route(&format!("{show}.json"), get(manifest))
        .route(&format!("{show}/cues.json"), get(cues))
        .route(&format!("{show}/events"), get(events))
        .route(&format!("{live}/master.m3u8"), get(master))
        .route(&format!("{live}/video.m3u8"), get(video))
        .route(
            &format!("{live}/recording/{{span}}/{{file}}"),
            get(recording),
        );
    for (i, track) in stage.captions.iter().enumerate() {
        let playlist = move |State(stage): State<Arc<Stage>>| async move { captions(&stage, i) };
        let segment = move |State(stage): State<Arc<Stage>>,
                            Path(file): Path<String>,
                            RawQuery(query): RawQuery| {
            async move { caption_segment(&stage, i, &file, query.as_deref()) }
        };
        router = router
            .route(
                &format!("{live}/captions-{}.m3u8", track.lang),
                get(playlist),
            )
            .route(
                &format!("{live}/captions-{}/{{file}}", track.lang),
                get(segment),
            );
    }
    router
        .with_state(stage)
        .nest(&format!("{live}/media"), media)
}

async fn manifest(State(stage): State<Arc<Stage>>) -> Response {
    (
        [(header::CACHE_CONTROL, CHECK_AGAIN)],
        Json(stage.manifest()),
    )
        .into_response()
}

async fn cues(State(stage): State<Arc<Stage>>) -> Response {
    let no_store = [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_TYPE, "application/json"),
    ];
    (no_store, stage.snapshot(stage.hall.clock.now())).into_response()
}

async fn events(
    State(stage): State<Arc<Stage>>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
) -> Response {
    let from = Peer::of(peer);
    tell(&stage.hall, Arc::clone(&stage.feed), from, &headers, || {
        stage.live.as_ref().map(|live| live.enter(&stage.id))
    })
}

async fn master(State(stage): State<Arc<Stage>>) -> Response {
    playlist(stage.master())
}

async fn video(State(stage): State<Arc<Stage>>) -> Response {
    playlist(stage.video(stage.hall.clock.now()))
}

/// `master.m3u8`, `video.m3u8` and `captions-en.m3u8` of a stretch of the programme, which never change.
async fn recording(
    State(stage): State<Arc<Stage>>,
    Path((span, file)): Path<(String, String)>,
) -> Response {
    let Some(window) = stage.stretch(&span, stage.hall.clock.now()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let lang = file
        .strip_prefix("captions-")
        .and_then(|file| file.strip_suffix(".m3u8"));
    let text = match (file.as_str(), lang) {
        ("master.m3u8", _) => stage.master(),
        ("video.m3u8", _) => stage.recording(window, None),
        (_, Some(lang)) if stage.captions.iter().any(|track| track.lang == lang) => {
            stage.recording(window, Some(lang))
        }
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    // Not for ever: another version of the programme has other segments.
    ([(header::CACHE_CONTROL, CHECK_AGAIN)], playlist(text)).into_response()
}

fn captions(stage: &Stage, track: usize) -> Response {
    match stage.captions.get(track) {
        Some(track) => playlist(stage.captions(track, stage.hall.clock.now())),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `00012.vtt` of a track.
fn caption_segment(stage: &Stage, track: usize, file: &str, query: Option<&str>) -> Response {
    let index = file
        .strip_suffix(".vtt")
        .filter(|digits| digits.len() == 5)
        .and_then(|digits| digits.parse().ok());
    let reel = stage.programme.reel;
    let (Some(track), Some(index)) = (
        stage.captions.get(track),
        index.filter(|index| *index < reel.segments()),
    ) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let versioned =
        query.and_then(|query| query.strip_prefix("v=")) == Some(stage.media.version.as_str());
    let headers = [
        (
            header::CACHE_CONTROL,
            if versioned { IMMUTABLE } else { CHECK_AGAIN },
        ),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/vtt; charset=utf-8"),
        ),
    ];
    (headers, track.segment(reel, index)).into_response()
}

fn playlist(text: String) -> Response {
    let headers = [
        (header::CACHE_CONTROL, PLAYLIST_AGE),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/vnd.apple.mpegurl"),
        ),
    ];
    (headers, text).into_response()
}
