//! Vitrine: a live-shopping widget.
pub mod domain;
pub mod stage;
