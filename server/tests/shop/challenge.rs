//! The page on which a bank asks: who may read it, who may answer, and what it says.

use std::sync::Arc;

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use tokio::task::JoinSet;

use crate::support::bank::{asked_at, secret_of};
use crate::support::{Bench, PAGE, PUBLIC, filled, lines};

const KEY: &str = "the-key-of-the-buyer";

#[tokio::test]
async fn the_page_names_shop_amount_and_card_and_loads_nothing_foreign() {
    let bench = Bench::new();
    let (_, path) = bench.escalated(KEY, &lines(&[("mug-1", 1)])).await;
    let page = bench.open(&path).await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'")
            && policy.contains("frame-ancestors 'none'")
            && policy.contains("form-action 'self'")
            && !policy.contains("unsafe"),
        "{policy}"
    );
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(
        page.header("referrer-policy"),
        Some("same-origin"),
        "a form without an origin would be refused"
    );
    for text in [
        "<html lang=\"en\">",
        "Linen &amp; Clay asks for <strong>17.40 EUR</strong>",
        "Visa •••• 4242",
        "You have 10 min left",
        "<form method=\"post\">",
        "Confirm the payment</button>",
        "Refuse</button>",
    ] {
        assert!(
            page.text.contains(text),
            "{text} is missing in {}",
            page.text
        );
    }
    assert!(!page.text.contains("<script"), "it works without a script");
    assert!(
        !page.text.contains("chk_"),
        "the checkout's id is not for this page"
    );
}

