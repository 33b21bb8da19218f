//! What the browser loads: `start.js` calls what the library exports.

use vitrine_host as _;

fn main() {}
