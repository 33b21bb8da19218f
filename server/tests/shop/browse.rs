//! A viewer looks around: discovery, search, lookup, one product with its options.

use crate::support::{self, Bench};
use serde_json::{Value, json};

#[tokio::test]
async fn the_profile_names_the_endpoint_and_every_capability() {
    let bench = Bench::new();
    let reply = bench.get("/.well-known/ucp").await;
    let ucp = reply.ok(200)["ucp"].clone();
    assert_eq!(ucp["version"], "2026-04-08");
    assert_eq!(
        ucp["services"]["dev.ucp.shopping"][0]["endpoint"],
        support::PUBLIC
    );
    for name in [
        "cart",
        "checkout",
        "order",
        "discount",
        "fulfillment",
        "catalog.search",
        "catalog.lookup",
    ] {
        let entry = &ucp["capabilities"][format!("dev.ucp.shopping.{name}")][0];
        assert!(
            entry["schema"]
                .as_str()
                .unwrap()
                .starts_with("https://ucp.dev/"),
            "{name}"
        );
    }
    let handler = &ucp["payment_handlers"]["com.vitrine.sandbox"][0];
    assert_eq!(
        handler["config"]["frame_url"],
        format!("{}/pay/frame", support::PUBLIC)
    );
    assert_eq!(reply.header("cache-control"), Some("public, max-age=60"));
}

#[tokio::test]
async fn the_widgets_profile_is_a_platform_profile() {
    let bench = Bench::new();
    let ucp = bench.get("/profiles/vitrine.json").await.ok(200)["ucp"].clone();
    let handler = &ucp["payment_handlers"]["com.vitrine.sandbox"][0];
    for field in ["spec", "schema"] {
        assert!(handler[field].is_string());
        assert!(ucp["services"]["dev.ucp.shopping"][0][field].is_string());
    }
    assert_eq!(bench.get("/pay/handler.json").await.status, 200);
}

#[tokio::test]
async fn search_finds_by_words_tags_and_price() {
    let bench = Bench::new();
    let found = async |body: Value| ids(&bench.ask("/catalog/search", &body).await.ok(200));
    assert_eq!(
        found(json!({ "query": "*" })).await,
        ["shirt", "mug", "lamp"]
    );
    assert_eq!(found(json!({ "query": "LINEN belgium" })).await, ["shirt"]);
    assert_eq!(found(json!({ "query": "\u{2615}" })).await, ["mug"]);
    assert_eq!(
        found(json!({ "query": "'; DROP TABLE cart; --" })).await,
        Vec::<String>::new()
    );
    assert_eq!(
        found(json!({ "filters": { "categories": ["Clay", "light"] } })).await,
        ["mug", "lamp"]
    );
    assert_eq!(
        found(json!({ "filters": { "price": { "min": 1_000, "max": 2_000 } } })).await,
        ["mug"]
    );
}

#[tokio::test]
async fn search_goes_on_where_the_page_ended() {
    let bench = Bench::new();
    let first = bench
        .ask(
            "/catalog/search",
            &json!({ "query": "*", "pagination": { "limit": 2 } }),
        )
        .await
        .ok(200);
    assert_eq!(ids(&first), ["shirt", "mug"]);
    assert_eq!(first["pagination"]["total_count"], 3);
    let cursor = first["pagination"]["cursor"].clone();
    let body = json!({ "query": "*", "pagination": { "limit": 2, "cursor": cursor } });
    let second = bench.ask("/catalog/search", &body).await.ok(200);
    assert_eq!(ids(&second), ["lamp"]);
    assert_eq!(second["pagination"]["has_next_page"], false);
}

