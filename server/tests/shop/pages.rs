//! The pages a buyer opens.

use serde_json::json;

use crate::support::{Bench, filled, lines};

#[tokio::test]
async fn the_order_page_shows_the_order_and_escapes_everything() {
    let bench = Bench::new();
    let id = bench
        .checkout_of(&bench.cart(&lines(&[("mug-1", 2)])).await)
        .await;
    let mut body = filled(&lines(&[("mug-1", 2)]));
    body["fulfillment"]["methods"][0]["destinations"][0]["last_name"] =
        json!("<script>alert('x')</script>");
    bench
        .put(&format!("/checkout-sessions/{id}"), &body)
        .await
        .ok(200);
    let done = bench.pay(&id, "success_token").await.ok(200);
    let path = done["order"]["permalink_url"]
        .as_str()
        .unwrap()
        .strip_prefix("http://localhost:8787")
        .unwrap()
        .to_owned();
    let page = bench.get(&path).await;
    assert_eq!(page.status, 200);
    assert_eq!(
        page.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .starts_with("default-src 'none'")
    );
    for text in [
        "Order V-1001",
        "Mug \u{2615}",
        "25.00 EUR",
        "29.90 EUR",
        "VAT 19 %, included",
        "Lindenweg 3",
        "10115 Berlin",
    ] {
        assert!(
            page.text.contains(text),
            "{text} is missing in {}",
            page.text
        );
    }
    assert!(page.text.contains("&lt;script&gt;") && !page.text.contains("<script>"));
}

#[tokio::test]
async fn an_order_page_that_is_not_there_gives_nothing_away() {
    let bench = Bench::new();
    let page = bench.get("/receipt/ord_%3Cb%3E").await;
    assert_eq!(page.status, 404);
    assert!(!page.text.contains("<b>"));
}

#[tokio::test]
async fn policies_are_the_catalogues_texts() {
    let bench = Bench::new();
    let page = bench.get("/policies/privacy").await;
    assert_eq!(page.status, 200);
    assert!(
        page.text
            .contains("<p>We keep &lt;little&gt;.</p>\n<p>And not for long.</p>"),
        "{}",
        page.text
    );
    assert!(
        bench
            .get("/policies/terms")
            .await
            .text
            .contains("reference shop")
    );
    assert_eq!(bench.get("/policies/none").await.status, 404);
    assert_eq!(
        bench.get("/pages.css").await.header("content-type"),
        Some("text/css; charset=utf-8")
    );
}
