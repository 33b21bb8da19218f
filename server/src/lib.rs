//! Vitrine's embedded server: a reference shop and a stage behind one port.
//!
//! Start reading at [`app`] (what answers which route), then [`shop`] (UCP over `SQLite`),
//! [`stage`] (shows, the live stream, cues), [`live`] (what hosts
//! do) and [`host`] (their API). [`config`] is the command line, [`serve`] the life of
//! the process, [`door`] who comes in.

pub mod app;
pub mod config;
pub mod db;
pub mod door;
pub mod export;
pub mod files;
pub mod health;
pub mod host;
pub mod inject;
pub mod live;
pub mod logs;
pub mod serve;
pub mod shop;
pub mod stage;
