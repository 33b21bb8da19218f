//! Text from outside (shop, stage, page), bounded before anything is made of it.

/// Cuts `text` to at most `most` characters and drops control characters other than line ends: what the widget shows
/// of somebody else's words. Always plain text, never markup.
#[must_use]
pub fn bounded(text: &str, most: usize) -> String {
    text.chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .take(most)
        .collect()
}

/// The scheme of an absolute address, and what comes after its `://`.
#[must_use]
pub fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    Some((scheme, rest.strip_prefix("//")?))
}

/// An address that may be loaded or opened: absolute `http` or `https` (or `blob:` never), without credentials or
/// white space. Everything else, `javascript:` above all, is `None`.
#[must_use]
pub fn web_url(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = split_scheme(text)?;
    let scheme_ok = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let fine = scheme_ok
        && text.len() <= 2048
        && !host.is_empty()
        && !host.contains('@')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\');
    fine.then(|| text.to_owned())
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_plain_web_addresses_pass() {
        assert!(web_url("https://shop.example/a?b=c#d").is_some());
        assert!(web_url(" http://127.0.0.1:8787/x ").is_some());
        for wrong in [
            "javascript:alert(1)",
            "JaVaScRiPt://x/%0aalert(1)",
            "data:text/html,x",
            "//shop.example/x",
            "https://",
            "https://user:pass@shop.example/",
            "https://shop.example/\u{7}",
            "https://shop.example\\@evil.example",
            "",
        ] {
            assert_eq!(web_url(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn bounded_text_is_short_and_free_of_controls(text: String, most in 0_usize..50) {
            let short = bounded(&text, most);
            prop_assert!(short.chars().count() <= most);
            prop_assert!(short.chars().all(|c| c == '\n' || !c.is_control()));
        }
    }
}
