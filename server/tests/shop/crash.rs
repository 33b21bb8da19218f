//! The process dies while an order is being placed. Whatever the provider's books say is what comes true.

use axum::body::Body;
use axum::extract::FromRequest as _;
use axum::http::Request;
use serde_json::json;
use vitrine_server::shop::payment::ledger::{Charge, Means, Outcome};
use vitrine_server::shop::placing::claim::{Claim, claim};
use vitrine_server::shop::placing::payment::Order;
use vitrine_server::shop::request::Write;

use crate::support::{Bench, filled, lines, payment, total};

const KEY: &str = "the-key-of-the-buyer";

/// The first step of a placing, and nothing after it. Gives the key the provider would have seen.
async fn begun(bench: &Bench, id: &str) -> (String, i64) {
    let request = Request::builder()
        .header("ucp-agent", "profile=\"https://example.com/p\"")
        .header("idempotency-key", KEY)
        .header("content-type", "application/json")
        .body(Body::from(payment("success_token").to_string()))
        .unwrap();
    let write = Write::from_request(request, &bench.shop).await.unwrap();
    let order = Order::of(&write).unwrap();
    let claimed = bench
        .shop
        .db
        .write(|tx| claim(&bench.shop, tx, id, &write, &order))
        .unwrap();
    let Claim::Attempt(attempt) = claimed else {
        panic!("it is not charged: {claimed:?}")
    };
    (attempt.charge_key, attempt.amount)
}

fn charge(bench: &Bench, key: &str, amount: i64, token: &str) -> Outcome {
    let charge = Charge {
        key,
        amount,
        currency: "EUR",
        means: Means::Token(token),
        at: bench.shop.seconds(),
    };
    bench.shop.ledger.charge(&charge).unwrap()
}

#[tokio::test]
async fn charged_but_not_written_down_becomes_the_order() {
    let mut bench = Bench::new();
    let (id, ready) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    let (key, amount) = begun(&bench, &id).await;
    assert_eq!(
        charge(&bench, &key, amount, "success_token"),
        Outcome::Charged
    );
    bench.restart();
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(body["status"], "completed");
    let again = bench.pay_as(KEY, &id, "success_token").await.ok(200);
    assert_eq!(again, body, "the key that was cut off gets its answer");
    let order = bench
        .get(&format!(
            "/orders/{}",
            body["order"]["id"].as_str().unwrap()
        ))
        .await
        .ok(200);
    assert_eq!(order["totals"], ready["totals"]);
    assert_eq!(
        (bench.count("orders"), bench.shop.ledger.charged().unwrap()),
        (1, (1, total(&ready)))
    );
    assert_eq!(bench.stock("shirt-m-oat"), 0);
}

#[tokio::test]
async fn cut_off_before_the_charge_gives_everything_back_and_the_key_may_try_again() {
    let mut bench = Bench::new();
    let (id, ready) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    let (key, amount) = begun(&bench, &id).await;
    assert_eq!(bench.stock("shirt-m-oat"), 0);
    bench.restart();
    assert_eq!(bench.stock("shirt-m-oat"), 1);
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(
        (body["status"].clone(), body["totals"].clone()),
        (json!("ready_for_complete"), ready["totals"].clone())
    );
    assert_eq!(
        charge(&bench, &key, amount, "success_token"),
        Outcome::Void,
        "a charge that comes late takes nothing"
    );
    let placed = bench.pay_as(KEY, &id, "success_token").await.ok(200);
    assert_eq!(placed["status"], "completed");
    assert_eq!(bench.books(), (1, 1));
}

#[tokio::test]
async fn cut_off_before_the_charge_the_same_key_and_body_still_buy() {
    let mut bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    for declined_before in [false, true] {
        if declined_before {
            bench.pay(&id, "fail_token").await.ok(200);
        }
        let path = format!("/checkout-sessions/{id}");
        let seen = bench.get(&path).await.etag();
        begun(&bench, &id).await;
        bench.restart();
        let again = bench.get(&path).await.etag();
        assert_eq!(again, seen, "it is again what the buyer saw");
    }
    let seen = bench.get(&format!("/checkout-sessions/{id}")).await.etag();
    let mut body = payment("success_token");
    body["expected_revision"] = json!(seen.trim_matches('"'));
    let path = format!("/checkout-sessions/{id}/complete");
    let placed = bench.post_as(KEY, &path, &body).await.ok(200);
    assert_eq!(placed["status"], "completed");
}

