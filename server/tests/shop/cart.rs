//! A cart is made, replaced, read and given up.

use serde_json::json;

use crate::support::{Bench, codes, lines, total};

#[tokio::test]
async fn a_cart_has_lines_prices_and_a_secret_id() {
    let bench = Bench::new();
    let body = json!({ "line_items": lines(&[("shirt-s-oat", 2), ("mug-1", 1)]), "context": { "address_country": "DE" } });
    let reply = bench.post("/carts", &body).await;
    let cart = reply.ok(201);
    assert_eq!(cart["currency"], "EUR");
    assert_eq!(
        cart["line_items"][0]["item"]["title"],
        "Linen shirt, S, Oat"
    );
    assert_eq!(cart["line_items"][0]["item"]["price"], 5_900);
    assert_eq!(cart["line_items"][1]["item"]["title"], "Mug \u{2615}");
    assert_eq!(total(&cart), 2 * 5_900 + 1_250);
    assert_eq!(cart["id"].as_str().unwrap().len(), "cart_".len() + 22);
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(cart.get("messages"), None);
}

#[tokio::test]
async fn reading_a_cart_says_what_writing_it_said() {
    let bench = Bench::new();
    let written = bench
        .post(
            "/carts",
            &json!({ "line_items": lines(&[("shirt-s-oat", 9)]) }),
        )
        .await;
    let path = format!("/carts/{}", written.json()["id"].as_str().unwrap());
    let read = bench.get(&path).await;
    assert_eq!(read.ok(200), written.json());
    assert_eq!(read.etag(), written.etag());
}

#[tokio::test]
async fn replacing_leaves_nothing_of_what_was() {
    let bench = Bench::new();
    let made = bench
        .post(
            "/carts",
            &json!({
                "line_items": lines(&[("shirt-s-oat", 1)]),
                "discounts": { "codes": ["TEN"] },
                "buyer": { "email": "a@example.com" },
                "context": { "address_country": "AT" },
            }),
        )
        .await
        .ok(201);
    let id = made["id"].as_str().unwrap();
    let cart = bench
        .put(
            &format!("/carts/{id}"),
            &json!({ "id": id, "line_items": lines(&[("mug-1", 3)]) }),
        )
        .await
        .ok(200);
    assert_eq!(cart["line_items"].as_array().unwrap().len(), 1);
    assert_eq!(cart["line_items"][0]["item"]["id"], "mug-1");
    assert_eq!(cart["discounts"], json!({ "codes": [], "applied": [] }));
    assert_eq!((cart.get("buyer"), cart.get("context")), (None, None));
    assert_eq!(total(&cart), 3 * 1_250);
}

#[tokio::test]
async fn a_line_keeps_its_id_while_it_is_there() {
    let bench = Bench::new();
    let id = bench
        .cart(&lines(&[("shirt-s-oat", 1), ("mug-1", 1)]))
        .await;
    let before = bench.get(&format!("/carts/{id}")).await.ok(200);
    let body = json!({ "id": id, "line_items": lines(&[("lamp-1", 1), ("mug-1", 4)]) });
    let after = bench.put(&format!("/carts/{id}"), &body).await.ok(200);
    assert_eq!(after["line_items"][1]["id"], before["line_items"][1]["id"]);
}

#[tokio::test]
async fn more_than_there_is_becomes_what_there_is() {
    let bench = Bench::new();
    let body = json!({ "line_items": lines(&[("mug-1", 1), ("shirt-s-oat", 7)]) });
    let cart = bench.post("/carts", &body).await.ok(201);
    assert_eq!(cart["line_items"][1]["quantity"], 5);
    assert_eq!(cart["messages"][0]["type"], "warning");
    assert_eq!(cart["messages"][0]["code"], "quantity_adjusted");
    assert_eq!(cart["messages"][0]["path"], "$.line_items[1]");
}

#[tokio::test]
async fn lines_of_one_variant_become_one() {
    let bench = Bench::new();
    let body =
        json!({ "line_items": lines(&[("shirt-s-oat", 3), ("mug-1", 1), ("shirt-s-oat", 3)]) });
    let cart = bench.post("/carts", &body).await.ok(201);
    assert_eq!(cart["line_items"].as_array().unwrap().len(), 2);
    assert_eq!(
        cart["line_items"][0]["quantity"], 5,
        "together they are more than there is"
    );
}

