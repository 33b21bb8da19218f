//! Puts the interface's style sheets together and takes out what only people need.

use std::path::Path;
use std::{env, fs};

/// In the order in which they count: a later one may refine an earlier one. The first ones dress what everybody sees.
const WATCHING: [&str; 4] = [
    "tokens.css",
    "common/common.css",
    "player/player.css",
    "overlay/overlay.css",
];
/// These dress what only a viewer who shops sees, and come after the others.
const SHOPPING: [&str; 6] = [
    "common/panels.css",
    "panel/panel.css",
    "lineup/lineup.css",
    "product/product.css",
    "cart/cart.css",
    "checkout/checkout.css",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=src/ui");
    println!("cargo::rerun-if-env-changed=VITRINE_SPLIT");
    if env::var_os("VITRINE_SPLIT").is_some() {
        // What `vitrine-split` has to know of the app's data; it is not shipped.
        println!("cargo::rustc-link-arg-bin=vitrine_app=--emit-relocs");
    }
    write("style.css", &small(&WATCHING)?)?;
    write("shopping.css", &small(&SHOPPING)?)
}

fn small(sheets: &[&str]) -> Result<String, Box<dyn std::error::Error>> {
    let mut all = String::new();
    for sheet in sheets {
        let path = Path::new("src/ui").join(sheet);
        all += &fs::read_to_string(&path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    }
    Ok(minifier::css::minify(&all)?.to_string().trim().to_owned())
}

fn write(name: &str, text: &str) -> Result<(), Box<dyn std::error::Error>> {
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join(name), text)?;
    Ok(())
}
