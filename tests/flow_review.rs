//! Pay, pressed on what has changed since it was shown, and a shop that asks for patience.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use support::{Driver, Fate};
use vitrine::app::event::{Action, TimerId};
use vitrine::app::view::{CheckoutScreen, Panel, ShopProblem};

fn placed(driver: &Driver) -> bool {
    matches!(driver.screen(), Some(CheckoutScreen::Placed { .. }))
}

/// Old and new total in minor units, where the viewer is asked about them.
fn asked(driver: &Driver) -> Option<(i64, i64)> {
    match driver.screen() {
        Some(CheckoutScreen::Changed { old, new }) => Some((old.minor, new.unwrap().minor)),
        _ => None,
    }
}

/// One more of what is in the cart, as the page's own script puts it in.
fn one_more(driver: &mut Driver) {
    driver.does(Action::AddVariant {
        variant: "shirt-s".into(),
        quantity: 1,
    });
}

#[test]
fn a_cart_that_grew_under_the_review_is_asked_about_and_then_bought() {
    let mut driver = Driver::at_review();
    one_more(&mut driver);
    driver.does(Action::Pay);
    assert_eq!(asked(&driver), Some((6_390, 12_290)));
    assert_eq!(driver.world.charges.len(), 0);
    driver.does(Action::Retry);
    assert_eq!(driver.screen(), Some(CheckoutScreen::Review));
    driver.does(Action::Pay);
    assert!(placed(&driver), "{:?}", driver.screen());
    assert_eq!((driver.world.orders, driver.world.charges.len()), (1, 1));
}

#[test]
fn a_pay_that_is_pressed_while_the_cart_is_written_waits_for_it_and_asks_about_the_new_total() {
    let mut driver = Driver::at_review();
    driver.held = Some("/carts/cart");
    one_more(&mut driver);
    driver.does(Action::Pay);
    assert!(driver.completes().is_empty());
    driver.release();
    assert_eq!(asked(&driver), Some((6_390, 12_290)));
    assert!(driver.completes().is_empty());
    driver.does(Action::Retry);
    driver.does(Action::Pay);
    assert!(placed(&driver), "{:?}", driver.screen());
}

#[test]
fn a_pay_that_waits_for_a_cart_that_does_not_get_through_says_so_and_can_be_pressed_again() {
    let mut driver = Driver::at_review();
    driver.fates = [("/carts/cart", Fate::LostBefore); 3].into();
    one_more(&mut driver);
    driver.does(Action::Pay);
    driver.timer(TimerId::Cart);
    let Panel::Checkout(view) = &*driver.view().panel else {
        panic!()
    };
    assert_eq!(view.screen, CheckoutScreen::Review);
    assert_eq!(
        (view.problem, view.busy),
        (Some(ShopProblem::Unreachable), false)
    );
    driver.settle();
    driver.does(Action::Pay);
    assert_eq!(asked(&driver), Some((6_390, 12_290)));
}

#[test]
fn a_session_that_must_be_made_ready_again_is_paid_without_asking_where_the_total_is_the_same() {
    let mut driver = Driver::at_review();
    one_more(&mut driver);
    driver.does(Action::SetLine {
        variant: "shirt-s".into(),
        quantity: 1,
    });
    driver.does(Action::Pay);
    assert!(
        matches!(driver.screen(), Some(CheckoutScreen::Declined { .. })),
        "the shop wants the form again"
    );
    assert_eq!(driver.world.charges.len(), 0);
    driver.does(Action::EditPayment);
    driver.gives_card("success_token");
    driver.does(Action::Pay);
    assert!(placed(&driver), "{:?}", driver.screen());
    assert_eq!((driver.world.orders, driver.world.charges.len()), (1, 1));
}

#[test]
fn a_shop_that_asks_to_wait_is_asked_again_when_it_said() {
    let mut driver = Driver::at_review();
    driver.fates = [
        ("/complete", Fate::Busy(7)),
        ("/checkout-sessions/session", Fate::Busy(20)),
    ]
    .into();
    driver.does(Action::Pay);
    assert_eq!(driver.screen(), Some(CheckoutScreen::Unknown));
    assert_eq!(driver.timers[&TimerId::Intent], 7_000);
    driver.timer(TimerId::Intent);
    assert_eq!(driver.timers[&TimerId::Intent], 20_000);
    driver.settle();
    assert!(placed(&driver));
    assert_eq!(driver.world.charges.len(), 1);
}

#[test]
fn the_cards_of_the_lineup_are_asked_for_again_when_the_shop_said() {
    let mut driver = Driver::unmounted();
    driver.fates = [("/catalog/lookup", Fate::Busy(9))].into();
    driver.mount();
    assert_eq!(driver.timers[&TimerId::Cards], 9_000);
}
