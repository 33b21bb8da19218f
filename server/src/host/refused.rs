//! Refusals of the host's API: a status, a code for programs, a sentence for developers.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

use crate::live::desk::Wrong;
use crate::live::shows::NotSaved;
use crate::live::store::Failed;
use crate::shop::reply::Problem;

/// Why something was not done.
#[derive(Debug)]
pub(super) struct Refused {
    status: StatusCode,
    code: &'static str,
    message: String,
    more: Map<String, Value>,
}

impl Refused {
    /// A refusal.
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            more: Map::new(),
        }
    }

    /// A field that is wrong.
    pub(super) fn field(code: &'static str, field: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, message).with("field", field)
    }

    /// Says more.
    #[must_use]
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.more.insert(name.to_owned(), value.into());
        self
    }

    /// There is no such show.
    #[must_use]
    pub(super) fn no_show() -> Self {
        Self::new(StatusCode::NOT_FOUND, "no_show", "There is no such show.")
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let wait = self.more.get("retry_after").and_then(Value::as_u64);
        let mut error = Map::new();
        error.insert("code".to_owned(), self.code.into());
        error.insert("message".to_owned(), self.message.into());
        error.extend(self.more);
        let mut body = Map::new();
        body.insert("error".to_owned(), error.into());
        let mut response = (self.status, Json(body)).into_response();
        if let Some(wait) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        response
    }
}

impl From<anyhow::Error> for Refused {
    fn from(error: anyhow::Error) -> Self {
        tracing::error!("the host's API failed: {error:#}");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "failed",
            "The server failed.",
        )
    }
}

impl From<Failed> for Refused {
    fn from(error: Failed) -> Self {
        let unavailable = |code, text: &str| {
            Self::new(StatusCode::SERVICE_UNAVAILABLE, code, text).with("retry_after", 2)
        };
        match error {
            Failed::Away => unavailable(
                "log_away",
                "The log of all servers cannot be reached. Nothing was recorded.",
            ),
            Failed::Unsure => unavailable(
                "log_unsure",
                "The log of all servers did not answer. Send the same again, with the same key, to be sure.",
            ),
            Failed::Moved => anyhow::Error::from(error).into(),
            Failed::Broken(error) => error.into(),
        }
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        anyhow::anyhow!("the shop failed: {problem:?}").into()
    }
}

impl From<NotSaved> for Refused {
    fn from(error: NotSaved) -> Self {
        match error {
            NotSaved::NoShow => Self::no_show(),
            NotSaved::Taken => Self::field("id_taken", "id", "There is a show of this id.")
                .of_status(StatusCode::CONFLICT),
            NotSaved::Changed(_) => Self::new(
                StatusCode::PRECONDITION_FAILED,
                "changed",
                "Somebody saved the show meanwhile.",
            ),
            NotSaved::Failed(error) => error.into(),
        }
    }
}

impl Refused {
    fn of_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}

impl From<Wrong> for Refused {
    fn from(error: Wrong) -> Self {
        let conflict = |code, text: &str| Self::new(StatusCode::CONFLICT, code, text);
        match error {
            Wrong::ScriptRuns => {
                conflict("script_runs", "The script runs: take the show over first.")
            }
            Wrong::NoScript => conflict("no_script", "This show has no script."),
            Wrong::OutOfBounds {
                earliest,
                latest,
                now,
            } => Self::field("at_out_of_bounds", "at", "The moment is too far from now.")
                .with("earliest", earliest.to_string())
                .with("latest", latest.to_string())
                .with("now", now.to_string()),
            Wrong::NoCue => Self::new(StatusCode::NOT_FOUND, "no_cue", "There is no such cue."),
            Wrong::UndoneAlready => conflict("undone_already", "The cue is undone already."),
            Wrong::NotYours => conflict("not_yours", "This cue cannot be undone."),
            Wrong::Full => conflict("log_full", "The log of this show is full."),
            Wrong::Failed(error) => error.into(),
        }
    }
}
