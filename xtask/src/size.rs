//! The files that a partner's page loads, and how large they are. Used by `test` (the budget) and `dist`.

use crate::{root, sh};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// One file as it stands in `dist/`.
pub(crate) struct Shipped {
    /// Its path below `dist/`.
    pub(crate) name: String,
    pub(crate) raw: u64,
    pub(crate) gzip: u64,
    pub(crate) brotli: u64,
}

pub(crate) const LOADER: &str = "vitrine.js";
pub(crate) const PLAYER: &str = "hls.min.js";
/// The app's second file, for those who shop.
pub(crate) const SECOND: &str = "vitrine_shop_bg.wasm";
/// Words that only those load who read them.
const GERMAN: &str = "vitrine.de.json";
/// What not every viewer loads.
pub(crate) const SOME: [&str; 3] = [PLAYER, GERMAN, SECOND];

/// What is shipped of a built `dist/`: the loader, the app, its style and script fragments if any, the words of other
/// languages, the HLS player.
/// The demo page and what belongs to it are not.
pub(crate) fn shipped(dist: &Path) -> Result<Vec<Shipped>> {
    let mut names = vec![
        LOADER.to_owned(),
        "vitrine_app.js".to_owned(),
        "vitrine_app_bg.wasm".to_owned(),
        SECOND.to_owned(),
    ];
    for entry in dist
        .read_dir()
        .with_context(|| format!("cannot read {}", dist.display()))?
    {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with("vitrine") && has_extension(&name, "css") {
            names.push(name);
        }
    }
    fragments(dist, &dist.join("snippets"), &mut names)?;
    names.push(GERMAN.to_owned());
    names.push(PLAYER.to_owned());
    measure(dist, names)
}

/// wasm-bindgen puts the scripts that crates bring along below `snippets/`.
fn fragments(dist: &Path, folder: &Path, names: &mut Vec<String>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    let mut entries = folder
        .read_dir()?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort();
    for path in entries {
        if path.is_dir() {
            fragments(dist, &path, names)?;
        } else {
            names.push(path.strip_prefix(dist)?.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

fn has_extension(name: &str, wanted: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == wanted)
}

/// Node.js has both compressions built in, so nothing has to be compiled for this.
fn measure(dist: &Path, names: Vec<String>) -> Result<Vec<Shipped>> {
    let files: Vec<PathBuf> = names.iter().map(|name| dist.join(name)).collect();
    if let Some(missing) = files.iter().find(|file| !file.is_file()) {
        bail!("{} is missing", missing.display());
    }
    let script = root::path("xtask/sizes.mjs");
    let answer =
        sh::read(sh::cmd("node", [script]).args(&files)).context("xtask/sizes.mjs failed")?;
    let rows: Vec<Value> =
        serde_json::from_str(&answer).context("xtask/sizes.mjs does not answer in JSON")?;
    let number = |row: &Value, field: &str| {
        row[field]
            .as_u64()
            .with_context(|| format!("no {field} in {row}"))
    };
    names
        .into_iter()
        .zip(rows)
        .map(|(name, row)| {
            Ok(Shipped {
                name,
                raw: number(&row, "raw")?,
                gzip: number(&row, "gzip")?,
                brotli: number(&row, "brotli")?,
            })
        })
        .collect()
}

/// Prints the table of sizes, in bytes.
pub(crate) fn print(files: &[Shipped]) {
    println!(
        "{:<44} {:>10} {:>10} {:>10}",
        "bytes", "raw", "gzip", "brotli"
    );
    for file in files {
        println!(
            "{:<44} {:>10} {:>10} {:>10}",
            file.name, file.raw, file.gzip, file.brotli
        );
    }
}