#[tokio::test]
async fn declined_but_not_written_down_is_a_decline() {
    let mut bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    let (key, amount) = begun(&bench, &id).await;
    assert!(matches!(
        charge(&bench, &key, amount, "fail_token"),
        Outcome::Declined(_)
    ));
    bench.restart();
    assert_eq!(bench.stock("shirt-m-oat"), 1);
    let again = bench.pay_as(KEY, &id, "success_token").await;
    assert_eq!(again.codes(), ["payment_failed"], "the key has its answer");
    assert_eq!(bench.books(), (0, 0));
}

#[tokio::test]
async fn an_attempt_nobody_is_busy_with_is_resolved_when_somebody_looks() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let (key, amount) = begun(&bench, &id).await;
    charge(&bench, &key, amount, "success_token");
    assert_eq!(
        bench.get(&format!("/checkout-sessions/{id}")).await.ok(200)["status"],
        "completed"
    );
}

#[tokio::test]
async fn while_it_is_being_paid_cart_and_checkout_say_so_and_stay_as_they_are() {
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let id = bench.checkout_of(&cart).await;
    let path = format!("/checkout-sessions/{id}");
    bench
        .put(&path, &filled(&lines(&[("mug-1", 1)])))
        .await
        .ok(200);
    let busy = bench.shop.placing.enter(&id);
    let (key, amount) = begun(&bench, &id).await;
    let replies = [
        bench.get(&path).await,
        bench.put(&path, &filled(&lines(&[("mug-1", 2)]))).await,
        bench.post(&format!("{path}/cancel"), &json!({})).await,
        bench.pay(&id, "success_token").await,
    ];
    for reply in &replies {
        assert_eq!(reply.ok(200)["status"], "complete_in_progress");
    }
    for reply in &replies[1..] {
        assert_eq!(reply.codes(), ["complete_in_progress"]);
    }
    for (change, path) in [(
        json!({ "id": cart, "line_items": lines(&[("mug-1", 9)]) }),
        format!("/carts/{cart}"),
    )] {
        let reply = bench.put(&path, &change).await;
        assert_eq!(
            (
                reply.codes(),
                reply.json()["line_items"][0]["quantity"].clone()
            ),
            (vec!["complete_in_progress".to_owned()], json!(1))
        );
    }
    assert_eq!(
        bench
            .post(&format!("/carts/{cart}/cancel"), &json!({}))
            .await
            .codes(),
        ["complete_in_progress"]
    );
    let same = bench
        .post(
            "/checkout-sessions",
            &json!({ "cart_id": cart, "line_items": [] }),
        )
        .await
        .ok(200);
    assert_eq!(same["id"], id.as_str());
    charge(&bench, &key, amount, "success_token");
    drop(busy);
    assert_eq!(bench.get(&path).await.ok(200)["status"], "completed");
    assert_eq!(bench.books(), (1, 1));
}

#[tokio::test]
async fn the_books_charge_a_key_once() {
    let bench = Bench::new();
    assert_eq!(charge(&bench, "a", 100, "success_token"), Outcome::Charged);
    assert_eq!(
        charge(&bench, "a", 100, "fail_token"),
        Outcome::Charged,
        "the key ended already"
    );
    assert_eq!(
        bench.shop.ledger.outcome_or_void("b", 0).unwrap(),
        Outcome::Void
    );
    assert_eq!(charge(&bench, "b", 100, "success_token"), Outcome::Void);
    assert_eq!(bench.shop.ledger.charged().unwrap(), (1, 100));
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let mut bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 2)])).await;
    let id = bench.checkout_of(&cart).await;
    let before = [
        bench.get(&format!("/carts/{cart}")).await,
        bench.get(&format!("/checkout-sessions/{id}")).await,
    ];
    bench.restart();
    let after = [
        bench.get(&format!("/carts/{cart}")).await,
        bench.get(&format!("/checkout-sessions/{id}")).await,
    ];
    for (before, after) in before.iter().zip(&after) {
        assert_eq!((after.json(), after.etag()), (before.json(), before.etag()));
    }
}
