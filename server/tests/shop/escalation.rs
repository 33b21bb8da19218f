//! A payment that the buyer must confirm first: asked for, confirmed, refused, given up.

use serde_json::json;

use crate::support::bank::asked_at;
use crate::support::{Bench, filled, lines, payment, total};

const KEY: &str = "the-key-of-the-buyer";

#[tokio::test]
async fn a_bank_that_asks_first_holds_the_stock_and_charges_nothing() {
    let bench = Bench::new();
    let (id, ready) = bench.ready(&lines(&[("shirt-m-oat", 1)])).await;
    let body = bench.pay(&id, "escalation_token").await.ok(200);
    assert_eq!(body["status"], "requires_escalation");
    assert_eq!(
        (
            body["messages"][0]["code"].clone(),
            body["messages"][0]["severity"].clone()
        ),
        (json!("requires_3ds"), json!("requires_buyer_review"))
    );
    let path = asked_at(&body);
    let secret = path.strip_prefix("/challenge/chl_").unwrap();
    assert_eq!(secret.len(), 22, "128 random bits");
    assert_eq!(body["totals"], ready["totals"]);
    assert!(!body.to_string().contains("escalation_token"));
    assert_eq!(bench.stock("shirt-m-oat"), 0);
    assert_eq!(
        (bench.count("orders"), bench.shop.ledger.charged().unwrap()),
        (0, (0, 0))
    );
}

#[tokio::test]
async fn what_is_confirmed_is_charged_once_and_becomes_the_order() {
    let bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    let asked = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    let after = bench.press(&page, "confirm").await;
    assert!(after.text.contains("Payment confirmed"), "{}", after.text);
    let done = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(
        (done["status"].clone(), done["order"]["label"].clone()),
        (json!("completed"), json!("V-1001"))
    );
    assert_eq!(
        (done.get("messages"), done.get("continue_url")),
        (None, None)
    );
    assert_eq!(done["payment"], asked["payment"]);
    let same_key = bench.pay_as(KEY, &id, "escalation_token").await.ok(200);
    assert_eq!(same_key, done);
    assert_eq!(
        (bench.count("orders"), bench.shop.ledger.charged().unwrap()),
        (1, (1, total(&asked)))
    );
    assert_eq!(bench.stock("shirt-m-oat"), 0);
}

#[tokio::test]
async fn what_is_refused_is_given_back_and_another_card_pays() {
    let bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    let after = bench.press(&page, "refuse").await;
    assert!(after.text.contains("Payment refused"), "{}", after.text);
    bench.was_refused(KEY, &id).await;
    assert_eq!(bench.stock("shirt-m-oat"), 1);
    let paid = bench.pay(&id, "success_token").await.ok(200);
    assert_eq!(paid["status"], "completed");
    assert_eq!(bench.books(), (1, 1));
}

#[tokio::test]
async fn while_it_waits_the_same_key_hears_how_it_stands() {
    let bench = Bench::new();
    let (id, _) = bench.escalated(KEY, &lines(&[("mug-1", 1)])).await;
    let read = bench.get(&format!("/checkout-sessions/{id}")).await;
    let again = bench.pay_as(KEY, &id, "escalation_token").await;
    assert_eq!((again.ok(200), again.etag()), (read.ok(200), read.etag()));
    assert_eq!(bench.count("placing"), 1);
    let other_body = bench.pay_as(KEY, &id, "success_token").await;
    assert_eq!(
        (other_body.status.as_u16(), other_body.codes()),
        (409, vec!["idempotency_conflict".to_owned()])
    );
}

