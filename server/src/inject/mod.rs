//! `vitrine-server inject`: any HLS origin, with cues in its media playlists.
//!
//! It stands before the origin under the same paths. Playlists are edited ([`edit`]); everything else is passed on as it
//! comes. Queries are passed on too, so that low-latency players may wait at the origin for the next part.

pub mod edit;

use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use reqwest::{Client, Url};
use serde_json::Value;
use tokio::time::MissedTickBehavior;
use tower_http::cors::{Any, CorsLayer};

use crate::config::InjectArgs;
use crate::live::fact::Fact;
use crate::serve::{runtime, until_signal};
use edit::Kind;

/// How often cues are asked for.
const OFTEN: Duration = Duration::from_secs(1);
/// How long the origin may take; low-latency players wait there.
const PATIENCE: Duration = Duration::from_mins(1);
/// The largest playlist, and the largest snapshot.
const LARGEST: usize = 8 * 1024 * 1024;
/// What is passed on of a request.
const ASKED: [HeaderName; 4] = [
    header::RANGE,
    header::USER_AGENT,
    header::ACCEPT,
    header::AUTHORIZATION,
];
/// What is passed on of an answer; of an edited one without those that tell its bytes.
const ANSWERED: [HeaderName; 8] = [
    header::CONTENT_TYPE,
    header::CACHE_CONTROL,
    header::AGE,
    header::CONTENT_LENGTH,
    header::CONTENT_RANGE,
    header::ACCEPT_RANGES,
    header::ETAG,
    header::LAST_MODIFIED,
];
const BYTES: [HeaderName; 5] = [
    header::CONTENT_LENGTH,
    header::CONTENT_RANGE,
    header::ACCEPT_RANGES,
    header::ETAG,
    header::LAST_MODIFIED,
];

/// Serves until a signal ends it.
///
/// # Errors
/// Where an address is none or the port is taken.
pub fn run(args: &InjectArgs) -> anyhow::Result<()> {
    runtime()?.block_on(async {
        let proxy = Proxy::new(&args.from)?;
        let cues: Url = args.cues.parse().context("--cues is no address")?;
        let address = SocketAddr::new(args.listen, args.port);
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}"))?;
        let at = listener.local_addr()?;
        tracing::info!(
            origin = proxy.0.origin,
            "serving http://{at}{}",
            proxy.0.path
        );
        let follower = proxy.clone();
        tokio::spawn(async move { follower.follow(cues).await });
        until_signal(listener, proxy.router()).await
    })
}

/// An origin, and the cues that go into its playlists. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Proxy(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    client: Client,
    /// Scheme, host and port.
    origin: String,
    /// The playlist's path, and the query it was named with.
    path: String,
    query: Option<String>,
    cues: RwLock<Vec<Fact>>,
}

