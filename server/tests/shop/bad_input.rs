//! Whatever is sent: a clear refusal, and nothing has changed.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::support::{Bench, Reply, filled, home, lines};

async fn raw(bench: &Bench, kind: Option<&str>, body: Vec<u8>) -> Reply {
    let mut request = Request::builder()
        .method(Method::POST)
        .uri("/carts")
        .header("ucp-agent", "profile=\"https://a.example/p\"")
        .header("idempotency-key", bench.key());
    if let Some(kind) = kind {
        request = request.header("content-type", kind);
    }
    bench.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn bodies_that_are_no_json() {
    let bench = Bench::new();
    let json = Some("application/json");
    for (kind, body, status) in [
        (json, b"{".to_vec(), 400),
        (json, b"".to_vec(), 400),
        (json, b"[]".to_vec(), 400),
        (json, b"null".to_vec(), 400),
        (json, b"{\"line_items\":[]} and more".to_vec(), 400),
        (json, b"{\"line_items\":\"\xff\xfe\"}".to_vec(), 400),
        (json, vec![b'['; 100_000], 400),
        (json, vec![b' '; 300 * 1024], 413),
        (Some("text/plain"), b"{\"line_items\":[]}".to_vec(), 415),
        (None, b"{\"line_items\":[]}".to_vec(), 415),
        (
            Some("application/json; charset=utf-8"),
            b"{\"line_items\":[]}".to_vec(),
            201,
        ),
    ] {
        let reply = raw(&bench, kind, body).await;
        assert_eq!(reply.status.as_u16(), status, "{}", reply.text);
        assert!(reply.json()["ucp"].is_object());
    }
    assert_eq!(bench.count("cart"), 1);
}

#[tokio::test]
async fn lines_that_make_no_sense_say_where() {
    let bench = Bench::new();
    let at = |quantity: Value| json!([{ "item": { "id": "mug-1" }, "quantity": quantity }]);
    let many: Vec<Value> = (0..1_000)
        .map(|n| json!({ "item": { "id": format!("x{n}") }, "quantity": 1 }))
        .collect();
    for (line_items, path) in [
        (at(json!(0)), "$.line_items[0].quantity"),
        (at(json!(-3)), "$.line_items[0].quantity"),
        (at(json!(1.5)), "$.line_items[0].quantity"),
        (at(json!("1")), "$.line_items[0].quantity"),
        (at(Value::Null), "$.line_items[0].quantity"),
        (at(json!(1e30)), "$.line_items[0].quantity"),
        (
            json!([{ "item": { "id": "" }, "quantity": 1 }]),
            "$.line_items[0].item.id",
        ),
        (
            json!([{ "item": { "id": 7 }, "quantity": 1 }]),
            "$.line_items[0].item.id",
        ),
        (
            json!([{ "item": { "id": "x".repeat(201) }, "quantity": 1 }]),
            "$.line_items[0].item.id",
        ),
        (
            json!([{ "item": "mug-1", "quantity": 1 }]),
            "$.line_items[0].item",
        ),
        (json!("mug-1"), "$.line_items"),
        (json!(many), "$.line_items"),
    ] {
        let reply = bench
            .post("/carts", &json!({ "line_items": line_items }))
            .await;
        assert_eq!(reply.status, 400, "{}", reply.text);
        assert_eq!(reply.json()["messages"][0]["path"], path, "{}", reply.text);
    }
    let too_many: Vec<Value> = (0..10_000)
        .map(|_| json!({ "item": { "id": "mug-1" }, "quantity": 1 }))
        .collect();
    assert_eq!(
        bench
            .post("/carts", &json!({ "line_items": too_many }))
            .await
            .status,
        413
    );
    assert_eq!(bench.count("cart"), 0);
}

#[tokio::test]
async fn the_largest_quantity_is_clamped_and_nothing_overflows() {
    let bench = Bench::new();
    let body = json!({ "line_items": [
        { "item": { "id": "mug-1" }, "quantity": i64::MAX },
        { "item": { "id": "mug-1" }, "quantity": i64::MAX },
    ] });
    let cart = bench.post("/carts", &body).await.ok(201);
    assert_eq!(cart["line_items"][0]["quantity"], 9_999);
}

#[tokio::test]
async fn texts_are_kept_as_they_are_and_nothing_else_happens() {
    let bench = Bench::new();
    let odd = "Robert'); DROP TABLE cart;-- \u{1f600} <script>alert(1)</script> \u{202e}";
    let mut body = filled(&lines(&[("mug-1", 1)]));
    body["buyer"]["first_name"] = json!(odd);
    let session = bench.post("/checkout-sessions", &body).await.ok(201);
    assert_eq!(session["buyer"]["first_name"], odd);
    assert_eq!(bench.count("cart"), 0, "the table is there");
}

#[tokio::test]
async fn texts_that_are_too_long_or_hold_control_characters_are_refused() {
    let bench = Bench::new();
    let cases: [(&str, Value); 7] = [
        ("/buyer/email", json!("x".repeat(201))),
        ("/buyer/email", json!("a\r\nBcc: b@example.com")),
        ("/buyer/email", json!({ "at": "example" })),
        ("/context/address_country", json!("x".repeat(201))),
        (
            "/fulfillment/methods/0/destinations/0/street_address",
            json!("a\u{0}"),
        ),
        (
            "/fulfillment/methods/0/selected_destination_id",
            json!("somewhere else"),
        ),
        ("/fulfillment/methods/0/type", json!("pickup")),
    ];
    for (pointer, value) in cases {
        let mut body = filled(&lines(&[("mug-1", 1)]));
        *body.pointer_mut(pointer).unwrap() = value;
        assert_eq!(
            bench.post("/checkout-sessions", &body).await.status,
            400,
            "{pointer}"
        );
    }
    let mut twice = filled(&lines(&[("mug-1", 1)]));
    twice["fulfillment"]["methods"][0]["destinations"] = json!([home("DE"), home("AT")]);
    assert_eq!(bench.post("/checkout-sessions", &twice).await.status, 400);
    let mut two_parcels = filled(&lines(&[("mug-1", 1)]));
    two_parcels["fulfillment"]["methods"] = json!([{ "type": "shipping" }, { "type": "shipping" }]);
    assert_eq!(
        bench.post("/checkout-sessions", &two_parcels).await.status,
        400
    );
    assert_eq!(bench.count("checkout"), 0);
}

#[tokio::test]
async fn a_cart_is_replaced_under_its_own_id_only() {
    let bench = Bench::new();
    let id = bench.cart(&lines(&[("mug-1", 1)])).await;
    let reply = bench
        .put(
            &format!("/carts/{id}"),
            &json!({ "id": "cart_other", "line_items": [] }),
        )
        .await;
    assert_eq!(
        (
            reply.status.as_u16(),
            reply.json()["messages"][0]["path"].clone()
        ),
        (400, json!("$.id"))
    );
    assert_eq!(
        bench.get(&format!("/carts/{id}")).await.json()["line_items"][0]["quantity"],
        1
    );
}
