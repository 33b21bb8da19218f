//! The flows: what each event does to the model, a file an area. They call each other only through their functions.

pub(super) mod action;
pub(super) mod again;
pub(super) mod beacon;
pub(super) mod boot;
pub(super) mod cart;
pub(super) mod catalogue;
pub(super) mod checkout;
pub(super) mod countdown;
mod emit;
pub(super) mod offer;
pub(super) mod panel;
pub(super) mod player;
pub(super) mod reply;
pub(super) mod shopping;
pub(super) mod show;
pub(super) mod tabs;
pub(super) mod toast;
