//! Many at once: never more sold than there is, never charged twice.

use std::sync::Arc;

use tokio::task::JoinSet;

use crate::support::{Bench, lines};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_buyers_race_for_five_and_five_get_one() {
    let bench = Arc::new(Bench::new());
    let mut checkouts = Vec::new();
    for _ in 0..20 {
        checkouts.push(bench.ready(&lines(&[("shirt-s-oat", 1)])).await.0);
    }
    let mut buyers = JoinSet::new();
    for id in checkouts {
        let bench = Arc::clone(&bench);
        buyers.spawn(async move { bench.pay(&id, "success_token").await.ok(200) });
    }
    let outcomes = buyers.join_all().await;
    let placed = outcomes
        .iter()
        .filter(|body| body["status"] == "completed")
        .count();
    let sold_out = outcomes
        .iter()
        .filter(|body| body["messages"][0]["code"] == "out_of_stock")
        .count();
    assert_eq!((placed, sold_out), (5, 15));
    assert_eq!(bench.stock("shirt-s-oat"), 0);
    assert_eq!(bench.books(), (5, 5));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn equal_keys_at_the_same_time_wait_for_the_first() {
    let bench = Arc::new(Bench::new());
    let (id, _) = bench.ready(&lines(&[("shirt-s-oat", 1)])).await;
    let mut tries = JoinSet::new();
    for _ in 0..20 {
        let (bench, id) = (Arc::clone(&bench), id.clone());
        tries.spawn(async move {
            bench
                .pay_as("one-and-the-same", &id, "success_token")
                .await
                .ok(200)
        });
    }
    let outcomes = tries.join_all().await;
    assert!(
        outcomes
            .iter()
            .all(|body| *body == outcomes[0] && body["status"] == "completed")
    );
    assert_eq!(bench.books(), (1, 1));
    assert_eq!(bench.stock("shirt-s-oat"), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_tabs_of_one_buyer_place_one_order() {
    let bench = Arc::new(Bench::new());
    let (id, _) = bench.ready(&lines(&[("shirt-s-oat", 1)])).await;
    let mut tabs = JoinSet::new();
    for _ in 0..20 {
        let (bench, id) = (Arc::clone(&bench), id.clone());
        tabs.spawn(async move { bench.pay(&id, "success_token").await.ok(200) });
    }
    let outcomes = tabs.join_all().await;
    // A tab that came while another was paying is told to wait; nobody is told anything else.
    assert!(
        outcomes
            .iter()
            .all(|body| body["status"] == "completed" || body["status"] == "complete_in_progress")
    );
    assert!(outcomes.iter().any(|body| body["status"] == "completed"));
    assert_eq!(bench.books(), (1, 1));
    assert_eq!(bench.stock("shirt-s-oat"), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_cart_has_one_checkout_however_many_ask_at_once() {
    let bench = Arc::new(Bench::new());
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let mut tabs = JoinSet::new();
    for _ in 0..10 {
        let (bench, cart) = (Arc::clone(&bench), cart.clone());
        tabs.spawn(async move {
            let body = serde_json::json!({ "cart_id": cart, "line_items": [] });
            bench.post("/checkout-sessions", &body).await.json()["id"].clone()
        });
    }
    let ids = tabs.join_all().await;
    assert!(ids.iter().all(|id| *id == ids[0]));
    assert_eq!(bench.count("checkout"), 1);
}
