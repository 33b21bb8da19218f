//! The stage's routes: what they answer, of which type, and how long it keeps.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    response::Response,
};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use stage_support::{Playlist, SOME_DAY, Show};
use tower::ServiceExt as _;
use vitrine_server::stage::{self, Config, clock::Moment};

async fn get(router: &Router, path: &str) -> Response {
    let request = Request::get(path).body(Body::empty()).unwrap();
    router.clone().oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Status, type and caching.
fn label(response: &Response) -> (u16, &str, &str) {
    let header = |name| {
        response
            .headers()
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    };
    (
        response.status().as_u16(),
        header(header::CONTENT_TYPE),
        header(header::CACHE_CONTROL),
    )
}

const HLS: &str = "application/vnd.apple.mpegurl";
const FOREVER: &str = "public, max-age=31536000, immutable";

#[tokio::test]
async fn playlists_keep_for_a_second_and_what_they_list_for_ever() {
    let show = Show::new();
    let router = show.open().router();
    for playlist in ["master", "video", "captions-en", "captions-de"] {
        let answer = get(&router, &format!("/live/demo/{playlist}.m3u8")).await;
        assert_eq!(label(&answer), (200, HLS, "public, max-age=1"));
    }
    let video = text(get(&router, "/live/demo/video.m3u8").await).await;
    let segment = &Playlist::read(&video).segments[0].uri;
    let answer = get(&router, &format!("/live/demo/{segment}")).await;
    assert_eq!(label(&answer), (200, "video/mp4", FOREVER));
    assert_eq!(text(answer).await.len(), 1000);
    let map = video
        .lines()
        .find_map(|line| line.strip_prefix("#EXT-X-MAP:URI=\""))
        .unwrap();
    let answer = get(
        &router,
        &format!("/live/demo/{}", map.trim_end_matches('"')),
    )
    .await;
    assert_eq!(label(&answer), (200, "video/mp4", FOREVER));
    assert_eq!(text(answer).await, "init");
    let captions = text(get(&router, "/live/demo/captions-en.m3u8").await).await;
    for segment in Playlist::read(&captions).segments {
        let answer = get(&router, &format!("/live/demo/{}", segment.uri)).await;
        assert_eq!(label(&answer), (200, "text/vtt; charset=utf-8", FOREVER));
        assert!(text(answer).await.starts_with("WEBVTT\n"));
    }
}

#[tokio::test]
async fn an_address_without_the_version_is_asked_about_again() {
    let show = Show::new();
    let router = show.open().router();
    for file in [
        "media/seg00000.m4s",
        "media/seg00000.m4s?v=0",
        "captions-en/00000.vtt",
    ] {
        let answer = get(&router, &format!("/live/demo/{file}")).await;
        assert_eq!((label(&answer).0, label(&answer).2), (200, "no-cache"));
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_and_never_kept() {
    let show = Show::new();
    show.write("secret", "secret");
    let stage = show.open();
    let (router, video) = (
        stage.router(),
        show.open().video(Moment::from_millis(SOME_DAY)),
    );
    let version = Playlist::read(&video).segments[0]
        .uri
        .split_once('?')
        .unwrap()
        .1
        .to_owned();
    for path in [
        "/shows/other.json",
        "/live/other/master.m3u8",
        "/live/demo/captions-fr.m3u8",
        "/live/demo/captions-en/00012.vtt",
        "/live/demo/captions-en/0.vtt",
        "/live/demo/captions-en/00000.txt",
        "/live/demo/media/seg00012.m4s",
        "/live/demo/media/",
        "/live/demo/media/../secret",
        "/live/demo/media/..%2fsecret",
        "/live/demo/media/%2e%2e/secret",
    ] {
        let answer = get(&router, &format!("{path}?{version}")).await;
        assert_eq!(label(&answer).0, 404, "{path}");
        assert_ne!(label(&answer).2, FOREVER, "{path}");
    }
    let post = Request::post("/shows/demo.json")
        .body(Body::empty())
        .unwrap();
    let answer = router.oneshot(post).await.unwrap();
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_manifest_names_stream_shop_lineup_and_cues() {
    let show = Show::new();
    let config = Config {
        public_url: "https://shop.example/".to_owned(),
        ..show.config()
    };
    let router = stage::router(config).unwrap();
    let answer = get(&router, "/shows/demo.json").await;
    assert_eq!(label(&answer), (200, "application/json", "no-cache"));
    let mut manifest: Value = serde_json::from_str(&text(answer).await).unwrap();
    let poster = manifest["poster"].take();
    let poster = poster
        .as_str()
        .unwrap()
        .strip_prefix("https://shop.example")
        .unwrap();
    let answer = get(&router, poster).await;
    assert_eq!(label(&answer), (200, "image/jpeg", FOREVER));
    assert_eq!(
        manifest,
        json!({
            "version": 1, "id": "demo", "title": "Small show", "status": "live",
            "starts_at": "2026-01-01T00:00:00.000Z", "poster": null,
            "stream": {
                "src": "https://shop.example/live/demo/master.m3u8", "type": HLS, "latency_ms": 8000, "cors": true,
            },
            "shop": {"type": "ucp", "endpoint": "https://shop.example"},
            "lineup": ["cup", "plate", "vase"],
            "cues": "https://shop.example/shows/demo/cues.json",
            "events": "https://shop.example/shows/demo/events",
            "captions": [{"lang": "en", "label": "English"}, {"lang": "de", "label": "Deutsch"}],
        })
    );
}

#[tokio::test]
async fn another_stream_takes_the_place_of_the_programme_but_not_of_its_products() {
    let show = Show::new();
    let url = "https://cdn.example/live/index.m3u8?token=a/";
    let router = stage::router(Config {
        stream: Some(url.to_owned()),
        ..show.config()
    })
    .unwrap();
    let manifest: Value =
        serde_json::from_str(&text(get(&router, "/shows/demo.json").await).await).unwrap();
    assert_eq!(manifest["stream"]["src"], url);
    assert_eq!(manifest["stream"]["cors"], false);
    assert_eq!(manifest["captions"], json!([]));
    assert_eq!(manifest.get("poster"), None);
    assert_eq!(manifest["lineup"], json!(["cup", "plate", "vase"]));
}

#[tokio::test]
async fn the_snapshot_says_what_the_playlist_carries_and_the_time() {
    let show = Show::new();
    let router = show.open().router();
    let answer = get(&router, "/shows/demo/cues.json").await;
    assert_eq!(label(&answer), (200, "application/json", "no-store"));
    let snapshot: Value = serde_json::from_str(&text(answer).await).unwrap();
    let video = text(get(&router, "/live/demo/video.m3u8").await).await;
    let in_band: Vec<Value> = Playlist::read(&video)
        .date_ranges
        .into_iter()
        .map(|(_, range)| range.cue)
        .collect();
    assert!(in_band.len() > 10);
    let now = Moment::from_millis(SOME_DAY).to_string();
    assert_eq!(snapshot, json!({"version": 1, "now": now, "cues": in_band}));
}
