use super::*;
use crate::domain::cart::Reason;
use crate::domain::checkout::{Answer, Draft, Field, Refusal, Status};
use crate::domain::ids::Key;
use crate::shop::contract::WantedLine;
use proptest::prelude::*;

const ENDPOINT: &str = "https://shop.example";

fn shop() -> Ucp {
    Ucp::new(ENDPOINT, "en")
}

#[allow(clippy::unnecessary_wraps, reason = "what an adapter is given")]
fn answer(status: u16, body: &str) -> Result<Response, Failure> {
    Ok(Response {
        status,
        etag: Some("r7".into()),
        retry_after: None,
        body: body.into(),
    })
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .headers
        .iter()
        .find(|(n, _)| *n == name)
        .map(|(_, value)| value.as_str())
}

fn key() -> Key {
    "key-00000001".into()
}

fn line() -> WantedLine {
    WantedLine {
        id: None,
        variant: "shirt-s".into(),
        quantity: 2,
    }
}

fn complete() -> Call {
    Call::Complete {
        checkout: "c1".into(),
        key: key(),
        body: "{}".into(),
    }
}

fn session_json(status: &str, extra: &str) -> String {
    format!(
        r#"{{"ucp":{{"version":"2026-04-08","payment_handlers":{{"com.vitrine.sandbox":[{{"id":"sandbox","version":"1","config":{{"frame_url":"https://pay.example/frame"}}}}]}}}},
        "id":"c1","status":"{status}","currency":"EUR",
        "line_items":[{{"id":"l1","item":{{"id":"shirt-s","title":"Shirt","price":5900}},"quantity":2,"totals":[{{"type":"total","amount":11800}}]}}],
        "totals":[{{"type":"subtotal","amount":11800}},{{"type":"total","amount":12190,"lines":[{{"display_text":"VAT","amount":1946}}]}}],
        "links":[{{"type":"privacy_policy","url":"javascript:alert(1)"}},{{"type":"terms","url":"https://shop.example/terms"}}],
        "fulfillment":{{"methods":[{{"id":"m1","type":"shipping","line_item_ids":["l1"],"groups":[{{"id":"g1","line_item_ids":["l1"],"options":[{{"id":"standard","title":"Standard","totals":[{{"type":"total","amount":390}}]}}],"selected_option_id":null}}]}}]}}
        {extra}}}"#
    )
}

#[test]
fn every_call_names_the_widget_s_profile_and_every_write_its_key() {
    let calls = [
        Call::LookUp(vec!["p1".into()]),
        Call::CreateCart {
            lines: vec![line()],
            codes: vec![],
            acted: None,
            key: key(),
        },
        Call::WriteCart {
            cart: "a/../b".into(),
            revision: Some("r1".into()),
            lines: vec![line()],
            codes: vec!["SPRING".into()],
            acted: Some(8_200),
            key: key(),
        },
        complete(),
    ];
    for call in &calls {
        let request = shop().request(call);
        let profile = "profile=\"https://shop.example/profiles/vitrine.json\"";
        assert_eq!(header(&request, "UCP-Agent"), Some(profile));
        let writes = !matches!(call, Call::LookUp(_));
        assert_eq!(header(&request, "Idempotency-Key").is_some(), writes);
    }
    let write = shop().request(&calls[2]);
    assert_eq!(write.url, "https://shop.example/carts/a%2F%2E%2E%2Fb");
    assert_eq!(header(&write, "If-Match"), Some("\"r1\""));
    let body: serde_json::Value = serde_json::from_str(write.body.as_deref().unwrap()).unwrap();
    assert_eq!(body["line_items"][0]["quantity"], 2);
    assert_eq!(body["discounts"]["codes"][0], "SPRING");
    assert_eq!(body["acted_ms_ago"], 8_200);
    let create = shop().request(&calls[1]);
    assert!(!create.body.unwrap().contains("discounts"));
}

#[test]
fn codes_are_read_with_what_they_give_or_why_they_do_not_count() {
    let body = r#"{"ucp":{},"id":"c","currency":"EUR","line_items":[],"totals":[],
        "discounts":{"codes":["spring","OLD"],"applied":[{"code":"SPRING","title":"10 % off","amount":590}]},
        "messages":[{"type":"warning","code":"discount_code_expired","path":"$.discounts.codes[1]","content":"Over"}]}"#;
    let reply = shop().reply(&Call::ReadCart("c".into()), answer(200, body));
    let Ok(Reply::Cart(cart)) = reply else {
        panic!("{reply:?}")
    };
    assert_eq!(cart.codes[0].title.as_deref(), Some("10 % off"));
    assert_eq!(cart.codes[1].refused.as_deref(), Some("Over"));
    assert!(cart.remarks.is_empty(), "each stands beside its code");
}

