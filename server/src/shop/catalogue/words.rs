//! The small questions that [`super::rules`] asks of a word or a number, and how it says no.

use super::file::Refused;

/// Keeps every total of a full cart inside what a browser counts exactly (2^53).
pub(super) const DEAREST: i64 = 1_000_000_000;

pub(super) fn amount(value: i64, at: String) -> Result<(), Refused> {
    ensure((0..=DEAREST).contains(&value), at, || {
        format!("must be 0 to {DEAREST} minor units")
    })
}

pub(super) fn text(value: &str, at: impl Into<String>) -> Result<(), Refused> {
    ensure(!value.trim().is_empty(), at, || "is empty".to_owned())
}

pub(super) fn ensure(
    holds: bool,
    at: impl Into<String>,
    reason: impl FnOnce() -> String,
) -> Result<(), Refused> {
    if holds { Ok(()) } else { refuse(at, reason()) }
}

pub(super) fn refuse(at: impl Into<String>, reason: String) -> Result<(), Refused> {
    Err(Refused {
        path: at.into(),
        reason,
    })
}

pub(super) fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}

pub(super) fn is_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    (1..=100).contains(&id.len()) && id.bytes().all(plain) && !id.starts_with('.')
}

/// No folder, no hidden file: such a name can only lie in the pictures' folder.
pub(super) fn is_file_name(name: &str) -> bool {
    is_id(name) && name.contains('.')
}

pub(super) fn no_id(id: &str) -> String {
    format!("{id:?} must be 1 to 100 letters, digits, '-', '_' or '.'")
}

pub(super) fn no_country(code: &str) -> String {
    format!("{code:?} is no two-letter country code such as DE")
}

pub(super) fn twice(id: &str) -> String {
    format!("{id:?} stands twice")
}
