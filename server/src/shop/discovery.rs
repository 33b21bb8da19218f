//! Who speaks: the shop's profile, and the widget's, for `UCP-Agent`.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Shop;
use super::envelope::{self, SANDBOX, VERSION};

/// `GET /.well-known/ucp`
pub async fn business(State(shop): State<Shop>) -> Response {
    cached(json!({ "ucp": {
        "version": VERSION,
        "services": { "dev.ucp.shopping": [service(json!({ "endpoint": shop.public_url }))] },
        "capabilities": envelope::every_capability(),
        "payment_handlers": handlers(&shop),
    } }))
}

/// `GET /profiles/vitrine.json`
pub async fn widget(State(shop): State<Shop>) -> Response {
    cached(json!({ "ucp": {
        "version": VERSION,
        "services": { "dev.ucp.shopping": [service(json!({}))] },
        "capabilities": envelope::every_capability(),
        "payment_handlers": { SANDBOX: [{
            "id": SANDBOX,
            "version": VERSION,
            "spec": format!("{}/pay/handler.json", shop.public_url),
            "schema": format!("{}/pay/handler.json", shop.public_url),
            "available_instruments": [{ "type": "card" }],
        }] },
    } }))
}

/// The shop's policy pages, as carts and checkouts link them.
#[must_use]
pub fn links(shop: &Shop) -> Value {
    let link = |link: &super::catalogue::PolicyLink| json!({ "type": link.kind, "title": link.title, "url": format!("{}{}", shop.public_url, link.path) });
    shop.catalogue.shop().links.iter().map(link).collect()
}

fn handlers(shop: &Shop) -> Value {
    envelope::handlers(&shop.public_url)
}

fn service(more: Value) -> Value {
    let mut service = json!({
        "version": VERSION,
        "transport": "rest",
        "spec": format!("https://ucp.dev/{VERSION}/specification/overview"),
        "schema": format!("https://ucp.dev/{VERSION}/services/shopping/rest.openapi.json"),
    });
    if let (Some(service), Value::Object(more)) = (service.as_object_mut(), more) {
        service.extend(more);
    }
    service
}

fn cached(profile: Value) -> Response {
    (
        [(header::CACHE_CONTROL, "public, max-age=60")],
        Json(profile),
    )
        .into_response()
}
