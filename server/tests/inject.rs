//! The injector before a real origin: the server's own stage over a socket, asked for its stream as any player would.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod stage_support;

use axum::Router;
use axum::http::header;
use axum::routing::get;
use http_body_util::BodyExt as _;
use stage_support::{Playlist, SOME_DAY, Show};
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use vitrine_server::inject::Proxy;
use vitrine_server::stage::clock::Moment;

/// Serves on a port of its own, and gives the address.
async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

fn cues() -> String {
    let at = Moment::from_millis(SOME_DAY).less(5_000);
    format!(
        r#"{{"version":1,"cues":[{{"seq":7,"id":"c7","at":"{at}","kind":"pin","slot":0,"product":"cup"}}]}}"#
    )
}

/// What the proxy answers: its type, its length if it tells it, and the text.
async fn ask(proxy: &Proxy, path: &str) -> (String, Option<String>, String) {
    let request = axum::http::Request::get(path)
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = proxy.router().oneshot(request).await.unwrap();
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    assert_eq!(answer.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    let text = |name| {
        answer
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
    };
    let (mime, length) = (
        text(header::CONTENT_TYPE).unwrap(),
        text(header::CONTENT_LENGTH),
    );
    let bytes = answer.into_body().collect().await.unwrap().to_bytes();
    (mime, length, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn a_stream_comes_through_with_cues_in_its_media_playlists_and_nothing_else_changed() {
    let show = Show::new();
    show.write("cues.json", r#"{"cues": []}"#);
    let stage = show.open();
    let (master, video) = (stage.master(), stage.video(Moment::from_millis(SOME_DAY)));
    let origin = serve(stage.router()).await;
    let snapshot = serve(Router::new().route("/cues.json", get(|| async { cues() }))).await;
    let proxy = Proxy::new(&format!("{origin}/live/demo/master.m3u8")).unwrap();
    assert_eq!(ask(&proxy, "/live/demo/video.m3u8").await.2, video);
    proxy
        .read(format!("{snapshot}/cues.json").parse().unwrap())
        .await
        .unwrap();
    assert_eq!(ask(&proxy, "/live/demo/master.m3u8").await.2, master);
    let (mime, length, edited) = ask(&proxy, "/live/demo/video.m3u8?_HLS_msn=1").await;
    assert_eq!(mime, "application/vnd.apple.mpegurl");
    assert_eq!(length, Some(edited.len().to_string()));
    let list = Playlist::read(&edited);
    let [(_, range)] = &list.date_ranges[..] else {
        panic!("{edited}")
    };
    assert_eq!(
        (range.id.as_str(), &range.cue["product"]),
        ("c7", &"cup".into())
    );
    assert_eq!(edited.replace(&format!("{}\n", range.line), ""), video);
    let segment = format!("/live/demo/{}", list.segments[0].uri);
    let (mime, length, segment) = ask(&proxy, &segment).await;
    assert_eq!(
        (mime.as_str(), length.as_deref(), segment.len()),
        ("video/mp4", Some("1000"), 1000)
    );
    // Where the cues cannot be read, those that were read last go on.
    assert!(
        proxy
            .read(format!("{snapshot}/none.json").parse().unwrap())
            .await
            .is_err()
    );
    assert_eq!(ask(&proxy, "/live/demo/video.m3u8").await.2, edited);
}

#[tokio::test]
async fn queries_reach_the_origin_and_the_playlist_s_own_stands_in_for_none() {
    let origin = Router::new().route(
        "/live/index.m3u8",
        get(|query: axum::extract::RawQuery| async move { query.0.unwrap_or_default() }),
    );
    let origin = serve(origin).await;
    let proxy = Proxy::new(&format!("{origin}/live/index.m3u8?token=a%2Fb")).unwrap();
    assert_eq!(ask(&proxy, "/live/index.m3u8").await.2, "token=a%2Fb");
    let asked = "_HLS_msn=12&_HLS_part=3";
    assert_eq!(
        ask(&proxy, &format!("/live/index.m3u8?{asked}")).await.2,
        asked
    );
}

#[tokio::test]
async fn an_origin_that_is_down_is_said_to_be() {
    let proxy = Proxy::new("http://127.0.0.1:9/index.m3u8").unwrap();
    let request = axum::http::Request::get("/index.m3u8")
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = proxy.router().oneshot(request).await.unwrap();
    assert_eq!(answer.status().as_u16(), 502);
    assert!(Proxy::new("ftp://x/y").is_err());
}
