//! What each part of the app's wasm costs, for `bench size`.
//!
//! The shipped file has no names and its functions are inlined into each other: then the whole core is one function. So the
//! file that wasm-bindgen hands to `wasm-opt` is taken apart, in the same build. `twiggy` (a tool, installed by this command
//! alone) reads it; which module a function belongs to is read off its name.

use crate::{root, sh};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Functions that are shown one by one.
const LINES: usize = 15;

/// One file, taken apart.
pub(crate) struct Parts {
    /// The file's name.
    pub(crate) file: String,
    /// Parts and their raw bytes, the largest first.
    pub(crate) costs: Vec<(String, u64)>,
    /// The largest items by themselves.
    pub(crate) top: Vec<(String, u64)>,
}

impl Parts {
    pub(crate) fn sum(&self) -> u64 {
        self.costs.iter().map(|(_, bytes)| bytes).sum()
    }
}

/// Every wasm file of the app, as the last release build made it.
pub(crate) fn of_the_last_build() -> Result<Vec<Parts>> {
    let folder = root::target().join("wasm-bindgen/release");
    let mut files: Vec<PathBuf> = folder
        .read_dir()
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.retain(|file| is_of_the_app(file));
    files.sort();
    if files.is_empty() {
        bail!(
            "{} has no wasm of the app: remove dist/.stamp, so that it is built anew",
            folder.display()
        );
    }
    files.iter().map(|file| take_apart(file)).collect()
}

fn is_of_the_app(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with("vitrine_app") && file.extension().is_some_and(|wasm| wasm == "wasm")
}

fn take_apart(file: &Path) -> Result<Parts> {
    let mut twiggy = sh::cmd("twiggy", ["top", "--format", "json"]);
    let answer = sh::read(twiggy.arg(file)).context("twiggy failed")?;
    let items: Vec<Value> = serde_json::from_str(&answer).context("twiggy does not say JSON")?;
    let mut parts: BTreeMap<String, u64> = BTreeMap::new();
    let mut top = Vec::new();
    for item in &items {
        let (Some(name), Some(bytes)) = (item["name"].as_str(), item["shallow_size"].as_u64())
        else {
            bail!("twiggy says {item}");
        };
        let Some(part) = part_of(name) else {
            continue;
        };
        *parts.entry(part).or_default() += bytes;
        if top.len() < LINES {
            top.push((without_hashes(name), bytes));
        }
    }
    let mut parts: Vec<_> = parts.into_iter().collect();
    parts.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let name = file.file_name().unwrap_or_default();
    Ok(Parts {
        file: name.to_string_lossy().into_owned(),
        costs: parts,
        top,
    })
}

/// The part that an item belongs to; `None` for what is not shipped. Code that a library makes for a type of ours is ours.
fn part_of(item: &str) -> Option<String> {
    const LIBRARY: [&str; 4] = ["core", "alloc", "std", "hashbrown"];
    const GLUE: [&str; 5] = ["wasm_bindgen", "js_sys", "web_sys", "gloo", "serde_wasm"];
    const FRAME: [&str; 7] = [
        "import ", "export ", "type[", "elem[", "global", "table", "memory",
    ];
    if item.contains("subsection") || item.starts_with("custom section") {
        return None;
    }
    let name = without_hashes(item);
    if name.starts_with("data segment") {
        return Some("data: style, words, tables".to_owned());
    }
    if FRAME.iter().any(|start| name.starts_with(start)) || name.contains("section") {
        return Some("imports, exports, types".to_owned());
    }
    if name.contains("::drop_in_place") || name.contains("drop_glue") || name.contains("drop_slow")
    {
        return Some("dropping values".to_owned());
    }
    if let Some((_, path)) = name.split_once("vitrine::") {
        let module: String = path
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        return Some(format!("vitrine::{module}"));
    }
    if name.contains("yew::") {
        return Some("Yew".to_owned());
    }
    let crates = name.trim_start_matches(['<', '&', '(', '[']);
    Some(if GLUE.iter().any(|start| crates.starts_with(start)) {
        "glue to the browser".to_owned()
    } else if LIBRARY.iter().any(|start| crates.starts_with(start)) || crates.starts_with("str>") {
        "standard library".to_owned()
    } else {
        "other".to_owned()
    })
}

/// A name as one reads it: `vitrine[5a2b…]::app` has the crate's hash in it.
fn without_hashes(name: &str) -> String {
    let mut rest = name;
    let mut short = String::new();
    while let Some((before, after)) = rest.split_once('[') {
        short.push_str(before);
        match after.split_once(']') {
            Some((hash, behind))
                if hash.len() > 12 && hash.chars().all(|c| c.is_ascii_hexdigit()) =>
            {
                rest = behind;
            }
            _ => {
                short.push('[');
                rest = after;
            }
        }
    }
    short + rest
}

/// Prints both tables.
pub(crate) fn print(parts: &Parts) {
    let sum = parts.sum();
    println!("\n{}, before wasm-opt: {sum} bytes raw", parts.file);
    for (name, bytes) in &parts.costs {
        println!("{name:<44} {bytes:>10} {:>5} ‰", bytes * 1_000 / sum.max(1));
    }
    println!("\nits largest items (twiggy top)");
    for (name, bytes) in &parts.top {
        println!("{bytes:>10} {name}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(item: &str) -> String {
        part_of(item).unwrap_or_default()
    }

    #[test]
    fn a_function_belongs_to_its_module() {
        assert_eq!(
            part("<vitrine[5a2b5c9a04b2692c]::app::App>::update"),
            "vitrine::app"
        );
        assert_eq!(
            part("vitrine[5a2b5c9a04b2692c]::ui::panel::drawn"),
            "vitrine::ui"
        );
    }

    #[test]
    fn what_a_library_makes_for_us_is_ours() {
        let grow = "<alloc[6ccceecd3902b573]::raw_vec::RawVec<vitrine[5a2b5c9a04b2692c]::domain::cart::fold::VisibleLine>>::grow_one";
        assert_eq!(part(grow), "vitrine::domain");
        let own = "<alloc[6ccceecd3902b573]::raw_vec::RawVecInner>::finish_grow";
        assert_eq!(part(own), "standard library");
    }

    #[test]
    fn names_are_not_shipped_and_the_rest_is() {
        assert_eq!(part_of("\"function names\" subsection"), None);
        assert_eq!(
            part("type[73]: (i64, i64, i32) -> i64"),
            "imports, exports, types"
        );
        assert_eq!(
            part("data segment \".rodata\""),
            "data: style, words, tables"
        );
    }

    #[test]
    fn hashes_go_and_array_lengths_stay() {
        let name = "<core[15266d276e3a2055]::str::iter::Split<[char; 3usize]>>::next";
        assert_eq!(
            without_hashes(name),
            "<core::str::iter::Split<[char; 3usize]>>::next"
        );
    }
}