#[test]
fn a_session_is_read_with_its_delivery_its_payment_field_and_safe_links_only() {
    let reply = shop().reply(
        &Call::ReadCheckout("c1".into()),
        answer(200, &session_json("incomplete", "")),
    );
    let Ok(Reply::Session(session)) = reply else {
        panic!("{reply:?}")
    };
    assert_eq!(session.status, Status::Incomplete);
    assert_eq!(session.delivery[0].options[0].price.minor, 390);
    assert_eq!(
        session.handler.as_ref().unwrap().frame_url,
        "https://pay.example/frame"
    );
    assert_eq!(session.links.len(), 1);
    assert_eq!(session.totals[1].parts[0].1.minor, 1_946);
    assert_eq!(session.revision.as_deref(), Some("r7"));
}

#[test]
fn everything_entered_is_sent_again_with_each_update() {
    let reply = shop().reply(
        &Call::ReadCheckout("c1".into()),
        answer(200, &session_json("incomplete", "")),
    );
    let Ok(Reply::Session(session)) = reply else {
        panic!("{reply:?}")
    };
    let mut draft = Draft::default();
    draft.set(Field::Email, " ada@example.org".into());
    draft.set(Field::Country, "DE".into());
    let call = Call::WriteCheckout {
        session,
        draft: Box::new(draft),
        delivery: vec![("g1".into(), "standard".into())],
        key: key(),
    };
    let request = shop().request(&call);
    let body: serde_json::Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
    assert_eq!(body["buyer"]["email"], "ada@example.org");
    let method = &body["fulfillment"]["methods"][0];
    assert_eq!(method["id"], "m1");
    assert_eq!(method["groups"][0]["selected_option_id"], "standard");
    assert_eq!(method["destinations"][0]["address_country"], "DE");
    assert_eq!(body["line_items"][0]["id"], "l1");
}

#[test]
fn completing_says_what_was_agreed_and_carries_a_token_and_no_card() {
    let reply = shop().reply(
        &Call::ReadCheckout("c1".into()),
        answer(200, &session_json("ready_for_complete", "")),
    );
    let Ok(Reply::Session(session)) = reply else {
        panic!("{reply:?}")
    };
    let instrument = Instrument {
        handler: "sandbox".into(),
        token: "success_token".into(),
        brand: Some("Visa".into()),
        last4: Some("4242".into()),
    };
    let body: serde_json::Value = serde_json::from_str(&completion(&session, &instrument)).unwrap();
    assert_eq!(body["expected_total"], 12_190);
    assert_eq!(body["expected_revision"], "r7");
    assert_eq!(
        body["payment"]["instruments"][0]["credential"]["token"],
        "success_token"
    );
}

#[test]
fn an_order_is_placed_only_where_the_shop_names_it() {
    let order = r#","order":{"id":"o1","label":"1001","permalink_url":"https://shop.example/o/1"}"#;
    let placed = shop().reply(&complete(), answer(200, &session_json("completed", order)));
    assert!(
        matches!(placed, Ok(Reply::Answered(Answer::Placed(order), _)) if order.label.as_deref() == Some("1001"))
    );
    let unnamed = shop().reply(&complete(), answer(200, &session_json("completed", "")));
    assert_eq!(unnamed, Err(Problem::Broken));
}

#[test]
fn a_decline_a_changed_total_and_a_sold_out_line_are_told_apart() {
    let said = |code: &str| {
        let message = format!(
            r#","messages":[{{"type":"error","code":"{code}","content":"Why","severity":"recoverable"}}]"#
        );
        match shop().reply(
            &complete(),
            answer(200, &session_json("ready_for_complete", &message)),
        ) {
            Ok(Reply::Answered(answer, _)) => answer,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        said("payment_failed"),
        Answer::Refused(Refusal::Payment("Why".into()))
    );
    assert_eq!(said("total_changed"), Answer::Changed);
    assert_eq!(
        said("out_of_stock"),
        Answer::Refused(Refusal::SoldOut("Why".into()))
    );
    assert_eq!(
        said("surprise"),
        Answer::Refused(Refusal::Other("Why".into()))
    );
}

#[test]
fn whatever_is_uncertain_about_completing_is_never_taken_for_an_answer() {
    for lost in [
        Err(Failure::Network),
        Err(Failure::TimedOut),
        Err(Failure::Unreadable),
        answer(500, "{}"),
        answer(502, "<html>"),
        answer(200, "<html>"),
        answer(200, "{}"),
        answer(409, "{}"),
        answer(429, "{}"),
        answer(304, ""),
    ] {
        let reply = shop().reply(&complete(), lost.clone());
        assert!(reply.is_err(), "{lost:?} -> {reply:?}");
    }
}

#[test]
fn a_refused_line_of_a_cart_is_named() {
    let body = r#"{"ucp":{"version":"2026-04-08"},"id":"k","currency":"EUR","totals":[],
        "line_items":[{"id":"a","item":{"id":"v1","title":"A","price":100},"quantity":1,"totals":[]},
                      {"id":"b","item":{"id":"v2","title":"B","price":100},"quantity":3,"totals":[]}],
        "messages":[{"type":"warning","code":"quantity_adjusted","path":"$.line_items[1].quantity","content":"Only 3"}]}"#;
    let reply = shop().reply(&Call::ReadCart("k".into()), answer(200, body));
    let Ok(Reply::Cart(cart)) = reply else {
        panic!("{reply:?}")
    };
    assert_eq!(cart.remarks[0].variant, Some("v2".into()));
    assert_eq!(cart.remarks[0].reason, Reason::Adjusted);
    assert_eq!(cart.lines[1].total.minor, 300);
}

