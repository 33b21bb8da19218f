//! The sandbox payment provider: card fields of its own, tokens, and books of its own.
//!
//! It stands for a provider elsewhere, so the shop calls it only through [`ledger`], and the widget
//! only through the frame. It never stores or logs what is typed into the fields.

pub mod faults;
pub mod frame;
pub mod ledger;
pub mod tokens;

use axum::Router;
use axum::routing::{get, post};

use super::Shop;

/// The provider's own routes.
pub fn routes() -> Router<Shop> {
    Router::new()
        .route("/pay/frame", get(frame::page))
        .route("/pay/frame.js", get(frame::script))
        .route("/pay/frame.css", get(frame::style))
        .route("/pay/handler.json", get(frame::schema))
        .route("/pay/tokens", post(tokens::make))
}
