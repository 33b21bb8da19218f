//! The host's console at `/host/`: a folder of files under a policy of its own. What it says to the server is `/host/api`.
//!
//! Knows nothing of shop or stage.

use std::path::Path;

use anyhow::ensure;
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Redirect;
use axum::routing::get;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// The console that lies in this folder.
///
/// # Errors
/// Where there is none.
pub fn router(folder: &Path, public_url: &str) -> anyhow::Result<Router> {
    ensure!(
        folder.join("index.html").is_file(),
        "{} holds no console: there is no index.html in it",
        folder.display()
    );
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip();
    let mut router = Router::new()
        // Its addresses are relative: they need the slash.
        .route("/host", get(|| async { Redirect::permanent("/host/") }))
        .nest_service("/host/", files)
        .layer(CompressionLayer::new());
    for (name, value) in headers(public_url) {
        let value = HeaderValue::try_from(value)?;
        router = router.layer(SetResponseHeaderLayer::if_not_present(name, value));
    }
    Ok(router)
}

fn headers(public_url: &str) -> [(HeaderName, String); 5] {
    [
        (header::CONTENT_SECURITY_POLICY, policy(public_url)),
        // Asked for every time, and 304 where nothing has changed: an old console with a new server is worse than a wait.
        (header::CACHE_CONTROL, "no-cache".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (header::REFERRER_POLICY, "same-origin".to_owned()),
        // Nobody lays this page under another one and lets a host press its buttons.
        (header::X_FRAME_OPTIONS, "DENY".to_owned()),
    ]
}

/// No inline script, no inline style, no eval. Streams and pictures of a show may lie anywhere on https; on a machine of one's
/// own, where the server itself is plain http, on other ports of it too.
fn policy(public_url: &str) -> String {
    let elsewhere = if public_url.starts_with("https://") {
        "https:".to_owned()
    } else {
        format!("{public_url} https: http://localhost:* http://127.0.0.1:*")
    };
    [
        "default-src 'none'".to_owned(),
        "script-src 'self' 'wasm-unsafe-eval'".to_owned(),
        "style-src 'self'".to_owned(),
        "font-src 'self'".to_owned(),
        format!("img-src 'self' data: {elsewhere}"),
        format!("media-src 'self' blob: data: {elsewhere}"),
        format!("connect-src 'self' {elsewhere}"),
        format!("frame-src 'self' {public_url}"),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
        "require-trusted-types-for 'script'".to_owned(),
    ]
    .join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt as _;

    async fn get_from(router: &Router, path: &str) -> axum::response::Response {
        let request = Request::get(path).body(Body::empty()).unwrap();
        router.clone().oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn the_console_is_served_under_a_strict_policy() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("index.html"), "<!doctype html>").unwrap();
        let router = router(folder.path(), "http://localhost:8787").unwrap();
        let page = get_from(&router, "/host/").await;
        assert_eq!(page.status(), StatusCode::OK);
        let policy = page.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe-inline"));
        let bare = get_from(&router, "/host").await;
        assert_eq!(bare.headers()[header::LOCATION], "/host/");
        let missing = get_from(&router, "/host/../Cargo.toml").await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn a_folder_without_a_console_is_refused_at_the_start() {
        let folder = tempfile::tempdir().unwrap();
        assert!(router(folder.path(), "http://localhost:8787").is_err());
    }

    #[test]
    fn behind_https_nothing_plain_is_allowed() {
        assert!(!policy("https://live.example").contains("http://"));
    }
}
