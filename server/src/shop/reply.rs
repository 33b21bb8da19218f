//! Answers: a resource with its `ETag`, or a refusal in UCP's error shape.
//!
//! Every answer of the API carries `Cache-Control: no-store`, since ids are secrets.

use anyhow::Context as _;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::envelope;
use super::message::Message;

/// An answer that succeeded, also where its business outcome did not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: StatusCode,
    /// With quotes.
    pub etag: Option<String>,
    /// JSON.
    pub body: String,
    /// Whether the same key gets this answer again.
    pub keep: bool,
}

impl Answer {
    /// A resource as it is now.
    #[must_use]
    pub fn resource(status: StatusCode, revision: i64, body: &Value) -> Self {
        let body = body.to_string();
        let etag = Some(format!("\"{}\"", revision_of(revision, &body)));
        Self {
            status,
            etag,
            body,
            keep: true,
        }
    }

    /// A resource as it is now, and why what was asked was not done. The `ETag` is the resource's.
    ///
    /// # Errors
    /// Where the body is no JSON object.
    pub fn resource_with(
        revision: i64,
        mut body: Value,
        message: &Message,
    ) -> anyhow::Result<Self> {
        let mut answer = Self::resource(StatusCode::OK, revision, &body);
        let messages = body
            .as_object_mut()
            .context("a resource is an object")?
            .entry("messages");
        let messages = messages.or_insert_with(|| json!([]));
        messages
            .as_array_mut()
            .context("messages are a list")?
            .insert(0, json!(message));
        answer.body = body.to_string();
        Ok(answer)
    }

    /// A business outcome without a resource: 200 and messages.
    #[must_use]
    pub fn without_resource(messages: &[Message]) -> Self {
        let body = json!({ "ucp": envelope::error(), "messages": messages }).to_string();
        Self {
            status: StatusCode::OK,
            etag: None,
            body,
            keep: false,
        }
    }

    /// There is no such resource, or no longer.
    #[must_use]
    pub fn not_found(what: &str) -> Self {
        Self::without_resource(&[Message::fatal(
            "not_found",
            format!("There is no such {what}."),
        )])
    }

    /// Data that anybody may read, without an `ETag`.
    #[must_use]
    pub fn data(body: &Value) -> Self {
        Self {
            status: StatusCode::OK,
            etag: None,
            body: body.to_string(),
            keep: false,
        }
    }

    /// Nothing was done, so the same key may try again.
    #[must_use]
    pub fn not_kept(mut self) -> Self {
        self.keep = false;
        self
    }
}

/// Changes with every write, and with everything else that changes the answer (a price, stock).
#[must_use]
pub fn revision_of(revision: i64, body: &str) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(body.as_bytes());
    let mut text = format!("{revision}.");
    for byte in &digest[..8] {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(etag) = self.etag.and_then(|etag| HeaderValue::try_from(etag).ok()) {
            headers.insert(header::ETAG, etag);
        }
        response
    }
}

/// A request that was not carried out. Nothing has changed.
#[derive(Debug)]
pub enum Problem {
    /// The caller's fault, or a conflict; said in words.
    Refused(StatusCode, Box<Message>),
    /// Ours.
    Internal(anyhow::Error),
}

impl Problem {
    /// A refusal.
    #[must_use]
    pub fn refused(status: StatusCode, code: &str, content: impl Into<String>) -> Self {
        Self::Refused(status, Box::new(Message::fatal(code, content)))
    }

    /// A request that makes no sense.
    #[must_use]
    pub fn bad(content: impl Into<String>) -> Self {
        Self::refused(StatusCode::BAD_REQUEST, "invalid", content)
    }

    /// A field that makes no sense.
    #[must_use]
    pub fn bad_field(path: &str, content: impl Into<String>) -> Self {
        let message = Message::fatal("invalid", content).at(path);
        Self::Refused(StatusCode::BAD_REQUEST, Box::new(message))
    }

    /// The resource is in a state that does not allow it.
    #[must_use]
    pub fn conflict(code: &str, content: impl Into<String>) -> Self {
        Self::refused(StatusCode::CONFLICT, code, content)
    }
}

impl<E: Into<anyhow::Error>> From<E> for Problem {
    fn from(error: E) -> Self {
        Self::Internal(error.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, message) = match self {
            Self::Refused(status, message) => (status, *message),
            Self::Internal(error) => {
                tracing::error!("a request failed: {error:#}");
                (StatusCode::INTERNAL_SERVER_ERROR, internal())
            }
        };
        let body = json!({ "ucp": envelope::error(), "messages": [message] }).to_string();
        Answer {
            status,
            etag: None,
            body,
            keep: false,
        }
        .into_response()
    }
}

fn internal() -> Message {
    Message::fatal(
        "internal",
        "Something went wrong in the shop. Nothing was changed unless it says so; ask again.",
    )
}

/// What a caught panic answers.
pub fn after_panic(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    tracing::error!("a request panicked");
    Problem::refused(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "Something went wrong in the shop.",
    )
    .into_response()
}
