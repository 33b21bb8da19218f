//! The provider's card fields.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::support::{Bench, PAGE, PUBLIC, Reply};

async fn tokenize(bench: &Bench, origin: Option<&str>, card: &Value) -> Reply {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri("/pay/tokens")
        .header("content-type", "application/json");
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    bench
        .send(request.body(Body::from(card.to_string())).unwrap())
        .await
}

fn card(number: &str) -> Value {
    json!({ "number": number, "expiry": "12/30", "cvc": "123", "name": "Anna Beispiel" })
}

#[tokio::test]
async fn only_allowed_pages_can_hold_the_fields_and_the_page_loads_nothing_foreign() {
    let bench = Bench::new();
    let page = bench.get("/pay/frame").await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains(&format!("frame-ancestors {PAGE}")),
        "{policy}"
    );
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert!(page.text.contains(&format!("data-origins=\"{PAGE}\"")));
    for (label, name) in [
        ("number", "cc-number"),
        ("expiry", "cc-exp"),
        ("cvc", "cc-csc"),
        ("name", "cc-name"),
    ] {
        assert!(page.text.contains(&format!("<label for=\"{label}\"")));
        assert!(page.text.contains(&format!("autocomplete=\"{name}\"")));
    }
    for (path, kind) in [
        ("/pay/frame.js", "text/javascript; charset=utf-8"),
        ("/pay/frame.css", "text/css; charset=utf-8"),
    ] {
        assert_eq!(bench.get(path).await.header("content-type"), Some(kind));
    }
}

#[tokio::test]
async fn without_allowed_pages_nobody_can_hold_the_fields() {
    let bench = Bench::new();
    let mut settings = bench.settings();
    settings.allowed_origins.clear();
    settings.data = bench.folder.path().join("other");
    let shop = vitrine_server::shop::Shop::open(&settings).unwrap();
    let router = vitrine_server::app::router(&shop, axum::Router::new());
    let request = Request::builder()
        .uri("/pay/frame")
        .body(Body::empty())
        .unwrap();
    let response = tower::ServiceExt::oneshot(router, request).await.unwrap();
    assert!(
        response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .ends_with("frame-ancestors 'none'")
    );
}

#[tokio::test]
async fn the_frame_turns_a_test_card_into_a_token() {
    let bench = Bench::new();
    let paid = tokenize(&bench, Some(PUBLIC), &card("4242424242424242")).await;
    assert_eq!(
        paid.ok(200),
        json!({ "token": "success_token", "display": { "brand": "Visa", "last4": "4242" } })
    );
    assert_eq!(paid.header("cache-control"), Some("no-store"));
    assert_eq!(
        tokenize(&bench, Some(PUBLIC), &card("4000000000000002"))
            .await
            .ok(200)["token"],
        "fail_token"
    );
    assert_eq!(
        tokenize(&bench, Some(PUBLIC), &card("4000 0000 0000 3220"))
            .await
            .ok(200),
        json!({ "token": "escalation_token", "display": { "brand": "Visa", "last4": "3220" } })
    );
}

#[tokio::test]
async fn any_other_card_is_refused_by_field() {
    let bench = Bench::new();
    let errors = tokenize(&bench, Some(PUBLIC), &card("5555555555554444"))
        .await
        .ok(422)["errors"]
        .clone();
    assert_eq!(errors, json!({ "number": "not_a_test_card" }));
    let errors = tokenize(&bench, Some(PUBLIC), &json!({})).await.ok(422)["errors"].clone();
    assert_eq!(errors.as_object().unwrap().len(), 4);
}

#[tokio::test]
async fn another_page_cannot_ask_for_tokens() {
    let bench = Bench::new();
    for origin in [None, Some(PAGE), Some("https://evil.example"), Some("null")] {
        assert_eq!(
            tokenize(&bench, origin, &card("4242424242424242"))
                .await
                .status,
            403,
            "{origin:?}"
        );
    }
}

#[tokio::test]
async fn what_was_typed_is_never_repeated() {
    let bench = Bench::new();
    let reply = tokenize(
        &bench,
        Some(PUBLIC),
        &json!({ "number": 5_555_555_555_554_444_i64 }),
    )
    .await;
    assert_eq!(reply.status, 400);
    assert!(!reply.text.contains("5555"));
}
