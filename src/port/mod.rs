//! The browser I/O.