#[tokio::test]
async fn what_is_sold_out_or_unknown_is_refused_and_the_rest_is_taken() {
    let bench = Bench::new();
    let body =
        json!({ "line_items": lines(&[("shirt-m-rust", 1), ("never-made", 1), ("mug-1", 1)]) });
    let cart = bench.post("/carts", &body).await.ok(201);
    assert_eq!(cart["line_items"].as_array().unwrap().len(), 1);
    assert_eq!(codes(&cart), ["out_of_stock", "item_unavailable"]);
}

#[tokio::test]
async fn no_cart_is_made_of_nothing_that_can_be_had() {
    let bench = Bench::new();
    let reply = bench
        .post(
            "/carts",
            &json!({ "line_items": lines(&[("shirt-m-rust", 1)]) }),
        )
        .await;
    assert_eq!(reply.ok(200)["ucp"]["status"], "error");
    assert_eq!(reply.codes(), ["out_of_stock"]);
    assert_eq!(bench.count("cart"), 0);
}

#[tokio::test]
async fn an_empty_cart_is_a_cart() {
    let bench = Bench::new();
    let id = bench.cart(&json!([])).await;
    assert_eq!(total(&bench.get(&format!("/carts/{id}")).await.ok(200)), 0);
}

#[tokio::test]
async fn a_line_that_sells_out_stays_and_says_so() {
    let bench = Bench::new();
    let id = bench
        .cart(&lines(&[("shirt-m-oat", 1), ("mug-1", 1)]))
        .await;
    let (other, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    assert_eq!(
        bench.pay(&other, "success_token").await.ok(200)["status"],
        "completed"
    );
    let cart = bench.get(&format!("/carts/{id}")).await.ok(200);
    assert_eq!(cart["line_items"][0]["quantity"], 1);
    assert_eq!(cart["messages"][0]["code"], "out_of_stock");
    assert_eq!(cart["messages"][0]["path"], "$.line_items[0]");
    assert_eq!(total(&cart), 1_250, "what cannot be had costs nothing");
    let again = bench
        .put(
            &format!("/carts/{id}"),
            &json!({ "id": id, "line_items": lines(&[("shirt-m-oat", 1), ("mug-1", 2)]) }),
        )
        .await;
    assert_eq!(
        again.ok(200)["line_items"].as_array().unwrap().len(),
        2,
        "the rest of the cart can be changed"
    );
}

#[tokio::test]
async fn a_write_for_another_state_changes_nothing() {
    let bench = Bench::new();
    let id = bench.cart(&lines(&[("mug-1", 1)])).await;
    let path = format!("/carts/{id}");
    let old = bench.get(&path).await.etag();
    let body = |quantity| json!({ "id": id, "line_items": lines(&[("mug-1", quantity)]) });
    let new = bench.put_if(&path, &old, &body(2)).await;
    assert_eq!(new.status, 200);
    let refused = bench.put_if(&path, &old, &body(3)).await;
    assert_eq!(refused.status, 412);
    assert_eq!(refused.codes(), ["precondition_failed"]);
    let now = bench.get(&path).await;
    assert_eq!(
        (now.ok(200)["line_items"][0]["quantity"].clone(), now.etag()),
        (json!(2), new.etag())
    );
    assert_eq!(bench.put_if(&path, "*", &body(4)).await.status, 200);
}

#[tokio::test]
async fn a_canceled_cart_is_answered_once_more_and_then_gone() {
    let bench = Bench::new();
    let id = bench.cart(&lines(&[("mug-1", 1)])).await;
    let path = format!("/carts/{id}");
    let last = bench
        .post(&format!("{path}/cancel"), &json!({}))
        .await
        .ok(200);
    assert_eq!(last["line_items"][0]["item"]["id"], "mug-1");
    let gone = bench.get(&path).await;
    assert_eq!(
        (gone.ok(200)["ucp"]["status"].clone(), gone.codes()),
        (json!("error"), vec!["not_found".to_owned()])
    );
    let body = json!({ "id": id, "line_items": [] });
    assert_eq!(bench.put(&path, &body).await.codes(), ["not_found"]);
    assert_eq!(
        bench
            .post(&format!("{path}/cancel"), &json!({}))
            .await
            .codes(),
        ["not_found"]
    );
}

#[tokio::test]
async fn an_unknown_cart_is_not_found() {
    let bench = Bench::new();
    for path in [
        "/carts/cart_AAAAAAAAAAAAAAAAAAAAAA",
        "/carts/%27%20OR%201=1",
        "/carts/%F0%9F%98%80",
    ] {
        assert_eq!(bench.get(path).await.codes(), ["not_found"], "{path}");
    }
}
