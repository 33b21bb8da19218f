//! A buyer who does not decide: the stock is held for ten minutes and not longer.

use serde_json::json;

use crate::support::bank::secret_of;
use crate::support::{Bench, PUBLIC, codes, lines};

const KEY: &str = "the-key-of-the-buyer";
const HELD: i64 = 600;

#[tokio::test]
async fn the_stock_is_held_to_the_last_second() {
    let bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    bench.pass(HELD - 1);
    bench.shop.look_after().unwrap();
    assert_eq!(bench.stock("shirt-m-oat"), 0);
    bench.press(&page, "confirm").await;
    let done = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(done["status"], "completed");
}

#[tokio::test]
async fn after_ten_minutes_it_is_given_back_though_nobody_looks() {
    let bench = Bench::new();
    let (id, _) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    bench.pass(HELD);
    bench.shop.look_after().unwrap();
    assert_eq!(bench.stock("shirt-m-oat"), 1);
    bench.shop.look_after().unwrap();
    assert_eq!(bench.stock("shirt-m-oat"), 1, "given back once");
    let (other, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    assert_eq!(
        bench.pay(&other, "success_token").await.ok(200)["status"],
        "completed"
    );
    let late = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(codes(&late), ["payment_failed", "out_of_stock"]);
}

#[tokio::test]
async fn after_ten_minutes_the_session_reads_as_after_a_refusal() {
    let bench = Bench::new();
    let (id, _) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    bench.pass(HELD);
    bench.was_refused(KEY, &id).await;
    assert_eq!(bench.stock("shirt-m-oat"), 1);
}

#[tokio::test]
async fn a_confirmation_that_comes_too_late_says_so_and_charges_nothing() {
    let bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    let secret = secret_of(&bench.open(&page).await.text);
    bench.pass(HELD);
    let reply = bench.submit(&page, Some(PUBLIC), &secret, "confirm").await;
    assert_eq!(reply.status, 303);
    let after = bench.open(&page).await;
    assert!(after.text.contains("Too late") && after.text.contains("Nothing was charged"));
    assert_eq!(secret_of(&after.text), "", "it asks nothing any more");
    assert_eq!(bench.shop.ledger.charged().unwrap(), (0, 0));
    assert_eq!(bench.stock("shirt-m-oat"), 1);
    let back = bench.get(&format!("/checkout-sessions/{id}")).await;
    assert_eq!(back.codes(), ["payment_failed"]);
}

#[tokio::test]
async fn a_late_look_at_the_cart_frees_it_for_writing() {
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let id = bench.checkout_of(&cart).await;
    let filled = crate::support::filled(&lines(&[("mug-1", 1)]));
    bench
        .put(&format!("/checkout-sessions/{id}"), &filled)
        .await
        .ok(200);
    bench.pay(&id, "escalation_token").await.ok(200);
    bench.pass(HELD);
    let write = json!({ "id": cart, "line_items": lines(&[("mug-1", 2)]) });
    let body = bench.put(&format!("/carts/{cart}"), &write).await.ok(200);
    assert_eq!(
        (
            body["line_items"][0]["quantity"].clone(),
            codes(&body).len()
        ),
        (json!(2), 0)
    );
}

#[tokio::test]
async fn it_expires_in_a_restart_too() {
    let mut bench = Bench::new();
    let (id, _) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    bench.pass(HELD);
    bench.restart();
    assert_eq!(bench.stock("shirt-m-oat"), 1);
    let back = bench.get(&format!("/checkout-sessions/{id}")).await;
    assert_eq!(back.codes(), ["payment_failed"]);
}
