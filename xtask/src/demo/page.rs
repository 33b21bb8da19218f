//! The copy of `dist/` that the demo serves. It differs only where a port that is not the usual one was chosen.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// The server that the page names as it stands in the project.
const USUAL: &str = "http://localhost:8787";
const META: &str = "<meta name=\"vitrine-server\"";

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
    let Some(start) = html.find(META) else {
        bail!("index.html has no {META} …> to name the server in");
    };
    let (before, tag_on) = html.split_at(start);
    let Some(end) = tag_on.find('>') else {
        bail!("the {META} tag of index.html does not end");
    };
    let (tag, after) = tag_on.split_at(end);
    if !tag.contains(USUAL) {
        bail!("the {META} tag of index.html does not name {USUAL}");
    }
    Ok(format!("{before}{}{after}", tag.replace(USUAL, server)))
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

    const PAGE: &str = "<head><meta name=\"vitrine-server\" content=\"http://localhost:8787\"></head>\
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
