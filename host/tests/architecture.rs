//! The console's house rules, read off the sources: arrows between its parts, and files that are one idea.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Who may name whom, as `crate::…` paths.
const ARROWS: [(&str, &[&str]); 4] = [
    ("core", &["core"]),
    (
        "ui",
        &[
            "core::SLOT_KEYS",
            "core::api",
            "core::cue",
            "core::event",
            "core::figures",
            "core::frame",
            "core::model",
            "core::moment",
            "core::offer",
            "core::present",
            "core::show",
        ],
    ),
    (
        "port",
        &[
            "core::effect",
            "core::event",
            "core::frame",
            "core::http",
            "core::model",
        ],
    ),
    ("shell", &["core", "port", "ui"]),
];

/// The browser's crates, which the core must not name.
const BROWSER: [&str; 5] = ["yew::", "web_sys::", "js_sys::", "wasm_bindgen", "gloo::"];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            out.push(path);
        }
    }
}

/// The lines of code before the tests, with the layer that they are of.
fn files() -> Vec<(String, PathBuf, Vec<String>)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = vec![];
    sources(&src, &mut paths);
    let file = |path: PathBuf| {
        let first = path.strip_prefix(&src).unwrap().components().next();
        let first = first.unwrap().as_os_str().to_string_lossy().into_owned();
        let layer = first.trim_end_matches(".rs").to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let lines = text
            .lines()
            .take_while(|line| !line.starts_with("#[cfg(test)]"))
            .map(str::to_owned)
            .collect();
        (layer, path, lines)
    };
    paths.into_iter().map(file).collect()
}

#[test]
fn dependencies_run_one_way_downwards() {
    let mut wrong = vec![];
    let mut checked = 0;
    for (layer, path, lines) in files() {
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == layer) else {
            continue;
        };
        for line in lines
            .iter()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            let named = line.split("crate::").skip(1);
            for target in named.filter(|target| !target.starts_with('{')) {
                checked += 1;
                let inside = target.starts_with(layer.as_str());
                if !inside && !allowed.iter().any(|arrow| target.starts_with(arrow)) {
                    wrong.push(format!("{}: {line}", path.display()));
                }
            }
            if layer == "core" && BROWSER.iter().any(|name| line.contains(name)) {
                wrong.push(format!("{}: names the browser: {line}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked > 80, "only {checked} paths were seen");
}

#[test]
fn a_file_is_one_idea() {
    let long: Vec<String> = files()
        .into_iter()
        .filter(|(_, _, lines)| lines.len() > 300)
        .map(|(_, path, lines)| format!("{}: {} lines", path.display(), lines.len()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
