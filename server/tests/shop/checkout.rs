//! From a cart to something that can be paid.

use serde_json::json;

use crate::support::{Bench, codes, filled, lines, paths, total};

#[tokio::test]
async fn a_new_checkout_has_the_carts_lines_and_says_what_is_missing() {
    let bench = Bench::new();
    let body = json!({ "line_items": lines(&[("shirt-s-oat", 2)]), "discounts": { "codes": ["TEN"] }, "buyer": { "email": "a@example.com" } });
    let cart = bench.post("/carts", &body).await.ok(201);
    let body = json!({ "cart_id": cart["id"], "line_items": lines(&[("mug-1", 9)]), "buyer": { "email": "other@example.com" } });
    let session = bench.post("/checkout-sessions", &body).await.ok(201);
    assert_eq!(session["status"], "incomplete");
    assert_eq!(
        session["line_items"], cart["line_items"],
        "the cart's lines count, not the body's"
    );
    assert_eq!(
        session["discounts"], cart["discounts"],
        "codes are carried over"
    );
    assert_eq!(session["buyer"]["email"], "a@example.com");
    assert_eq!(
        paths(&session),
        ["$.fulfillment.methods[0].selected_destination_id"]
    );
    assert_eq!(session["expires_at"], "2026-11-18T17:06:40Z");
    assert_eq!(
        session["links"][0]["url"],
        "http://localhost:8787/policies/privacy"
    );
}

#[tokio::test]
async fn a_checkout_can_be_made_of_lines() {
    let bench = Bench::new();
    let session = bench
        .post("/checkout-sessions", &filled(&lines(&[("mug-1", 1)])))
        .await
        .ok(201);
    assert_eq!(session["status"], "ready_for_complete");
    assert_eq!(total(&session), 1_250 + 490);
}

#[tokio::test]
async fn a_carts_second_checkout_is_its_first() {
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let first = bench.checkout_of(&cart).await;
    let again = bench
        .post(
            "/checkout-sessions",
            &json!({ "cart_id": cart, "line_items": [] }),
        )
        .await
        .ok(200);
    assert_eq!(again["id"], first);
    assert_eq!(bench.count("checkout"), 1);
}

#[tokio::test]
async fn an_empty_or_unknown_cart_makes_no_checkout() {
    let bench = Bench::new();
    let cart = bench.cart(&json!([])).await;
    for (id, code) in [(cart.as_str(), "cart_empty"), ("cart_unknown", "not_found")] {
        let reply = bench
            .post(
                "/checkout-sessions",
                &json!({ "cart_id": id, "line_items": [] }),
            )
            .await;
        assert_eq!(
            (reply.ok(200)["ucp"]["status"].clone(), reply.codes()),
            (json!("error"), vec![code.to_owned()])
        );
    }
    assert_eq!(
        bench.post("/checkout-sessions", &json!({})).await.status,
        400
    );
    let sold_out = bench
        .post(
            "/checkout-sessions",
            &json!({ "line_items": lines(&[("shirt-m-rust", 1)]) }),
        )
        .await;
    assert_eq!(
        (sold_out.status.as_u16(), sold_out.codes()),
        (200, vec!["out_of_stock".to_owned()])
    );
    assert_eq!(bench.count("checkout"), 0);
}

#[tokio::test]
async fn writing_the_cart_takes_ready_back_until_it_is_confirmed() {
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let id = bench.checkout_of(&cart).await;
    let path = format!("/checkout-sessions/{id}");
    let ready = bench.put(&path, &filled(&lines(&[("mug-1", 1)]))).await;
    bench
        .put(
            &format!("/carts/{cart}"),
            &json!({ "id": cart, "line_items": lines(&[("mug-1", 3)]) }),
        )
        .await
        .ok(200);
    let changed = bench.get(&path).await;
    let body = changed.ok(200);
    assert_eq!(
        (body["status"].clone(), codes(&body)),
        (json!("incomplete"), vec!["cart_changed".to_owned()])
    );
    assert_eq!(total(&body), 3 * 1_250 + 490, "it is priced anew");
    assert_eq!(
        body["buyer"]["email"], "anna@example.com",
        "what the checkout knows stays"
    );
    assert_ne!(changed.etag(), ready.etag());
    let refused = bench.pay(&id, "success_token").await.ok(200);
    assert_eq!(
        (refused["status"].clone(), bench.count("orders")),
        (json!("incomplete"), 0)
    );
    let confirmed = bench
        .put(&path, &filled(&lines(&[("mug-1", 3)])))
        .await
        .ok(200);
    assert_eq!(confirmed["status"], "ready_for_complete");
}

#[tokio::test]
async fn writing_the_checkout_writes_the_cart() {
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let id = bench.checkout_of(&cart).await;
    let before = bench.get(&format!("/carts/{cart}")).await.etag();
    bench
        .put(
            &format!("/checkout-sessions/{id}"),
            &filled(&lines(&[("mug-1", 4), ("lamp-1", 1)])),
        )
        .await
        .ok(200);
    let after = bench.get(&format!("/carts/{cart}")).await;
    assert_eq!(after.ok(200)["line_items"][0]["quantity"], 4);
    assert_eq!(after.json()["line_items"].as_array().unwrap().len(), 2);
    assert_ne!(after.etag(), before);
}

