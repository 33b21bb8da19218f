//! The page on which a bank asks the buyer, used as a browser's window uses it.

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::Value;

use super::body::codes;
use super::{Bench, PUBLIC, Reply};

impl Bench {
    /// A checkout that waits for its buyer: its id, and the path of the page that asks.
    pub(crate) async fn escalated(&self, key: &str, lines: &Value) -> (String, String) {
        let (id, _) = self.ready(lines).await;
        let body = self.pay_as(key, &id, "escalation_token").await.ok(200);
        (id, asked_at(&body))
    }

    /// The checkout reads as after a refusal, and so does the key that it was tried with.
    pub(crate) async fn was_refused(&self, key: &str, id: &str) {
        let path = format!("/checkout-sessions/{id}");
        let back = self.get(&path).await.ok(200);
        assert_eq!(back["status"], "ready_for_complete");
        assert_eq!(codes(&back), ["payment_failed"]);
        assert_eq!(back.get("continue_url"), None);
        let same_key = self.pay_as(key, id, "escalation_token").await.ok(200);
        assert_eq!(same_key, back, "the key has its ending");
    }

    /// Goes to a page as a new window does.
    pub(crate) async fn open(&self, path: &str) -> Reply {
        self.open_in("", path).await
    }

    /// The same, in a browser that wants a language.
    pub(crate) async fn open_in(&self, language: &str, path: &str) -> Reply {
        let request = Request::builder()
            .uri(path)
            .header("accept-language", language)
            .header("sec-fetch-dest", "document");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Opens the page and presses a button of it: `confirm` or `refuse`. Gives the page that follows.
    pub(crate) async fn press(&self, path: &str, decision: &str) -> Reply {
        let secret = secret_of(&self.open(path).await.text);
        self.submit(path, Some(PUBLIC), &secret, decision).await;
        self.open(path).await
    }

    /// Sends the form.
    pub(crate) async fn submit(
        &self,
        path: &str,
        origin: Option<&str>,
        secret: &str,
        decision: &str,
    ) -> Reply {
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("content-type", "application/x-www-form-urlencoded");
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let form = format!("secret={secret}&decision={decision}");
        self.send(request.body(Body::from(form)).unwrap()).await
    }
}

/// The path of the page that a session sends its buyer to.
pub(crate) fn asked_at(body: &Value) -> String {
    let url = body["continue_url"].as_str().expect("there is a page");
    url.strip_prefix(PUBLIC)
        .expect("it is of the shop's own origin")
        .to_owned()
}

/// The secret of a page's form; empty where it asks nothing.
pub(crate) fn secret_of(page: &str) -> String {
    let value = page.split_once("name=\"secret\" value=\"");
    let secret = value.and_then(|(_, rest)| rest.split_once('"'));
    secret
        .map(|(secret, _)| secret.to_owned())
        .unwrap_or_default()
}
