//! The `vitrine-server` binary.
fn main() {}
