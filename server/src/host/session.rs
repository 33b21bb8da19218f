//! Signing in and out, and the guard before everything else.

use axum::Json;
use axum::extract::{Extension, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::Host;
use super::fields::Fields;
use super::gate::{Closed, Session};
use super::refused::Refused;
use crate::door::address::Peer;

/// The header that a form or a simple request of another page cannot send.
const OWN_HEADER: &str = "vitrine-host";

/// What every call needs: a token at the server, a page of this origin, and, for writes, the header.
pub(super) async fn guard(State(host): State<Host>, request: Request, next: Next) -> Response {
    match check(&host, &request) {
        Ok(()) => {
            let mut response = next.run(request).await;
            let no_store = HeaderValue::from_static("no-store");
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, no_store);
            response
        }
        Err(refused) => refused.into_response(),
    }
}

fn check(host: &Host, request: &Request) -> Result<(), Refused> {
    if host.gate.is_none() {
        let text = "This server has no host token.";
        return Err(Refused::new(StatusCode::NOT_FOUND, "no_host_token", text));
    }
    let headers = request.headers();
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    let refused = |code, text: &str| Err(Refused::new(StatusCode::FORBIDDEN, code, text));
    let fetched_from = text("sec-fetch-site");
    if fetched_from.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return refused("foreign_origin", "Pages of another origin may not call.");
    }
    if let Some(origin) = text("origin") {
        let own = text("host").is_some_and(|host| {
            let rest = origin.split_once("://").map(|(_, rest)| rest);
            rest == Some(host)
        });
        if origin != host.public_url && !own {
            return refused("foreign_origin", "Pages of another origin may not call.");
        }
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads && text(OWN_HEADER).is_none() {
        return refused("header_missing", "Writes carry the header Vitrine-Host.");
    }
    Ok(())
}

/// Lets only signed-in consoles through.
pub(super) async fn signed_in(
    State(host): State<Host>,
    request: Request,
    next: Next,
) -> Result<Response, Refused> {
    session(&host, request.headers()).await?;
    Ok(next.run(request).await)
}

/// The session of a request.
pub(super) async fn session(host: &Host, headers: &HeaderMap) -> Result<Session, Refused> {
    let out = || Refused::new(StatusCode::UNAUTHORIZED, "signed_out", "Sign in first.");
    let name = host.cookie(headers).ok_or_else(out)?.to_owned();
    let found = host
        .gated(move |gate, now| gate.session(&name, now))
        .await??;
    found.ok_or_else(out)
}

/// `POST /host/api/session`
pub(super) async fn enter(
    State(host): State<Host>,
    peer: Option<Extension<Peer>>,
    mut fields: Fields,
) -> Result<Response, Refused> {
    let token = fields.needed_text("token", 1_000)?;
    fields.end()?;
    let from = Peer::of(peer);
    let entered = host
        .gated(move |gate, now| gate.enter(&token, from, now))
        .await?;
    let refused = |status, code, text: &str, wait: u64| {
        tracing::warn!(%from, code, "a console was not let in");
        Err(Refused::new(status, code, text).with("retry_after", wait))
    };
    match entered {
        Ok(name) => {
            tracing::info!(%from, "a console signed in");
            let cookie = host.cookie_for(&name);
            Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
        }
        Err(Closed::Wrong(wait)) => {
            let text = "That is not the host token.";
            refused(StatusCode::UNAUTHORIZED, "wrong_token", text, wait)
        }
        Err(Closed::TooSoon(wait)) => {
            let text = "Too soon after a wrong token; this one was not looked at.";
            refused(StatusCode::TOO_MANY_REQUESTS, "slow_down", text, wait)
        }
        Err(Closed::Failed(failed)) => Err(failed.into()),
    }
}

/// `GET /host/api/session`
pub(super) async fn who(State(host): State<Host>, headers: HeaderMap) -> Result<Response, Refused> {
    let session = session(&host, &headers).await?;
    Ok(Json(json!({
        "since": session.since.to_string(),
        "until": session.until.to_string(),
        "now": host.live.now().to_string(),
        "public_url": host.public_url,
    }))
    .into_response())
}

/// `DELETE /host/api/session`
pub(super) async fn leave(
    State(host): State<Host>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    if let Some(name) = host.cookie(&headers).map(str::to_owned) {
        host.gated(move |gate, _| gate.leave(&name)).await??;
    }
    let gone = format!("{}; Max-Age=0", host.cookie_for(""));
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}