#[tokio::test]
async fn a_stale_write_of_a_checkout_is_refused() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let path = format!("/checkout-sessions/{id}");
    let reply = bench
        .put_if(
            &path,
            "\"1.0000000000000000\"",
            &filled(&lines(&[("mug-1", 2)])),
        )
        .await;
    assert_eq!(reply.status, 412);
    assert_eq!(
        bench.get(&path).await.json()["line_items"][0]["quantity"],
        1
    );
}

#[tokio::test]
async fn a_canceled_checkout_stays_canceled() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let path = format!("/checkout-sessions/{id}");
    assert_eq!(
        bench
            .post(&format!("{path}/cancel"), &json!({}))
            .await
            .ok(200)["status"],
        "canceled"
    );
    assert_eq!(
        bench
            .post(&format!("{path}/cancel"), &json!({}))
            .await
            .ok(200)["status"],
        "canceled"
    );
    assert_eq!(bench.get(&path).await.ok(200)["status"], "canceled");
    let refused = bench.put(&path, &filled(&lines(&[("mug-1", 1)]))).await;
    assert_eq!(refused.ok(200)["status"], "canceled");
    assert_eq!(refused.codes(), ["checkout_canceled"]);
    assert_eq!(
        bench.pay(&id, "success_token").await.codes(),
        ["checkout_canceled"]
    );
    assert_eq!(bench.shop.ledger.charged().unwrap(), (0, 0));
}

#[tokio::test]
async fn canceling_a_cart_cancels_its_checkout() {
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let id = bench.checkout_of(&cart).await;
    bench
        .post(&format!("/carts/{cart}/cancel"), &json!({}))
        .await
        .ok(200);
    assert_eq!(
        bench.get(&format!("/checkout-sessions/{id}")).await.ok(200)["status"],
        "canceled"
    );
}

#[tokio::test]
async fn a_checkout_expires_six_hours_after_its_last_write() {
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let id = bench.checkout_of(&cart).await;
    let path = format!("/checkout-sessions/{id}");
    bench.pass(5 * 60 * 60);
    bench
        .put(&path, &filled(&lines(&[("mug-1", 1)])))
        .await
        .ok(200);
    bench.pass(6 * 60 * 60 - 1);
    assert_eq!(
        bench.get(&path).await.json()["status"],
        "ready_for_complete"
    );
    bench.pass(1);
    assert_eq!(bench.get(&path).await.json()["status"], "canceled");
    assert_eq!(
        bench.pay(&id, "success_token").await.codes(),
        ["checkout_expired"]
    );
    assert_eq!(
        bench
            .put(&path, &filled(&lines(&[("mug-1", 1)])))
            .await
            .codes(),
        ["checkout_expired"]
    );
    let next = bench.checkout_of(&cart).await;
    assert_ne!(next, id, "the cart is still there and can begin a new one");
}

#[tokio::test]
async fn an_unknown_checkout_is_not_found() {
    let bench = Bench::new();
    let path = "/checkout-sessions/chk_unknown";
    assert_eq!(bench.get(path).await.codes(), ["not_found"]);
    assert_eq!(
        bench
            .put(path, &filled(&lines(&[("mug-1", 1)])))
            .await
            .codes(),
        ["not_found"]
    );
    assert_eq!(
        bench
            .post(&format!("{path}/cancel"), &json!({}))
            .await
            .codes(),
        ["not_found"]
    );
    assert_eq!(
        bench.pay("chk_unknown", "success_token").await.codes(),
        ["not_found"]
    );
}

#[tokio::test]
async fn a_claim_that_the_shop_does_not_know_is_said_and_blocks_nothing() {
    let bench = Bench::new();
    let mut body = filled(&lines(&[("mug-1", 1)]));
    body["context"]["eligibility"] = json!(["dev.example.student", "org.example.member"]);
    let cart = json!({ "line_items": lines(&[("mug-1", 1)]), "context": body["context"] });
    let not_accepted = ["eligibility_not_accepted", "eligibility_not_accepted"];
    assert_eq!(bench.post("/carts", &cart).await.codes(), not_accepted);
    let reply = bench.post("/checkout-sessions", &body).await;
    assert_eq!(reply.codes(), not_accepted);
    let session = reply.ok(201);
    assert_eq!(session["status"], "ready_for_complete");
    assert_eq!(session["messages"][0]["type"], "warning");
    let id = session["id"].as_str().unwrap();
    let paid = bench.pay(id, "success_token").await.ok(200);
    assert_eq!(paid["status"], "completed");
}

#[tokio::test]
async fn claims_that_are_none_are_refused() {
    let bench = Bench::new();
    let long = "x".repeat(201);
    let many = vec!["dev.example.a"; 21];
    for (claims, path) in [
        (json!("dev.example.student"), "$.context.eligibility"),
        (json!([7]), "$.context.eligibility[0]"),
        (json!(["dev.example.a", long]), "$.context.eligibility[1]"),
        (json!(["a\u{0}b"]), "$.context.eligibility[0]"),
        (json!(many), "$.context.eligibility"),
    ] {
        let mut body = filled(&lines(&[("mug-1", 1)]));
        body["context"]["eligibility"] = claims;
        let reply = bench.post("/checkout-sessions", &body).await;
        assert_eq!(reply.status, 400, "{}", reply.text);
        assert_eq!(reply.json()["messages"][0]["path"], path, "{}", reply.text);
    }
    assert_eq!(bench.count("checkout"), 0);
}
