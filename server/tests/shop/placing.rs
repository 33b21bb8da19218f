//! Paying: to the order, after a decline, with the same key again, and what must never charge.

use serde_json::json;

use crate::support::{Bench, codes, filled, lines, payment, total};

#[tokio::test]
async fn a_viewer_buys_and_reads_the_order() {
    let bench = Bench::new();
    let cart = bench
        .cart(&lines(&[("shirt-s-oat", 2), ("mug-1", 1)]))
        .await;
    let id = bench.checkout_of(&cart).await;
    let ready = bench
        .put(
            &format!("/checkout-sessions/{id}"),
            &filled(&lines(&[("shirt-s-oat", 2), ("mug-1", 1)])),
        )
        .await
        .ok(200);
    let done = bench.pay(&id, "success_token").await.ok(200);
    assert_eq!(done["status"], "completed");
    assert_eq!(done["order"]["label"], "V-1001");
    assert_eq!(
        done["payment"]["instruments"][0]["display"],
        json!({ "brand": "Visa", "last_digits": "4242" })
    );
    assert!(
        !done.to_string().contains("success_token"),
        "the token is not repeated"
    );
    let order_id = done["order"]["id"].as_str().unwrap();
    assert_eq!(
        done["order"]["permalink_url"],
        format!("http://localhost:8787/receipt/{order_id}")
    );
    let reply = bench.get(&format!("/orders/{order_id}")).await;
    let order = reply.ok(200);
    assert_eq!(order["checkout_id"], id.as_str());
    assert_eq!(order["totals"], ready["totals"]);
    assert_eq!(
        order["line_items"][0]["quantity"],
        json!({ "original": 2, "total": 2, "fulfilled": 0 })
    );
    assert_eq!(order["line_items"][0]["status"], "processing");
    let expectation = &order["fulfillment"]["expectations"][0];
    assert_eq!(expectation["destination"]["address_locality"], "Berlin");
    assert_eq!(expectation["description"], "Standard, 2–4 days");
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert_eq!(bench.stock("shirt-s-oat"), 3);
    assert_eq!(bench.shop.ledger.charged().unwrap(), (1, total(&ready)));
    assert_eq!(
        bench.get(&format!("/carts/{cart}")).await.ok(200)["line_items"],
        json!([]),
        "the cart is empty"
    );
    assert_eq!(
        bench.get(&format!("/checkout-sessions/{id}")).await.ok(200),
        done
    );
}

#[tokio::test]
async fn a_declined_card_leaves_everything_as_it_was_and_another_pays() {
    let bench = Bench::new();
    let (id, ready) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    let declined = bench.pay(&id, "fail_token").await.ok(200);
    assert_eq!(declined["status"], "ready_for_complete");
    assert_eq!(codes(&declined), ["payment_failed"]);
    assert_eq!(declined["totals"], ready["totals"]);
    assert_eq!(bench.stock("shirt-m-oat"), 1, "the stock is given back");
    assert_eq!(
        (bench.count("orders"), bench.shop.ledger.charged().unwrap()),
        (0, (0, 0))
    );
    let paid = bench.pay(&id, "success_token").await.ok(200);
    assert_eq!(
        (paid["status"].clone(), paid.get("messages")),
        (json!("completed"), None)
    );
    assert_eq!(bench.stock("shirt-m-oat"), 0);
}

#[tokio::test]
async fn a_token_the_provider_does_not_know_is_declined() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    assert_eq!(bench.pay(&id, "made_up").await.codes(), ["payment_failed"]);
}

#[tokio::test]
async fn the_same_key_answers_the_same_whatever_it_answered() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let declined = bench.pay_as("key-number-one", &id, "fail_token").await;
    let paid = bench.pay_as("key-number-two", &id, "success_token").await;
    for (key, token, first) in [
        ("key-number-one", "fail_token", &declined),
        ("key-number-two", "success_token", &paid),
    ] {
        let again = bench.pay_as(key, &id, token).await;
        assert_eq!((again.json(), again.etag()), (first.json(), first.etag()));
    }
    let other_body = bench.pay_as("key-number-two", &id, "fail_token").await;
    assert_eq!(other_body.status, 409);
    assert_eq!(bench.books(), (1, 1));
}

#[tokio::test]
async fn a_session_completes_once_under_any_key() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let first = bench.pay(&id, "success_token").await.ok(200);
    let second = bench.pay(&id, "success_token").await.ok(200);
    assert_eq!(second, first);
    assert_eq!(bench.books(), (1, 1));
}

#[tokio::test]
async fn a_completed_session_cannot_be_changed() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    bench.pay(&id, "success_token").await.ok(200);
    let path = format!("/checkout-sessions/{id}");
    assert_eq!(
        bench
            .put(&path, &filled(&lines(&[("mug-1", 9)])))
            .await
            .codes(),
        ["checkout_completed"]
    );
    assert_eq!(
        bench
            .post(&format!("{path}/cancel"), &json!({}))
            .await
            .status,
        409
    );
    assert_eq!(bench.get(&path).await.json()["status"], "completed");
}

#[tokio::test]
async fn what_is_not_ready_is_not_charged() {
    let bench = Bench::new();
    let id = bench
        .checkout_of(&bench.cart(&lines(&[("mug-1", 1)])).await)
        .await;
    let reply = bench.pay(&id, "success_token").await.ok(200);
    assert_eq!(reply["status"], "incomplete");
    assert_eq!(codes(&reply), ["missing", "missing"]);
    assert_eq!(
        (bench.count("placing"), bench.shop.ledger.charged().unwrap()),
        (0, (0, 0))
    );
}

