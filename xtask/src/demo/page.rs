//! The copy of `dist/` that the demo serves. It differs only where a port that is not the usual one was chosen.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The server that pages and examples name as they stand in the project.
const USUAL: &str = "http://localhost:8787";
/// The kinds of files that name it.
const NAMING: [&str; 3] = ["html", "json", "m3u8"];

/// Copies the built pages, and puts the server's real port into them.
pub(super) fn lay_out(dist: &Path, page: &Path, port: u16) -> Result<()> {
    if page.exists() {
        fs::remove_dir_all(page)?;
    }
    copy(dist, page).with_context(|| format!("cannot copy {}", dist.display()))?;
    let server = format!("http://localhost:{port}");
    if server != USUAL {
        rename(page, &server)?;
    }
    Ok(())
}

/// Names another server in every file of a folder.
fn rename(folder: &Path, server: &str) -> Result<()> {
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.is_dir() {
            rename(&path, server)?;
        } else if path
            .extension()
            .is_some_and(|kind| NAMING.iter().any(|one| kind == *one))
        {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            fs::write(&path, text.replace(USUAL, server))?;
        }
    }
    Ok(())
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

    #[test]
    fn every_page_and_example_names_the_server_that_runs() {
        let folder = std::env::temp_dir().join(format!("vitrine-page-{}", std::process::id()));
        let dist = folder.join("dist");
        fs::create_dir_all(dist.join("demo")).unwrap();
        fs::write(
            dist.join("index.html"),
            format!("<meta content=\"{USUAL}\">"),
        )
        .unwrap();
        fs::write(
            dist.join("demo/show.json"),
            format!("[\"{USUAL}/a\", \"b\"]"),
        )
        .unwrap();
        fs::write(dist.join("demo/picture.webp"), [0xff, 0xfe]).unwrap();
        let page = folder.join("page");
        lay_out(&dist, &page, 9001).unwrap();
        let read = |name: &str| fs::read_to_string(page.join(name)).unwrap();
        assert_eq!(
            read("index.html"),
            "<meta content=\"http://localhost:9001\">"
        );
        assert_eq!(
            read("demo/show.json"),
            "[\"http://localhost:9001/a\", \"b\"]"
        );
        assert_eq!(
            fs::read(page.join("demo/picture.webp")).unwrap(),
            [0xff, 0xfe]
        );
        fs::remove_dir_all(folder).unwrap();
    }
}
