//! Offers that a host starts, and that the shop keeps.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::support::{Console, House, PUBLIC, TOKEN};

/// The cup (1000) for 700, two pieces, one for each buyer, for a minute.
fn cup(offer: &str) -> Value {
    json!({"kind": "offer", "offer": offer, "product": "cup", "lasts_ms": 60_000,
        "terms": {"price": 700, "quantity": 2, "per_buyer": 1}})
}

async fn shop(house: &House, path: &str, body: &Value) -> Value {
    let request = Request::post(path)
        .header("ucp-agent", "profile=\"https://example.com/p\"")
        .header("content-type", "application/json")
        .header("idempotency-key", format!("key-{}", fastrand::u64(..)))
        .body(Body::from(body.to_string()));
    house.send(request.unwrap()).await.json()
}

/// What the shop says of the cup.
async fn told(house: &House) -> Value {
    let body = shop(house, "/catalog/product", &json!({"id": "cup"})).await;
    body["product"]["variants"][0]["metadata"]["offer"].clone()
}

/// What somebody is asked for a cup.
async fn asked(house: &House) -> Value {
    let lines = json!({"line_items": [{"item": {"id": "cup-1"}, "quantity": 1}]});
    let cart = shop(house, "/carts", &lines).await;
    cart["totals"].as_array().unwrap().last().unwrap()["amount"].clone()
}

async fn listed(console: &Console<'_>) -> Vec<Value> {
    let list = console.get("/shows/demo/offers").await.ok(200);
    list["offers"].as_array().unwrap().clone()
}

async fn undo(console: &Console<'_>, cue: &Value) -> Value {
    let path = format!("/shows/demo/cues/{}/undo", cue["id"].as_str().unwrap());
    console.post(&path, &json!({})).await.ok(201)
}

#[tokio::test]
async fn what_a_host_offers_the_shop_sells_and_the_cue_says_no_price() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    let cue = console.say(&cup("half")).await;
    let now = house.now();
    assert_eq!(
        (&cue["from"], &cue["to"]),
        (
            &json!(now.to_string()),
            &json!(now.plus(60_000).to_string())
        )
    );
    assert!(
        cue.get("terms").is_none() && !cue.to_string().contains("700"),
        "{cue}"
    );
    let of_shop = told(&house).await;
    assert_eq!(
        (
            &of_shop["id"],
            &of_shop["price"],
            &of_shop["left"],
            &of_shop["ends_in_ms"]
        ),
        (&json!("half"), &json!(700), &json!(2), &json!(60_000))
    );
    assert_eq!(asked(&house).await, 700);
    let offer = json!({"offer": "half", "product": "cup", "title": "Flash price", "quantity": 2, "from": cue["from"],
        "to": cue["to"], "grace_ms": 13_000, "hold_ms": 600_000, "state": "running", "left": 1, "held": 1, "sold": 0,
        "price": 700, "per_buyer": 1});
    assert_eq!(listed(&console).await, vec![offer.clone()]);
    let figures = console.get("/shows/demo/figures").await.ok(200);
    assert_eq!(figures["offers"], json!([offer]));
    house.pass(60_000);
    assert_eq!(
        (asked(&house).await, &listed(&console).await[0]["state"]),
        (json!(1_000), &json!("ended"))
    );
}

#[tokio::test]
async fn an_undone_offer_is_withdrawn_and_an_undone_stop_brings_it_back() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    let cue = console.say(&cup("half")).await;
    house.pass(1_000);
    let now = house.now().to_string();
    let stop = json!({"kind": "offer", "offer": "half", "product": "cup", "from": now, "to": now});
    let stopped = console.say(&stop).await;
    assert_eq!(
        (told(&house).await, asked(&house).await),
        (Value::Null, json!(1_000))
    );
    assert_eq!(listed(&console).await[0]["state"], "withdrawn");
    undo(&console, &stopped).await;
    assert_eq!(told(&house).await["ends_in_ms"], 59_000);
    assert_eq!(asked(&house).await, 700);
    let undone = undo(&console, &cue).await;
    assert_eq!(undone["corrections"][0]["kind"], "offer");
    assert_eq!(
        (told(&house).await, asked(&house).await),
        (Value::Null, json!(1_000))
    );
}

