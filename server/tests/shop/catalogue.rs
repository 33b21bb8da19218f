//! A catalogue file is taken whole or not at all.

use serde_json::{Value, json};
use vitrine_server::shop::Shop;
use vitrine_server::shop::catalogue::file::parse;

use crate::support::{Bench, catalogue::usual, lines};

/// The place and the reason of a refusal.
fn refusal(catalogue: &Value) -> (String, String) {
    let refused = parse(&catalogue.to_string()).expect_err("it is refused");
    (refused.path, refused.reason)
}

/// Where, what stands there, and the place that is named.
type Mistake = (&'static str, Value, &'static str);

/// Mistakes in products.
fn in_products() -> Vec<Mistake> {
    vec![
        ("/products/0/id", json!("a b"), "products[0].id"),
        ("/products/1/id", json!("shirt"), "products[1].id"),
        (
            "/products/1/id",
            json!("lamp-1"),
            "products[2].variants[0].id",
        ),
        (
            "/products/0/media/0/file",
            json!("../secret.png"),
            "products[0].media[0].file",
        ),
        (
            "/products/0/media/0/width",
            json!(0),
            "products[0].media[0].width",
        ),
        (
            "/products/0/options/0/values",
            json!([]),
            "products[0].options[0].values",
        ),
        (
            "/products/0/options/1/name",
            json!("Size"),
            "products[0].options[1].name",
        ),
        ("/products/1/variants", json!([]), "products[1].variants"),
        (
            "/products/0/variants/1/id",
            json!("shirt-s-oat"),
            "products[0].variants[1].id",
        ),
        (
            "/products/0/variants/1/options",
            json!({ "Size": "S", "Colour": "Oat" }),
            "products[0].variants[1].options",
        ),
        (
            "/products/0/variants/0/options",
            json!({ "Size": "XL", "Colour": "Oat" }),
            "products[0].variants[0].options",
        ),
        (
            "/products/0/variants/0/options",
            json!({ "Size": "S" }),
            "products[0].variants[0].options",
        ),
        (
            "/products/0/variants/0/options/Finish",
            json!("Matt"),
            "products[0].variants[0].options",
        ),
        (
            "/products/0/variants/0/price",
            json!(-1),
            "products[0].variants[0].price",
        ),
        (
            "/products/0/variants/0/price",
            json!(59.0),
            "products[0].variants[0].price",
        ),
        (
            "/products/0/variants/0/price",
            json!("59"),
            "products[0].variants[0].price",
        ),
        (
            "/products/0/variants/0/price",
            json!(2_000_000_000_i64),
            "products[0].variants[0].price",
        ),
        (
            "/products/2/variants/0/list_price",
            json!(999),
            "products[2].variants[0].list_price",
        ),
        (
            "/products/0/variants/0/stock",
            json!(-1),
            "products[0].variants[0].stock",
        ),
        (
            "/products/0/variants/0/media/0",
            json!("other.png"),
            "products[0].variants[0].media[0]",
        ),
    ]
}

/// Mistakes elsewhere.
fn in_the_terms() -> Vec<Mistake> {
    vec![
        ("/currency", json!("euro"), "currency"),
        ("/shop/name", json!(" "), "shop.name"),
        (
            "/shop/links/0/path",
            json!("https://elsewhere.example"),
            "shop.links[0].path",
        ),
        (
            "/shop/links/1/path",
            json!("/policies/privacy"),
            "shop.links[1].path",
        ),
        ("/discounts/1/code", json!("ten"), "discounts[1].code"),
        ("/discounts/0/value", json!(101), "discounts[0].value"),
        ("/discounts/1/value", json!(0), "discounts[1].value"),
        ("/discounts/2/value", json!(5), "discounts[2].value"),
        ("/discounts/0/type", json!("half"), "discounts[0].type"),
        ("/discounts/0/from", json!(100), "discounts[0].from"),
        ("/delivery", json!([]), "delivery"),
        (
            "/delivery/0/countries/1",
            json!("Austria"),
            "delivery[0].countries[1]",
        ),
        (
            "/delivery/1/countries/0",
            json!("DE"),
            "delivery[1].countries[0]",
        ),
        (
            "/delivery/0/options/1/id",
            json!("standard"),
            "delivery[0].options[1].id",
        ),
        (
            "/delivery/0/options/0/min_days",
            json!(9),
            "delivery[0].options[0].min_days",
        ),
        (
            "/tax/0/rate_basis_points",
            json!(10_001),
            "tax[0].rate_basis_points",
        ),
        ("/tax/1/countries/0", json!("DE"), "tax[1].countries[0]"),
    ]
}

#[test]
fn each_mistake_is_named_with_its_place() {
    for (pointer, value, place) in in_products().into_iter().chain(in_the_terms()) {
        let mut catalogue = usual();
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        match catalogue.pointer_mut(parent).unwrap() {
            Value::Object(object) => drop(object.insert(field.to_owned(), value.clone())),
            Value::Array(list) => list[field.parse::<usize>().unwrap()] = value.clone(),
            other => panic!("{pointer} is in {other}"),
        }
        let (path, reason) = refusal(&catalogue);
        assert_eq!(path, place, "{pointer} = {value}: {reason}");
        assert!(!reason.is_empty());
    }
}

