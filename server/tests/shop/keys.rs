//! Idempotency keys: once is once.

use serde_json::json;

use crate::support::{Bench, lines};

#[tokio::test]
async fn the_same_key_and_body_give_the_same_answer_once_done() {
    let bench = Bench::new();
    let body = json!({ "line_items": lines(&[("mug-1", 1)]) });
    let first = bench.post_as("a-key-of-mine", "/carts", &body).await;
    let second = bench.post_as("a-key-of-mine", "/carts", &body).await;
    assert_eq!(
        (second.status, second.etag(), second.json()),
        (first.status, first.etag(), first.json())
    );
    assert_eq!(bench.count("cart"), 1);
}

#[tokio::test]
async fn the_same_key_with_another_body_is_a_conflict() {
    let bench = Bench::new();
    bench
        .post_as(
            "a-key-of-mine",
            "/carts",
            &json!({ "line_items": lines(&[("mug-1", 1)]) }),
        )
        .await
        .ok(201);
    let reply = bench
        .post_as(
            "a-key-of-mine",
            "/carts",
            &json!({ "line_items": lines(&[("mug-1", 2)]) }),
        )
        .await;
    assert_eq!(
        (reply.status.as_u16(), reply.codes()),
        (409, vec!["idempotency_conflict".to_owned()])
    );
    assert_eq!(bench.count("cart"), 1);
}

#[tokio::test]
async fn a_key_belongs_to_its_operation_and_resource() {
    let bench = Bench::new();
    let [one, two] = [
        bench.cart(&lines(&[("mug-1", 1)])).await,
        bench.cart(&lines(&[("mug-1", 1)])).await,
    ];
    let key = [("idempotency-key", "a-key-of-mine")];
    for id in [&one, &two] {
        let body = json!({ "id": id, "line_items": lines(&[("mug-1", 5)]) });
        let reply = bench
            .call(
                axum::http::Method::PUT,
                &format!("/carts/{id}"),
                &key,
                Some(&body),
            )
            .await;
        assert_eq!(reply.ok(200)["id"], **id);
    }
    bench
        .post_as("a-key-of-mine", "/carts", &json!({ "line_items": [] }))
        .await
        .ok(201);
}

#[tokio::test]
async fn a_refused_write_may_be_tried_again_under_its_key() {
    let bench = Bench::new();
    let id = bench.cart(&lines(&[("mug-1", 1)])).await;
    let path = format!("/carts/{id}");
    let body = json!({ "id": id, "line_items": lines(&[("mug-1", 2)]) });
    let stale = [
        ("idempotency-key", "a-key-of-mine"),
        ("if-match", "\"0.0\""),
    ];
    assert_eq!(
        bench
            .call(axum::http::Method::PUT, &path, &stale, Some(&body))
            .await
            .status,
        412
    );
    let etag = bench.get(&path).await.etag();
    let fresh = [
        ("idempotency-key", "a-key-of-mine"),
        ("if-match", etag.as_str()),
    ];
    assert_eq!(
        bench
            .call(axum::http::Method::PUT, &path, &fresh, Some(&body))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn answers_are_forgotten_after_a_day_and_not_before() {
    let bench = Bench::new();
    bench
        .post_as("a-key-of-mine", "/carts", &json!({ "line_items": [] }))
        .await
        .ok(201);
    bench.pass(24 * 60 * 60);
    bench.shop.housekeeping().unwrap();
    assert_eq!(bench.count("answer"), 1);
    bench.pass(1);
    bench.shop.housekeeping().unwrap();
    assert_eq!(bench.count("answer"), 0);
}
