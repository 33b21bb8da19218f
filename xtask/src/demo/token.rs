//! The demo's host token: drawn once, and kept beside the demo's data, so that a host who is signed in stays so.

use anyhow::{Context, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// The token that lies in this file; else a new one, which only the owner of the file can read.
pub(super) fn kept(file: &Path) -> Result<String> {
    if let Ok(token) = fs::read_to_string(file) {
        let token = token.trim();
        if !token.is_empty() {
            return Ok(token.to_owned());
        }
    }
    let token = drawn()?;
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600);
    options
        .open(file)
        .and_then(|mut file| writeln!(file, "{token}"))
        .with_context(|| format!("cannot write {}", file.display()))?;
    Ok(token)
}

fn drawn() -> Result<String> {
    let mut bytes = [0_u8; 16];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .context("there is no randomness to be had")?;
    let number = u128::from_be_bytes(bytes);
    Ok(format!("{number:032x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_drawn_once_and_kept() {
        let file = std::env::temp_dir().join(format!("vitrine-token-{}", std::process::id()));
        let first = kept(&file).unwrap();
        let second = kept(&file).unwrap();
        fs::remove_file(&file).unwrap();
        assert_eq!(first, second);
        assert_eq!(first.len(), 32);
    }
}
