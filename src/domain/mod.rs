//! What a live shop is. No I/O, no clock, no web, no floats in money.

pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod ids;
pub mod money;
pub mod show;
pub mod table;
pub mod text;
pub mod totals;