#[tokio::test]
async fn afterwards_the_page_says_that_the_window_can_be_closed_and_closes_it_by_a_script_of_its_own()
 {
    let bench = Bench::new();
    for decision in ["confirm", "refuse"] {
        let (_, path) = bench.escalated(&bench.key(), &lines(&[("mug-1", 1)])).await;
        let page = bench.press(&path, decision).await;
        assert!(
            page.text.contains("You can close this window now."),
            "{}",
            page.text
        );
        assert!(
            page.text
                .contains("<script src=\"/challenge.js\" defer></script>")
        );
        assert!(!page.text.contains("<form"));
    }
    let script = bench.get("/challenge.js").await;
    assert_eq!(
        script.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
}

#[tokio::test]
async fn the_page_speaks_the_language_of_the_checkout_or_else_of_the_browser() {
    let bench = Bench::new();
    let (_, path) = bench.escalated(KEY, &lines(&[("mug-1", 1)])).await;
    let page = bench.open_in("fr, de-AT;q=0.8, en;q=0.5", &path).await;
    assert!(page.text.contains("<html lang=\"de\">") && page.text.contains("Zahlung bestätigen"));
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let mut body = filled(&lines(&[("mug-1", 1)]));
    body["context"]["language"] = json!("de-DE");
    bench
        .put(&format!("/checkout-sessions/{id}"), &body)
        .await
        .ok(200);
    let path = asked_at(&bench.pay(&id, "escalation_token").await.ok(200));
    let page = bench.open_in("en", &path).await;
    assert!(
        page.text.contains("17,40 EUR") && page.text.contains("Nicht zahlen</button>"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn only_the_page_itself_may_answer() {
    let bench = Bench::new();
    let (id, path) = bench.escalated(KEY, &lines(&[("mug-1", 1)])).await;
    let secret = secret_of(&bench.open(&path).await.text);
    for origin in [None, Some(PAGE), Some("https://evil.example"), Some("null")] {
        let reply = bench.submit(&path, origin, &secret, "confirm").await;
        assert_eq!(reply.status, 403, "{origin:?}");
    }
    for wrong in ["", "once_", "once_AAAAAAAAAAAAAAAAAAAAAA"] {
        let reply = bench.submit(&path, Some(PUBLIC), wrong, "confirm").await;
        assert_eq!(reply.status, 403, "{wrong}");
    }
    let reply = bench.submit(&path, Some(PUBLIC), &secret, "both").await;
    assert_eq!(reply.status, 403, "neither yes nor no");
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    assert_eq!(body["status"], "requires_escalation");
    assert_eq!(bench.shop.ledger.charged().unwrap(), (0, 0));
}

#[tokio::test]
async fn a_script_cannot_read_the_secret_even_of_a_page_that_may_call_the_shop() {
    let bench = Bench::new();
    let (_, path) = bench.escalated(KEY, &lines(&[("mug-1", 1)])).await;
    let read = bench.get(&path).await;
    assert_eq!(
        (read.status.as_u16(), secret_of(&read.text)),
        (403, String::new())
    );
}

#[tokio::test]
async fn neither_a_frame_nor_a_picture_nor_a_prefetching_script_gets_the_page() {
    let bench = Bench::new();
    let (_, path) = bench.escalated(KEY, &lines(&[("mug-1", 1)])).await;
    for destination in ["iframe", "empty", "image", "object"] {
        let request = Request::builder()
            .uri(&path)
            .header("sec-fetch-dest", destination);
        let reply = bench.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.status, 403, "{destination}");
    }
}

#[tokio::test]
async fn the_secret_of_one_question_answers_no_other() {
    let bench = Bench::new();
    let (_, one) = bench.escalated(&bench.key(), &lines(&[("mug-1", 1)])).await;
    let (_, other) = bench.escalated(&bench.key(), &lines(&[("mug-1", 1)])).await;
    let secret = secret_of(&bench.open(&one).await.text);
    assert_eq!(
        bench
            .submit(&other, Some(PUBLIC), &secret, "confirm")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn the_first_decision_counts_and_a_replay_changes_nothing() {
    let bench = Bench::new();
    for (first, second, says, charged) in [
        ("confirm", "refuse", "Payment confirmed", 1),
        ("refuse", "confirm", "Payment refused", 1),
        ("confirm", "confirm", "Payment confirmed", 2),
    ] {
        let (_, path) = bench.escalated(&bench.key(), &lines(&[("mug-1", 1)])).await;
        let secret = secret_of(&bench.open(&path).await.text);
        for decision in [first, second] {
            let reply = bench.submit(&path, Some(PUBLIC), &secret, decision).await;
            assert_eq!(
                (reply.status.as_u16(), reply.header("location")),
                (303, Some(path.as_str()))
            );
        }
        assert!(bench.open(&path).await.text.contains(says));
        assert_eq!(bench.shop.ledger.charged().unwrap().0, charged);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_presses_at_once_are_one_decision() {
    let bench = Arc::new(Bench::new());
    let (id, path) = bench.escalated(KEY, &lines(&[("shirt-m-oat", 1)])).await;
    let secret = secret_of(&bench.open(&path).await.text);
    let mut presses = JoinSet::new();
    for press in 0..20 {
        let (bench, path, secret) = (Arc::clone(&bench), path.clone(), secret.clone());
        let decision = if press % 2 == 0 { "confirm" } else { "refuse" };
        presses.spawn(async move { bench.submit(&path, Some(PUBLIC), &secret, decision).await });
    }
    let replies = presses.join_all().await;
    assert!(replies.iter().all(|reply| reply.status == 303));
    let body = bench.get(&format!("/checkout-sessions/{id}")).await.ok(200);
    let placed = i64::from(body["status"] == "completed");
    assert_eq!(
        (
            bench.count("orders"),
            bench.shop.ledger.charged().unwrap().0,
            bench.stock("shirt-m-oat")
        ),
        (placed, placed, 1 - placed)
    );
}

#[tokio::test]
async fn a_page_that_is_not_there_gives_nothing_away() {
    let bench = Bench::new();
    let page = bench.open("/challenge/chl_%3Cb%3E").await;
    assert_eq!(page.status, 404);
    assert!(!page.text.contains("<b>"));
    let reply = bench
        .submit("/challenge/chl_no", Some(PUBLIC), "x", "confirm")
        .await;
    assert_eq!(reply.status, 404);
}
