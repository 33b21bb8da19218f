//! Who comes in, and how many: nobody takes the place of the others.
//!
//! [`address`] says whose address a connection or a request has, behind proxies that are trusted too; [`places`] counts open
//! things, in all and by address: [`connections`] does so with connections, [`crate::stage::events`] with event streams.

pub mod address;
pub mod connections;
pub mod files;
pub mod places;
