//! The parts of a request that carts and checkouts share, checked.

use rusqlite::Transaction;
use serde::Deserialize;

use super::address::{Buyer, Context};
use super::basket::{self, Basket, Line, Wanted};
use super::message::Message;
use super::reply::Problem;
use super::{Shop, stock};

/// Most lines of a cart, most codes.
const MOST_LINES: usize = 100;
const MOST_CODES: usize = 10;
const MOST_CLAIMS: usize = 20;
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

/// Where the buyer is, and what the buyer claims to be entitled to.
#[derive(Debug, Default, Deserialize)]
pub struct ContextRequest {
    address_country: Option<String>,
    address_region: Option<String>,
    postal_code: Option<String>,
    language: Option<String>,
    currency: Option<String>,
    #[serde(default)]
    eligibility: Vec<String>,
}

/// What a request says of the buyer's choice.
pub struct Asked {
    /// What is wanted.
    pub lines: Vec<LineRequest>,
    /// Where the buyer is.
    pub context: Option<ContextRequest>,
    /// Who the buyer is.
    pub buyer: Option<Buyer>,
    /// Discount codes.
    pub discounts: Option<DiscountsRequest>,
}

/// The choice as far as it can be had, and what was done differently. `before` are the lines that it replaces, `holder` is
/// in whose name the basket holds pieces of offers.
///
/// # Errors
/// The first part that makes no sense, or a failure of the database.
pub fn basket(
    shop: &Shop,
    tx: &Transaction<'_>,
    holder: &str,
    before: &[Line],
    asked: Asked,
) -> Result<(Basket, Vec<Message>), Problem> {
    let wanted = lines(asked.lines)?;
    let variants = wanted.iter().map(|wish| wish.variant.as_str());
    let left = stock::left(tx, variants, shop.millis(), holder)?;
    let (lines, mut notices) = basket::take(&shop.catalogue, &left, before, &wanted);
    let (context, warnings) = context(asked.context)?;
    notices.extend(warnings);
    let basket = Basket {
        lines,
        codes: codes(asked.discounts)?,
        context,
        buyer: buyer(asked.buyer)?,
    };
    Ok((basket, notices))
}

/// Checks lines.
///
/// # Errors
/// The first one that makes no sense.
fn lines(requests: Vec<LineRequest>) -> Result<Vec<Wanted>, Problem> {
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
fn codes(request: Option<DiscountsRequest>) -> Result<Vec<String>, Problem> {
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

/// Checks what is said of where the buyer is. The shop has nothing that depends on a claim, so each one
/// is answered with a warning; none is kept.
///
/// # Errors
/// The first field that cannot be taken.
pub fn context(request: Option<ContextRequest>) -> Result<(Context, Vec<Message>), Problem> {
    let request = request.unwrap_or_default();
    let warnings = claims(&request.eligibility)?;
    let context = Context {
        address_country: request.address_country,
        address_region: request.address_region,
        postal_code: request.postal_code,
        language: request.language,
        currency: request.currency,
    };
    let context = context.clean().map_err(|field| unfit("context", field))?;
    Ok((context, warnings))
}

fn claims(claims: &[String]) -> Result<Vec<Message>, Problem> {
    if claims.len() > MOST_CLAIMS {
        return Err(Problem::bad_field(
            "$.context.eligibility",
            format!("At most {MOST_CLAIMS} claims."),
        ));
    }
    let warning = |(index, claim): (usize, &String)| {
        if claim.len() > LONGEST_ID || claim.chars().any(char::is_control) {
            let path = format!("$.context.eligibility[{index}]");
            return Err(Problem::bad_field(&path, "This is no claim."));
        }
        let text = format!("Nothing here depends on \u{201c}{claim}\u{201d}.");
        Ok(Message::warning("eligibility_not_accepted", text))
    };
    claims.iter().enumerate().map(warning).collect()
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
