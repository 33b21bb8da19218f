//! What a checkout needs before it can be paid: address, delivery, tax.

use serde_json::{Value, json};

use crate::support::{Bench, codes, filled, home, lines, paths, total};

#[tokio::test]
async fn it_becomes_ready_when_everything_is_said() {
    let bench = Bench::new();
    let (_, session) = bench.ready(&lines(&[("mug-1", 2)])).await;
    assert_eq!(session.get("messages"), None);
    let group = &session["fulfillment"]["methods"][0]["groups"][0];
    assert_eq!(group["selected_option_id"], "standard");
    assert_eq!(
        group["options"][0]["earliest_fulfillment_time"],
        "2026-11-20T00:00:00Z"
    );
    assert_eq!(total(&session), 2 * 1_250 + 490);
}

#[tokio::test]
async fn each_missing_piece_is_named_where_it_belongs() {
    let bench = Bench::new();
    let id = bench
        .checkout_of(&bench.cart(&lines(&[("mug-1", 1)])).await)
        .await;
    let path = format!("/checkout-sessions/{id}");
    let destination = "$.fulfillment.methods[0].destinations[0]";
    let cases: [(&str, Value, &str, String); 8] = [
        ("/buyer/email", json!(""), "missing", "$.buyer.email".into()),
        (
            "/buyer/email",
            json!("anna@"),
            "invalid",
            "$.buyer.email".into(),
        ),
        (
            "/fulfillment/methods/0/destinations/0/last_name",
            json!(" "),
            "missing",
            format!("{destination}.last_name"),
        ),
        (
            "/fulfillment/methods/0/destinations/0/street_address",
            json!(""),
            "missing",
            format!("{destination}.street_address"),
        ),
        (
            "/fulfillment/methods/0/destinations/0/postal_code",
            json!(""),
            "missing",
            format!("{destination}.postal_code"),
        ),
        (
            "/fulfillment/methods/0/destinations/0/address_country",
            json!("BR"),
            "address_undeliverable",
            format!("{destination}.address_country"),
        ),
        (
            "/fulfillment/methods/0/destinations/0/address_country",
            json!("Germany"),
            "invalid",
            format!("{destination}.address_country"),
        ),
        (
            "/fulfillment/methods/0/groups/0/selected_option_id",
            json!("air"),
            "missing",
            "$.fulfillment.methods[0].groups[0].selected_option_id".into(),
        ),
    ];
    for (pointer, value, code, at) in cases {
        let mut body = filled(&lines(&[("mug-1", 1)]));
        *body.pointer_mut(pointer).unwrap() = value;
        let session = bench.put(&path, &body).await.ok(200);
        assert_eq!(session["status"], "incomplete", "{pointer}");
        assert_eq!(
            (codes(&session), paths(&session)),
            (vec![code.to_owned()], vec![at.as_str()]),
            "{pointer}"
        );
    }
}

#[tokio::test]
async fn replacing_a_checkout_replaces_all_of_it() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let session = bench
        .put(
            &format!("/checkout-sessions/{id}"),
            &json!({ "line_items": lines(&[("lamp-1", 2)]) }),
        )
        .await
        .ok(200);
    assert_eq!(session["status"], "incomplete");
    assert_eq!(session["line_items"][0]["item"]["id"], "lamp-1");
    assert_eq!(session.get("buyer"), None);
    assert_eq!(
        session["fulfillment"]["methods"][0]["destinations"],
        json!([])
    );
}

#[tokio::test]
async fn options_follow_the_country_of_the_chosen_address() {
    let bench = Bench::new();
    let id = bench
        .checkout_of(&bench.cart(&lines(&[("mug-1", 1)])).await)
        .await;
    let mut body = filled(&lines(&[("mug-1", 1)]));
    let method = &mut body["fulfillment"]["methods"][0];
    let mut abroad = home("us");
    abroad["id"] = json!("abroad");
    method["destinations"] = json!([home("DE"), abroad]);
    method["selected_destination_id"] = json!("abroad");
    let session = bench
        .put(&format!("/checkout-sessions/{id}"), &body)
        .await
        .ok(200);
    let group = &session["fulfillment"]["methods"][0]["groups"][0];
    assert_eq!(group["options"][0]["id"], "air");
    assert_eq!(
        group["selected_option_id"],
        Value::Null,
        "the option of another country does not count"
    );
    body["fulfillment"]["methods"][0]["selected_destination_id"] = Value::Null;
    let session = bench
        .put(&format!("/checkout-sessions/{id}"), &body)
        .await
        .ok(200);
    assert_eq!(
        session["fulfillment"]["methods"][0]["selected_destination_id"],
        Value::Null,
        "of two none is chosen"
    );
}

#[tokio::test]
async fn tax_is_contained_or_comes_on_top_by_country() {
    let bench = Bench::new();
    let (id, german) = bench.ready(&lines(&[("lamp-1", 1)])).await;
    let contained = german["totals"].as_array().unwrap().last().unwrap();
    assert_eq!(
        contained["lines"],
        json!([
            { "display_text": "Before tax", "amount": 1_251 },
            { "display_text": "VAT 19 %, included", "amount": 238 },
        ])
    );
    let mut body = filled(&lines(&[("lamp-1", 1)]));
    body["fulfillment"]["methods"][0]["destinations"] = json!([home("US")]);
    body["fulfillment"]["methods"][0]["groups"][0]["selected_option_id"] = json!("air");
    let american = bench
        .put(&format!("/checkout-sessions/{id}"), &body)
        .await
        .ok(200);
    let kinds: Vec<_> = american["totals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["type"].clone())
        .collect();
    assert_eq!(kinds, ["subtotal", "fulfillment", "tax", "total"]);
    assert_eq!(
        american["totals"][2]["amount"], 247,
        "8.25 % of 29.89, half a cent up"
    );
    assert_eq!(total(&american), 999 + 1_990 + 247);
}
