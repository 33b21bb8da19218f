//! Two tabs of one browser at one shop.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use support::{Driver, Fate};
use vitrine::app::effect::Emission;
use vitrine::app::event::{Action, Event, StoreSlot};
use vitrine::app::view::{CheckoutScreen, Panel, ShopProblem};

fn counted(driver: &Driver) -> u32 {
    driver.view().overlay.cart_count
}

fn quantity_at_the_shop(driver: &Driver) -> u32 {
    let (_, lines) = driver.world.cart.as_ref().unwrap();
    lines.iter().map(|(_, quantity)| quantity).sum()
}

#[test]
fn two_tabs_without_a_cart_make_one() {
    let mut one = Driver::new();
    let mut two = one.another_tab(false);
    one.goes_on_from(&mut two);
    one.add_shirt();
    two.goes_on_from(&mut one);
    // It has not been told yet; the lock brings it to read what is stored.
    two.add_shirt();
    assert_eq!(two.world.carts_made, 1);
    assert_eq!((quantity_at_the_shop(&two), counted(&two)), (2, 2));
}

#[test]
fn a_tab_that_is_told_shows_the_other_s_cart() {
    let mut one = Driver::new();
    let mut two = one.another_tab(false);
    one.goes_on_from(&mut two);
    one.add_shirt();
    assert!(one.told > 0);
    two.goes_on_from(&mut one);
    assert_eq!(counted(&two), 0);
    two.happens(Event::Told);
    assert_eq!(counted(&two), 1);
}

#[test]
fn what_another_tab_is_bringing_to_the_shop_is_not_brought_twice() {
    let mut one = Driver::new();
    one.held = Some("/carts");
    one.add_shirt();
    // The first tab's write is on its way, and stored.
    let mut two = one.another_tab(true);
    assert_eq!(counted(&two), 0);
    one.goes_on_from(&mut two);
    one.release();
    two.goes_on_from(&mut one);
    two.gets_lock();
    assert_eq!((quantity_at_the_shop(&two), counted(&two)), (1, 1));
}

#[test]
fn what_a_closed_tab_had_not_brought_to_the_shop_is_brought_by_the_next() {
    let mut one = Driver::new();
    one.held = Some("/carts");
    one.add_shirt();
    let two = one.another_tab(false);
    assert_eq!((quantity_at_the_shop(&two), counted(&two)), (1, 1));
}

#[test]
fn changes_that_wait_for_the_lock_survive_a_reload_and_count_once() {
    let mut one = Driver::new();
    one.lock_taken = true;
    one.add_shirt();
    assert!(one.storage.contains_key(&StoreSlot::Waiting));
    assert!(
        one.world.cart.is_none(),
        "nothing is written without the lock"
    );
    let again = one.reload();
    assert_eq!((quantity_at_the_shop(&again), counted(&again)), (1, 1));
    assert!(!again.storage.contains_key(&StoreSlot::Waiting));
    let again = again.reload();
    assert_eq!((quantity_at_the_shop(&again), counted(&again)), (1, 1));
}

#[test]
fn while_one_tab_places_an_order_the_other_buys_and_changes_nothing() {
    let mut one = Driver::at_review();
    one.held = Some("/complete");
    one.does(Action::Pay);
    let mut two = one.another_tab(true);
    two.add_shirt();
    two.does(Action::OpenCheckout);
    assert_eq!(
        two.screen(),
        Some(CheckoutScreen::Unavailable(ShopProblem::Elsewhere))
    );
    assert_eq!(quantity_at_the_shop(&two), 1);
    one.goes_on_from(&mut two);
    one.release();
    assert!(matches!(one.screen(), Some(CheckoutScreen::Placed { .. })));
    // Its own shirt goes into a cart of its own.
    two.goes_on_from(&mut one);
    two.happens(Event::Told);
    two.gets_lock();
    two.settle();
    assert_eq!(counted(&two), 1);
    assert_eq!((two.world.orders, two.world.charges.len()), (1, 1));
}

#[test]
fn the_cart_is_empty_in_every_tab_once_it_is_bought() {
    let mut one = Driver::at_review();
    let mut two = one.another_tab(false);
    assert_eq!(counted(&two), 1);
    one.goes_on_from(&mut two);
    one.does(Action::Pay);
    two.goes_on_from(&mut one);
    two.happens(Event::Told);
    assert_eq!(counted(&two), 0);
    let purchases = |driver: &Driver| {
        let told = driver.emitted.iter();
        told.filter(|told| matches!(told, Emission::Purchase { .. }))
            .count()
    };
    assert_eq!((purchases(&one), purchases(&two)), (1, 0));
}

#[test]
fn a_pay_that_waited_for_another_tab_s_order_does_not_buy_the_same_again() {
    let mut one = Driver::at_review();
    let mut two = one.another_tab(false);
    two.goes_to_payment();
    two.gives_card("success_token");
    assert_eq!(two.screen(), Some(CheckoutScreen::Review));
    two.lock_taken = true;
    one.goes_on_from(&mut two);
    one.does(Action::Pay);
    two.goes_on_from(&mut one);
    two.does(Action::Pay);
    assert!(two.completes().is_empty(), "it waits for its turn");
    two.gets_lock();
    assert_eq!((two.world.orders, two.world.charges.len()), (1, 1));
}

#[test]
fn an_order_whose_tab_is_gone_is_asked_about_by_the_next() {
    let mut one = Driver::at_review();
    one.fates.push_back(("/complete", Fate::LostAfter));
    one.does(Action::Pay);
    assert_eq!(one.screen(), Some(CheckoutScreen::Unknown));
    let mut two = one.another_tab(true);
    assert!(matches!(&*two.view().panel, Panel::Closed));
    two.gets_lock();
    two.settle();
    assert!(matches!(two.screen(), Some(CheckoutScreen::Placed { .. })));
    assert_eq!((two.world.orders, two.world.charges.len()), (1, 1));
}

#[test]
fn the_viewer_need_not_wait_for_a_tab_that_does_not_answer() {
    let mut one = Driver::at_review();
    one.fates.push_back(("/complete", Fate::LostAfter));
    one.does(Action::Pay);
    let mut two = one.another_tab(true);
    two.does(Action::OpenCheckout);
    two.does(Action::Retry);
    two.settle();
    assert!(matches!(two.screen(), Some(CheckoutScreen::Placed { .. })));
    assert_eq!((two.world.orders, two.world.charges.len()), (1, 1));
}
