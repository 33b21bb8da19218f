//! Why a show on disk was refused. Everything that reads a file of the show answers with this.

use std::path::{Path, PathBuf};

/// A file of the show that cannot be played: which file, where in it, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}{reason}", file.display(), if place.is_empty() { String::new() } else { format!("{place}: ") })]
pub struct Invalid {
    /// The file.
    pub file: PathBuf,
    /// The place in the file: a JSON path or a line. Empty where the whole file is meant.
    pub place: String,
    /// What is wrong, in words.
    pub reason: String,
}

impl Invalid {
    pub(super) fn new(file: &Path, place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            place: place.into(),
            reason: reason.into(),
        }
    }

    /// Reads a file whole, or says why not.
    pub(super) fn read(file: &Path) -> Result<Vec<u8>, Self> {
        std::fs::read(file).map_err(|error| Self::new(file, "", error.to_string()))
    }
}
