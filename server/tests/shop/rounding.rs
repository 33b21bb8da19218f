//! The rules of rounding in `docs/shop.md`, by example: where exactly a half goes, and who gets what is left over.

use serde_json::json;
use vitrine_server::shop::money::{share, split};

use crate::support::{Bench, catalogue, filled, lines, total};

#[test]
fn exactly_half_a_unit_is_rounded_up_and_less_is_rounded_down() {
    for (amount, numerator, denominator, expected) in [
        (1, 1, 2, 1),
        (3, 1, 2, 2),
        (5, 10, 100, 1),
        (4, 10, 100, 0),
        (15, 10, 100, 2),
        (999, 1, 2_000, 0),
        (1_000, 1, 2_000, 1),
        (0, 1, 3, 0),
    ] {
        assert_eq!(
            share(amount, numerator, denominator),
            Some(expected),
            "{amount} × {numerator} ÷ {denominator}"
        );
    }
}

#[test]
fn what_makes_no_amount_is_none_and_never_wraps_around() {
    for (amount, numerator, denominator) in [
        (-1, 1, 1),
        (1, -1, 1),
        (1, 1, 0),
        (1, 1, -1),
        (i64::MAX, 2, 1),
        (i64::MAX, i64::MAX, 1),
    ] {
        assert_eq!(share(amount, numerator, denominator), None);
    }
    assert_eq!(share(i64::MAX, 1, 1), Some(i64::MAX));
    assert_eq!(split(1, &[]), None);
    assert_eq!(split(1, &[0, 0]), None);
    assert_eq!(split(-1, &[1]), None);
    assert_eq!(split(1, &[1, -1]), None);
}

#[test]
fn what_is_left_over_goes_to_the_largest_remainders_and_the_first_of_equals_first() {
    for (amount, weights, parts) in [
        (100, vec![1, 1, 1], vec![34, 33, 33]),
        (101, vec![1, 1, 1], vec![34, 34, 33]),
        (1, vec![1, 1, 1], vec![1, 0, 0]),
        (10, vec![1, 2, 4], vec![1, 3, 6]),
        (5, vec![0, 3, 0], vec![0, 5, 0]),
        (0, vec![7, 7], vec![0, 0]),
        (0, vec![], vec![]),
    ] {
        assert_eq!(
            split(amount, &weights),
            Some(parts),
            "{amount} over {weights:?}"
        );
    }
}

/// A shop where one thing has this price and delivery is free.
fn with_price(price: i64, included: bool, rate: i64) -> Bench {
    let mut catalogue = catalogue::usual();
    catalogue["products"][1]["variants"][0]["price"] = json!(price);
    catalogue["delivery"][0]["options"][0]["price"] = json!(0);
    catalogue["tax"][0]["included"] = json!(included);
    catalogue["tax"][0]["rate_basis_points"] = json!(rate);
    Bench::with(&catalogue)
}

async fn checkout(bench: &Bench, quantity: i64) -> serde_json::Value {
    let lines = lines(&[("mug-1", quantity)]);
    let id = bench.checkout_of(&bench.cart(&lines).await).await;
    bench
        .put(&format!("/checkout-sessions/{id}"), &filled(&lines))
        .await
        .ok(200)
}

#[tokio::test]
async fn tax_on_top_is_worked_out_once_on_the_sum_and_not_line_by_line() {
    // 3 × 0.50 at 1 % is 1.5 cents: 2. By the piece it would be 0.5 cents, so 1 each, 3 together.
    let bench = with_price(50, false, 100);
    let body = checkout(&bench, 3).await;
    let tax = body["totals"]
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| entry["type"] == "tax");
    assert_eq!(
        (tax.unwrap()["amount"].clone(), total(&body)),
        (json!(2), 152)
    );
}

#[tokio::test]
async fn contained_tax_and_the_rest_are_the_total_to_the_cent() {
    // 0.03 with 100 % contained holds 1.5 cents of tax: 2.
    let bench = with_price(3, true, 10_000);
    let body = checkout(&bench, 1).await;
    let last = body["totals"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (
            last["amount"].clone(),
            last["lines"][0]["amount"].clone(),
            last["lines"][1]["amount"].clone()
        ),
        (json!(3), json!(1), json!(2))
    );
}

#[tokio::test]
async fn the_dearest_basket_that_the_limits_allow_is_charged_exactly() {
    let bench = with_price(1_000_000_000, false, 10_000);
    let body = checkout(&bench, 9_999).await;
    assert_eq!(total(&body), 2 * 9_999 * 1_000_000_000);
    let id = body["id"].as_str().unwrap();
    bench.pay(id, "success_token").await.ok(200);
    assert_eq!(
        bench.shop.ledger.charged().unwrap(),
        (1, 2 * 9_999 * 1_000_000_000)
    );
}
