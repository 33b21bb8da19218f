//! What the shop tells the buyer: UCP's messages.

use serde::{Deserialize, Serialize};

/// A message of a cart, a checkout or an error response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    #[serde(rename = "type")]
    kind: Kind,
    /// What happened, for programs.
    pub code: String,
    /// Where, as a JSON path into the response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// What happened and what to do, for people.
    content: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    severity: Option<Severity>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Error,
    Warning,
    Info,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Severity {
    Recoverable,
    RequiresBuyerReview,
    Unrecoverable,
}

impl Message {
    /// Something the buyer (or the widget) can put right.
    #[must_use]
    pub fn error(code: &str, content: impl Into<String>) -> Self {
        Self::new(Kind::Error, code, content, Some(Severity::Recoverable))
    }

    /// The buyer must say yes to something on a page of the shop.
    #[must_use]
    pub fn review(code: &str, content: impl Into<String>) -> Self {
        Self::new(
            Kind::Error,
            code,
            content,
            Some(Severity::RequiresBuyerReview),
        )
    }

    /// There is nothing left to act on: begin anew.
    #[must_use]
    pub fn fatal(code: &str, content: impl Into<String>) -> Self {
        Self::new(Kind::Error, code, content, Some(Severity::Unrecoverable))
    }

    /// Something was done differently from what was asked.
    #[must_use]
    pub fn warning(code: &str, content: impl Into<String>) -> Self {
        Self::new(Kind::Warning, code, content, None)
    }

    /// Something worth knowing.
    #[must_use]
    pub fn info(code: &str, content: impl Into<String>) -> Self {
        Self::new(Kind::Info, code, content, None)
    }

    /// Says what the message is about.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The same message where nothing was made: there is nothing to put right.
    #[must_use]
    pub fn into_fatal(self) -> Self {
        Self {
            kind: Kind::Error,
            path: None,
            severity: Some(Severity::Unrecoverable),
            ..self
        }
    }

    /// Whether a checkout cannot be completed while this stands.
    #[must_use]
    pub fn blocks(&self) -> bool {
        self.kind == Kind::Error
    }

    fn new(kind: Kind, code: &str, content: impl Into<String>, severity: Option<Severity>) -> Self {
        Self {
            kind,
            code: code.to_owned(),
            path: None,
            content: content.into(),
            severity,
        }
    }
}
