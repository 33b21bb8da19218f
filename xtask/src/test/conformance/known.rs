//! The written list of what the suite skips, and of what the shop does not pass, each with its reason.

use anyhow::{Context, Result};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// `server/tests/conformance/known.json`.
pub(super) struct Known {
    skipped: Vec<Reason>,
    refused: Vec<Reason>,
}

/// One reason, and the checks that it holds for.
struct Reason {
    text: String,
    checks: Vec<String>,
}

impl Known {
    pub(super) fn read(file: &Path) -> Result<Self> {
        let text =
            fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        Self::parse(&text).with_context(|| format!("{} is not such a list", file.display()))
    }

    pub(super) fn parse(text: &str) -> Result<Self> {
        let list: Value = serde_json::from_str(text)?;
        Ok(Self {
            skipped: reasons(&list["skipped"])?,
            refused: reasons(&list["refused"])?,
        })
    }

    pub(super) fn why_skipped(&self, check: &str) -> Option<String> {
        why(&self.skipped, check)
    }

    pub(super) fn why_refused(&self, check: &str) -> Option<String> {
        why(&self.refused, check)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let both = self.skipped.iter().chain(&self.refused);
        both.flat_map(|reason| reason.checks.iter().map(String::as_str))
    }
}

fn why(reasons: &[Reason], check: &str) -> Option<String> {
    let reason = reasons
        .iter()
        .find(|reason| reason.checks.iter().any(|name| name == check))?;
    Some(reason.text.clone())
}

fn reasons(list: &Value) -> Result<Vec<Reason>> {
    let list = list.as_array().context("no list of reasons")?;
    list.iter()
        .map(|entry| {
            let text = entry["reason"].as_str().filter(|text| !text.is_empty());
            let checks = entry["checks"].as_array().context("no checks")?;
            let names = checks.iter().map(|name| name.as_str().map(str::to_owned));
            Ok(Reason {
                text: text.context("no reason")?.to_owned(),
                checks: names.collect::<Option<_>>().context("a check is no name")?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_found_by_the_name_of_a_check() {
        let list = r#"{"skipped":[{"reason":"no MCP","checks":["mcp.a","mcp.b"]}],"refused":[]}"#;
        let known = Known::parse(list).unwrap();
        assert_eq!(known.why_skipped("mcp.b").as_deref(), Some("no MCP"));
        assert_eq!(known.why_refused("mcp.b"), None);
        assert_eq!(known.names().count(), 2);
    }

    #[test]
    fn nothing_is_known_without_a_reason() {
        assert!(
            Known::parse(r#"{"skipped":[{"reason":"","checks":["a"]}],"refused":[]}"#).is_err()
        );
        assert!(Known::parse(r#"{"skipped":[{"checks":["a"]}],"refused":[]}"#).is_err());
        assert!(Known::parse("[]").is_err());
    }
}
