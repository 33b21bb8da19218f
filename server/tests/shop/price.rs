//! Whatever is bought, the sums are right: property tests of totals, tax and discounts.

use proptest::prelude::*;
use serde_json::{Value, json};
use vitrine_server::shop::basket::{Basket, Line, Stock};
use vitrine_server::shop::catalogue::Catalogue;
use vitrine_server::shop::catalogue::file::parse;
use vitrine_server::shop::price::{Entry, Priced, Terms, price};

#[derive(Debug, Clone)]
struct Case {
    prices: Vec<i64>,
    quantities: Vec<i64>,
    percent: i64,
    off: i64,
    delivery: i64,
    rate: i64,
    included: bool,
    codes: Vec<String>,
}

fn cases() -> impl Strategy<Value = Case> {
    let lines = prop::collection::vec((0..1_000_000_i64, 1..50_i64), 0..8);
    let codes = prop::collection::vec(
        prop::sample::select(vec!["PERCENT", "AMOUNT", "FREE", "percent", "unknown"]),
        0..5,
    );
    (
        lines,
        1..=100_i64,
        1..2_000_000_i64,
        0..5_000_i64,
        0..=10_000_i64,
        any::<bool>(),
        codes,
    )
        .prop_map(
            |(lines, percent, off, delivery, rate, included, codes)| Case {
                prices: lines.iter().map(|(price, _)| *price).collect(),
                quantities: lines.iter().map(|(_, quantity)| *quantity).collect(),
                percent,
                off,
                delivery,
                rate,
                included,
                codes: codes.into_iter().map(str::to_owned).collect(),
            },
        )
}

fn catalogue(case: &Case) -> Catalogue {
    let products: Vec<Value> = case
        .prices
        .iter()
        .enumerate()
        .map(|(index, price)| {
            json!({
                "id": format!("p{index}"), "title": format!("Product {index}"), "description": "",
                "variants": [{ "id": format!("v{index}"), "price": price }],
            })
        })
        .collect();
    let catalogue = json!({
        "currency": "EUR",
        "shop": { "name": "Shop" },
        "products": products,
        "discounts": [
            { "code": "PERCENT", "type": "percentage", "value": case.percent, "title": "Percent" },
            { "code": "AMOUNT", "type": "fixed", "value": case.off, "title": "Amount" },
            { "code": "FREE", "type": "free_delivery", "title": "Free" },
        ],
        "delivery": [{ "countries": ["*"], "options": [
            { "id": "d", "title": "Delivery", "price": case.delivery, "min_days": 1, "max_days": 2 },
        ] }],
        "tax": [{ "countries": ["*"], "rate_basis_points": case.rate, "included": case.included, "title": "Tax" }],
    });
    parse(&catalogue.to_string()).unwrap()
}

fn priced(case: &Case) -> Priced {
    let catalogue = catalogue(case);
    let lines = case
        .quantities
        .iter()
        .enumerate()
        .map(|(index, quantity)| Line {
            id: format!("li{index}"),
            variant: format!("v{index}"),
            quantity: *quantity,
            title: String::new(),
            price: 0,
        });
    let basket = Basket {
        lines: lines.collect(),
        codes: case.codes.clone(),
        ..Basket::default()
    };
    let delivery = catalogue.delivery("DE").first();
    let stock = Stock::new();
    let terms = Terms {
        offers: &[],
        catalogue: &catalogue,
        stock: &stock,
        basket: &basket,
        country: Some("DE"),
        delivery,
    };
    price(&terms).unwrap()
}

fn amounts(priced: &Priced, kind: &str) -> i64 {
    let entries = priced.totals.iter().map(Entry::json);
    entries
        .filter(|entry| entry["type"] == kind)
        .map(|entry| entry["amount"].as_i64().unwrap())
        .sum()
}

proptest! {
    #[test]
    fn the_entries_add_up_to_the_total(case in cases()) {
        let priced = priced(&case);
        let above: i64 = priced.totals.iter().filter(|entry| entry.json()["type"] != "total").map(|entry| entry.amount).sum();
        prop_assert_eq!(above, priced.total);
        prop_assert_eq!(amounts(&priced, "total"), priced.total);
        prop_assert!(priced.total >= 0);
    }

    #[test]
    fn the_lines_add_up_to_the_subtotal_and_their_discounts_to_the_discount(case in cases()) {
        let priced = priced(&case);
        prop_assert_eq!(priced.lines.iter().map(|line| line.subtotal).sum::<i64>(), amounts(&priced, "subtotal"));
        prop_assert_eq!(-priced.lines.iter().map(|line| line.discount).sum::<i64>(), amounts(&priced, "items_discount"));
        for line in &priced.lines {
            prop_assert!((0..=line.subtotal).contains(&line.discount));
        }
    }

    #[test]
    fn the_allocations_of_a_discount_add_up_to_it(case in cases()) {
        let priced = priced(&case);
        let json = priced.discounts.json(&case.codes);
        let mut taken = 0;
        for applied in json["applied"].as_array().unwrap() {
            let amount = applied["amount"].as_i64().unwrap();
            prop_assert!(amount >= 0);
            taken += amount;
            if let Some(parts) = applied["allocations"].as_array() {
                prop_assert_eq!(parts.iter().map(|part| part["amount"].as_i64().unwrap()).sum::<i64>(), amount);
            }
        }
        prop_assert_eq!(-taken, amounts(&priced, "discount") + amounts(&priced, "items_discount"));
    }

    #[test]
    fn contained_tax_and_the_rest_add_up_and_the_tax_is_right_to_half_a_cent(case in cases()) {
        let case = Case { included: true, ..case };
        let priced = priced(&case);
        let entry = priced.totals.last().unwrap().json();
        if let Some(parts) = entry["lines"].as_array() {
            let net = parts[0]["amount"].as_i64().unwrap();
            let tax = parts[1]["amount"].as_i64().unwrap();
            prop_assert_eq!(net + tax, priced.total);
            let off = 2 * (i128::from(tax) * i128::from(10_000 + case.rate) - i128::from(priced.total) * i128::from(case.rate));
            prop_assert!(off.abs() <= i128::from(10_000 + case.rate));
        } else {
            prop_assert!(case.rate == 0 || priced.total == 0);
        }
    }

    #[test]
    fn tax_on_top_is_right_to_half_a_cent(case in cases()) {
        let case = Case { included: false, ..case };
        let priced = priced(&case);
        let tax = amounts(&priced, "tax");
        let base = priced.total - tax;
        let off = 2 * (i128::from(tax) * 10_000 - i128::from(base) * i128::from(case.rate));
        prop_assert!(off <= 10_000 && off > -10_000);
    }

    #[test]
    fn the_signs_are_those_the_protocol_wants(case in cases()) {
        for entry in priced(&case).totals.iter().map(Entry::json) {
            let amount = entry["amount"].as_i64().unwrap();
            match entry["type"].as_str().unwrap() {
                "discount" | "items_discount" => prop_assert!(amount < 0),
                _ => prop_assert!(amount >= 0),
            }
        }
    }
}
