//! What answers which route, and what lies around it: CORS, logs, limits, panics.

use std::time::Duration;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::cors::CorsLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

use crate::health::health;
use crate::shop::reply::{Problem, after_panic};
use crate::shop::{self, Shop};

/// How long a request of the shop may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The whole server. `stage` carries shows; it brings its own state.
pub fn router(shop: &Shop, stage: Router) -> Router {
    let api = shop::api().layer(middleware::from_fn_with_state(shop.clone(), known_origin));
    let shop_routes = api
        .merge(shop::site())
        .route("/health", get(health))
        .with_state(shop.clone())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIMEOUT,
        ));
    Router::new()
        .merge(shop_routes)
        .merge(stage)
        .fallback(no_such_route)
        .method_not_allowed_fallback(no_such_method)
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(cors(&shop.allowed_origins))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ))
        .layer(CompressionLayer::new().compress_when(worth_compressing()))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(span)
                .on_request(())
                .on_response(log_answer),
        )
}

/// Segments of a stream are compressed already: trying again costs the processor and hides their length.
fn worth_compressing() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("video/"))
}

/// Which pages may call from where, as `docs/protocol.md` lists it.
fn cors(origins: &[String]) -> CorsLayer {
    let listed: Vec<HeaderValue> = origins
        .iter()
        .filter_map(|origin| HeaderValue::try_from(origin).ok())
        .collect();
    CorsLayer::new()
        .allow_origin(listed)
        .allow_methods([Method::GET, Method::POST, Method::PUT])
        .allow_headers([
            HeaderName::from_static("ucp-agent"),
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("request-id"),
            header::IF_MATCH,
            header::CONTENT_TYPE,
        ])
        .expose_headers([header::ETAG, header::RETRY_AFTER])
        .max_age(Duration::from_hours(2))
}

/// A page of another origin is refused before anything happens. CORS alone would only hide the
/// answer from it. Callers that are no pages send no `Origin`.
async fn known_origin(State(shop): State<Shop>, request: Request, next: Next) -> Response {
    if let Some(origin) = request.headers().get(header::ORIGIN) {
        let origin = origin.to_str().unwrap_or_default();
        let known = origin == shop.public_url
            || shop.allowed_origins.iter().any(|allowed| allowed == origin);
        if !known {
            let text = "Pages of this origin may not call the shop.";
            return Problem::refused(StatusCode::FORBIDDEN, "origin_not_allowed", text)
                .into_response();
        }
    }
    next.run(request).await
}

async fn no_such_route() -> Problem {
    Problem::refused(
        StatusCode::NOT_FOUND,
        "not_found",
        "There is nothing at this address.",
    )
}

async fn no_such_method() -> Problem {
    Problem::refused(
        StatusCode::METHOD_NOT_ALLOWED,
        "invalid",
        "This address does not take this method.",
    )
}

/// A request in the log: its route's template, never its path, which may hold a secret id.
fn span(request: &Request) -> tracing::Span {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str);
    let asked_as = request
        .headers()
        .get("request-id")
        .and_then(|id| id.to_str().ok())
        .filter(|id| id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    tracing::info_span!("request", method = %request.method(), route, id = asked_as)
}

fn log_answer<B>(response: &axum::http::Response<B>, took: Duration, _: &tracing::Span) {
    let (status, ms) = (response.status().as_u16(), took.as_secs_f64() * 1_000.0);
    tracing::debug!(status, ms, "answered");
}
