//! `GET /health`: is the server up, can it read its database.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::shop::Shop;

/// Answers 200 with the version, or 503 where the database does not answer.
pub async fn health(State(shop): State<Shop>) -> Response {
    let database = shop
        .blocking(|shop| {
            shop.db.read(|connection| {
                Ok(
                    connection.query_row("SELECT count(*) FROM catalogue", [], |row| {
                        row.get::<_, i64>(0)
                    })?,
                )
            })
        })
        .await;
    let ok = database.is_ok();
    let status = if ok {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let body = json!({
        "status": if ok { "ok" } else { "failing" },
        "version": env!("CARGO_PKG_VERSION"),
        "database": if ok { "ok" } else { "failing" },
        "catalogue": if shop.catalogue_is_current { "current" } else { "kept: the file was refused" },
    });
    (
        status,
        [(header::CACHE_CONTROL, "no-store")],
        axum::Json(body),
    )
        .into_response()
}
