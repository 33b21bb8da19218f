//! Whatever is sent: a clear refusal, and nothing has changed.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::{Value, json};

use crate::support::{Bench, Reply, filled, home, lines, payment};

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
async fn a_whole_quantity_may_be_written_with_a_point() {
    let bench = Bench::new();
    let body = json!({ "line_items": [{ "item": { "id": "mug-1" }, "quantity": 2.0 }] });
    let cart = bench.post("/carts", &body).await.ok(201);
    assert_eq!(cart["line_items"][0]["quantity"], 2);
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

/// Ids that nobody gave out, as an address writes them and as they read: SQL, emoji, a zero byte, bytes that are no
/// text, a path, a lone sign, a very long one.
fn odd_ids() -> Vec<(String, String)> {
    let odd = [
        (
            "x%27%3B%20DROP%20TABLE%20cart%3B--",
            "x'; DROP TABLE cart;--",
        ),
        ("%F0%9F%98%80", "\u{1f600}"),
        ("a%00b", "a\u{0}b"),
        ("%FF%FE", "no text"),
        ("..%2F..%2Fshop.sqlite", "../../shop.sqlite"),
        ("%25", "%"),
        ("%", "%"),
    ];
    let long = "x".repeat(5_000);
    let odd = odd.map(|(written, read)| (written.to_owned(), read.to_owned()));
    odd.into_iter().chain([(long.clone(), long)]).collect()
}

#[tokio::test]
async fn ids_that_are_none_find_nothing_and_change_nothing() {
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let session = filled(&lines(&[("mug-1", 1)]));
    let cases = [
        (Method::GET, "/carts/{}", None),
        (
            Method::PUT,
            "/carts/{}",
            Some(json!({ "id": "", "line_items": [] })),
        ),
        (Method::POST, "/carts/{}/cancel", Some(json!({}))),
        (Method::GET, "/checkout-sessions/{}", None),
        (Method::PUT, "/checkout-sessions/{}", Some(session)),
        (
            Method::POST,
            "/checkout-sessions/{}/complete",
            Some(payment("success_token")),
        ),
        (
            Method::POST,
            "/checkout-sessions/{}/cancel",
            Some(json!({})),
        ),
        (Method::GET, "/orders/{}", None),
    ];
    for (method, path, body) in &cases {
        for (written, read) in odd_ids() {
            let path = path.replace("{}", &written);
            let mut body = body.clone();
            if let Some(id) = body.as_mut().and_then(|body| body.get_mut("id")) {
                *id = json!(read);
            }
            let key = bench.key();
            let key = [("idempotency-key", key.as_str())];
            let reply = bench.call(method.clone(), &path, &key, body.as_ref()).await;
            let said = (reply.status.as_u16(), reply.codes());
            let nothing = (200, vec!["not_found".to_owned()]);
            let no_id = (400, vec!["invalid".to_owned()]);
            assert!(
                said == nothing || said == no_id,
                "{method} {path}: {said:?}"
            );
        }
    }
    assert_eq!(
        bench.get(&format!("/carts/{cart}")).await.ok(200)["id"],
        cart
    );
    assert_eq!((bench.count("cart"), bench.count("checkout")), (1, 0));
}

#[tokio::test]
async fn pages_of_things_that_are_not_there_say_so() {
    let bench = Bench::new();
    for path in [
        "/products/{}",
        "/receipt/{}",
        "/policies/{}",
        "/catalogue/{}",
        "/challenge/{}",
    ] {
        for (written, _) in odd_ids() {
            let path = path.replace("{}", &written);
            let status = bench.get(&path).await.status.as_u16();
            assert!(matches!(status, 400 | 403 | 404), "{path}: {status}");
        }
    }
}

#[tokio::test]
async fn a_value_of_another_type_is_refused_wherever_it_stands() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let session = format!("/checkout-sessions/{id}");
    let complete = format!("{session}/complete");
    let before = bench.get(&session).await.text;
    let wrong = [
        json!(7),
        json!("text"),
        json!(true),
        json!([[]]),
        json!({ "a": [1] }),
    ];
    let cases: [(&str, Value, &[&str]); 7] = [
        (
            "/catalog/search",
            json!({ "query": "mug" }),
            &["/query", "/filters", "/pagination"],
        ),
        (
            "/catalog/lookup",
            json!({ "ids": ["mug-1"] }),
            &["/ids", "/ids/0", "/filters"],
        ),
        (
            "/catalog/product",
            json!({ "id": "mug-1" }),
            &["/id", "/selected", "/preferences"],
        ),
        (
            "/carts",
            json!({ "line_items": [] }),
            &["/line_items", "/context", "/buyer", "/discounts"],
        ),
        (
            "/checkout-sessions",
            filled(&lines(&[("mug-1", 1)])),
            &[
                "/line_items/0",
                "/buyer/email",
                "/fulfillment/methods",
                "/fulfillment/methods/0/groups",
                "/cart_id",
            ],
        ),
        (
            &session,
            filled(&lines(&[("mug-1", 1)])),
            &["/line_items", "/fulfillment", "/discounts"],
        ),
        (
            &complete,
            payment("success_token"),
            &[
                "/payment",
                "/payment/instruments",
                "/payment/instruments/0/credential",
                "/expected_total",
            ],
        ),
    ];
    for (path, body, places) in cases {
        let method = if path == session {
            Method::PUT
        } else {
            Method::POST
        };
        for (place, value) in places
            .iter()
            .flat_map(|place| wrong.iter().map(move |value| (place, value)))
        {
            let mut body = body.clone();
            let Some(changed) = with(&mut body, place, value) else {
                continue;
            };
            let key = bench.key();
            let key = [("idempotency-key", key.as_str())];
            let reply = bench.call(method.clone(), path, &key, Some(changed)).await;
            assert_eq!(reply.status, 400, "{path} {place} {value}: {}", reply.text);
            assert_eq!(reply.codes(), ["invalid"]);
        }
    }
    assert_eq!(bench.get(&session).await.text, before);
    assert_eq!((bench.count("cart"), bench.count("checkout")), (1, 1));
}

