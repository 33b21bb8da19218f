//! What every call of the API must bring, and reading bodies so that a refusal names the place.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::Shop;
use super::envelope::VERSION;
use super::reply::Problem;
use super::strict::Strict;

/// Largest body.
pub const LARGEST_BODY: usize = 256 * 1024;
/// How long a body may take.
const SLOWEST_BODY: Duration = Duration::from_secs(10);

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

impl FromRequestParts<Shop> for Agent {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shop: &Shop) -> Result<Self, Problem> {
        named_agent(&parts.headers, &shop.public_url)
    }
}

/// The id in an address. One that is no text names nothing.
#[derive(Debug)]
pub struct Id(pub String);

impl FromRequestParts<Shop> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shop: &Shop) -> Result<Self, Problem> {
        match Path::from_request_parts(parts, shop).await {
            Ok(Path(id)) => Ok(Self(id)),
            Err(_) => Err(Problem::bad("The id in the address is no text.")),
        }
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

impl FromRequest<Shop> for Query {
    type Rejection = Problem;

    async fn from_request(request: Request, shop: &Shop) -> Result<Self, Problem> {
        named_agent(request.headers(), &shop.public_url)?;
        is_json(request.headers())?;
        Ok(Self(body(request, shop).await?))
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

impl FromRequest<Shop> for Write {
    type Rejection = Problem;

    async fn from_request(request: Request, shop: &Shop) -> Result<Self, Problem> {
        let headers = request.headers();
        named_agent(headers, &shop.public_url)?;
        let key = key(headers)?;
        let if_match = text(headers, header::IF_MATCH.as_str()).map(str::to_owned);
        let has_type = headers.contains_key(header::CONTENT_TYPE);
        if has_type {
            is_json(headers)?;
        }
        let body = body(request, shop).await?;
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

fn named_agent(headers: &HeaderMap, own: &str) -> Result<Agent, Problem> {
    let needed = || {
        Problem::refused(
            StatusCode::BAD_REQUEST,
            "invalid_profile_url",
            "Say who you are: UCP-Agent: profile=\"https://…\".",
        )
    };
    let agent = text(headers, "ucp-agent").ok_or_else(needed)?;
    let profile = parameter(agent, "profile").ok_or_else(needed)?;
    if !is_profile(profile, own) {
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

/// An https address. Without TLS only this machine is believed, and the shop's own page for the widget.
fn is_profile(address: &str, own: &str) -> bool {
    let Ok(uri) = address.parse::<Uri>() else {
        return false;
    };
    let of_the_shop = address
        .strip_prefix(own)
        .is_some_and(|path| path.starts_with('/'));
    match (uri.scheme_str(), uri.host()) {
        _ if address.len() > 2_000 => false,
        (Some("https"), Some(_)) => true,
        (Some("http"), Some("localhost" | "127.0.0.1" | "[::1]")) => true,
        (Some("http"), Some(_)) => of_the_shop,
        _ => false,
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
    let read = Bytes::from_request(request, state);
    let Ok(read) = tokio::time::timeout(SLOWEST_BODY, read).await else {
        return Err(Problem::refused(
            StatusCode::REQUEST_TIMEOUT,
            "invalid",
            "The body did not arrive in time.",
        ));
    };
    read.map_err(|rejection| match rejection {
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
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| Problem::bad(format!("The body is no JSON: {error}")))?;
    serde_path_to_error::deserialize(Strict(&value)).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.inner().to_string();
        if path == "." {
            return Problem::bad(format!("The body is not what this needs: {reason}"));
        }
        Problem::bad_field(&format!("$.{path}"), format!("{path}: {reason}"))
    })
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
