//! UCP, version 2026-04-08, REST, with the browser profile that `docs/protocol.md` states.

mod request;
mod response;
mod wire;

use super::{Call, Problem, Reply};
use crate::domain::checkout::{Instrument, Session};
use crate::http::{Failure, Request, Response};

/// A shop that speaks UCP.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ucp {
    endpoint: String,
    locale: String,
}

impl Ucp {
    /// The shop at an endpoint (absolute, without a trailing slash), answering in a language.
    #[must_use]
    pub fn new(endpoint: &str, locale: &str) -> Self {
        Self {
            endpoint: endpoint.to_owned(),
            locale: locale.to_owned(),
        }
    }

    pub(super) fn request(&self, call: &Call) -> Request {
        request::request(&self.endpoint, &self.locale, call)
    }

    #[allow(
        clippy::unused_self,
        reason = "an adapter may need its shop to read an answer; all have one shape"
    )]
    pub(super) fn reply(
        &self,
        call: &Call,
        result: Result<Response, Failure>,
    ) -> Result<Reply, Problem> {
        response::reply(call, result)
    }
}

/// The body of `complete`: payment, and what the viewer agreed to.
pub(super) fn completion(session: &Session, instrument: &Instrument) -> String {
    request::completion(session, instrument)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
