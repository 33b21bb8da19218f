//! A purchase in every order in which things can happen: requests lost, late and doubled, a server killed between any two
//! of its steps, pages loaded anew, two tabs. What is explored, and what stands for what: `model/mod.rs`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    reason = "a test may fail by panicking"
)]

mod model;

use model::promises;
use model::shop::Lapse;
use model::tab::Slip;
use model::world::{Faults, Purchase};
use stateright::{Checker, Model};

/// One tab that is about to pay, as often as said if need be, and a world without faults.
fn one_tab(pays: u8) -> Purchase {
    Purchase {
        tabs: vec![0],
        stock: 1,
        pays,
        faults: Faults::default(),
        slip: Slip::None,
        lapse: Lapse::None,
    }
}

/// Two tabs of one browser with the same session on their screens.
fn two_tabs(pays: u8) -> Purchase {
    Purchase {
        tabs: vec![0, 0],
        ..one_tab(pays)
    }
}

/// Two tabs that began their carts before they could know of each other.
fn two_carts(pays: u8) -> Purchase {
    Purchase {
        tabs: vec![0, 1],
        stock: 2,
        ..one_tab(pays)
    }
}

/// Explores everything, prints how much that was, and holds the promises against it.
fn explored(what: &str, purchase: Purchase, floor: usize) {
    let checker = purchase.checker().threads(2).spawn_bfs().join();
    let states = checker.unique_state_count();
    println!(
        "{what}: {states} states, {} steps deep at the most",
        checker.max_depth()
    );
    checker.assert_properties();
    assert!(
        states >= floor,
        "{states} states are too few to prove anything"
    );
}

/// Explores until the promise is broken; fails if it never is.
fn broken(promise: &'static str, purchase: Purchase) {
    let checker = purchase.checker().threads(2).spawn_bfs().join();
    let Some(way) = checker.discovery(promise) else {
        panic!(
            "{} states, and it holds: {promise}",
            checker.unique_state_count()
        );
    };
    println!("{promise}: broken by {:?}", way.into_actions());
}

#[test]
fn one_tab_buys_once_whatever_is_lost_late_doubled_or_killed() {
    let faults = Faults {
        given_up: 1,
        doubled: 1,
        crashes: 1,
        reloads: 1,
        ..Faults::default()
    };
    let purchase = one_tab(1);
    explored("one tab", Purchase { faults, ..purchase }, 5_000);
}

#[test]
fn one_tab_may_pay_again_after_every_answer_that_nothing_was_placed() {
    let faults = Faults {
        given_up: 1,
        crashes: 1,
        raises: 1,
        cancels: 1,
        declines: 1,
        ..Faults::default()
    };
    let purchase = one_tab(2);
    explored(
        "one tab, paying twice",
        Purchase { faults, ..purchase },
        5_000,
    );
}

#[test]
fn two_tabs_with_one_session_buy_it_once() {
    let lost_and_killed = Faults {
        given_up: 1,
        crashes: 1,
        ..Faults::default()
    };
    let asked_early_and_declined = Faults {
        early: 1,
        declines: 1,
        ..Faults::default()
    };
    for (faults, pays) in [(lost_and_killed, 1), (asked_early_and_declined, 2)] {
        let purchase = two_tabs(pays);
        explored(
            "two tabs, one session",
            Purchase { faults, ..purchase },
            2_000,
        );
    }
}

#[test]
fn two_tabs_with_a_cart_each_buy_one_after_the_other() {
    let lost_and_declined = Faults {
        given_up: 1,
        declines: 1,
        ..Faults::default()
    };
    let declined_and_loaded_anew = Faults {
        reloads: 1,
        declines: 1,
        ..Faults::default()
    };
    for faults in [lost_and_declined, declined_and_loaded_anew] {
        let purchase = two_carts(1);
        explored(
            "two tabs, two carts",
            Purchase { faults, ..purchase },
            1_000,
        );
    }
}

// The check can fail: each of these breaks one rule on purpose, and the exploration finds the way to the damage.

#[test]
fn a_new_key_while_the_outcome_is_unknown_is_found_out() {
    let faults = Faults {
        given_up: 1,
        ..Faults::default()
    };
    let slip = Slip::NewKeys;
    broken(
        promises::ONE_AT_A_TIME,
        Purchase {
            faults,
            slip,
            ..one_tab(1)
        },
    );
}

#[test]
fn an_intent_stored_over_another_tabs_is_found_out() {
    let slip = Slip::Overwrites;
    broken(
        promises::ONE_AT_A_TIME,
        Purchase {
            slip,
            ..two_carts(1)
        },
    );
}

#[test]
fn a_slot_emptied_of_another_tabs_intent_is_found_out() {
    let faults = Faults {
        reloads: 1,
        declines: 1,
        ..Faults::default()
    };
    let slip = Slip::EmptiesBlindly;
    broken(
        promises::RESOLVED,
        Purchase {
            faults,
            slip,
            ..two_tabs(2)
        },
    );
}

#[test]
fn a_reload_with_storage_blocked_forgets_the_intent_as_the_docs_say() {
    let faults = Faults {
        reloads: 1,
        ..Faults::default()
    };
    let slip = Slip::Forgets;
    broken(
        promises::RESOLVED,
        Purchase {
            faults,
            slip,
            ..one_tab(1)
        },
    );
}

#[test]
fn an_attempt_given_back_without_making_its_charge_void_is_found_out() {
    let faults = Faults {
        crashes: 1,
        ..Faults::default()
    };
    let lapse = Lapse::NoVoid;
    broken(
        promises::NO_STRAY_CHARGE,
        Purchase {
            faults,
            lapse,
            ..one_tab(1)
        },
    );
}
