//! The confirmation mail: what it says, to whom, and that nobody can write another letter with it.

use proptest::prelude::*;
use serde_json::json;
use vitrine_server::shop::language::Language;
use vitrine_server::shop::mail::Confirmation;
use vitrine_server::shop::mail::letter::letter;

use crate::support::{Bench, codes, filled, lines};

#[tokio::test]
async fn an_order_leaves_one_mail_with_everything_in_it() {
    let bench = Bench::new();
    let (id, _) = bench
        .ready(&lines(&[("shirt-s-oat", 2), ("mug-1", 1)]))
        .await;
    assert_eq!(bench.mails().len(), 0);
    let done = bench.pay(&id, "success_token").await.ok(200);
    let mails = bench.mails();
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    let stem = mail.file.strip_suffix(".eml").unwrap();
    assert!(stem.starts_with("V-1001-"), "{stem}");
    assert_eq!(mail.header("To"), "\"Anna Beispiel\" <anna@example.com>");
    assert_eq!(mail.header("From"), "Linen & Clay <no-reply@localhost>");
    assert_eq!(mail.header("Subject"), "Your order V-1001 – Linen & Clay");
    assert_eq!(mail.header("Date"), "Wed, 18 Nov 2026 11:06:40 +0000");
    assert_eq!(mail.header("Auto-Submitted"), "auto-generated");
    assert_eq!(mail.header("MIME-Version"), "1.0");
    assert_eq!(mail.header("Message-ID"), format!("<{stem}@localhost>"));
    let link = done["order"]["permalink_url"].as_str().unwrap();
    let text = mail.text();
    assert_eq!(
        text.trim_end(),
        format!(
            "Hello Anna Beispiel,\n\nThank you for your order V-1001.\n\n\
             2 × Linen shirt, S, Oat: 118.00 EUR\n1 × Mug \u{2615}: 12.50 EUR\n\n\
             Subtotal: 130.50 EUR\nStandard: 4.90 EUR\nTotal: 135.40 EUR\n  \
             Before tax: 113.78 EUR\n  VAT 19 %, included: 21.62 EUR\n\n\
             Delivery: Standard, 2–4 days\nAnna Beispiel\nLindenweg 3\n10115 Berlin\nDE\n\n\
             Your order as a page: {link}\n\nLinen & Clay"
        )
    );
    assert!(!mail.file.contains(done["order"]["id"].as_str().unwrap()));
    assert!(mail.raw.is_ascii(), "every relay takes it");
    assert!(mail.raw.lines().all(|line| line.len() <= 998));
}

#[tokio::test]
async fn it_is_written_in_the_language_of_the_order() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let mut body = filled(&lines(&[("mug-1", 1)]));
    body["context"]["language"] = json!("de-DE");
    bench
        .put(&format!("/checkout-sessions/{id}"), &body)
        .await
        .ok(200);
    bench.pay(&id, "success_token").await.ok(200);
    let mail = &bench.mails()[0];
    assert_eq!(
        mail.header("Subject"),
        "Ihre Bestellung V-1001 – Linen & Clay"
    );
    let text = mail.text();
    for german in [
        "Guten Tag Anna Beispiel,",
        "Danke für Ihre Bestellung V-1001.",
        "1 × Mug \u{2615}: 12,50 EUR",
        "Gesamt: 17,40 EUR",
        "Ihre Bestellung als Seite: http://localhost:8787/receipt/ord_",
    ] {
        assert!(text.contains(german), "{german} is missing in {text}");
    }
}

#[tokio::test]
async fn what_is_not_bought_is_not_confirmed() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    bench.pay(&id, "fail_token").await.ok(200);
    bench.pay(&id, "escalation_token").await.ok(200);
    assert_eq!(bench.mails().len(), 0);
}

#[tokio::test]
async fn a_confirmed_payment_leaves_a_mail_too() {
    let bench = Bench::new();
    let (_, page) = bench
        .escalated("a-key-of-mine", &lines(&[("mug-1", 1)]))
        .await;
    bench.press(&page, "confirm").await;
    assert_eq!(
        (bench.mails().len(), bench.mail_standings()),
        (1, vec!["written".to_owned()])
    );
}

#[tokio::test]
async fn a_shop_that_asks_for_no_address_sends_no_mail() {
    let mut catalogue = crate::support::catalogue::usual();
    catalogue["shop"]["required"] = json!(["last_name"]);
    let bench = Bench::with(&catalogue);
    let id = bench
        .checkout_of(&bench.cart(&lines(&[("mug-1", 1)])).await)
        .await;
    let mut body = filled(&lines(&[("mug-1", 1)]));
    body.as_object_mut().unwrap().remove("buyer");
    bench
        .put(&format!("/checkout-sessions/{id}"), &body)
        .await
        .ok(200);
    assert_eq!(
        bench.pay(&id, "success_token").await.ok(200)["status"],
        "completed"
    );
    assert_eq!(
        (bench.mails().len(), bench.mail_standings()),
        (0, vec!["none".to_owned()])
    );
}

