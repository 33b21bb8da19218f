//! A server with the small show, a small shop and a host token, on a clock that a test moves.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::Extension;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tempfile::TempDir;
use time::Duration;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;
use vitrine_server::app;
use vitrine_server::door::address::Peer;
use vitrine_server::door::places::{Limits, Places};
use vitrine_server::host::{self, Host};
use vitrine_server::live::Live;
use vitrine_server::shop::payment::faults::Faults;
use vitrine_server::shop::{self, Shop};
use vitrine_server::stage::clock::{Clock, EPOCH, Moment};
use vitrine_server::stage::{Config, Stage};

use crate::stage_support::{SOME_DAY, Show};

pub(crate) const TOKEN: &str = "a token that nobody guesses";
pub(crate) const PUBLIC: &str = "http://localhost:8787";

/// The server.
pub(crate) struct House {
    folder: Show,
    data: TempDir,
    now: Arc<AtomicU64>,
    pub(crate) public_url: &'static str,
    pub(crate) shutdown: CancellationToken,
    pub(crate) host: Host,
    pub(crate) shop: Shop,
    router: Router,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    #[track_caller]
    pub(crate) fn ok(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        if self.text.is_empty() {
            Value::Null
        } else {
            self.json()
        }
    }

    /// Its status and the code of its error.
    #[track_caller]
    pub(crate) fn refused(&self) -> (u16, String) {
        let error = self.json()["error"].clone();
        assert!(error["message"].is_string());
        (
            self.status.as_u16(),
            error["code"].as_str().unwrap().to_owned(),
        )
    }
}

impl House {
    pub(crate) fn new() -> Self {
        Self::with(PUBLIC, Some(TOKEN))
    }

    pub(crate) fn with(public_url: &'static str, token: Option<&str>) -> Self {
        Self::with_shop_ahead(public_url, token, 0)
    }

    /// The shop's clock is so many milliseconds ahead of the stage's.
    pub(crate) fn with_shop_ahead(
        public_url: &'static str,
        token: Option<&str>,
        ahead: i64,
    ) -> Self {
        let (folder, data) = (Show::new(), tempfile::tempdir().unwrap());
        let now = Arc::new(AtomicU64::new(SOME_DAY));
        let shutdown = CancellationToken::new();
        let (host, shop, router) =
            open(&folder, &data, (&now, ahead), public_url, token, &shutdown);
        Self {
            folder,
            data,
            now,
            public_url,
            shutdown,
            host,
            shop,
            router,
        }
    }

    /// Starts a new process, as it were, with this token.
    pub(crate) fn restart(&mut self, token: &str) {
        (self.host, self.shop, self.router) = open(
            &self.folder,
            &self.data,
            (&self.now, 0),
            self.public_url,
            Some(token),
            &self.shutdown,
        );
    }

    pub(crate) fn now(&self) -> Moment {
        Moment::from_millis(self.now.load(Ordering::SeqCst))
    }

    pub(crate) fn pass(&self, millis: u64) {
        self.now.fetch_add(millis, Ordering::SeqCst);
    }

    pub(crate) async fn send_from(&self, from: IpAddr, request: Request<Body>) -> Reply {
        let router = self.router.clone().layer(Extension(Peer(from)));
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Reply {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        self.send_from(IpAddr::V4(Ipv4Addr::LOCALHOST), request)
            .await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// The body of an answer that does not end.
    pub(crate) async fn open(&self, request: Request<Body>) -> Body {
        let response = self.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.into_body()
    }

    /// Tries a token.
    pub(crate) async fn try_token(&self, from: [u8; 4], token: &str) -> Reply {
        let request = Request::post("/host/api/session")
            .header("content-type", "application/json")
            .header("vitrine-host", "1")
            .body(Body::from(json!({ "token": token }).to_string()))
            .unwrap();
        self.send_from(IpAddr::from(from), request).await
    }

    /// A console that has signed in.
    pub(crate) async fn console(&self) -> Console<'_> {
        let reply = self.try_token([127, 0, 0, 1], TOKEN).await;
        assert_eq!(reply.status, StatusCode::NO_CONTENT, "{}", reply.text);
        let cookie = reply.headers["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Console {
            house: self,
            cookie,
        }
    }
}

/// A console.
pub(crate) struct Console<'a> {
    house: &'a House,
    pub(crate) cookie: String,
}

