//! Logs hold no secret ids, tokens or addresses.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{Bench, lines, payment};

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
    let text = String::from_utf8(sink.0.lock().unwrap().clone()).unwrap();
    assert!(
        text.contains("/checkout-sessions/{id}/complete"),
        "routes are logged: {text}"
    );
    assert!(text.contains("an order was placed"));
    for secret in [
        &cart,
        &id,
        &order,
        "cart_",
        "chk_",
        "ord_",
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
