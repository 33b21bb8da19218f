//! `GET /pay/frame`: the card fields. A page of the provider that a widget holds in an iframe.
//!
//! Only pages of allowed origins can hold it (`frame-ancestors`) and talk to it (its script checks the
//! origin again).

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::shop::Shop;
use crate::shop::pages::html::escaped;

/// The page.
pub async fn page(State(shop): State<Shop>) -> Response {
    let origins = shop.allowed_origins.join(" ");
    let ancestors = if origins.is_empty() {
        "'none'"
    } else {
        &origins
    };
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors {ancestors}"
    );
    let document = include_str!("frame.html").replace("{{origins}}", &escaped(&origins));
    let mut response = document.into_response();
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 3] = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // Origins were checked when the command line was read, so this cannot fail; without its policy
    // the page must not go out.
    match HeaderValue::try_from(policy) {
        Ok(policy) => {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
            response
        }
        Err(_) => axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Its script.
pub async fn script() -> Response {
    asset("text/javascript; charset=utf-8", include_str!("frame.js"))
}

/// Its style.
pub async fn style() -> Response {
    asset("text/css; charset=utf-8", include_str!("frame.css"))
}

/// The schema of the handler's configuration and credential, for profiles to name.
pub async fn schema() -> Response {
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vitrine sandbox payment handler",
        "$defs": {
            "config": {
                "type": "object",
                "required": ["frame_url"],
                "properties": {
                    "frame_url": { "type": "string", "format": "uri", "description": "Page with the card fields, for an iframe." },
                    "environment": { "const": "sandbox" },
                },
            },
            "credential": {
                "type": "object",
                "required": ["type", "token"],
                "properties": {
                    "type": { "const": "token" },
                    "token": { "type": "string", "description": "What the frame handed back. Used for one payment." },
                },
            },
        },
    });
    axum::Json(schema).into_response()
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    (
        [
            (header::CONTENT_TYPE, kind),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        text,
    )
        .into_response()
}
