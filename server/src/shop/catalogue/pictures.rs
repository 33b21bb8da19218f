//! `GET /catalogue/{file}`: product pictures, by plain file name only.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

use super::words::is_file_name;
use crate::shop::Shop;

/// Serves one picture; any page may show it.
pub async fn picture(
    State(shop): State<Shop>,
    Path(file): Path<String>,
    request: Request,
) -> Response {
    if !is_file_name(&file) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let served = ServeFile::new(shop.pictures.join(file))
        .oneshot(request)
        .await;
    let Ok(answer) = served;
    let mut answer = answer.map(Body::new);
    let headers = answer.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=300"),
    );
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("cross-origin"),
    );
    answer
}
