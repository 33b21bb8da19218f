//! Structured logs on standard error. `RUST_LOG` filters them.
//!
//! Called once by `main.rs`. What a request log may say is decided in [`crate::app`]: route
//! templates, never paths, so that no secret id is written.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use crate::config::LogStyle;

/// Starts logging in the wanted style.
pub fn start(style: LogStyle) {
    let filter = EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| EnvFilter::new("info,async_nats=error"));
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match style {
        LogStyle::Text => lines.with_target(false).init(),
        LogStyle::Json => lines
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .init(),
    }
}
