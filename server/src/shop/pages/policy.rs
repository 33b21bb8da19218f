//! `GET /policies/{name}`: what the catalogue says of the shop's terms.

use std::fmt::Write as _;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{html::escaped, page};
use crate::shop::Shop;

/// A policy page. A shop that gives no text says so.
pub async fn policy(State(shop): State<Shop>, Path(name): Path<String>) -> Response {
    let own = shop.catalogue.shop();
    let path = format!("/policies/{name}");
    let Some(link) = own.links.iter().find(|link| link.path == path) else {
        return page(
            StatusCode::NOT_FOUND,
            "Not found",
            &own.name,
            "<p>There is no such page.</p>\n",
        );
    };
    let text = link.text.clone().unwrap_or_else(|| {
        "This is a reference shop: it sells samples, charges nothing and sends nothing.".to_owned()
    });
    let mut paragraphs = String::new();
    for paragraph in text
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
    {
        let _ = writeln!(paragraphs, "<p>{}</p>", escaped(paragraph));
    }
    page(StatusCode::OK, &link.title, &own.name, &paragraphs)
}
