//! `vitrine-server files DIR`: a static folder over HTTP, for the demo's partner page.
//!
//! Knows nothing of shop or stage.

use std::net::SocketAddr;

use anyhow::{Context, ensure};
use axum::Router;
use axum::http::{HeaderValue, header};
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::config::FilesArgs;
use crate::serve::{runtime, until_signal};

/// Serves until a signal ends it.
///
/// # Errors
/// Where the folder is missing or the port is taken.
pub fn run(args: &FilesArgs) -> anyhow::Result<()> {
    ensure!(args.dir.is_dir(), "{} is not a folder", args.dir.display());
    runtime()?.block_on(async {
        let address = SocketAddr::new(args.listen, args.port);
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}"))?;
        let at = listener.local_addr()?;
        tracing::info!(folder = %args.dir.display(), "serving files on http://{at}");
        until_signal(listener, router(args)).await
    })
}

/// The folder with right types and no caching: `no-cache` asks the server every time, and an
/// unchanged file answers 304.
pub fn router(args: &FilesArgs) -> Router {
    let folder = ServeDir::new(&args.dir)
        .precompressed_br()
        .precompressed_gzip();
    Router::new()
        .fallback_service(folder)
        .layer(CompressionLayer::new())
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-cache"),
        ))
}