/// The body with another value in one place; nothing where a value of this type is right.
fn with<'a>(body: &'a mut Value, place: &str, value: &Value) -> Option<&'a Value> {
    let text = ["/query", "/id", "/ids/0", "/buyer/email", "/cart_id"].contains(&place);
    let fits = (text && value.is_string())
        || (place == "/expected_total" && value.is_i64())
        || (value.is_object()
            && [
                "/filters",
                "/pagination",
                "/context",
                "/buyer",
                "/discounts",
                "/fulfillment",
                "/payment/instruments/0/credential",
            ]
            .contains(&place));
    if fits {
        return None;
    }
    let (parent, name) = place.rsplit_once('/')?;
    match body.pointer_mut(parent)? {
        Value::Array(list) => list[name.parse::<usize>().ok()?] = value.clone(),
        parent => parent[name] = value.clone(),
    }
    Some(body)
}

#[tokio::test]
async fn sql_and_emoji_are_words_like_any_other() {
    let bench = Bench::new();
    let odd = "mug' OR '1'='1'; DROP TABLE stock;-- \u{1f600}\u{202e}";
    let found = bench.ask("/catalog/search", &json!({ "query": odd })).await;
    assert_eq!(found.ok(200)["products"], json!([]));
    let found = bench
        .ask("/catalog/search", &json!({ "query": "\u{2615}" }))
        .await;
    assert_eq!(found.ok(200)["products"][0]["id"], "mug");
    let found = bench.ask("/catalog/lookup", &json!({ "ids": [odd] })).await;
    assert_eq!(found.codes(), ["not_found"]);
    let body =
        json!({ "line_items": lines(&[("mug-1", 1), (odd, 1)]), "discounts": { "codes": [odd] } });
    let cart = bench.post("/carts", &body).await;
    assert_eq!(cart.codes(), ["item_unavailable", "discount_code_invalid"]);
    assert_eq!(cart.ok(201)["discounts"]["codes"], json!([odd]));
    assert_eq!(bench.stock("shirt-s-oat"), 5, "the table is there");
}
