//! What every call of the API must bring, and reading bodies so that a refusal names the place.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::Shop;
use super::envelope::VERSION;
use super::reply::Problem;

/// Largest body.
pub const LARGEST_BODY: usize = 256 * 1024;

/// Whether a request comes from a page of the shop's own. A browser says so truthfully; without its word the answer is no.
#[must_use]
pub fn is_own_page(shop: &Shop, headers: &HeaderMap) -> bool {
    let Some(origin) = text(headers, header::ORIGIN.as_str()) else {
        return false;
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    let same_host = host.is_some() && host == text(headers, header::HOST.as_str());
    origin == shop.public_url || same_host
}

/// Proof that the call named its agent. The profile is taken unfetched.
#[derive(Debug, Clone, Copy)]
pub struct Agent;

impl<S: Sync> FromRequestParts<S> for Agent {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        named_agent(&parts.headers)
    }
}

/// A catalogue read: a body, no key.
#[derive(Debug)]
pub struct Query(Bytes);

impl Query {
    /// Reads the body.
    ///
    /// # Errors
    /// Where it is no such JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        parse(&self.0)
    }
}

impl<S: Send + Sync> FromRequest<S> for Query {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        named_agent(request.headers())?;
        is_json(request.headers())?;
        Ok(Self(body(request, state).await?))
    }
}

/// A write: a body, a key, and perhaps the state it was made for.
#[derive(Debug, Clone)]
pub struct Write {
    /// `Idempotency-Key`.
    pub key: String,
    /// SHA-256 of the body.
    pub hash: [u8; 32],
    /// `If-Match`.
    pub if_match: Option<String>,
    body: Bytes,
}

impl Write {
    /// Reads the body.
    ///
    /// # Errors
    /// Where it is no such JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        parse(&self.body)
    }

    /// Refuses a write that was made for another state of the resource.
    ///
    /// # Errors
    /// 412 where `If-Match` is no longer true.
    pub fn check_match(&self, etag: Option<&str>) -> Result<(), Problem> {
        let Some(wanted) = &self.if_match else {
            return Ok(());
        };
        let matches = wanted.trim() == "*"
            || wanted
                .split(',')
                .any(|candidate| Some(candidate.trim()) == etag);
        if matches {
            return Ok(());
        }
        let text = "It has changed since you read it. Read it again, then write.";
        Err(Problem::refused(
            StatusCode::PRECONDITION_FAILED,
            "precondition_failed",
            text,
        ))
    }
}

impl<S: Send + Sync> FromRequest<S> for Write {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let headers = request.headers();
        named_agent(headers)?;
        let key = key(headers)?;
        let if_match = text(headers, header::IF_MATCH.as_str()).map(str::to_owned);
        let has_type = headers.contains_key(header::CONTENT_TYPE);
        if has_type {
            is_json(headers)?;
        }
        let body = body(request, state).await?;
        if !has_type && !body.is_empty() {
            return Err(no_json());
        }
        let hash = Sha256::digest(&body).into();
        Ok(Self {
            key,
            hash,
            if_match,
            body,
        })
    }
}

fn named_agent(headers: &HeaderMap) -> Result<Agent, Problem> {
    let needed = || {
        Problem::refused(
            StatusCode::BAD_REQUEST,
            "invalid_profile_url",
            "Say who you are: UCP-Agent: profile=\"https://…\".",
        )
    };
    let agent = text(headers, "ucp-agent").ok_or_else(needed)?;
    let profile = parameter(agent, "profile").ok_or_else(needed)?;
    if !(profile.starts_with("https://") || profile.starts_with("http://")) || profile.len() > 2_000
    {
        return Err(needed());
    }
    match parameter(agent, "version") {
        // Versions are dates, so the order of letters is the order of time.
        Some(version) if version > VERSION => Err(Problem::refused(
            StatusCode::UNPROCESSABLE_ENTITY,
            "version_unsupported",
            format!("The shop speaks UCP {VERSION}."),
        )),
        _ => Ok(Agent),
    }
}

/// `name="value"` of a structured header; enough of RFC 8941 for what UCP puts there.
fn parameter<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header.split([';', ',']).find_map(|part| {
        let value = part.trim().strip_prefix(name)?.strip_prefix('=')?;
        value.strip_prefix('"')?.strip_suffix('"')
    })
}

fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let key = text(headers, "idempotency-key").unwrap_or_default();
    let fine = (8..=128).contains(&key.len()) && key.bytes().all(|b| (0x21..=0x7e).contains(&b));
    fine.then(|| key.to_owned()).ok_or_else(|| {
        Problem::bad("A write needs an Idempotency-Key of 8 to 128 visible ASCII characters.")
    })
}

fn is_json(headers: &HeaderMap) -> Result<(), Problem> {
    let kind = text(headers, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let plain = kind.split(';').next().unwrap_or_default().trim();
    plain
        .eq_ignore_ascii_case("application/json")
        .then_some(())
        .ok_or_else(no_json)
}

fn no_json() -> Problem {
    Problem::refused(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "invalid",
        "Send application/json.",
    )
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection| match rejection {
            BytesRejection::FailedToBufferBody(inner)
                if inner.status() == StatusCode::PAYLOAD_TOO_LARGE =>
            {
                Problem::refused(
                    StatusCode::PAYLOAD_TOO_LARGE,
                    "request_too_large",
                    format!("A body may have {} KiB.", LARGEST_BODY / 1024),
                )
            }
            _ => Problem::bad("The body did not arrive whole."),
        })
}

/// An empty body is an empty object, for the operations that need none.
fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let body = if body.is_empty() { b"{}" } else { body };
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.inner().to_string();
        if path == "." {
            return Problem::bad(format!("The body is not what this needs: {reason}"));
        }
        Problem::bad_field(&format!("$.{path}"), format!("{path}: {reason}"))
    })?;
    json.end()
        .map_err(|_| Problem::bad("Something follows the JSON in the body."))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_agent_header_is_a_structured_dictionary() {
        let header = "profile=\"https://a.example/p\"; version=\"2026-04-08\"";
        assert_eq!(parameter(header, "profile"), Some("https://a.example/p"));
        assert_eq!(parameter(header, "version"), Some("2026-04-08"));
        assert_eq!(parameter("profile=https://a.example", "profile"), None);
    }
}
