//! The copy of `dist/` that the demo serves. It differs only where a port that is not the usual one was chosen.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// The server that the page names as it stands in the project.
const USUAL: &str = "http://localhost:8787";
const NAME: &str = "vitrine-server";

/// Copies the built page, and puts the server's real port into it.
pub(super) fn lay_out(dist: &Path, page: &Path, port: u16) -> Result<()> {
    if page.exists() {
        fs::remove_dir_all(page)?;
    }
    copy(dist, page).with_context(|| format!("cannot copy {}", dist.display()))?;
    let index = page.join("index.html");
    let html = fs::read_to_string(&index)?;
    let server = format!("http://localhost:{port}");
    if server != USUAL {
        fs::write(&index, named(&html, &server)?)?;
    }
    Ok(())
}

/// The page with another server in its `vitrine-server` tag.
fn named(html: &str, server: &str) -> Result<String> {
    let Some((start, end)) = tag(html) else {
        bail!("index.html has no <meta name=\"{NAME}\" content=\"{USUAL}\">");
    };
    Ok(format!(
        "{}{}{}",
        &html[..start],
        html[start..end].replace(USUAL, server),
        &html[end..]
    ))
}

/// Where the tag that names the usual server begins and ends.
fn tag(html: &str) -> Option<(usize, usize)> {
    html.match_indices("<meta").find_map(|(start, _)| {
        let end = start + html[start..].find('>')?;
        let tag = &html[start..end];
        (tag.contains(NAME) && tag.contains(USUAL)).then_some((start, end))
    })
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta charset=\"utf-8\"><meta name=\"vitrine-server\" content=\"http://localhost:8787\"></head>\
                        <a href=\"http://localhost:8787/\">shop</a>";

    #[test]
    fn only_the_tag_is_rewritten() {
        let html = named(PAGE, "http://localhost:9001").unwrap();
        assert!(html.contains("content=\"http://localhost:9001\""));
        assert!(html.contains("href=\"http://localhost:8787/\""));
    }

    #[test]
    fn a_page_without_the_tag_is_refused() {
        assert!(named("<head></head>", "http://localhost:9001").is_err());
    }
}
