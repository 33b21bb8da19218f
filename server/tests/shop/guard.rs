//! Who may call, and what a call must bring.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use crate::support::{Bench, PAGE, PUBLIC, lines};

fn preflight(origin: &str) -> Request<Body> {
    Request::builder()
        .method(Method::OPTIONS)
        .uri("/carts/cart_x")
        .header("origin", origin)
        .header("access-control-request-method", "PUT")
        .header(
            "access-control-request-headers",
            "ucp-agent,idempotency-key,if-match,content-type,request-id",
        )
        .body(Body::empty())
        .unwrap()
}

#[tokio::test]
async fn an_allowed_page_may_send_what_the_profile_lists() {
    let bench = Bench::new();
    let reply = bench.send(preflight(PAGE)).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-origin"), Some(PAGE));
    assert_eq!(reply.header("access-control-max-age"), Some("7200"));
    assert_eq!(reply.header("access-control-allow-credentials"), None);
    let list = |name: &str| {
        let mut list: Vec<String> = reply
            .header(name)
            .unwrap()
            .split(',')
            .map(|word| word.trim().to_ascii_lowercase())
            .collect();
        list.sort();
        list
    };
    assert_eq!(
        list("access-control-allow-headers"),
        [
            "content-type",
            "idempotency-key",
            "if-match",
            "request-id",
            "ucp-agent"
        ]
    );
    assert_eq!(list("access-control-allow-methods"), ["get", "post", "put"]);
}

#[tokio::test]
async fn an_answer_shows_the_page_its_etag_and_retry_after() {
    let bench = Bench::new();
    let reply = bench.post("/carts", &json!({ "line_items": [] })).await;
    assert_eq!(reply.header("access-control-allow-origin"), Some(PAGE));
    assert_eq!(
        reply
            .header("access-control-expose-headers")
            .unwrap()
            .to_ascii_lowercase()
            .replace(' ', ""),
        "etag,retry-after"
    );
    assert!(reply.header("vary").is_some());
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
}

#[tokio::test]
async fn a_foreign_page_gets_nothing_and_changes_nothing() {
    let bench = Bench::new();
    for origin in [
        "https://evil.example",
        "null",
        "http://localhost:8080.evil.example",
        "http://localhost:80800",
    ] {
        assert_eq!(
            bench
                .send(preflight(origin))
                .await
                .header("access-control-allow-origin"),
            None,
            "{origin}"
        );
        let request = Request::builder()
            .method(Method::POST)
            .uri("/carts")
            .header("origin", origin)
            .header("ucp-agent", "profile=\"https://evil.example/p\"")
            .header("idempotency-key", "a-key-of-theirs")
            .header("content-type", "application/json")
            .body(Body::from("{\"line_items\":[]}"))
            .unwrap();
        let reply = bench.send(request).await;
        assert_eq!(
            (reply.status.as_u16(), reply.codes()),
            (403, vec!["origin_not_allowed".to_owned()]),
            "{origin}"
        );
        assert_eq!(reply.header("access-control-allow-origin"), None);
    }
    assert_eq!(bench.count("cart"), 0);
}

#[tokio::test]
async fn the_shops_own_pages_and_callers_that_are_no_pages_may_call() {
    let bench = Bench::new();
    for origin in [Some(PUBLIC), None] {
        let mut request = Request::builder()
            .uri("/carts/cart_x")
            .header("ucp-agent", "profile=\"https://agent.example/p\"");
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        assert_eq!(
            bench
                .send(request.body(Body::empty()).unwrap())
                .await
                .codes(),
            ["not_found"]
        );
    }
}

#[tokio::test]
async fn every_call_names_its_agent() {
    let bench = Bench::new();
    let with = async |agent: Option<&str>| {
        let mut request = Request::builder().uri("/carts/cart_x");
        if let Some(agent) = agent {
            request = request.header("ucp-agent", agent);
        }
        bench.send(request.body(Body::empty()).unwrap()).await
    };
    for agent in [
        None,
        Some(""),
        Some("curl"),
        Some("profile=https://a.example"),
        Some("profile=\"ftp://a.example\""),
        Some("profile=\"http://a.example/p\""),
        Some("profile=\"http://localhost.evil.example/p\""),
        Some("profile=\"http://localhost@evil.example/p\""),
        Some("profile=\"https://\""),
        Some("profile=\"https:// a\""),
    ] {
        assert_eq!(
            with(agent).await.codes(),
            ["invalid_profile_url"],
            "{agent:?}"
        );
    }
    for agent in [
        "profile=\"https://a.example/p\"",
        "profile=\"http://localhost:1/p\"",
        "profile=\"http://127.0.0.1/p\"",
        "profile=\"http://[::1]:8787/p\"",
        "profile=\"https://a.example/p\";version=\"2026-04-08\"",
        "profile=\"https://a.example/p\"; version=\"2026-01-11\"",
    ] {
        assert_eq!(with(Some(agent)).await.status, 200, "{agent}");
    }
    let newer = with(Some(
        "profile=\"https://a.example/p\"; version=\"2027-01-01\"",
    ))
    .await;
    assert_eq!(
        (newer.status.as_u16(), newer.codes()),
        (422, vec!["version_unsupported".to_owned()])
    );
}

#[tokio::test]
async fn every_write_has_a_key() {
    let bench = Bench::new();
    let body = json!({ "line_items": lines(&[("mug-1", 1)]) });
    for key in [
        None,
        Some(""),
        Some("short"),
        Some("has a space in it"),
        Some("umlaut-\u{e4}\u{f6}\u{fc}"),
    ] {
        let headers: Vec<(&str, &str)> = key
            .map(|key| ("idempotency-key", key))
            .into_iter()
            .collect();
        let reply = bench
            .call(Method::POST, "/carts", &headers, Some(&body))
            .await;
        assert_eq!(reply.status, 400, "{key:?}");
    }
    let long = "k".repeat(129);
    assert_eq!(bench.post_as(&long, "/carts", &body).await.status, 400);
    assert_eq!(
        bench.post_as(&long[..128], "/carts", &body).await.status,
        201
    );
    assert_eq!(bench.count("cart"), 1);
}

#[tokio::test]
async fn an_address_or_method_that_is_not_there_is_said_in_ucp() {
    let bench = Bench::new();
    assert_eq!(
        (
            bench.get("/nothing").await.status.as_u16(),
            bench.get("/nothing").await.codes()
        ),
        (404, vec!["not_found".to_owned()])
    );
    let reply = bench.call(Method::DELETE, "/carts/cart_x", &[], None).await;
    assert_eq!(
        (reply.status.as_u16(), reply.codes()),
        (405, vec!["invalid".to_owned()])
    );
}

#[tokio::test]
async fn health_tells_the_version() {
    let bench = Bench::new();
    let body = bench.get("/health").await.ok(200);
    assert_eq!(
        body,
        json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION"), "database": "ok", "catalogue": "current" })
    );
}

#[tokio::test]
async fn a_panic_answers_500_and_the_server_goes_on() {
    let bench = Bench::new();
    let broken = axum::Router::new().route("/broken", axum::routing::get(broken));
    let router = vitrine_server::app::router(&bench.shop, broken);
    for (path, status) in [("/broken", 500), ("/health", 200), ("/broken", 500)] {
        let request = Request::builder().uri(path).body(Body::empty()).unwrap();
        let response = tower::ServiceExt::oneshot(router.clone(), request)
            .await
            .unwrap();
        assert_eq!(response.status().as_u16(), status, "{path}");
        assert_eq!(response.headers()["content-type"], "application/json");
    }
}

async fn broken() -> &'static str {
    panic!("on purpose")
}
