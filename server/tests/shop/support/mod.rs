//! A shop in a temporary folder, called through its router as a browser's widget calls it.
//!
//! Every UCP body that goes over this counter is recorded below `target/ucp/`, where
//! `cargo xtask test --only ucp` holds it against the official schemas.

pub(crate) mod bank;
pub(crate) mod body;
pub(crate) mod catalogue;
pub(crate) mod post;
pub(crate) mod process;
pub(crate) mod record;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tempfile::TempDir;
use time::OffsetDateTime;
use tower::ServiceExt as _;
use vitrine_server::app;
use vitrine_server::shop::payment::faults::Faults;
use vitrine_server::shop::{Settings, Shop};

pub(crate) use body::{codes, filled, home, lines, paths, payment, total};
use record::Recorder;

/// The page that may call.
pub(crate) const PAGE: &str = "http://localhost:8080";
/// The shop.
pub(crate) const PUBLIC: &str = "http://localhost:8787";

/// A shop that can be stopped and started again.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) shop: Shop,
    router: Router,
    now: Arc<AtomicI64>,
    keys: AtomicUsize,
    faults: Faults,
    recorder: Recorder,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    /// The body.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// The `ETag`, with quotes.
    pub(crate) fn etag(&self) -> String {
        self.header("etag")
            .expect("the answer has an ETag")
            .to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The codes of its messages.
    pub(crate) fn codes(&self) -> Vec<String> {
        codes(&self.json())
    }

    /// Asserts the status and gives the body.
    #[track_caller]
    pub(crate) fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self.json()
    }
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self::with(&catalogue::usual())
    }

    pub(crate) fn with(catalogue: &Value) -> Self {
        Self::made(catalogue, Faults::default())
    }

    /// A shop whose payment provider has faults.
    pub(crate) fn with_faults(faults: Faults) -> Self {
        Self::made(&catalogue::usual(), faults)
    }

    fn made(catalogue: &Value, faults: Faults) -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join("catalogue")).unwrap();
        std::fs::write(folder.path().join("catalogue.json"), catalogue.to_string()).unwrap();
        let now = Arc::new(AtomicI64::new(1_795_000_000));
        let shop = Shop::open(&settings(&folder, &now, faults)).unwrap();
        let router = app::router(&shop, Router::new());
        Self {
            folder,
            shop,
            router,
            now,
            keys: AtomicUsize::new(0),
            faults,
            recorder: Recorder::new(),
        }
    }

    pub(crate) fn settings(&self) -> Settings {
        settings(&self.folder, &self.now, self.faults)
    }

    pub(crate) fn catalogue_file(&self) -> PathBuf {
        self.folder.path().join("catalogue.json")
    }

    /// Starts a new process, as it were: everything in memory is forgotten.
    pub(crate) fn restart(&mut self) {
        self.shop = Shop::open(&self.settings()).unwrap();
        self.router = app::router(&self.shop, Router::new());
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    /// A key that was never used.
    pub(crate) fn key(&self) -> String {
        format!("test-key-{}", self.keys.fetch_add(1, Ordering::SeqCst))
    }

    /// Sends any request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Reply {
            status: parts.status,
            headers: parts.headers,
            text,
        }
    }

    /// Sends what the widget would send, with more headers.
    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method.clone())
            .uri(path)
            .header("origin", PAGE)
            .header(
                "ucp-agent",
                format!("profile=\"{PUBLIC}/profiles/vitrine.json\""),
            );
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let sent = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        let reply = self.send(request.body(sent).unwrap()).await;
        self.recorder.record(&method, path, body, &reply);
        reply
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.call(Method::GET, path, &[], None).await
    }

    /// A catalogue read.
    pub(crate) async fn ask(&self, path: &str, body: &Value) -> Reply {
        self.call(Method::POST, path, &[], Some(body)).await
    }

    /// A write with a new key.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.post_as(&self.key(), path, body).await
    }

    pub(crate) async fn post_as(&self, key: &str, path: &str, body: &Value) -> Reply {
        self.call(Method::POST, path, &[("idempotency-key", key)], Some(body))
            .await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Reply {
        self.call(
            Method::PUT,
            path,
            &[("idempotency-key", &self.key())],
            Some(body),
        )
        .await
    }

    pub(crate) async fn put_if(&self, path: &str, etag: &str, body: &Value) -> Reply {
        let key = self.key();
        self.call(
            Method::PUT,
            path,
            &[("idempotency-key", &key), ("if-match", etag)],
            Some(body),
        )
        .await
    }

    /// Makes a cart and gives its id.
    pub(crate) async fn cart(&self, lines: &Value) -> String {
        let body = self
            .post("/carts", &json!({ "line_items": lines }))
            .await
            .ok(201);
        body["id"].as_str().unwrap().to_owned()
    }

    /// Makes a checkout of a cart and gives its id.
    pub(crate) async fn checkout_of(&self, cart: &str) -> String {
        let body = json!({ "cart_id": cart, "line_items": [] });
        let body = self.post("/checkout-sessions", &body).await.ok(201);
        body["id"].as_str().unwrap().to_owned()
    }

    /// A checkout that can be paid: lines, buyer, address and delivery. Gives its id and its state.
    pub(crate) async fn ready(&self, lines: &Value) -> (String, Value) {
        let cart = self.cart(lines).await;
        let id = self.checkout_of(&cart).await;
        let body = self
            .put(&format!("/checkout-sessions/{id}"), &filled(lines))
            .await
            .ok(200);
        assert_eq!(body["status"], "ready_for_complete", "{body}");
        (id, body)
    }

    pub(crate) async fn pay(&self, id: &str, token: &str) -> Reply {
        self.pay_as(&self.key(), id, token).await
    }

    pub(crate) async fn pay_as(&self, key: &str, id: &str, token: &str) -> Reply {
        self.post_as(
            key,
            &format!("/checkout-sessions/{id}/complete"),
            &payment(token),
        )
        .await
    }

    /// How many orders there are, and how many charges in the provider's books.
    pub(crate) fn books(&self) -> (i64, i64) {
        let (charges, _) = self.shop.ledger.charged().unwrap();
        (self.count("orders"), charges)
    }

    /// What is left of a variant.
    pub(crate) fn stock(&self, variant: &str) -> i64 {
        let sql = "SELECT on_hand FROM stock WHERE variant = ?1";
        let left: Result<i64, rusqlite::Error> = self
            .shop
            .db
            .read(|connection| connection.query_row(sql, [variant], |row| row.get(0)));
        left.unwrap()
    }

    /// How many rows a table has.
    pub(crate) fn count(&self, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        let rows: Result<i64, rusqlite::Error> = self
            .shop
            .db
            .read(|connection| connection.query_row(&sql, [], |row| row.get(0)));
        rows.unwrap()
    }
}

fn settings(folder: &TempDir, now: &Arc<AtomicI64>, faults: Faults) -> Settings {
    let now = Arc::clone(now);
    Settings {
        data: folder.path().join("data"),
        catalogue: folder.path().join("catalogue.json"),
        public_url: PUBLIC.to_owned(),
        allowed_origins: vec![PAGE.to_owned()],
        outbox: folder.path().join("data/outbox"),
        sandbox: faults,
        clock: Arc::new(move || {
            OffsetDateTime::from_unix_timestamp(now.load(Ordering::SeqCst)).unwrap()
        }),
    }
}
