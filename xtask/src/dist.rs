//! `cargo xtask dist`: the folder that a partner uploads.

use crate::build::{self, Profile};
use crate::setup::{self, Tool};
use crate::size::{print, shipped};
use crate::{root, steps};
use anyhow::{Context, Result};
use std::fs;

/// What goes along with the built files: the types, and the licence that the HLS player is under.
const ALONG: [(&str, &str); 2] = [
    ("www/vitrine.d.ts", "vitrine.d.ts"),
    ("node_modules/hls.js/LICENSE", "hls.LICENSE.txt"),
];

pub(crate) fn run() -> Result<()> {
    setup::ensure(&Tool::BUILD)?;
    let dist = steps::timed("build the widget", || build::widget(Profile::Release)).0?;
    let embed = dist.join("embed");
    if embed.exists() {
        fs::remove_dir_all(&embed)?;
    }
    let files = shipped(&dist)?;
    for file in &files {
        let to = embed.join(&file.name);
        fs::create_dir_all(to.parent().unwrap_or(&embed))?;
        fs::copy(dist.join(&file.name), to)?;
    }
    for (from, to) in ALONG {
        fs::copy(root::path(from), embed.join(to))
            .with_context(|| format!("cannot copy {from}"))?;
    }
    print(&files);
    println!("\ndist/embed/ is what a partner uploads.");
    Ok(())
}