#[test]
fn an_offer_is_read_from_the_shop_with_what_it_says_of_a_line() {
    let body = r#"{"ucp":{"version":"2026-04-08"},"id":"k","currency":"EUR","totals":[],
        "line_items":[{"id":"a","item":{"id":"v1","title":"A","price":100},"quantity":3,"totals":[{"type":"total","amount":220}],
                       "offer":{"id":"half","title":"Half","quantity":2,"price":60,"held_until":"2026-11-24T10:00:00Z"}}],
        "messages":[{"type":"warning","code":"offer_sold_out","path":"$.line_items[0]","content":"Those were the last"}]}"#;
    let reply = shop().reply(&Call::ReadCart("k".into()), answer(200, body));
    let Ok(Reply::Cart(cart)) = reply else {
        panic!("{reply:?}")
    };
    let kept = cart.lines[0].offer.map(|(some, price)| (some, price.minor));
    assert_eq!((kept, cart.lines[0].total.minor), (Some((2, 60)), 220));
    assert_eq!(cart.remarks[0].reason, Reason::OfferSoldOut);

    let body = r#"{"ucp":{"version":"2026-04-08"},"products":[{"id":"p1","title":"A","variants":[{"id":"v1","title":"A",
        "price":{"amount":100,"currency":"EUR"},"metadata":{"offer":{"id":"half","price":60,"left":3,"ends_in_ms":-5}}}]}]}"#;
    let reply = shop().reply(&Call::LookUp(vec!["p1".into()]), answer(200, body));
    let Ok(Reply::Cards(cards)) = reply else {
        panic!("{reply:?}")
    };
    let offer = cards[0].offer.clone().unwrap();
    let prices = (offer.price.minor, offer.usual.minor);
    assert_eq!((prices, offer.left, offer.ends.0), ((60, 100), 3, -5));
}

#[test]
fn a_cart_that_is_gone_is_told_as_such_by_status_or_by_message() {
    let body = r#"{"ucp":{"version":"2026-04-08","status":"error"},"messages":[{"type":"error","code":"not_found","content":"x","severity":"unrecoverable"}]}"#;
    for result in [answer(404, body), answer(200, body), answer(404, "")] {
        assert_eq!(
            shop().reply(&Call::ReadCart("k".into()), result),
            Ok(Reply::NotFound)
        );
    }
}

#[test]
fn an_answer_without_a_product_says_nothing_of_the_product() {
    let call = Call::Product("p1".into());
    let reply = shop().reply(&call, answer(200, r#"{"result":"ok"}"#));
    assert_eq!(reply, Err(Problem::Broken));
}

#[test]
fn a_product_is_read_with_its_axes_and_stock() {
    let body = r#"{"ucp":{"version":"2026-04-08"},"product":{"id":"p1","title":"Shirt","description":{"plain":"Soft"},
        "price_range":{"min":{"amount":5900,"currency":"EUR"},"max":{"amount":6900,"currency":"EUR"}},
        "media":[{"type":"image","url":"https://shop.example/1.webp","alt_text":"A shirt"},{"type":"video","url":"https://shop.example/1.mp4"}],
        "options":[{"name":"Size","values":[{"label":"S"},{"label":"M"}]}],
        "variants":[{"id":"v1","title":"S","description":{"plain":""},"price":{"amount":5900,"currency":"EUR"},"options":[{"name":"Size","label":"S"}],
          "availability":{"available":true},"metadata":{"stock":3}},
          {"id":"v2","title":"M","description":{"plain":""},"price":{"amount":6900,"currency":"eur"}}]}}"#;
    let reply = shop().reply(&Call::Product("p1".into()), answer(200, body));
    let Ok(Reply::Product(product)) = reply else {
        panic!("{reply:?}")
    };
    assert_eq!(
        product.variants.len(),
        1,
        "a variant without a price in a real currency is none"
    );
    assert_eq!(product.variants[0].stock, Some(3));
    assert_eq!(product.pictures.len(), 1);
    assert_eq!(product.axes[0].values, vec!["S", "M"]);
}

proptest! {
    #[test]
    fn no_answer_makes_it_panic(status in 100_u16..600, body: String) {
        for call in [Call::LookUp(vec![]), Call::ReadCart("k".into()), Call::ReadCheckout("c".into()), complete()] {
            let _ = shop().reply(&call, answer(status, &body));
        }
    }
}
