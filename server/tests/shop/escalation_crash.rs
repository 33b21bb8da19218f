//! The process dies between two steps of an escalated placing.

use serde_json::json;
use vitrine_server::shop::payment::ledger::{Charge, Means, Outcome};

use crate::support::bank::secret_of;
use crate::support::{Bench, PUBLIC, codes, lines, total};

const KEY: &str = "the-key-of-the-buyer";

/// What the confirmation's transaction writes, and nothing after it. Gives the key of the charge.
async fn confirmed_and_cut_off(bench: &Bench, id: &str, page: &str) -> (String, i64) {
    let secret = secret_of(&bench.open(page).await.text);
    let challenge = page.strip_prefix("/challenge/").unwrap();
    let broken = format!("{}/provider.sqlite", bench.settings().data.display());
    let books = rusqlite::Connection::open(broken).unwrap();
    // The provider cannot be reached: its books are locked away for a moment.
    books
        .execute_batch("ALTER TABLE charge RENAME TO away")
        .unwrap();
    let reply = bench.submit(page, Some(PUBLIC), &secret, "confirm").await;
    assert_eq!(reply.status, 303, "the buyer is sent to look");
    books
        .execute_batch("ALTER TABLE away RENAME TO charge")
        .unwrap();
    let row: Result<(String, i64, String), rusqlite::Error> = bench.shop.db.read(|connection| {
        connection.query_row(
            "SELECT charge_key, amount, challenge.state FROM placing JOIN challenge USING (charge_key)
             WHERE checkout = ?1 AND challenge.id = ?2 AND placing.state = 'charging'",
            [id, challenge],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
    });
    let (key, amount, state) = row.unwrap();
    assert_eq!(state, "confirmed");
    (key, amount)
}

fn charge(bench: &Bench, key: &str, amount: i64) -> Outcome {
    let charge = Charge {
        key,
        amount,
        currency: "EUR",
        means: Means::Confirmed,
        at: bench.shop.seconds(),
    };
    bench.shop.ledger.charge(&charge).unwrap()
}

#[tokio::test]
async fn a_question_outlives_the_process() {
    let mut bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    let path = format!("/checkout-sessions/{id}");
    let (before, asked) = (bench.get(&path).await, bench.open(&page).await);
    bench.restart();
    let after = bench.get(&path).await;
    assert_eq!(
        (after.ok(200), after.etag()),
        (before.ok(200), before.etag())
    );
    assert_eq!(bench.stock("shirt-m-oat"), 0);
    assert_eq!(bench.open(&page).await.text, asked.text);
    let again = bench.pay_as(KEY, &id, "escalation_token").await.ok(200);
    assert_eq!(again, before.json());
    bench.press(&page, "confirm").await;
    assert_eq!(bench.get(&path).await.ok(200)["status"], "completed");
    assert_eq!(
        bench.shop.ledger.charged().unwrap(),
        (1, total(&before.json()))
    );
}

#[tokio::test]
async fn confirmed_and_cut_off_before_the_charge_is_charged_at_the_next_start() {
    let mut bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    let (_, amount) = confirmed_and_cut_off(&bench, &id, &page).await;
    bench.restart();
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(body["status"], "completed");
    assert_eq!(
        (bench.count("orders"), bench.shop.ledger.charged().unwrap()),
        (1, (1, amount))
    );
    assert_eq!(bench.stock("shirt-m-oat"), 0);
    assert!(bench.open(&page).await.text.contains("Payment confirmed"));
}

#[tokio::test]
async fn confirmed_and_cut_off_for_longer_than_the_stock_is_held_charges_nothing() {
    let mut bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    let (key, amount) = confirmed_and_cut_off(&bench, &id, &page).await;
    bench.pass(600);
    bench.restart();
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(
        (body["status"].clone(), codes(&body)),
        (
            json!("ready_for_complete"),
            vec!["payment_failed".to_owned()]
        )
    );
    assert_eq!(
        charge(&bench, &key, amount),
        Outcome::Void,
        "a charge that comes late takes nothing"
    );
    assert_eq!(
        (
            bench.stock("shirt-m-oat"),
            bench.shop.ledger.charged().unwrap()
        ),
        (1, (0, 0))
    );
    assert!(bench.open(&page).await.text.contains("Too late"));
    let same_key = bench.pay_as(KEY, &id, "escalation_token").await.ok(200);
    assert_eq!(same_key, body, "the key has its ending");
}

#[tokio::test]
async fn charged_but_not_written_down_becomes_the_order_however_late() {
    let mut bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    let (key, amount) = confirmed_and_cut_off(&bench, &id, &page).await;
    assert_eq!(charge(&bench, &key, amount), Outcome::Charged);
    bench.pass(6_000);
    bench.restart();
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(body["status"], "completed");
    assert_eq!(
        (bench.count("orders"), bench.shop.ledger.charged().unwrap()),
        (1, (1, amount))
    );
}

#[tokio::test]
async fn one_who_looks_resolves_a_confirmation_that_was_cut_off() {
    let bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("mug-1", 1)])).await;
    confirmed_and_cut_off(&bench, &id, &page).await;
    assert!(bench.open(&page).await.text.contains("Payment confirmed"));
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(body["status"], "completed");
}

#[tokio::test]
async fn a_refusal_outlives_the_process() {
    let mut bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    bench.press(&page, "refuse").await;
    bench.restart();
    assert_eq!(
        bench.get(&format!("/checkout-sessions/{id}")).await.codes(),
        ["payment_failed"]
    );
    assert!(bench.open(&page).await.text.contains("Payment refused"));
    assert_eq!(bench.stock("shirt-m-oat"), 1);
}

#[tokio::test]
async fn a_confirmed_payment_that_is_still_on_its_way_cannot_be_given_up() {
    let bench = Bench::new();
    let (id, page) = bench.escalated(KEY, &lines(&[("mug-1", 1)])).await;
    let busy = bench.shop.placing.enter(&id);
    confirmed_and_cut_off(&bench, &id, &page).await;
    let path = format!("/checkout-sessions/{id}");
    let reply = bench.post(&format!("{path}/cancel"), &json!({})).await;
    assert_eq!(
        (
            reply.json()["status"].clone(),
            reply.codes(),
            reply.json().get("continue_url")
        ),
        (
            json!("complete_in_progress"),
            vec!["complete_in_progress".to_owned()],
            None
        )
    );
    assert!(bench.open(&page).await.text.contains("under way"));
    let again = bench.pay_as(KEY, &id, "escalation_token").await.ok(200);
    assert_eq!(
        (again["status"].clone(), again.get("messages")),
        (json!("complete_in_progress"), None)
    );
    drop(busy);
    assert_eq!(bench.get(&path).await.ok(200)["status"], "completed");
}
