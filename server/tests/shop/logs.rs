//! Logs hold no secret ids, tokens or addresses.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::bank::secret_of;
use crate::support::{Bench, PUBLIC, lines, payment};

#[derive(Clone, Default)]
struct Sink(Arc<Mutex<Vec<u8>>>);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Sink {
    type Writer = Sink;

    fn make_writer(&'a self) -> Sink {
        self.clone()
    }
}

#[tokio::test]
async fn a_whole_purchase_leaves_routes_in_the_log_and_nothing_secret() {
    let sink = Sink::default();
    // For every thread of this test binary: the database works on threads of its own. Other tests may
    // add lines of theirs; they are held to the same rule.
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(sink.clone())
        .json()
        .init();
    let bench = Bench::new();
    let cart = bench.cart(&lines(&[("mug-1", 1)])).await;
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    bench
        .post_as(
            "a-key-of-mine",
            &format!("/checkout-sessions/{id}/complete"),
            &payment("fail_token"),
        )
        .await
        .ok(200);
    let done = bench.pay(&id, "success_token").await.ok(200);
    let order = done["order"]["id"].as_str().unwrap().to_owned();
    bench.get(&format!("/receipt/{order}")).await;
    bench
        .post(
            "/carts",
            &json!({ "line_items": 7, "buyer": { "email": "secret@example.com" } }),
        )
        .await;
    bench.get(&format!("/nothing/{cart}")).await;
    let (asked, page) = bench
        .escalated("another-key-of-mine", &lines(&[("mug-1", 1)]))
        .await;
    let once = secret_of(&bench.open(&page).await.text);
    bench.submit(&page, Some(PUBLIC), "wrong", "confirm").await;
    bench.submit(&page, Some(PUBLIC), &once, "confirm").await;
    let (late, _) = bench
        .escalated("a-third-key-of-mine", &lines(&[("mug-1", 1)]))
        .await;
    bench.pass(600);
    bench.shop.look_after().unwrap();
    let outbox = bench.settings().outbox;
    std::fs::remove_dir_all(&outbox).unwrap();
    let (unsent, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    bench.pay(&unsent, "success_token").await.ok(200);
    let text = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
    assert!(
        text.contains("/checkout-sessions/{id}/complete"),
        "routes are logged: {text}"
    );
    for said in [
        "an order was placed",
        "/challenge/{id}",
        "payments were not confirmed in time",
        "a mail is still due",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    for secret in [
        &cart,
        &id,
        &order,
        &asked,
        &page,
        &once,
        &late,
        "cart_",
        "chk_",
        "ord_",
        "chl_",
        "once_",
        "escalation_token",
        "Beispiel",
        "fail_token",
        "success_token",
        "anna@example.com",
        "Lindenweg",
        "a-key-of-mine",
        "secret@example.com",
    ] {
        assert!(!text.contains(secret), "{secret} is in the log");
    }
}
