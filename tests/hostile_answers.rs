//! Whatever shop and stage say: an address that is no web address goes no further than the reader, and a text stays the
//! text that it is. What becomes of both on the screen is held by the scenario `tests/e2e/hostile-answers`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use proptest::prelude::*;
use serde_json::{Value, json};
use vitrine::domain::checkout::{Order, Session};
use vitrine::domain::show::{CueKind, ShopAddress, Show};
use vitrine::http::Response;
use vitrine::shop::{Call, Reply, Shop};
use vitrine::stage;

const MANIFEST: &str = "https://stage.example/shows/demo.json";

fn corpus(text: &str) -> Vec<String> {
    let all: Vec<String> = serde_json::from_str(text).unwrap();
    assert!(all.len() > 30, "the corpus is there");
    all
}

fn addresses() -> Vec<String> {
    corpus(include_str!("corpus/addresses.json"))
}

fn texts() -> Vec<String> {
    corpus(include_str!("corpus/texts.json"))
}

/// Said anew, in other words than the reader's own.
fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '\\';
    host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
        && address.chars().all(plain)
        && address.len() <= 2048
}

fn ask(call: &Call, answer: &Value) -> Option<Reply> {
    let address = ShopAddress {
        kind: "ucp".into(),
        endpoint: "https://shop.example".into(),
    };
    let response = Response {
        status: 200,
        etag: None,
        retry_after: None,
        body: answer.to_string(),
    };
    Shop::at(&address, "en")?.reply(call, Ok(response)).ok()
}

fn session(address: &str, text: &str) -> Session {
    let answer = json!({
        "ucp": { "version": "2026-04-08", "payment_handlers": { "x": [{ "id": text, "config": { "frame_url": address } }] } },
        "id": "c1", "status": "requires_escalation", "currency": "EUR", "continue_url": address,
        "line_items": [{ "id": "l", "item": { "id": "v", "title": text, "price": 1, "image_url": address }, "quantity": 1, "totals": [] }],
        "totals": [{ "type": "total", "display_text": text, "amount": 1 }],
        "links": [{ "type": text, "title": text, "url": address }],
        "messages": [{ "type": "error", "code": "x", "content": text, "content_type": "markdown" }],
        "order": { "id": "o", "label": text, "permalink_url": address },
    });
    match ask(&Call::ReadCheckout("c1".into()), &answer) {
        Some(Reply::Session(session)) => (*session).clone(),
        other => panic!("{other:?}"),
    }
}

/// Every address that a session brings: to be loaded, linked to or opened.
fn session_addresses(session: &Session) -> Vec<String> {
    let order = session
        .order
        .as_ref()
        .and_then(|Order { url, .. }| url.clone());
    let pictures = session.lines.iter().filter_map(|line| line.picture.clone());
    let links = session.links.iter().map(|link| link.url.clone());
    let frame = session
        .handler
        .as_ref()
        .map(|handler| handler.frame_url.clone());
    let more = [order, frame, session.continue_url.clone()];
    pictures
        .chain(links)
        .chain(more.into_iter().flatten())
        .collect()
}

fn product(address: &str, text: &str) -> vitrine::domain::catalogue::Product {
    let price = json!({ "amount": 1, "currency": "EUR" });
    let picture = json!({ "type": "image", "url": address, "alt_text": text });
    let answer = json!({ "ucp": {}, "product": {
        "id": "p", "title": text, "description": { "plain": text }, "media": [picture],
        "price_range": { "min": price, "max": price },
        "options": [{ "name": text, "values": [{ "label": text }] }],
        "variants": [{ "id": "v", "title": text, "price": price, "media": [picture],
            "options": [{ "name": text, "label": text }], "availability": { "available": true } }],
    }});
    match ask(&Call::Product("p".into()), &answer) {
        Some(Reply::Product(product)) => *product,
        other => panic!("{other:?}"),
    }
}

