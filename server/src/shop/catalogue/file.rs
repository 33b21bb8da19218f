//! Reading a catalogue file: whole, or not at all.

use std::fmt;
use std::path::Path;

use super::document::Document;
use super::{Catalogue, rules};

/// Why a catalogue file was refused: where, and for what reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The place, such as `products[3].variants[0].price`; empty for the whole file.
    pub path: String,
    /// What is wrong there.
    pub reason: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str(&self.reason),
            path => write!(f, "{path}: {}", self.reason),
        }
    }
}

impl std::error::Error for Refused {}

/// Reads and checks a whole file.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read(file: &Path) -> anyhow::Result<Catalogue> {
    use anyhow::Context;
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the catalogue {}", file.display()))?;
    parse(&text).with_context(|| format!("the catalogue {} is refused", file.display()))
}

/// Parses and checks a catalogue.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn parse(text: &str) -> Result<Catalogue, Refused> {
    let mut json = serde_json::Deserializer::from_str(text);
    let document: Document = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        Refused {
            path: if path == "." { String::new() } else { path },
            reason: error.into_inner().to_string(),
        }
    })?;
    json.end().map_err(|error| Refused {
        path: String::new(),
        reason: error.to_string(),
    })?;
    rules::check(&document)?;
    Ok(Catalogue::new(document))
}
