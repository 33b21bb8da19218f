//! `POST /pay/tokens`: turns a card into a token. Called by the frame only.
//!
//! A sandbox knows three cards. A real number has no business here, so any other is refused; what was
//! typed is looked at and forgotten.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::ledger::{ESCALATION, FAIL, SUCCESS};
use crate::shop::Shop;
use crate::shop::request::is_own_page;

#[derive(Deserialize)]
struct Card {
    #[serde(default)]
    number: String,
    #[serde(default)]
    expiry: String,
    #[serde(default)]
    cvc: String,
    #[serde(default)]
    name: String,
}

/// Answers a token, or which fields are wrong and why.
pub async fn make(State(shop): State<Shop>, headers: HeaderMap, body: Bytes) -> Response {
    // A page elsewhere must not use this as an oracle for numbers.
    if !is_own_page(&shop, &headers) {
        return answer(StatusCode::FORBIDDEN, &json!({ "errors": {} }));
    }
    // The reason why it is no JSON might repeat what was typed, so it is not said.
    let Ok(card) = serde_json::from_slice::<Card>(&body) else {
        return answer(StatusCode::BAD_REQUEST, &json!({ "errors": {} }));
    };
    let now = shop.now();
    match checked(&card, now.year(), u8::from(now.month())) {
        Ok(token) => answer(StatusCode::OK, &token),
        Err(errors) => answer(
            StatusCode::UNPROCESSABLE_ENTITY,
            &json!({ "errors": errors }),
        ),
    }
}

fn checked(card: &Card, year: i32, month: u8) -> Result<Value, Value> {
    let mut errors = json!({});
    let number: String = card.number.chars().filter(|c| *c != ' ').collect();
    let token = match number.as_str() {
        "4242424242424242" => Some(SUCCESS),
        "4000000000000002" => Some(FAIL),
        "4000000000003220" => Some(ESCALATION),
        _ => None,
    };
    if token.is_none() {
        errors["number"] = json!(if passes_luhn(&number) {
            "not_a_test_card"
        } else {
            "wrong"
        });
    }
    match expiry(&card.expiry) {
        None => errors["expiry"] = json!("wrong"),
        Some((expires_year, expires_month)) if (expires_year, expires_month) < (year, month) => {
            errors["expiry"] = json!("over");
        }
        Some(_) => {}
    }
    if !(3..=4).contains(&card.cvc.len()) || !card.cvc.bytes().all(|b| b.is_ascii_digit()) {
        errors["cvc"] = json!("wrong");
    }
    if card.name.trim().is_empty() || card.name.chars().count() > 200 {
        errors["name"] = json!("wrong");
    }
    match token {
        Some(token) if errors.as_object().is_some_and(serde_json::Map::is_empty) => Ok(json!({
            "token": token,
            "display": { "brand": "Visa", "last4": &number[number.len() - 4..] },
        })),
        _ => Err(errors),
    }
}

/// `MM/YY`; a century that ends is not our worry yet.
fn expiry(text: &str) -> Option<(i32, u8)> {
    let (month, year) = text.split_once('/')?;
    let (month, year) = (month.trim(), year.trim());
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(month) || !digits(year) {
        return None;
    }
    let month: u8 = month.parse().ok()?;
    (1..=12)
        .contains(&month)
        .then_some((2_000 + year.parse::<i32>().ok()?, month))
}

fn passes_luhn(number: &str) -> bool {
    let digits: Option<Vec<u32>> = number.chars().map(|c| c.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| (12..=19).contains(&digits.len())) else {
        return false;
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit * 2) {
            (1, twice) if twice > 9 => twice - 9,
            (1, twice) => twice,
            _ => *digit,
        })
        .sum();
    sum.is_multiple_of(10)
}

fn answer(status: StatusCode, body: &Value) -> Response {
    (
        status,
        [(header::CACHE_CONTROL, "no-store")],
        axum::Json(body),
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(number: &str) -> Card {
        Card {
            number: number.into(),
            expiry: "12/30".into(),
            cvc: "123".into(),
            name: "A B".into(),
        }
    }

    #[test]
    fn the_three_test_cards_give_their_tokens() {
        let token = |number| checked(&card(number), 2026, 11).unwrap()["token"].clone();
        assert_eq!(token("4242 4242 4242 4242"), "success_token");
        assert_eq!(token("4000 0000 0000 0002"), "fail_token");
        assert_eq!(token("4000 0000 0000 3220"), "escalation_token");
    }

    #[test]
    fn another_card_is_refused_even_if_it_is_well_formed() {
        let errors = checked(&card("5555 5555 5555 4444"), 2026, 11).unwrap_err();
        assert_eq!(errors["number"], "not_a_test_card");
        let errors = checked(&card("4242 4242 4242 4241"), 2026, 11).unwrap_err();
        assert_eq!(errors["number"], "wrong");
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = Card {
            number: String::new(),
            expiry: "13/30".into(),
            cvc: "1".into(),
            name: " ".into(),
        };
        let errors = checked(&wrong, 2026, 11).unwrap_err();
        assert_eq!(
            errors,
            json!({ "number": "wrong", "expiry": "wrong", "cvc": "wrong", "name": "wrong" })
        );
    }

    #[test]
    fn a_card_is_good_until_its_month_is_over() {
        let until = |expiry: &str| {
            checked(
                &Card {
                    expiry: expiry.into(),
                    ..card("4242424242424242")
                },
                2026,
                11,
            )
        };
        assert!(until("11/26").is_ok());
        assert_eq!(until("10/26").unwrap_err()["expiry"], "over");
    }
}
