//! Reading UCP's JSON: only what the widget needs, each text and list bounded, everything else ignored. What is missing
//! or of another type is `null`, and `null` is nothing.
//!
//! By hand over [`Value`]: derived readers of the same few fields weighed four times as much in the browser.

use crate::domain::checkout::Field;
use crate::domain::money::{Currency, Money};
use crate::domain::text::bounded;
use crate::json::Value;

/// The most lines, variants or messages that are read.
const MOST_ROWS: usize = 500;

/// What UCP calls the fields of the form. Those of the buyer are the first four.
pub(super) const FIELDS: [(&str, Field); 10] = [
    ("email", Field::Email),
    ("first_name", Field::FirstName),
    ("last_name", Field::LastName),
    ("phone_number", Field::Phone),
    ("street_address", Field::Street),
    ("extended_address", Field::Extra),
    ("postal_code", Field::PostalCode),
    ("address_locality", Field::Locality),
    ("address_region", Field::Region),
    ("address_country", Field::Country),
];

/// A text of at most so many characters; empty where there is none.
pub(super) fn text(value: &Value, most: usize) -> String {
    value
        .as_str()
        .map(|text| bounded(text, most))
        .unwrap_or_default()
}

/// A text of at most so many characters, if there is one.
pub(super) fn maybe_text(value: &Value, most: usize) -> Option<String> {
    value.as_str().map(|text| bounded(text, most))
}

/// An id, as it is.
pub(super) fn id<T: for<'a> From<&'a str>>(value: &Value) -> Option<T> {
    value.as_str().filter(|id| id.len() <= 500).map(T::from)
}

/// The rows of a list; none where there is no list.
pub(super) fn rows(value: &Value) -> std::slice::Iter<'_, Value> {
    let rows = value.as_list().unwrap_or_default();
    rows[..rows.len().min(MOST_ROWS)].iter()
}

/// An amount with its own currency.
pub(super) fn price(value: &Value) -> Option<Money> {
    let currency = Currency::parse(value["currency"].as_str()?)?;
    Some(Money::new(value["amount"].as_i64()?, currency))
}

/// A web address; nothing else passes as one.
pub(super) fn url(value: &Value) -> Option<String> {
    value.as_str().and_then(crate::domain::text::web_url)
}

/// A quantity.
pub(super) fn quantity(value: &Value) -> Option<u32> {
    value
        .as_u64()
        .and_then(|quantity| u32::try_from(quantity).ok())
}
