//! A real `vitrine-server` process on a loopback port, and buyers who deal with it over HTTP as the widget does.
//!
//! [`process`] starts, kills and ends the server, on a data folder of its own; [`buyer`] buys; [`books`] counts
//! afterwards what the shop and the payment provider have written down. [`kill`] and [`load`] put these together; [`fanout`]
//! seats viewers before a show's events.
//! Called by `cargo xtask bench` (through `main.rs`) and by the server's tests. Everything stays on loopback, and ends by
//! itself.

pub mod books;
pub mod buyer;
mod cost;
pub mod fanout;
pub mod kill;
pub mod load;
pub mod process;

use std::time::Duration;

/// An HTTP client that gives up after so long. It speaks to loopback only, but is built with TLS where the server is built
/// beside it, and then asks for a provider.
fn client(deadline: Duration) -> Result<reqwest::Client, reqwest::Error> {
    // An error says that there is one already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().timeout(deadline).build()
}
