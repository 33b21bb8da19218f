//! The house's one rule, read off the sources: dependencies run one way, downwards.
//!
//! Every path counts, not only `use` lines, and so do the tokens inside macros.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// Who may name whom. `app::view` names one module of a layer; `app` names all of it.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("http", &[]),
    ("json", &[]),
    ("stage", &["domain", "json"]),
    ("shop", &["domain", "http", "json"]),
    ("app", &["domain", "http", "json", "shop", "stage"]),
    ("ui", &["app::view", "app::event"]),
    (
        "port",
        &[
            "app::view",
            "app::event",
            "app::effect",
            "domain",
            "http",
            "json",
        ],
    ),
    ("shell", &["app", "port", "ui"]),
    ("element", &["app", "port", "shell", "ui"]),
];

/// The browser's crates, which only its half of the house may name.
const BROWSER: &[&str] = &[
    "yew",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo",
    "serde_wasm_bindgen",
];
const BROWSER_HALF: &[&str] = &["ui", "port", "shell", "element"];

/// A path that a file names, as its segments.
type Named = Vec<String>;

struct Paths(Vec<Named>);

impl<'ast> Visit<'ast> for Paths {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.push(
            path.segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect(),
        );
        visit::visit_path(self, path);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        use_paths(&item.tree, &mut vec![], &mut self.0);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        self.visit_path(&called.path);
        token_paths(&called.tokens.to_string(), &mut self.0);
    }
}

fn use_paths(tree: &syn::UseTree, before: &mut Named, out: &mut Vec<Named>) {
    match tree {
        syn::UseTree::Path(path) => {
            before.push(path.ident.to_string());
            use_paths(&path.tree, before, out);
            before.pop();
        }
        syn::UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|tree| use_paths(tree, before, out)),
        syn::UseTree::Name(name) => {
            out.push([before.as_slice(), &[name.ident.to_string()]].concat());
        }
        syn::UseTree::Rename(name) => {
            out.push([before.as_slice(), &[name.ident.to_string()]].concat());
        }
        syn::UseTree::Glob(_) => out.push(before.clone()),
    }
}

/// Paths in the tokens of a macro, which `syn` prints as `a :: b`.
fn token_paths(tokens: &str, out: &mut Vec<Named>) {
    let words: Vec<&str> = tokens.split_whitespace().collect();
    for (place, window) in words.windows(3).enumerate() {
        let begins = window[1] == "::" && (place == 0 || words[place - 1] != "::");
        if !begins {
            continue;
        }
        let mut path = vec![window[0].to_owned()];
        let mut rest = &words[place + 1..];
        while let ["::", next, ..] = rest {
            path.push(
                next.trim_matches(|c: char| !c.is_alphanumeric() && c != '_')
                    .to_owned(),
            );
            rest = &rest[2..];
        }
        out.push(path);
    }
}

/// Every source file with the module that it is.
fn sources() -> Vec<(PathBuf, Named)> {
    fn walk(folder: &Path, module: &[String], out: &mut Vec<(PathBuf, Named)>) {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let mut inner = module.to_vec();
            // Programs stand outside the house; what they may name is the library's public face.
            if path.is_dir() && inner.is_empty() && name == "bin" {
                continue;
            }
            if path.is_dir() {
                inner.push(name);
                walk(&path, &inner, out);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                if name != "mod" && name != "lib" {
                    inner.push(name);
                }
                out.push((path, inner));
            }
        }
    }
    let mut out = vec![];
    walk(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &[],
        &mut out,
    );
    out
}

fn paths(file: &Path) -> Vec<Named> {
    let parsed = syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap();
    let mut paths = Paths(vec![]);
    paths.visit_file(&parsed);
    paths.0
}

/// The path from the crate's root, for a path that leads there; `None` for one that leads to another crate or stays
/// inside the file.
fn from_root(named: &Named, module: &[String], tops: &BTreeSet<String>) -> Option<Named> {
    let (first, rest) = named.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some([module, rest].concat()),
        "super" => {
            let supers = named
                .iter()
                .take_while(|segment| *segment == "super")
                .count();
            let base = &module[..module.len().saturating_sub(supers)];
            Some([base, &named[supers..]].concat())
        }
        first if module.is_empty() && tops.contains(first) => Some(named.clone()),
        _ => None,
    }
}

