//! A model of one purchase, explored in every order in which things can happen.
//!
//! Real: the widget's whole core, `vitrine::app::App`, with its checkout machine, its UCP adapter and what it keeps in
//! storage (`tab`, which only plays its ports). Doubles: the shop's server and the provider's books (`shop`, step by
//! step as the server takes them, and `placing`, what each step does; `wire` puts its answers into UCP), the network and the viewer (`world`).
//! `promises` says what must hold.

pub mod placing;
pub mod promises;
pub mod seen;
pub mod shop;
pub mod tab;
pub mod wire;
pub mod world;