#[tokio::test]
async fn a_later_cue_of_the_same_offer_changes_its_end() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    let cue = console.say(&cup("half")).await;
    house.pass(5_000);
    let to = house.now().plus(120_000).to_string();
    let longer =
        json!({"kind": "offer", "offer": "half", "product": "cup", "from": cue["from"], "to": to});
    console.say(&longer).await;
    assert_eq!(told(&house).await["ends_in_ms"], 120_000);
}

#[tokio::test]
async fn a_show_that_is_given_back_to_its_script_has_no_offers_of_the_hosts() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    console.say(&cup("half")).await;
    house.pass(1_000);
    let body = json!({"running": true});
    console.post("/shows/demo/script", &body).await.ok(200);
    assert_eq!(told(&house).await, Value::Null);
}

#[tokio::test]
async fn a_repeat_is_the_same_offer_and_a_name_has_one_meaning() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    let mut wanted = cup("half");
    wanted["key"] = json!("a-lost-reply");
    let cue = console.say(&wanted).await;
    house.pass(700);
    assert_eq!(console.say(&wanted).await, cue);
    assert_eq!(told(&house).await["ends_in_ms"], 59_300);
    let mut other = cup("half");
    other["terms"]["price"] = json!(600);
    let refused = console.post("/shows/demo/cues", &other).await;
    assert_eq!(refused.refused(), (409, "offer_taken".to_owned()));
    let refused = console.post("/shows/demo/cues", &cup("other")).await;
    assert_eq!(refused.json()["error"]["offer"], "half");
    assert_eq!(refused.refused(), (409, "offer_overlaps".to_owned()));
}

#[tokio::test]
async fn terms_that_make_no_offer_are_refused_by_name() {
    let house = House::new();
    let console = house.console().await;
    console.take_over().await;
    for (terms, code, field) in [
        (json!({"quantity": 1}), "invalid", "price"),
        (
            json!({"price": 1, "percent": 1, "quantity": 1}),
            "invalid",
            "price",
        ),
        (json!({"percent": 100, "quantity": 1}), "invalid", "percent"),
        (json!({"price": 700}), "missing", "quantity"),
        (json!({"price": 700, "quantity": 0}), "invalid", "quantity"),
        (
            json!({"price": 1_000, "quantity": 1}),
            "no_reduction",
            "terms",
        ),
        (
            json!({"price": 700, "quantity": 1, "grace_ms": 30_001}),
            "invalid",
            "grace_ms",
        ),
        (
            json!({"price": 700, "quantity": 1, "variants": ["vase-1"]}),
            "invalid",
            "variants",
        ),
        (
            json!({"price": 700, "quantity": 1, "prise": 1}),
            "unknown_field",
            "prise",
        ),
    ] {
        let mut wanted = cup("half");
        wanted["terms"] = terms;
        let refused = console.post("/shows/demo/cues", &wanted).await;
        assert_eq!(refused.json()["error"]["field"], field, "{}", refused.text);
        assert_eq!(refused.refused(), (422, code.to_owned()));
    }
    let mut both = cup("half");
    both["to"] = json!(house.now().plus(9_000).to_string());
    let refused = console.post("/shows/demo/cues", &both).await;
    assert_eq!(refused.json()["error"]["field"], "lasts_ms");
    assert_eq!(told(&house).await, Value::Null);
}

#[tokio::test]
async fn a_cue_that_cannot_be_said_leaves_no_offer() {
    let house = House::new();
    let console = house.console().await;
    let refused = console.post("/shows/demo/cues", &cup("half")).await;
    assert_eq!(refused.refused(), (409, "script_runs".to_owned()));
    assert_eq!(told(&house).await, Value::Null);
    console.take_over().await;
    console.say(&cup("half")).await;
    assert_eq!(asked(&house).await, 700);
}

#[tokio::test]
async fn a_minute_is_a_minute_whatever_the_clocks_of_stage_and_shop_say() {
    for ahead in [-86_400_000, -3_600_400, 3_600_000, 90_000_000] {
        let house = House::with_shop_ahead(PUBLIC, Some(TOKEN), ahead);
        let console = house.console().await;
        console.take_over().await;
        let cue = console.say(&cup("half")).await;
        let ends_in = told(&house).await["ends_in_ms"].as_i64().unwrap();
        assert!((59_500..=60_500).contains(&ends_in), "{ahead}: {ends_in}");
        assert_eq!(listed(&console).await[0]["to"], cue["to"]);
        house.pass(59_000);
        assert_eq!(asked(&house).await, 700, "{ahead}");
        house.pass(2_000);
        assert_eq!(asked(&house).await, 1_000, "{ahead}");
    }
}