#[tokio::test]
async fn while_it_waits_cart_and_checkout_stay_as_they_are() {
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let id = bench.checkout_of(&cart).await;
    let path = format!("/checkout-sessions/{id}");
    bench
        .put(&path, &filled(&lines(&[("mug-1", 1)])))
        .await
        .ok(200);
    bench.pay(&id, "escalation_token").await.ok(200);
    let (cart_path, more) = (format!("/carts/{cart}"), lines(&[("mug-1", 9)]));
    for reply in [
        bench.put(&path, &filled(&more)).await,
        bench.pay(&id, "success_token").await,
    ] {
        assert_eq!(reply.ok(200)["status"], "requires_escalation");
        assert_eq!(reply.codes(), ["complete_in_progress", "requires_3ds"]);
    }
    for reply in [
        bench
            .put(&cart_path, &json!({ "id": cart, "line_items": more }))
            .await,
        bench.post(&format!("{cart_path}/cancel"), &json!({})).await,
    ] {
        assert_eq!(reply.codes(), ["complete_in_progress"]);
    }
    let new = json!({ "cart_id": cart, "line_items": [] });
    let same = bench.post("/checkout-sessions", &new).await.ok(200);
    assert_eq!(same["id"], id.as_str());
    assert_eq!(bench.shop.ledger.charged().unwrap(), (0, 0));
}

#[tokio::test]
async fn a_checkout_that_waits_can_be_given_up() {
    let bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    let secret = crate::support::bank::secret_of(&bench.open(&page).await.text);
    let path = format!("/checkout-sessions/{id}");
    let canceled = bench
        .post(&format!("{path}/cancel"), &json!({}))
        .await
        .ok(200);
    assert_eq!(
        (canceled["status"].clone(), canceled.get("continue_url")),
        (json!("canceled"), None)
    );
    assert_eq!(bench.stock("shirt-m-oat"), 1);
    bench
        .submit(&page, Some(crate::support::PUBLIC), &secret, "confirm")
        .await;
    assert!(bench.open(&page).await.text.contains("Purchase canceled"));
    let same_key = bench.pay_as(KEY, &id, "escalation_token").await;
    assert_eq!(same_key.codes(), ["checkout_canceled"]);
    assert_eq!(
        (bench.count("orders"), bench.shop.ledger.charged().unwrap()),
        (0, (0, 0))
    );
    assert_eq!(bench.stock("shirt-m-oat"), 1, "given back once");
}

#[tokio::test]
async fn giving_up_is_bound_to_the_state_that_was_seen() {
    let bench = Bench::new();
    let (id, _) = bench.escalated(KEY, &lines(&[("mug-1", 1)])).await;
    let path = format!("/checkout-sessions/{id}");
    let headers = [
        ("idempotency-key", "key-to-cancel"),
        ("if-match", "\"1.0\""),
    ];
    let reply = bench
        .call(
            axum::http::Method::POST,
            &format!("{path}/cancel"),
            &headers,
            Some(&json!({})),
        )
        .await;
    assert_eq!(reply.status, 412);
    assert_eq!(
        bench.get(&path).await.json()["status"],
        "requires_escalation"
    );
}

#[tokio::test]
async fn the_price_of_an_escalated_payment_is_what_was_agreed() {
    let mut bench = Bench::new();
    let (_, page) = bench.escalated(KEY, &lines(&[("lamp-1", 1)])).await;
    let mut dearer = crate::support::catalogue::usual();
    dearer["products"][2]["variants"][0]["price"] = json!(1_199);
    std::fs::write(bench.catalogue_file(), dearer.to_string()).unwrap();
    bench.restart();
    bench.press(&page, "confirm").await;
    assert_eq!(bench.shop.ledger.charged().unwrap(), (1, 999 + 490));
}

#[tokio::test]
async fn the_books_never_take_a_token_that_asks_first() {
    use vitrine_server::shop::payment::ledger::{Charge, Means, Outcome};
    let bench = Bench::new();
    let charge = Charge {
        key: "a",
        amount: 100,
        currency: "EUR",
        means: Means::Token("escalation_token"),
        at: 0,
    };
    assert!(matches!(
        bench.shop.ledger.charge(&charge).unwrap(),
        Outcome::Declined(_)
    ));
    assert_eq!(bench.shop.ledger.charged().unwrap(), (0, 0));
}

#[tokio::test]
async fn another_total_than_the_buyer_saw_asks_no_bank() {
    let bench = Bench::new();
    let (id, ready) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let mut body = payment("escalation_token");
    body["expected_total"] = json!(total(&ready) + 1);
    let reply = bench
        .post(&format!("/checkout-sessions/{id}/complete"), &body)
        .await;
    assert_eq!(reply.codes(), ["total_changed"]);
    assert_eq!(bench.count("challenge"), 0);
}
