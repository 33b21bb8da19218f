//! The body of `complete`: how it is paid, and what the buyer was shown.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::shop::envelope::SANDBOX;
use crate::shop::reply::Problem;
use crate::shop::request::Write;

#[derive(Debug, Deserialize)]
struct CompleteRequest {
    payment: PaymentRequest,
    expected_total: Option<i64>,
    expected_revision: Option<String>,
}

#[derive(Debug, Deserialize)]
struct PaymentRequest {
    #[serde(default)]
    instruments: Vec<Instrument>,
}

#[derive(Debug, Deserialize)]
struct Instrument {
    id: String,
    handler_id: String,
    #[serde(rename = "type")]
    kind: String,
    selected: Option<bool>,
    credential: Option<Credential>,
    display: Option<Display>,
}

#[derive(Deserialize)]
struct Credential {
    token: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Display {
    brand: Option<String>,
    #[serde(alias = "last4")]
    last_digits: Option<String>,
}

/// Never written to a log.
impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Credential")
    }
}

/// What a buyer decided.
pub struct Order {
    /// Pays for it. Handed to the provider, kept nowhere.
    pub token: String,
    /// The instrument as it may be shown again.
    pub instrument: Value,
    /// The total the buyer saw.
    pub expected_total: Option<i64>,
    /// The state the buyer saw.
    pub expected_revision: Option<String>,
}

impl Order {
    /// Checks the body.
    ///
    /// # Errors
    /// The first thing that makes no sense.
    pub fn of(write: &Write) -> Result<Self, Problem> {
        let request: CompleteRequest = write.json()?;
        let (index, instrument) = the_one(request.payment.instruments)?;
        let at = |field: &str| format!("$.payment.instruments[{index}].{field}");
        if instrument.handler_id != SANDBOX {
            return Err(Problem::bad_field(
                &at("handler_id"),
                "The shop has no such payment handler.",
            ));
        }
        let token = instrument
            .credential
            .and_then(|credential| credential.token)
            .unwrap_or_default();
        if token.is_empty() || token.len() > 256 {
            return Err(Problem::bad_field(
                &at("credential.token"),
                "A payment token is needed.",
            ));
        }
        if instrument.id.len() > 200 || instrument.kind.len() > 100 {
            return Err(Problem::bad_field(&at("id"), "This is no instrument's id."));
        }
        let mut shown = json!({
            "id": instrument.id, "handler_id": instrument.handler_id, "type": instrument.kind, "selected": true,
        });
        if let Some(display) = instrument.display {
            shown["display"] = shown_display(&display);
        }
        Ok(Self {
            token,
            instrument: shown,
            expected_total: request.expected_total,
            expected_revision: request.expected_revision,
        })
    }
}

/// The selected instrument, or the only one.
fn the_one(instruments: Vec<Instrument>) -> Result<(usize, Instrument), Problem> {
    let only = instruments.len() == 1;
    let mut chosen = instruments
        .into_iter()
        .enumerate()
        .filter(|(_, instrument)| instrument.selected.unwrap_or(only));
    match (chosen.next(), chosen.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(Problem::bad_field(
            "$.payment.instruments",
            "Select exactly one payment instrument.",
        )),
    }
}

/// A brand and four digits at the most, whatever was sent.
fn shown_display(display: &Display) -> Value {
    let mut shown = json!({});
    if let Some(brand) = &display.brand {
        shown["brand"] = json!(
            brand
                .chars()
                .filter(|c| c.is_ascii_alphabetic() || *c == ' ')
                .take(20)
                .collect::<String>()
        );
    }
    if let Some(digits) = &display.last_digits
        && digits.len() == 4
        && digits.bytes().all(|b| b.is_ascii_digit())
    {
        shown["last_digits"] = json!(digits);
    }
    shown
}