fn product_addresses(product: &vitrine::domain::catalogue::Product) -> Vec<String> {
    let variants = product
        .variants
        .iter()
        .filter_map(|variant| variant.picture.as_ref());
    let all = product.pictures.iter().chain(variants);
    all.map(|picture| picture.url.clone()).collect()
}

/// A manifest whose addresses are all `address`, but for those that must be there if `needed` is another.
fn show(address: &str, needed: &str, text: &str) -> Option<Show> {
    let manifest = json!({
        "version": 1, "id": "demo", "title": text, "status": "live", "poster": address,
        "stream": { "src": needed, "type": text }, "shop": { "type": "ucp", "endpoint": needed },
        "lineup": [text], "cues": address, "events": address,
    });
    stage::manifest(MANIFEST, &manifest.to_string()).ok()
}

fn show_addresses(show: &Show) -> Vec<String> {
    let maybe = [&show.poster, &show.cues, &show.events];
    let maybe = maybe.into_iter().flatten().cloned();
    maybe
        .chain([show.stream.src.clone(), show.shop.endpoint.clone()])
        .collect()
}

#[test]
fn an_address_that_is_none_is_dropped_from_every_answer_of_the_shop() {
    let good = "https://shop.example/x";
    assert_eq!(
        session_addresses(&session(good, "x")).len(),
        5,
        "the reader sees them"
    );
    assert_eq!(
        product_addresses(&product(good, "x")).len(),
        2,
        "the reader sees them"
    );
    for address in addresses() {
        assert_eq!(
            session_addresses(&session(&address, "x")),
            [""; 0],
            "{address:?}"
        );
        assert_eq!(
            product_addresses(&product(&address, "x")),
            [""; 0],
            "{address:?}"
        );
    }
}

#[test]
fn an_address_in_a_manifest_comes_out_as_a_web_address_or_not_at_all() {
    let good = show("/x", "/live.m3u8", "x").expect("a manifest");
    assert_eq!(show_addresses(&good).len(), 5, "the reader sees them");
    for address in addresses() {
        let about = show(&address, "/live.m3u8", "x").expect("the rest of it is fine");
        assert!(
            show_addresses(&about).iter().all(|one| is_web(one)),
            "{address:?}"
        );
        if let Some(about) = show("/x", &address, "x") {
            assert!(
                show_addresses(&about).iter().all(|one| is_web(one)),
                "{address:?}"
            );
        }
    }
}

#[test]
fn a_text_is_handed_on_as_the_text_that_it_is() {
    for text in texts() {
        let product = product("https://shop.example/x", &text);
        assert_eq!(product.title, text);
        assert_eq!(product.description, text);
        assert_eq!(product.axes[0].name, text);
        let session = session("https://shop.example/x", &text);
        assert_eq!(session.notices[0].text, text);
        assert_eq!(session.lines[0].title, text);
        assert_eq!(show("/x", "/y", &text).expect("a manifest").title, text);
        let cue = json!({ "id": "c", "at": 1, "kind": "message", "text": text, "lang": text });
        let cue = stage::from_json(&cue.to_string()).unwrap().unwrap();
        assert!(matches!(cue.kind, CueKind::Message { text: said, .. } if said == text));
    }
}

proptest! {
    #[test]
    fn no_address_that_is_none_gets_through(
        address in ".{0,60}|(?i:https?|javascript|data|blob):[/\\\\]{0,3}[a-z@:\\\\. \t\u{0}-\u{1f}]{0,20}[/?#]?.{0,20}|[/.?#@:\\\\]{0,6}.{0,20}",
    ) {
        for one in session_addresses(&session(&address, "x")) {
            prop_assert!(is_web(&one), "{address:?} -> {one:?}");
        }
        for one in show(&address, "/x", "x").iter().flat_map(show_addresses) {
            prop_assert!(is_web(&one), "{address:?} -> {one:?}");
        }
    }
}
