//! Vitrine's build commands.
fn main() {}