#[tokio::test]
async fn a_search_for_nothing_is_refused() {
    let bench = Bench::new();
    for body in [
        json!({}),
        json!({ "query": " " }),
        json!({ "query": "*", "pagination": { "limit": 0 } }),
        json!({ "query": "*", "pagination": { "cursor": "not ours" } }),
        json!({ "query": "x".repeat(500) }),
        json!({ "query": "*", "filters": { "price": { "min": -1 } } }),
        json!({ "query": 7 }),
    ] {
        assert_eq!(
            bench.ask("/catalog/search", &body).await.status,
            400,
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_variant_says_its_price_its_stock_and_its_pictures() {
    let bench = Bench::new();
    let body = bench
        .ask("/catalog/search", &json!({ "query": "*" }))
        .await
        .ok(200);
    let shirt = &body["products"][0];
    assert_eq!(shirt["price_range"]["min"]["amount"], 5_900);
    assert_eq!(shirt["price_range"]["max"]["amount"], 6_200);
    let small = variant(shirt, "shirt-s-oat");
    assert_eq!(small["metadata"]["stock"], 5);
    assert_eq!(
        small["availability"],
        json!({ "available": true, "status": "in_stock" })
    );
    assert_eq!(
        small["media"][0]["url"],
        format!("{}/catalogue/shirt.png", support::PUBLIC)
    );
    assert_eq!(
        variant(shirt, "shirt-m-rust")["availability"]["available"],
        false
    );
    let mug = variant(&body["products"][1], "mug-1");
    assert_eq!(
        mug.get("metadata"),
        None,
        "what is not counted has no stock"
    );
    assert_eq!(
        variant(&body["products"][2], "lamp-1")["list_price"]["amount"],
        1_299
    );
}

#[tokio::test]
async fn lookup_answers_each_product_once_and_says_which_id_found_it() {
    let bench = Bench::new();
    let ids = json!({ "ids": ["shirt", "shirt-m-rust", "shirt", "mug-1", "nothing"] });
    let body = bench.ask("/catalog/lookup", &ids).await.ok(200);
    assert_eq!(self::ids(&body), ["shirt", "mug"]);
    let shirt = &body["products"][0];
    assert_eq!(
        variant(shirt, "shirt-s-oat")["inputs"],
        json!([{ "id": "shirt", "match": "featured" }])
    );
    assert_eq!(
        variant(shirt, "shirt-m-rust")["inputs"],
        json!([{ "id": "shirt-m-rust", "match": "exact" }])
    );
    assert_eq!(
        body["messages"],
        json!([{ "type": "info", "code": "not_found", "content": "nothing" }])
    );
}

#[tokio::test]
async fn lookup_takes_a_hundred_ids_and_no_more() {
    let bench = Bench::new();
    let ids =
        |count: usize| json!({ "ids": (0..count).map(|n| format!("x{n}")).collect::<Vec<_>>() });
    assert_eq!(bench.ask("/catalog/lookup", &ids(100)).await.status, 200);
    let reply = bench.ask("/catalog/lookup", &ids(101)).await;
    assert_eq!(
        (reply.status.as_u16(), reply.codes()),
        (400, vec!["request_too_large".to_owned()])
    );
    assert_eq!(bench.ask("/catalog/lookup", &ids(0)).await.status, 400);
}

#[tokio::test]
async fn a_product_comes_with_all_variants_until_something_is_selected() {
    let bench = Bench::new();
    let whole = bench
        .ask("/catalog/product", &json!({ "id": "shirt" }))
        .await
        .ok(200)["product"]
        .clone();
    assert_eq!(
        variants(&whole),
        ["shirt-s-oat", "shirt-m-oat", "shirt-m-rust"]
    );
    assert_eq!(
        whole["selected"],
        json!([{ "name": "Size", "label": "S" }, { "name": "Colour", "label": "Oat" }])
    );
    let body = json!({ "id": "shirt", "selected": [{ "name": "Size", "label": "M" }] });
    let medium = bench.ask("/catalog/product", &body).await.ok(200)["product"].clone();
    assert_eq!(variants(&medium), ["shirt-m-oat", "shirt-m-rust"]);
}

#[tokio::test]
async fn option_values_say_what_exists_and_what_can_be_had() {
    let bench = Bench::new();
    let body = json!({ "id": "shirt", "selected": [{ "name": "Size", "label": "M" }] });
    let product = bench.ask("/catalog/product", &body).await.ok(200)["product"].clone();
    let value = |axis: usize, label: &str| {
        let values = product["options"][axis]["values"].as_array().unwrap();
        let value = values.iter().find(|value| value["label"] == label).unwrap();
        (
            value["exists"].as_bool().unwrap(),
            value["available"].as_bool().unwrap(),
        )
    };
    assert_eq!(value(1, "Oat"), (true, true));
    assert_eq!(value(1, "Rust"), (true, false), "sold out");
    assert_eq!(value(0, "L"), (false, false), "never made");
}

#[tokio::test]
async fn a_selection_that_fits_nothing_is_relaxed_by_preference() {
    let bench = Bench::new();
    let body = json!({
        "id": "shirt",
        "selected": [{ "name": "Size", "label": "S" }, { "name": "Colour", "label": "Rust" }],
        "preferences": ["Colour", "Size"],
    });
    let product = bench.ask("/catalog/product", &body).await.ok(200)["product"].clone();
    assert_eq!(
        product["selected"],
        json!([{ "name": "Colour", "label": "Rust" }])
    );
    assert_eq!(variants(&product), ["shirt-m-rust"]);
}

#[tokio::test]
async fn a_variants_id_selects_that_variant() {
    let bench = Bench::new();
    let body = json!({ "id": "shirt-m-rust", "selected": [{ "name": "Size", "label": "S" }] });
    let product = bench.ask("/catalog/product", &body).await.ok(200)["product"].clone();
    assert_eq!(variants(&product)[0], "shirt-m-rust");
    assert_eq!(
        product["selected"][1],
        json!({ "name": "Colour", "label": "Rust" })
    );
}

#[tokio::test]
async fn an_unknown_product_is_a_business_outcome() {
    let bench = Bench::new();
    let reply = bench
        .ask("/catalog/product", &json!({ "id": "nothing" }))
        .await;
    assert_eq!(reply.ok(200)["ucp"]["status"], "error");
    assert_eq!(reply.codes(), ["not_found"]);
}

#[tokio::test]
async fn pictures_are_served_by_plain_name_only() {
    let bench = Bench::new();
    let folder = bench.folder.path();
    std::fs::write(folder.join("catalogue/shirt.png"), "not really a png").unwrap();
    let reply = bench.get("/catalogue/shirt.png").await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("content-type")),
        (200, Some("image/png"))
    );
    for path in [
        "/catalogue/..%2Fcatalogue.json",
        "/catalogue/.hidden.png",
        "/catalogue/none.png",
        "/catalogue/%2Fetc%2Fpasswd",
    ] {
        assert_eq!(bench.get(path).await.status, 404, "{path}");
    }
}

fn ids(body: &Value) -> Vec<String> {
    body["products"]
        .as_array()
        .unwrap()
        .iter()
        .map(|product| product["id"].as_str().unwrap().to_owned())
        .collect()
}

fn variants(product: &Value) -> Vec<String> {
    product["variants"]
        .as_array()
        .unwrap()
        .iter()
        .map(|variant| variant["id"].as_str().unwrap().to_owned())
        .collect()
}

fn variant(product: &Value, id: &str) -> Value {
    let variants = product["variants"].as_array().unwrap();
    variants
        .iter()
        .find(|variant| variant["id"] == id)
        .unwrap_or_else(|| panic!("{id} is not there"))
        .clone()
}