#[test]
fn a_misspelt_field_is_refused() {
    let mut catalogue = usual();
    catalogue["products"][1]["variants"][0]["stok"] = json!(5);
    let (path, reason) = refusal(&catalogue);
    assert_eq!(path, "products[1].variants[0].stok");
    assert!(reason.contains("unknown field"), "{reason}");
}

#[test]
fn a_file_that_is_no_json_is_refused_with_its_line() {
    let refused = parse("{\n  \"currency\": EUR\n}").expect_err("it is refused");
    assert!(refused.to_string().contains("line 2"), "{refused}");
}

#[test]
fn the_sample_shows_catalogue_is_in_order() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../show/catalogue.json");
    let catalogue = vitrine_server::shop::catalogue::file::read(file.as_ref()).unwrap();
    assert!(catalogue.products().len() >= 6);
}

#[tokio::test]
async fn a_bad_file_leaves_the_old_catalogue_in_place() {
    let mut bench = Bench::new();
    let mut catalogue = usual();
    catalogue["products"][1]["title"] = json!("Renamed");
    catalogue["products"][2]["variants"][0]["stock"] = json!(-7);
    std::fs::write(bench.catalogue_file(), catalogue.to_string()).unwrap();
    bench.restart();
    let body = bench
        .ask("/catalog/lookup", &json!({ "ids": ["mug"] }))
        .await
        .ok(200);
    assert_eq!(body["products"][0]["title"], "Mug \u{2615}");
    assert_eq!(bench.stock("lamp-1"), 100);
    assert_eq!(
        bench.get("/health").await.ok(200)["catalogue"],
        "kept: the file was refused"
    );
}

#[test]
fn without_a_catalogue_there_is_no_shop_and_the_message_says_why() {
    let bench = Bench::new();
    let mut settings = bench.settings();
    settings.data = bench.folder.path().join("other");
    std::fs::write(bench.catalogue_file(), "{\"currency\":7}").unwrap();
    let Err(error) = Shop::open(&settings) else {
        panic!("it opened")
    };
    let message = format!("{error:#}");
    assert!(
        message.contains("catalogue.json") && message.contains("currency"),
        "{message}"
    );
}

#[tokio::test]
async fn an_unchanged_number_leaves_what_was_sold_sold() {
    let mut bench = Bench::new();
    let (id, _) = bench.ready(&lines(&[("shirt-s-oat", 2)])).await;
    bench.pay(&id, "success_token").await.ok(200);
    let mut catalogue = usual();
    catalogue["products"][0]["title"] = json!("Washed linen shirt");
    catalogue["products"][0]["variants"][1]["stock"] = json!(30);
    std::fs::write(bench.catalogue_file(), catalogue.to_string()).unwrap();
    bench.restart();
    assert_eq!(
        bench.stock("shirt-s-oat"),
        3,
        "5 before, 2 sold, the file still says 5"
    );
    assert_eq!(bench.stock("shirt-m-oat"), 30, "the file counts anew");
    assert_eq!(bench.count("orders"), 1);
    let body = bench
        .ask("/catalog/lookup", &json!({ "ids": ["shirt"] }))
        .await
        .ok(200);
    assert_eq!(body["products"][0]["title"], "Washed linen shirt");
}

#[tokio::test]
async fn a_variant_that_vanished_stays_in_its_cart_and_does_not_break_the_rest() {
    let mut bench = Bench::new();
    let id = bench.cart(&lines(&[("lamp-1", 1), ("mug-1", 1)])).await;
    let mut catalogue = usual();
    catalogue["products"].as_array_mut().unwrap().pop();
    std::fs::write(bench.catalogue_file(), catalogue.to_string()).unwrap();
    bench.restart();
    let path = format!("/carts/{id}");
    let cart = bench.get(&path).await.ok(200);
    assert_eq!(cart["line_items"][0]["item"]["title"], "Lamp");
    assert_eq!(cart["messages"][0]["code"], "item_unavailable");
    assert_eq!(cart["messages"][0]["path"], "$.line_items[0]");
    assert_eq!(crate::support::total(&cart), 1_250);
    let without = bench
        .put(
            &path,
            &json!({ "id": id, "line_items": lines(&[("mug-1", 2)]) }),
        )
        .await
        .ok(200);
    assert_eq!(
        (without.get("messages"), crate::support::total(&without)),
        (None, 2_500)
    );
}

#[test]
fn stock_below_nothing_is_refused_by_the_database_itself() {
    let bench = Bench::new();
    let changed: Result<usize, rusqlite::Error> = bench.shop.db.write(|tx| {
        tx.execute(
            "UPDATE stock SET on_hand = on_hand - 6 WHERE variant = 'shirt-s-oat'",
            [],
        )
    });
    assert!(changed.unwrap_err().to_string().contains("CHECK"));
    assert_eq!(bench.stock("shirt-s-oat"), 5);
}
