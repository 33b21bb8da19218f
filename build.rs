//! Puts the interface's style sheets together and takes out what only people need.

use std::path::Path;
use std::{env, fs};

/// In the order in which they count: a later one may refine an earlier one.
const SHEETS: [&str; 9] = [
    "tokens.css",
    "common/common.css",
    "player/player.css",
    "overlay/overlay.css",
    "panel/panel.css",
    "lineup/lineup.css",
    "product/product.css",
    "cart/cart.css",
    "checkout/checkout.css",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=src/ui");
    let mut all = String::new();
    for sheet in SHEETS {
        let path = Path::new("src/ui").join(sheet);
        all += &fs::read_to_string(&path)
            .map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    }
    let small = minifier::css::minify(&all)?.to_string();
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("style.css"), small.trim())?;
    Ok(())
}