impl Proxy {
    /// A proxy before the origin of a playlist.
    ///
    /// # Errors
    /// Where it is no http(s) address.
    pub fn new(from: &str) -> anyhow::Result<Self> {
        let from: Url = from.parse().context("--from is no address")?;
        ensure!(
            matches!(from.scheme(), "http" | "https"),
            "--from must be an http(s) address"
        );
        // Set already where this is not the first; then it is the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Ok(Self(Arc::new(Inner {
            client: Client::builder().read_timeout(PATIENCE).build()?,
            origin: from.origin().ascii_serialization(),
            path: from.path().to_owned(),
            query: from.query().map(str::to_owned),
            cues: RwLock::default(),
        })))
    }

    /// Reads the snapshot of cues again and again. While it cannot be read, what was read last goes on.
    async fn follow(&self, cues: Url) {
        let mut often = tokio::time::interval(OFTEN);
        often.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut well = true;
        loop {
            often.tick().await;
            let read = self.read(cues.clone()).await;
            if let (true, Err(error)) = (well, &read) {
                tracing::warn!("the cues cannot be read: {error:#}");
            }
            well = read.is_ok();
        }
    }

    /// Reads the snapshot of cues.
    ///
    /// # Errors
    /// Where it cannot be read; then what was read last stays.
    pub async fn read(&self, cues: Url) -> anyhow::Result<()> {
        let answer = self.0.client.get(cues).timeout(PATIENCE).send().await?;
        let answer = answer.error_for_status()?;
        let body = axum::body::to_bytes(Body::from_stream(answer.bytes_stream()), LARGEST).await?;
        let snapshot: Value = serde_json::from_slice(&body)?;
        let cues = snapshot["cues"].as_array().context("no cues in it")?;
        let cues = cues.iter().filter_map(|cue| Fact::read(&cue.to_string()));
        *self.0.cues.write().unwrap_or_else(PoisonError::into_inner) = cues.collect();
        Ok(())
    }

    /// The routes: every path of the origin.
    pub fn router(&self) -> Router {
        let cors = CorsLayer::new()
            .allow_origin(Any)
            .allow_methods([Method::GET, Method::HEAD])
            .allow_headers(Any)
            .expose_headers([header::CONTENT_LENGTH, header::CONTENT_RANGE, header::DATE]);
        Router::new()
            .fallback(pass)
            .layer(cors)
            .with_state(self.clone())
    }

    fn asking(&self, request: &Request) -> anyhow::Result<reqwest::RequestBuilder> {
        let path = request.uri().path();
        let named = self.0.query.as_deref().filter(|_| path == self.0.path);
        let query = request.uri().query().or(named);
        let query = query.map_or_else(String::new, |query| format!("?{query}"));
        let url: Url = format!("{}{path}{query}", self.0.origin).parse()?;
        ensure!(
            url.origin().ascii_serialization() == self.0.origin,
            "that leads elsewhere"
        );
        let asked = self.0.client.request(request.method().clone(), url);
        let headers = copied(request.headers(), &ASKED);
        Ok(asked.headers(headers))
    }

    fn edited(&self, text: &str) -> String {
        match edit::kind(text) {
            Kind::Multivariant => edit::multivariant(text, &self.0.origin),
            Kind::Media => {
                let cues = self.0.cues.read().unwrap_or_else(PoisonError::into_inner);
                edit::media(text, &cues)
            }
            Kind::Other => text.to_owned(),
        }
    }
}

async fn pass(State(proxy): State<Proxy>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let failed = |error: anyhow::Error| {
        tracing::warn!("the origin failed: {error:#}");
        (StatusCode::BAD_GATEWAY, "The origin failed.\n").into_response()
    };
    let asking = match proxy.asking(&request) {
        Ok(asking) => asking,
        Err(error) => return failed(error),
    };
    let (head, path) = (
        *request.method() == Method::HEAD,
        request.uri().path().to_owned(),
    );
    drop(request);
    let answer = match asking.send().await {
        Ok(answer) => answer,
        Err(error) => return failed(error.into()),
    };
    let (status, from) = (answer.status(), answer.headers().clone());
    let mut headers = copied(&from, &ANSWERED);
    let body = Body::from_stream(answer.bytes_stream());
    if !is_playlist(&path, &from) {
        return (status, headers, body).into_response();
    }
    for name in BYTES {
        headers.remove(name);
    }
    if head || status != StatusCode::OK {
        return (status, headers, body).into_response();
    }
    let read = axum::body::to_bytes(body, LARGEST).await;
    match read {
        // What is not text is nothing that we can edit.
        Ok(bytes) => match std::str::from_utf8(&bytes) {
            Ok(text) => (status, headers, proxy.edited(text)).into_response(),
            Err(_) => (status, headers, bytes).into_response(),
        }
        .into_response(),
        Err(error) => failed(error.into()),
    }
}

fn is_playlist(path: &str, headers: &HeaderMap) -> bool {
    let mime = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let mime = mime.map(<[u8]>::to_ascii_lowercase).unwrap_or_default();
    let extension = std::path::Path::new(path).extension();
    mime.windows(7).any(|part| part == b"mpegurl")
        || extension.is_some_and(|extension| extension.eq_ignore_ascii_case("m3u8"))
}

fn copied(from: &HeaderMap, names: &[HeaderName]) -> HeaderMap {
    let found = names
        .iter()
        .filter_map(|name| Some((name.clone(), from.get(name)?.clone())));
    found.collect()
}
