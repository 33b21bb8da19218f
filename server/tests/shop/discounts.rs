//! Codes on carts and checkouts.

use serde_json::{Value, json};

use crate::support::{Bench, codes, filled, lines, total};

async fn cart_with(bench: &Bench, wanted: &Value, codes: &[&str]) -> Value {
    bench
        .post(
            "/carts",
            &json!({ "line_items": wanted, "discounts": { "codes": codes } }),
        )
        .await
        .ok(201)
}

#[tokio::test]
async fn a_percentage_is_spread_over_the_lines_without_losing_a_cent() {
    let bench = Bench::new();
    let cart = cart_with(
        &bench,
        &lines(&[("shirt-s-oat", 1), ("lamp-1", 1), ("mug-1", 1)]),
        &["ten"],
    )
    .await;
    let applied = &cart["discounts"]["applied"][0];
    assert_eq!(applied["code"], "TEN", "upper and lower case are the same");
    assert_eq!(applied["amount"], 815, "10 % of 81.49, half a cent up");
    assert_eq!(applied["method"], "across");
    let parts: Vec<i64> = applied["allocations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["amount"].as_i64().unwrap())
        .collect();
    assert_eq!(parts.iter().sum::<i64>(), 815);
    for (index, part) in parts.iter().enumerate() {
        assert_eq!(
            applied["allocations"][index]["path"],
            format!("$.line_items[{index}]")
        );
        assert_eq!(
            cart["line_items"][index]["totals"][1],
            json!({ "type": "items_discount", "amount": -part })
        );
    }
    assert_eq!(
        cart["totals"][1],
        json!({ "type": "items_discount", "display_text": "10 % off", "amount": -815 })
    );
    assert_eq!(total(&cart), 8_149 - 815);
}

#[tokio::test]
async fn an_amount_is_taken_off_the_order_after_percentages() {
    let bench = Bench::new();
    let cart = cart_with(&bench, &lines(&[("mug-1", 1)]), &["FIVER", "TEN"]).await;
    let applied: Vec<_> = cart["discounts"]["applied"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["code"].clone(),
                one["amount"].clone(),
                one["priority"].clone(),
            )
        })
        .collect();
    assert_eq!(
        applied,
        [
            (json!("TEN"), json!(125), json!(1)),
            (json!("FIVER"), json!(500), json!(2))
        ]
    );
    assert_eq!(cart["discounts"]["applied"][1].get("allocations"), None);
    assert_eq!(
        cart["totals"][2],
        json!({ "type": "discount", "display_text": "5 off", "amount": -500 })
    );
    assert_eq!(total(&cart), 1_250 - 125 - 500);
}

#[tokio::test]
async fn free_delivery_takes_off_what_delivery_costs() {
    let bench = Bench::new();
    let cart = cart_with(&bench, &lines(&[("mug-1", 1)]), &["FREESHIP"]).await;
    assert_eq!(
        (
            cart["discounts"]["applied"][0]["amount"].clone(),
            total(&cart)
        ),
        (json!(0), 1_250),
        "a cart has no delivery yet"
    );
    let mut body = filled(&lines(&[("mug-1", 1)]));
    body["discounts"] = json!({ "codes": ["FREESHIP"] });
    let session = bench.post("/checkout-sessions", &body).await.ok(201);
    let kinds: Vec<_> = session["totals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["type"].clone(), entry["amount"].clone()))
        .collect();
    assert_eq!(
        kinds[1..3],
        [
            (json!("fulfillment"), json!(490)),
            (json!("discount"), json!(-490))
        ]
    );
    assert_eq!(total(&session), 1_250);
}

#[tokio::test]
async fn a_code_that_does_not_count_is_said_and_stays_listed() {
    let bench = Bench::new();
    let cart = cart_with(
        &bench,
        &lines(&[("mug-1", 1)]),
        &["nope", "TEN", "Ten", "FREESHIP"],
    )
    .await;
    assert_eq!(
        cart["discounts"]["codes"],
        json!(["nope", "TEN", "Ten", "FREESHIP"])
    );
    assert_eq!(
        codes(&cart),
        ["discount_code_invalid", "discount_code_already_applied"]
    );
    assert_eq!(cart["messages"][0]["path"], "$.discounts.codes[0]");
    assert_eq!(
        cart["messages"][0]["type"], "warning",
        "it does not stand in the way of buying"
    );
}

#[tokio::test]
async fn an_amount_never_takes_off_more_than_there_is() {
    let mut catalogue = crate::support::catalogue::usual();
    catalogue["discounts"][1]["value"] = json!(999_999);
    let bench = Bench::with(&catalogue);
    let cart = cart_with(&bench, &lines(&[("mug-1", 1)]), &["FIVER"]).await;
    assert_eq!(
        (
            cart["discounts"]["applied"][0]["amount"].clone(),
            total(&cart)
        ),
        (json!(1_250), 0)
    );
}

#[tokio::test]
async fn codes_that_make_no_sense_are_refused() {
    let bench = Bench::new();
    for codes in [
        json!([""]),
        json!(["x".repeat(65)]),
        json!(["a\u{0}b"]),
        json!(vec!["x"; 11]),
        json!("TEN"),
        json!([7]),
    ] {
        let body = json!({ "line_items": [], "discounts": { "codes": codes } });
        let reply = bench.post("/carts", &body).await;
        assert_eq!(reply.status, 400, "{codes}");
    }
}

#[tokio::test]
async fn a_discount_without_a_code_applies_by_itself_and_cannot_be_taken_off() {
    let mut catalogue = crate::support::catalogue::usual();
    catalogue["discounts"] = json!([
        { "code": "TEN", "type": "percentage", "value": 10, "title": "10 % off" },
        { "from": 2_500, "type": "percentage", "value": 20, "title": "20 % off from 25.00" },
    ]);
    let bench = Bench::with(&catalogue);

    let below = cart_with(&bench, &lines(&[("mug-1", 1)]), &[]).await;
    assert_eq!(below["discounts"]["applied"], json!([]));

    let cart = cart_with(&bench, &lines(&[("mug-1", 2)]), &["TEN"]).await;
    let applied = &cart["discounts"]["applied"];
    assert_eq!(
        (
            &applied[0]["automatic"],
            &applied[0]["code"],
            &applied[0]["amount"]
        ),
        (&json!(true), &Value::Null, &json!(500)),
        "20 % of two mugs, before the code"
    );
    assert_eq!(
        (&applied[1]["code"], &applied[1]["amount"]),
        (&json!("TEN"), &json!(200)),
        "10 % of what is left"
    );
    assert_eq!(total(&cart), 1_800);

    let path = format!("/carts/{}", cart["id"].as_str().unwrap());
    let body = json!({ "id": cart["id"], "line_items": lines(&[("mug-1", 2)]), "discounts": { "codes": [] } });
    let cleared = bench.put(&path, &body).await.ok(200);
    assert_eq!(cleared["discounts"]["applied"][0]["automatic"], true);
    assert_eq!(total(&cleared), 2_000);
}
