//! Where things are in the checkout. Used by every command.

use std::path::{Path, PathBuf};

/// The top of the checkout: the folder that holds the folder of this crate.
pub(crate) fn dir() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// A path below the top of the checkout.
pub(crate) fn path(relative: impl AsRef<Path>) -> PathBuf {
    dir().join(relative)
}

/// The build folder: `target/`, or where `CARGO_TARGET_DIR` puts it.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| path("target"), |dir| self::dir().join(dir))
}
