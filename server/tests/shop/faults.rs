//! A provider that is slow, refuses, or whose replies get lost: the buyer is charged for what is ordered, and for nothing else.

use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use vitrine_server::shop::payment::faults::Faults;

use crate::support::{Bench, codes, lines};

fn refusing(every: u64) -> Bench {
    Bench::with_faults(Faults {
        refuse_every: NonZeroU64::new(every),
        ..Faults::default()
    })
}

fn losing(every: u64) -> Bench {
    Bench::with_faults(Faults {
        lose_every: NonZeroU64::new(every),
        ..Faults::default()
    })
}

#[tokio::test]
async fn every_second_charge_is_refused_and_given_back() {
    let bench = refusing(2);
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let (id, _) = bench.ready(&lines(&[("lamp-1", 1)])).await;
        // A card that is declined anyway does not count.
        bench.pay(&id, "fail_token").await.ok(200);
        statuses.push(bench.pay(&id, "success_token").await.ok(200)["status"].clone());
    }
    assert_eq!(
        statuses,
        [
            "completed",
            "ready_for_complete",
            "completed",
            "ready_for_complete"
        ]
    );
    assert_eq!((bench.stock("lamp-1"), bench.count("orders")), (98, 2));
    assert_eq!(bench.shop.ledger.charged().unwrap().0, 2);
}

#[tokio::test]
async fn a_refused_charge_says_payment_failed() {
    let bench = refusing(1);
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let body = bench.pay(&id, "success_token").await.ok(200);
    assert_eq!(codes(&body), ["payment_failed"]);
}

#[tokio::test]
async fn a_lost_reply_is_found_in_the_books_by_whoever_looks() {
    let bench = losing(1);
    let (id, _) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    let lost = bench.pay_as("a-key-of-mine", &id, "success_token").await;
    assert_eq!(lost.status, 500);
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(body["status"], "completed");
    let again = bench
        .pay_as("a-key-of-mine", &id, "success_token")
        .await
        .ok(200);
    assert_eq!(again, body);
    assert_eq!(bench.books(), (1, 1));
}

#[tokio::test]
async fn a_lost_reply_is_found_by_the_same_key_and_by_the_next_start() {
    let mut bench = losing(1);
    let (one, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    assert_eq!(
        bench
            .pay_as("a-key-of-mine", &one, "success_token")
            .await
            .status,
        500
    );
    let again = bench
        .pay_as("a-key-of-mine", &one, "success_token")
        .await
        .ok(200);
    assert_eq!(again["status"], "completed");
    let (two, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    assert_eq!(bench.pay(&two, "success_token").await.status, 500);
    bench.restart();
    assert_eq!(bench.count("orders"), 2);
    assert_eq!(bench.shop.ledger.charged().unwrap().0, 2);
}

#[tokio::test]
async fn only_every_third_reply_is_lost() {
    let bench = losing(3);
    let mut statuses = Vec::new();
    for _ in 0..6 {
        let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
        statuses.push(bench.pay(&id, "success_token").await.status.as_u16());
    }
    assert_eq!(statuses, [200, 200, 500, 200, 200, 500]);
    assert_eq!(bench.shop.ledger.charged().unwrap().0, 6);
}

/// A buyer confirms a payment: the page that follows, and how the checkout reads then.
async fn confirmed(bench: &Bench, variant: &str) -> (String, Value) {
    let wanted = lines(&[(variant, 1)]);
    let (id, page) = bench.escalated("a-key-of-mine", &wanted).await;
    let page = bench.press(&page, "confirm").await.text;
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    (page, body)
}

#[tokio::test]
async fn a_confirmed_payment_whose_reply_is_lost_is_placed_all_the_same() {
    let bench = losing(1);
    let (page, body) = confirmed(&bench, "mug-1").await;
    assert!(page.contains("Payment confirmed"));
    assert_eq!(body["status"], "completed");
    assert_eq!(bench.shop.ledger.charged().unwrap().0, 1);
}

#[tokio::test]
async fn a_confirmed_payment_that_the_bank_refuses_says_so() {
    let bench = refusing(1);
    let (page, body) = confirmed(&bench, "shirt-m-oat").await;
    assert!(page.contains("Payment declined"));
    assert_eq!(
        (body["status"].clone(), codes(&body)),
        (
            json!("ready_for_complete"),
            vec!["payment_failed".to_owned()]
        )
    );
    assert_eq!(bench.stock("shirt-m-oat"), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_looks_while_the_provider_takes_its_time_is_told_to_wait() {
    let bench = Arc::new(Bench::with_faults(Faults {
        delay: Duration::from_millis(1_500),
        ..Faults::default()
    }));
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let paying = tokio::spawn({
        let (bench, id) = (Arc::clone(&bench), id.clone());
        async move { bench.pay(&id, "success_token").await.ok(200) }
    });
    while bench.shop.ledger.charged().unwrap().0 == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let meanwhile = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(meanwhile["status"], "complete_in_progress");
    assert_eq!(paying.await.unwrap()["status"], "completed");
}
