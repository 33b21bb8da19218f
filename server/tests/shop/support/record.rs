//! Writes every UCP body into a file of its own: `{"operation","direction","body"}`.
//!
//! Bodies that differ in their secret ids only are written once, since checking one takes a second.

use std::path::PathBuf;
use std::sync::Once;

use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::Reply;

pub(crate) struct Recorder {
    folder: PathBuf,
}

impl Recorder {
    pub(crate) fn new() -> Self {
        static CLEARED: Once = Once::new();
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("../ucp");
        CLEARED.call_once(|| clear(&folder));
        Self { folder }
    }

    /// Requests that the shop refused are wrong on purpose and are left out; its refusals are not.
    pub(crate) fn record(&self, method: &Method, path: &str, sent: Option<&Value>, reply: &Reply) {
        let Some(operation) = operation(method, path) else {
            return;
        };
        if let Some(sent) = sent.filter(|sent| reply.status.is_success() && !is_empty(sent)) {
            self.write(operation, "request", sent);
        }
        if let Ok(body) = serde_json::from_str(&reply.text) {
            self.write(operation, "response", &body);
        }
    }

    fn write(&self, operation: &str, direction: &str, body: &Value) {
        let digest = Sha256::digest(without_secrets(&body.to_string()));
        let name = URL_SAFE_NO_PAD.encode(&digest[..9]);
        let file = self
            .folder
            .join(format!("shop-{operation}-{direction}-{name}.json"));
        let record = json!({ "operation": operation, "direction": direction, "body": body });
        std::fs::write(file, record.to_string()).unwrap();
    }
}

/// What an earlier run recorded says nothing about this one. Where every test is a process of its own,
/// nobody knows which is the first, and the bodies of all runs stay.
fn clear(folder: &PathBuf) {
    std::fs::create_dir_all(folder).unwrap();
    if std::env::var_os("NEXTEST").is_some() {
        return;
    }
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("shop-") {
            std::fs::remove_file(&path).unwrap();
        }
    }
}

/// The text with every id cut back to its kind.
fn without_secrets(text: &str) -> String {
    let mut rest = text;
    let mut plain = String::new();
    while let Some(at) = ["cart_", "chk_", "ord_", "chl_"]
        .iter()
        .filter_map(|kind| rest.find(kind))
        .min()
    {
        let (before, id) = rest.split_at(at);
        plain.push_str(before);
        let end = id.find('"').unwrap_or(id.len());
        plain.push_str(&id[..4]);
        rest = &id[end..];
    }
    plain + rest
}

/// Cancelling needs no body.
fn is_empty(body: &Value) -> bool {
    body.as_object().is_some_and(serde_json::Map::is_empty)
}

/// The name of the operation in UCP's REST description.
fn operation(method: &Method, path: &str) -> Option<&'static str> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match (method.as_str(), parts.as_slice()) {
        ("GET", [".well-known", "ucp"]) => Some("discovery"),
        ("POST", ["catalog", "search"]) => Some("search_catalog"),
        ("POST", ["catalog", "lookup"]) => Some("lookup_catalog"),
        ("POST", ["catalog", "product"]) => Some("get_product"),
        ("POST", ["carts"]) => Some("create_cart"),
        ("GET", ["carts", _]) => Some("get_cart"),
        ("PUT", ["carts", _]) => Some("update_cart"),
        ("POST", ["carts", _, "cancel"]) => Some("cancel_cart"),
        ("POST", ["checkout-sessions"]) => Some("create_checkout"),
        ("GET", ["checkout-sessions", _]) => Some("get_checkout"),
        ("PUT", ["checkout-sessions", _]) => Some("update_checkout"),
        ("POST", ["checkout-sessions", _, "complete"]) => Some("complete_checkout"),
        ("POST", ["checkout-sessions", _, "cancel"]) => Some("cancel_checkout"),
        ("GET", ["orders", _]) => Some("get_order"),
        _ => None,
    }
}
