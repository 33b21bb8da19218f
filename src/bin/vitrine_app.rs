//! What the browser loads. A program of its own, and empty: the loader calls what the library exports, and only a program
//! or a lone `cdylib` is optimised as a whole (a library that is both `cdylib` and `rlib` is not, and weighs half as
//! much again).

use vitrine as _;

fn main() {}