#[tokio::test]
async fn an_address_no_mail_can_go_to_is_said_before_it_is_paid() {
    let bench = Bench::new();
    let id = bench
        .checkout_of(&bench.cart(&lines(&[("mug-1", 1)])).await)
        .await;
    for wrong in [
        "anna@exa mple.com",
        "anna,otto@example.com",
        "<anna@example.com>",
        "anna@-.com",
    ] {
        let mut body = filled(&lines(&[("mug-1", 1)]));
        body["buyer"]["email"] = json!(wrong);
        let reply = bench
            .put(&format!("/checkout-sessions/{id}"), &body)
            .await
            .ok(200);
        assert_eq!(codes(&reply), ["invalid"], "{wrong}");
    }
}

#[tokio::test]
async fn a_name_full_of_tricks_stays_a_name() {
    let bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("mug-1", 1)])).await;
    let mut body = filled(&lines(&[("mug-1", 1)]));
    let tricks = "\"Anna\", <evil@example.com> =?utf-8?q?x?= \u{2028}Bcc: a@b.example ;\\";
    body["fulfillment"]["methods"][0]["destinations"][0]["last_name"] = json!(tricks);
    bench
        .put(&format!("/checkout-sessions/{id}"), &body)
        .await
        .ok(200);
    bench.pay(&id, "success_token").await.ok(200);
    let mail = &bench.mails()[0];
    let to = mailparse::addrparse_header(
        mail.parsed()
            .headers
            .iter()
            .find(|header| header.get_key() == "To")
            .unwrap(),
    )
    .unwrap();
    let one = to.extract_single_info().expect("one recipient");
    assert_eq!(one.addr, "anna@example.com");
    assert_headers(&mail.raw);
}

/// A letter that was made from whatever texts somebody sent.
fn forged(label: &str, email: &str, name: &str, shop: &str, title: &str) -> anyhow::Result<String> {
    let confirmation: Confirmation = Confirmation {
        label: label.to_owned(),
        email: email.to_owned(),
        language: Language::English,
        order: json!({
            "id": "ord_x",
            "currency": "EUR",
            "line_items": [{ "item": { "title": title }, "quantity": { "total": 1 }, "totals": [] }],
            "fulfillment": { "expectations": [{ "destination": { "last_name": name }, "description": title }] },
        }),
        placed_at: 0,
        number: 1,
    };
    Ok(String::from_utf8(letter(
        &confirmation,
        shop,
        "http://localhost:8787",
    )?)?)
}

/// The headers that a letter has, once each, and no other.
#[track_caller]
fn assert_headers(raw: &str) {
    let (head, _) = raw.split_once("\r\n\r\n").unwrap();
    let mut names: Vec<&str> = head
        .split("\r\n")
        .filter(|line| !line.starts_with(' '))
        .map(|line| {
            line.split_once(':')
                .unwrap_or_else(|| panic!("{line:?} is no header"))
                .0
        })
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "Auto-Submitted",
            "Content-Transfer-Encoding",
            "Content-Type",
            "Date",
            "From",
            "MIME-Version",
            "Message-ID",
            "Subject",
            "To"
        ]
    );
    assert!(
        !head.replace("\r\n", "").contains(['\r', '\n', '\0']),
        "{head:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_text_whatever_becomes_a_header(
        name in "(\\PC|[\r\n\t\0:<>@\", ]){0,60}",
        shop in "(\\PC|[\r\n\t\0:<>@\", ]){1,60}",
        title in "(\\PC|[\r\n\t\0.]){0,200}",
    ) {
        let tail = "\r\nBcc: evil@example.com\r\n\r\nBuy!";
        for name in [name.clone(), format!("{name}{tail}"), format!("{name}\nBcc: evil@example.com")] {
            let raw = forged("V-1", "anna@example.com", &name, &format!("{shop}{tail}"), &title).unwrap();
            assert_headers(&raw);
        }
    }
}

#[test]
fn an_address_with_a_line_break_makes_no_letter() {
    for email in [
        "a@b.example\r\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "",
        "a",
    ] {
        assert!(
            forged("V-1", email, "Anna", "Shop", "Mug").is_err(),
            "{email:?}"
        );
    }
}
