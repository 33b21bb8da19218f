//! What a live shop is. No I/O, no clock, no web, no floats in money.
pub mod ids;
pub mod money;
pub mod show;