#[tokio::test]
async fn another_total_or_state_than_the_buyer_saw_charges_nothing() {
    let bench = Bench::new();
    let (id, ready) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let path = format!("/checkout-sessions/{id}/complete");
    let mut other_total = payment("success_token");
    other_total["expected_total"] = json!(total(&ready) - 1);
    let mut other_state = payment("success_token");
    other_state["expected_revision"] = json!("1.0000000000000000");
    for body in [other_total, other_state] {
        let reply = bench.post(&path, &body).await.ok(200);
        assert_eq!(
            (reply["status"].clone(), codes(&reply)),
            (
                json!("ready_for_complete"),
                vec!["total_changed".to_owned()]
            )
        );
        assert_eq!(reply["totals"], ready["totals"]);
    }
    assert_eq!(bench.shop.ledger.charged().unwrap(), (0, 0));
    let seen = bench.get(&format!("/checkout-sessions/{id}")).await;
    let mut right = payment("success_token");
    right["expected_total"] = json!(total(&ready));
    right["expected_revision"] = json!(seen.etag().trim_matches('"'));
    assert_eq!(
        bench.post(&path, &right).await.ok(200)["status"],
        "completed"
    );
}

#[tokio::test]
async fn a_buyer_who_comes_too_late_is_told_that_it_is_sold_out_not_that_the_total_changed() {
    let bench = Bench::new();
    let (id, ready) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    let (quicker, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    let seen = bench.get(&format!("/checkout-sessions/{id}")).await;
    bench.pay(&quicker, "success_token").await.ok(200);
    let mut body = payment("success_token");
    body["expected_total"] = json!(total(&ready));
    body["expected_revision"] = json!(seen.etag().trim_matches('"'));
    let path = format!("/checkout-sessions/{id}/complete");
    assert_eq!(bench.post(&path, &body).await.codes(), ["out_of_stock"]);
}

#[tokio::test]
async fn an_answer_that_nothing_was_placed_stays_true() {
    let bench = Bench::new();
    let (id, ready) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let path = format!("/checkout-sessions/{id}");
    let mut body = payment("success_token");
    body["expected_total"] = json!(2 * 1_250 + 490);
    let refused = bench
        .post_as("key-number-one", &format!("{path}/complete"), &body)
        .await;
    assert_eq!(refused.codes(), ["total_changed"]);
    bench
        .put(&path, &filled(&lines(&[("mug-1", 2)])))
        .await
        .ok(200);
    let again = bench
        .post_as("key-number-one", &format!("{path}/complete"), &body)
        .await;
    assert_eq!(
        again.json(),
        refused.json(),
        "a late copy of the request places nothing though the total fits now"
    );
    assert_eq!(bench.count("orders"), 0);
    assert_ne!(total(&ready), 2 * 1_250 + 490);
}

#[tokio::test]
async fn a_decline_is_forgotten_when_the_next_payment_fails_for_another_reason() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    bench.pay(&id, "fail_token").await.ok(200);
    let (other, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    bench.pay(&other, "success_token").await.ok(200);
    let sold_out = bench.pay(&id, "success_token").await.ok(200);
    assert_eq!(codes(&sold_out), ["out_of_stock"]);
    assert_eq!(sold_out["status"], "incomplete");
}

#[tokio::test]
async fn a_payment_must_name_one_instrument_of_the_shops_handler() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let path = format!("/checkout-sessions/{id}/complete");
    let mut foreign = payment("success_token");
    foreign["payment"]["instruments"][0]["handler_id"] = json!("com.example.other");
    let mut none_selected = payment("success_token");
    none_selected["payment"]["instruments"][0]["selected"] = json!(false);
    let mut two = payment("success_token");
    let one = two["payment"]["instruments"][0].clone();
    two["payment"]["instruments"] = json!([one, one]);
    for body in [
        json!({}),
        json!({ "payment": {} }),
        payment(""),
        foreign,
        none_selected,
        two,
        json!({ "payment": 7 }),
    ] {
        let reply = bench.post(&path, &body).await;
        assert_eq!(reply.status, 400, "{body}");
    }
    assert_eq!(
        bench.get(&format!("/checkout-sessions/{id}")).await.json()["status"],
        "ready_for_complete"
    );
}

#[tokio::test]
async fn card_numbers_sent_as_display_are_not_kept() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let mut body = payment("success_token");
    body["payment"]["instruments"][0]["display"] =
        json!({ "brand": "Visa", "last_digits": "4242424242424242", "number": "4242424242424242" });
    let done = bench
        .post(&format!("/checkout-sessions/{id}/complete"), &body)
        .await
        .ok(200);
    assert_eq!(
        done["payment"]["instruments"][0]["display"],
        json!({ "brand": "Visa" })
    );
}

#[tokio::test]
async fn an_unknown_order_is_not_found() {
    let bench = Bench::new();
    assert_eq!(
        bench.get("/orders/ord_unknown").await.codes(),
        ["not_found"]
    );
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    bench.pay(&id, "success_token").await.ok(200);
    assert_eq!(
        bench.get("/orders/1001").await.codes(),
        ["not_found"],
        "the number is no key"
    );
}
