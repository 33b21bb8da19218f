//! Vitrine's embedded server: a reference shop and a stage behind one port.
//!
//! Start reading at [`stage`] (shows, live stream, cues) and [`shop`] (UCP over SQLite).

pub mod shop;
pub mod stage;
