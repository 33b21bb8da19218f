//! The host's API: requests, and how a refusal is read.

use serde::Deserialize;
use serde_json::Value;
use vitrine::domain::show::ShowTime;

use super::http::{Method, Request, Response};
use super::moment;

/// A read.
#[must_use]
pub fn get(path: impl Into<String>) -> Request {
    Request {
        method: Method::Get,
        path: path.into(),
        headers: vec![],
        body: None,
    }
}

/// A write. The header says that a console sent it, which a form of another site cannot.
#[must_use]
pub fn write(method: Method, path: impl Into<String>, body: Option<String>) -> Request {
    Request {
        method,
        path: path.into(),
        headers: vec![("Vitrine-Host", "1".to_owned())],
        body,
    }
}

/// The address of a show, or of something of it.
#[must_use]
pub fn of_show(id: &str, what: &str) -> String {
    format!("/host/api/shows/{id}{what}")
}

/// The session.
pub const SESSION: &str = "/host/api/session";
/// The shows.
pub const SHOWS: &str = "/host/api/shows";

/// What a refusal says.
#[derive(Clone, PartialEq, Debug, Default, Deserialize)]
pub struct Refusal {
    /// Its code.
    #[serde(default)]
    pub code: String,
    /// The wrong field.
    pub field: Option<String>,
    /// How long the next try must wait, in seconds.
    pub retry_after: Option<f64>,
}

#[derive(Deserialize)]
struct Refused {
    error: Refusal,
}

/// Reads a refusal. One without a readable body has its status for a code.
#[must_use]
pub fn refusal(response: &Response) -> Refusal {
    let mut refusal = serde_json::from_str::<Refused>(&response.body)
        .map(|refused| refused.error)
        .unwrap_or_default();
    if refusal.code.is_empty() {
        refusal.code = response.status.to_string();
    }
    if refusal.retry_after.is_none() {
        refusal.retry_after = response.retry_after.map(f64::from);
    }
    refusal
}

/// Whether an answer says that nothing was done, and nothing will be.
#[must_use]
pub fn changed_nothing(response: &Response) -> bool {
    response.status < 500 || refusal(response).code == "log_away"
}

/// A body as JSON, with `null` for what is none.
#[must_use]
pub fn json(response: &Response) -> Value {
    serde_json::from_str(&response.body).unwrap_or_default()
}

/// The server's clock in an answer.
#[must_use]
pub fn now(body: &Value) -> Option<ShowTime> {
    body["now"].as_str().and_then(moment::read)
}
