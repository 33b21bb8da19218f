//! Reading a body field by field: each is asked for once, and what nobody asked for is refused.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use serde_json::{Map, Value};

use super::refused::Refused;
use crate::stage::absolute;
use crate::stage::clock::Moment;

/// A JSON object.
#[derive(Debug)]
pub(super) struct Fields(Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let mime = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let mime = mime.map(|mime| mime.split(';').next().unwrap_or_default().trim());
        if !mime.is_some_and(|mime| mime.eq_ignore_ascii_case("application/json")) {
            let text = "A body is application/json.";
            return Err(Refused::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "not_json",
                text,
            ));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|error| {
            Refused::new(error.status(), "unreadable", "The body cannot be read.")
        })?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Refused::new(StatusCode::BAD_REQUEST, "not_json", error.to_string()))
    }
}

impl Fields {
    /// An object within another.
    pub(super) fn within(field: &str, value: Value) -> Result<Self, Refused> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            _ => Err(invalid(field, "must be an object")),
        }
    }

    /// A field as it is.
    pub(super) fn take(&mut self, field: &str) -> Option<Value> {
        self.0.shift_remove(field)
    }

    /// A text of 1 to `most` characters.
    pub(super) fn text(&mut self, field: &str, most: usize) -> Result<Option<String>, Refused> {
        self.take(field)
            .map(|value| text(field, &value, most))
            .transpose()
    }

    /// As [`Self::text`], and it must be there.
    pub(super) fn needed_text(&mut self, field: &str, most: usize) -> Result<String, Refused> {
        needed(field, self.text(field, most)?)
    }

    /// A whole number up to `most`.
    pub(super) fn number(&mut self, field: &str, most: u64) -> Result<Option<u64>, Refused> {
        let read = |value: Value| {
            let number = value.as_u64().filter(|number| *number <= most);
            number.ok_or_else(|| invalid(field, format!("must be a whole number up to {most}")))
        };
        self.take(field).map(read).transpose()
    }

    /// A moment.
    pub(super) fn moment(&mut self, field: &str) -> Result<Option<Moment>, Refused> {
        let read = |value: Value| {
            let moment = value.as_str().and_then(Moment::read);
            moment.ok_or_else(|| invalid(field, "must be a date-time as in RFC 3339"))
        };
        self.take(field).map(read).transpose()
    }

    /// A moment that must be there.
    pub(super) fn needed_moment(&mut self, field: &str) -> Result<Moment, Refused> {
        needed(field, self.moment(field)?)
    }

    /// An absolute address.
    pub(super) fn address(&mut self, field: &str) -> Result<Option<String>, Refused> {
        self.take(field)
            .map(|value| address(field, &value))
            .transpose()
    }

    /// Whether the field is null, if it is there.
    pub(super) fn null(&mut self, field: &str) -> Option<bool> {
        let null = self.0.get(field)?.is_null();
        if null {
            self.0.shift_remove(field);
        }
        Some(null)
    }

    /// Whether the field is there.
    pub(super) fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// Nothing else may be there.
    pub(super) fn end(self) -> Result<(), Refused> {
        match self.0.keys().next() {
            None => Ok(()),
            Some(field) => Err(Refused::field(
                "unknown_field",
                field,
                format!("{field} does not belong here"),
            )),
        }
    }
}

/// A field that is wrong.
pub(super) fn invalid(field: &str, message: impl Into<String>) -> Refused {
    Refused::field("invalid", field, format!("{field} {}", message.into()))
}

/// A field that must be there.
pub(super) fn needed<T>(field: &str, value: Option<T>) -> Result<T, Refused> {
    value.ok_or_else(|| Refused::field("missing", field, format!("{field} is missing")))
}

/// A text of 1 to `most` characters, without control characters but line breaks.
pub(super) fn text(field: &str, value: &Value, most: usize) -> Result<String, Refused> {
    let fits = |text: &&str| {
        !text.trim().is_empty()
            && text.chars().count() <= most
            && !text.chars().any(|c| c.is_control() && c != '\n')
    };
    let text = value.as_str().filter(fits).map(str::to_owned);
    text.ok_or_else(|| invalid(field, format!("must be a text of 1 to {most} characters")))
}

/// An absolute http(s) address.
pub(super) fn address(field: &str, value: &Value) -> Result<String, Refused> {
    // The parser looks at nothing behind a `#`.
    let odd = |c: char| c.is_control() || c.is_whitespace();
    let fits = |text: &&str| text.len() <= 2_000 && !text.contains(odd) && absolute(text).is_some();
    let address = value.as_str().filter(fits).map(str::to_owned);
    address.ok_or_else(|| invalid(field, "must be an absolute http(s) address"))
}