impl Console<'_> {
    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(format!("/host/api{path}"))
            .header("cookie", &self.cookie)
            .header("origin", self.house.public_url)
            .header("vitrine-host", "1")
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: &Value) -> Reply {
        let request = self
            .request(method, path)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        self.house.send(request.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        let request = self.request(Method::GET, path).body(Body::empty());
        self.house.send(request.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.call(Method::POST, path, body).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Reply {
        self.call(Method::PATCH, path, body).await
    }

    /// Takes the programme's show over, and waits until what the script had told ahead has passed.
    pub(crate) async fn take_over(&self) {
        let stop = json!({"running": false});
        let taken = self.post("/shows/demo/script", &stop).await;
        assert_eq!(taken.ok(200)["script"], "taken_over");
        self.house.pass(15_000);
    }

    /// Says a cue at the demo show, and gives it as it was recorded.
    pub(crate) async fn say(&self, body: &Value) -> Value {
        self.post("/shows/demo/cues", body).await.ok(201)["cue"].clone()
    }
}

fn open(
    folder: &Show,
    data: &TempDir,
    (now, ahead): (&Arc<AtomicU64>, i64),
    public_url: &str,
    token: Option<&str>,
    shutdown: &CancellationToken,
) -> (Host, Shop, Router) {
    let catalogue = data.path().join("catalogue.json");
    std::fs::create_dir_all(data.path().join("console")).unwrap();
    std::fs::write(data.path().join("console/index.html"), "The console").unwrap();
    std::fs::write(data.path().join("console/app.js"), "run()").unwrap();
    std::fs::write(&catalogue, self::catalogue().to_string()).unwrap();
    let (for_stage, for_shop) = (Arc::clone(now), Arc::clone(now));
    let clock = Clock::from_fn(move || Moment::from_millis(for_stage.load(Ordering::SeqCst)));
    let shop = Shop::open(&shop::Settings {
        data: data.path().to_owned(),
        catalogue,
        public_url: public_url.to_owned(),
        allowed_origins: vec!["http://page.example".to_owned()],
        outbox: data.path().join("outbox"),
        sandbox: Faults::default(),
        clock: Arc::new(move || {
            let millis = i64::try_from(for_shop.load(Ordering::SeqCst)).unwrap();
            EPOCH + Duration::milliseconds(millis + ahead)
        }),
    })
    .unwrap();
    let live = Live::open(data.path(), clock.clone()).unwrap();
    let stage = Stage::open(Config {
        clock: clock.clone(),
        live: Some(live.clone()),
        shutdown: shutdown.clone(),
        public_url: public_url.to_owned(),
        ..folder.config()
    });
    let host = Host::new(
        live,
        shop.clone(),
        host::Settings {
            token: token.map(str::to_owned),
            public_url: public_url.to_owned(),
            shutdown: shutdown.clone(),
            clock,
            console: Some(data.path().join("console")),
            places: Places::new(Limits {
                all: 100,
                per_address: 0,
            }),
        },
    );
    let router = stage.unwrap().router().merge(host::router(host.clone()));
    let router = app::router(&shop, router);
    (host, shop, router)
}

fn catalogue() -> Value {
    json!({
        "currency": "EUR",
        "shop": {"name": "Small shop", "links": [
            {"type": "privacy_policy", "title": "Privacy", "path": "/policies/privacy"},
            {"type": "terms_of_service", "title": "Terms", "path": "/policies/terms"},
        ]},
        "products": [
            {"id": "cup", "title": "Cup", "description": "Of clay.", "variants": [{"id": "cup-1", "price": 1_000, "stock": 5}]},
            {"id": "plate", "title": "Plate", "description": "Of clay.", "variants": [{"id": "plate-1", "price": 2_000}]},
            {"id": "vase", "title": "Vase", "description": "Of clay.", "variants": [{"id": "vase-1", "price": 3_000, "stock": 9}]},
            {"id": "lamp", "title": "Lamp", "description": "Of paper.", "variants": [{"id": "lamp-1", "price": 500}]},
        ],
        "discounts": [],
        "delivery": [{"countries": ["*"], "options": [{"id": "standard", "title": "Standard", "price": 490, "min_days": 2, "max_days": 4}]}],
        "tax": [{"countries": ["*"], "rate_basis_points": 1_900, "included": true, "title": "VAT 19 %"}],
    })
}

/// An open event stream.
pub(crate) struct Events(pub(crate) Body);

/// An event: its name, its id, its data.
pub(crate) type Event = (String, Option<u64>, Value);

impl Events {
    /// The next event that is no comment; `None` where the stream has ended.
    pub(crate) async fn next(&mut self) -> Option<Event> {
        loop {
            let frame = self.0.frame().await?.unwrap().into_data().unwrap();
            let text = std::str::from_utf8(&frame).unwrap();
            let (mut kind, mut id, mut data) = (String::new(), None, Value::Null);
            for line in text.lines() {
                match line.split_once(": ").unwrap_or((line, "")) {
                    ("event", value) => value.clone_into(&mut kind),
                    ("id", value) => id = Some(value.parse().unwrap()),
                    ("data", value) => data = serde_json::from_str(value).unwrap(),
                    _ => {}
                }
            }
            if !kind.is_empty() {
                return Some((kind, id, data));
            }
        }
    }

    /// The next event of a kind.
    pub(crate) async fn next_of(&mut self, wanted: &str) -> (Option<u64>, Value) {
        loop {
            let (kind, id, data) = self.next().await.unwrap();
            if kind == wanted {
                return (id, data);
            }
        }
    }
}
