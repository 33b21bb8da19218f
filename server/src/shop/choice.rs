//! The parts of a request that carts and checkouts share, checked.

use serde::Deserialize;

use super::address::{Buyer, Context};
use super::basket::Wanted;
use super::reply::Problem;

/// Most lines of a cart, most codes.
const MOST_LINES: usize = 100;
const MOST_CODES: usize = 10;
const LONGEST_CODE: usize = 64;
const LONGEST_ID: usize = 200;

/// A line as UCP requests it.
#[derive(Debug, Deserialize)]
pub struct LineRequest {
    item: ItemRequest,
    quantity: i64,
}

#[derive(Debug, Deserialize)]
struct ItemRequest {
    id: String,
}

/// Codes as UCP requests them.
#[derive(Debug, Default, Deserialize)]
pub struct DiscountsRequest {
    #[serde(default)]
    codes: Vec<String>,
}

/// Checks lines.
///
/// # Errors
/// The first one that makes no sense.
pub fn lines(requests: Vec<LineRequest>) -> Result<Vec<Wanted>, Problem> {
    if requests.len() > MOST_LINES {
        return Err(Problem::bad_field(
            "$.line_items",
            format!("At most {MOST_LINES} lines."),
        ));
    }
    let line = |(index, request): (usize, LineRequest)| {
        if request.quantity < 1 {
            let path = format!("$.line_items[{index}].quantity");
            return Err(Problem::bad_field(
                &path,
                "A quantity is 1 or more; leave a line out to remove it.",
            ));
        }
        if request.item.id.is_empty() || request.item.id.len() > LONGEST_ID {
            let path = format!("$.line_items[{index}].item.id");
            return Err(Problem::bad_field(&path, "This is no item's id."));
        }
        Ok(Wanted {
            variant: request.item.id,
            quantity: request.quantity,
        })
    };
    requests.into_iter().enumerate().map(line).collect()
}

/// Checks codes.
///
/// # Errors
/// Where there are too many, or one is too long.
pub fn codes(request: Option<DiscountsRequest>) -> Result<Vec<String>, Problem> {
    let codes = request.unwrap_or_default().codes;
    if codes.len() > MOST_CODES {
        return Err(Problem::bad_field(
            "$.discounts.codes",
            format!("At most {MOST_CODES} codes."),
        ));
    }
    let clean = |(index, code): (usize, String)| {
        let trimmed = code.trim();
        if trimmed.is_empty()
            || trimmed.chars().count() > LONGEST_CODE
            || trimmed.chars().any(char::is_control)
        {
            return Err(Problem::bad_field(
                &format!("$.discounts.codes[{index}]"),
                "This is no discount code.",
            ));
        }
        Ok(trimmed.to_owned())
    };
    codes.into_iter().enumerate().map(clean).collect()
}

/// Checks what is said of where the buyer is.
///
/// # Errors
/// The first field that cannot be taken.
pub fn context(request: Option<Context>) -> Result<Context, Problem> {
    request
        .unwrap_or_default()
        .clean()
        .map_err(|field| unfit("context", field))
}

/// Checks what is said of who the buyer is.
///
/// # Errors
/// The first field that cannot be taken.
pub fn buyer(request: Option<Buyer>) -> Result<Buyer, Problem> {
    request
        .unwrap_or_default()
        .clean()
        .map_err(|field| unfit("buyer", field))
}

/// A text that is too long or holds control characters.
#[must_use]
pub fn unfit(whose: &str, field: &str) -> Problem {
    Problem::bad_field(
        &format!("$.{whose}.{field}"),
        "At most 200 characters, none of them invisible.",
    )
}
