//! The shop through its router, with a real database: from browsing to the order, and what goes wrong on the way.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

mod bad_input;
mod browse;
mod cart;
mod catalogue;
mod challenge;
mod checkout;
mod crash;
mod discounts;
mod escalation;
mod escalation_crash;
mod escalation_late;
mod faults;
mod guard;
mod keys;
mod killed;
mod limits;
mod logs;
mod mail;
mod mail_crash;
mod migration;
mod offers;
mod offers_any_order;
mod offers_killed;
mod pages;
mod pay;
mod placing;
mod price;
mod race;
mod ready;
mod rounding;
mod slow;
mod stop;
mod support;
