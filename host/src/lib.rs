//! The host's console: sign in, prepare a show, run it, see what viewers see.
//!
//! # Where to start reading
//!
//! [`core`] is the whole behaviour as one pure function, `Console::update`, from events to effects; it knows nothing of the
//! browser and is tested natively. In the browser `shell` runs it, `port` does the I/O and `ui` draws the model. What is said
//! to the server is `docs/host-api.md`.

pub mod core;

#[cfg(target_arch = "wasm32")]
pub mod port;
#[cfg(target_arch = "wasm32")]
pub mod shell;
#[cfg(target_arch = "wasm32")]
pub mod ui;
