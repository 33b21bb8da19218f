//! Addresses in a manifest are resolved against the manifest's own, and nothing but web addresses comes out.

use crate::domain::text::{split_scheme, web_url};

/// Resolves `reference` against the absolute `base`: absolute, scheme-relative, host-relative and path-relative
/// references, with `.` and `..`. `None` for everything that is no web address.
pub(super) fn resolve(base: &str, reference: &str) -> Option<String> {
    let reference = reference.trim();
    if let Some(url) = web_url(reference) {
        return Some(url);
    }
    let has_scheme = reference
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|first| first.contains(':'));
    if has_scheme || reference.is_empty() {
        return None;
    }
    let base = web_url(base)?;
    let (scheme, rest) = split_scheme(&base)?;
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if let Some(reference) = reference.strip_prefix("//") {
        return web_url(&format!("{scheme}://{reference}"));
    }
    let cut = reference.find(['?', '#']).unwrap_or(reference.len());
    let (target, tail) = reference.split_at(cut);
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => vec![],
        None => path
            .rsplit_once('/')
            .map_or(vec![], |(folder, _)| folder.split('/').collect()),
    };
    let target = target.strip_prefix('/').unwrap_or(target);
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    web_url(&format!("{scheme}://{host}/{}{tail}", parts.join("/")))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_against_the_manifest() {
        let base = "https://cdn.example/shows/demo.json?v=1";
        for (reference, expected) in [
            ("https://other.example/x", "https://other.example/x"),
            ("//other.example/x", "https://other.example/x"),
            ("/live/master.m3u8", "https://cdn.example/live/master.m3u8"),
            ("cues.json", "https://cdn.example/shows/cues.json"),
            ("./a/../b.json?c=1", "https://cdn.example/shows/b.json?c=1"),
            ("../top.json", "https://cdn.example/top.json"),
            ("../../../top.json", "https://cdn.example/top.json"),
        ] {
            assert_eq!(
                resolve(base, reference).as_deref(),
                Some(expected),
                "{reference}"
            );
        }
        assert_eq!(
            resolve("https://cdn.example", "a").as_deref(),
            Some("https://cdn.example/a")
        );
    }

    #[test]
    fn what_is_no_web_address_stays_out() {
        for wrong in [
            "javascript:alert(1)",
            "data:text/html,x",
            "",
            "file:///etc/passwd",
            "a b",
        ] {
            assert_eq!(
                resolve("https://cdn.example/x.json", wrong),
                None,
                "{wrong}"
            );
        }
    }
}