fn allowed(layer: &str, target: &Named) -> bool {
    let inside = target.first().is_some_and(|first| first == layer);
    let (_, arrows) = ARROWS.iter().find(|(name, _)| *name == layer).unwrap();
    let joined = target.join("::");
    inside
        || arrows
            .iter()
            .any(|arrow| joined == *arrow || joined.starts_with(&format!("{arrow}::")))
}

#[test]
fn dependencies_run_one_way_downwards() {
    let sources = sources();
    let tops: BTreeSet<String> = sources
        .iter()
        .filter_map(|(_, module)| module.first().cloned())
        .collect();
    let mut wrong = vec![];
    let mut checked = 0;
    for (file, module) in &sources {
        let Some(layer) = module.first() else {
            continue;
        };
        for named in paths(file) {
            if BROWSER.contains(&named[0].as_str()) && !BROWSER_HALF.contains(&layer.as_str()) {
                wrong.push(format!("{}: names {}", file.display(), named.join("::")));
            }
            let Some(target) = from_root(&named, module, &tops) else {
                continue;
            };
            if target.first().is_some_and(|first| tops.contains(first)) {
                checked += 1;
                if !allowed(layer, &target) {
                    wrong.push(format!(
                        "{}: {layer} must not name {}",
                        file.display(),
                        target.join("::")
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        checked > 200,
        "only {checked} paths were seen: this test no longer reads the sources"
    );
}

#[test]
fn every_layer_is_in_the_picture() {
    let layers: BTreeSet<String> = sources()
        .into_iter()
        .filter_map(|(_, module)| module.first().cloned())
        .collect();
    let drawn: BTreeSet<String> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(layers, drawn);
}

#[test]
fn a_forbidden_arrow_is_found_wherever_it_is_drawn() {
    let text = "fn f() { let x: crate::port::Http = yew::html! { <A b={ crate :: shell :: C } /> }; super::super::ui::D; }";
    let mut found = Paths(vec![]);
    found.visit_file(&syn::parse_file(text).unwrap());
    let module = ["domain".to_owned(), "money".to_owned()];
    let tops = BTreeSet::new();
    let targets: Vec<_> = found
        .0
        .iter()
        .filter_map(|named| from_root(named, &module, &tops))
        .collect();
    for top in ["port", "shell", "ui"] {
        let arrow = targets.iter().find(|target| target[0] == top);
        assert!(
            arrow.is_some_and(|target| !allowed("domain", target)),
            "{top}: {targets:?}"
        );
    }
    assert!(
        found
            .0
            .iter()
            .any(|named| BROWSER.contains(&named[0].as_str()))
    );
}

/// What tells the time of day by the device's own clock, which may be a day off. Moments come from the server, the stream, or
/// the page's monotonic clock.
const DEVICE_DATE: &[(&str, &str)] = &[
    ("Date", "now"),
    ("Date", "new_0"),
    ("SystemTime", "now"),
    ("OffsetDateTime", "now_utc"),
];

#[test]
fn nobody_asks_the_device_for_its_date() {
    for (file, _) in sources() {
        for named in paths(&file) {
            let asks = |(kind, asked): &(&str, &str)| matches!(&named[..], [.., a, b] if a == kind && b == asked);
            assert!(
                !DEVICE_DATE.iter().any(asks),
                "{}: {named:?}",
                file.display()
            );
        }
    }
}

#[test]
fn a_file_is_one_idea() {
    let lines = |text: &str| {
        text.lines()
            .take_while(|line| !line.starts_with("#[cfg(test)]"))
            .count()
    };
    let test = |path: &Path| {
        path.file_stem()
            .is_some_and(|name| name.to_string_lossy().ends_with("tests"))
    };
    let long: Vec<String> = sources()
        .iter()
        .filter(|(file, _)| !test(file))
        .map(|(file, _)| (file, lines(&fs::read_to_string(file).unwrap())))
        .filter(|(_, count)| *count > 300)
        .map(|(file, count)| format!("{}: {count} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
