//! The way to an order, and everything that can happen to its one decisive request.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use support::{Driver, Fate};
use vitrine::app::effect::Emission;
use vitrine::app::effect::Focus;
use vitrine::app::event::{Action, Event, StoreSlot, TimerId};
use vitrine::app::view::{CheckoutScreen, CheckoutView, Panel, Refusal, ShopProblem};
use vitrine::domain::checkout::{Field, FieldError};

fn view(driver: &Driver) -> CheckoutView {
    match &*driver.view().panel {
        Panel::Checkout(view) => (**view).clone(),
        other => panic!("{other:?}"),
    }
}

fn placed(driver: &Driver) -> bool {
    matches!(driver.screen(), Some(CheckoutScreen::Placed { .. }))
}

fn purchases(driver: &Driver) -> usize {
    driver
        .emitted
        .iter()
        .filter(|emission| matches!(emission, Emission::Purchase { .. }))
        .count()
}

#[test]
fn a_viewer_buys_cart_to_receipt() {
    let mut driver = Driver::at_review();
    assert_eq!(driver.screen(), Some(CheckoutScreen::Review));
    assert_eq!(view(&driver).payable.unwrap().minor, 6_390);
    driver.does(Action::Pay);
    let Some(CheckoutScreen::Placed {
        label, paid, email, ..
    }) = driver.screen()
    else {
        panic!()
    };
    assert_eq!(label.as_deref(), Some("1001"));
    assert_eq!(paid.unwrap().minor, 6_390);
    assert_eq!(email, "ada@example.org");
    assert_eq!((driver.world.orders, driver.world.charges.len()), (1, 1));
    assert_eq!(driver.view().overlay.cart_count, 0);
    assert_eq!(driver.storage.get(&StoreSlot::Intent), None);
    assert_eq!(purchases(&driver), 1);
}

#[test]
fn what_is_missing_is_said_beside_its_field_and_nothing_is_sent() {
    let mut driver = Driver::new();
    driver.add_shirt();
    driver.does(Action::OpenCheckout);
    driver.does(Action::Enter {
        field: Field::Email,
        value: "ada".into(),
    });
    let before = driver.sent.len();
    driver.does(Action::SubmitContact);
    assert_eq!(driver.sent.len(), before);
    let errors: Vec<_> = view(&driver)
        .fields
        .into_iter()
        .filter_map(|f| Some((f.field, f.error?)))
        .collect();
    assert_eq!(errors[0], (Field::Email, FieldError::NotAnEmail));
    assert!(errors.contains(&(Field::Street, FieldError::Missing)));
}

#[test]
fn a_field_is_not_called_wrong_before_the_viewer_has_left_it() {
    let mut driver = Driver::new();
    driver.add_shirt();
    driver.does(Action::OpenCheckout);
    driver.does(Action::Enter {
        field: Field::Email,
        value: "ad".into(),
    });
    assert_eq!(view(&driver).fields[0].error, None);
    driver.does(Action::Leave(Field::Email));
    assert_eq!(view(&driver).fields[0].error, Some(FieldError::NotAnEmail));
}

#[test]
fn what_was_typed_survives_a_reload() {
    let mut driver = Driver::new();
    driver.add_shirt();
    driver.does(Action::OpenCheckout);
    driver.enters_address();
    let mut driver = driver.reload();
    driver.does(Action::OpenCheckout);
    assert_eq!(view(&driver).fields[0].value, "ada@example.org");
}

#[test]
fn the_intent_is_stored_before_anything_of_it_is_sent() {
    let mut driver = Driver::at_review();
    driver.held = Some("/complete");
    driver.does(Action::Pay);
    let stored = driver.storage.get(&StoreSlot::Intent).unwrap();
    let body = driver.waiting[0].1.body.as_ref().unwrap();
    let stored: serde_json::Value = serde_json::from_str(stored).unwrap();
    assert_eq!(stored["body"].as_str(), Some(body.as_str()));
}

#[test]
fn pressing_pay_many_times_is_one_intent() {
    let mut driver = Driver::at_review();
    driver.held = Some("/complete");
    for _ in 0..5 {
        driver.does(Action::Pay);
    }
    driver.release();
    assert!(placed(&driver));
    assert_eq!(
        (driver.completes().len(), driver.world.charges.len()),
        (1, 1)
    );
}

#[test]
fn every_fate_of_the_decisive_request_ends_in_one_order_and_one_charge() {
    for fate in [
        Fate::LostBefore,
        Fate::LostAfter,
        Fate::Status(500),
        Fate::Status(503),
        Fate::Status(429),
        Fate::Status(409),
    ] {
        for reload in [false, true] {
            let mut driver = Driver::at_review();
            driver.fates = [("/complete", fate)].into();
            driver.does(Action::Pay);
            assert_eq!(driver.screen(), Some(CheckoutScreen::Unknown), "{fate:?}");
            if reload {
                driver = driver.reload();
            }
            driver.settle();
            assert!(placed(&driver), "{fate:?} {:?}", driver.screen());
            assert_eq!(
                (driver.world.orders, driver.world.charges.len()),
                (1, 1),
                "{fate:?}"
            );
            let bodies: Vec<_> = driver
                .completes()
                .iter()
                .map(|request| request.body.clone())
                .collect();
            assert!(
                bodies.windows(2).all(|two| two[0] == two[1]),
                "the same body each time"
            );
            assert_eq!(purchases(&driver), 1);
            assert_eq!(driver.storage.get(&StoreSlot::Intent), None);
        }
    }
}

#[test]
fn a_reload_while_placing_asks_before_it_sends_again() {
    let mut driver = Driver::at_review();
    driver.fates = [("/complete", Fate::LostAfter)].into();
    driver.does(Action::Pay);
    let driver = driver.reload();
    assert!(placed(&driver));
    assert!(driver.completes().is_empty(), "a reading was enough");
}

#[test]
fn nothing_else_is_bought_while_an_intent_is_unresolved() {
    let mut driver = Driver::at_review();
    driver.fates = [
        ("/complete", Fate::LostBefore),
        ("/checkout-sessions/session", Fate::LostBefore),
    ]
    .into();
    driver.does(Action::Pay);
    driver.timer(TimerId::Intent);
    let sent = driver.sent.len();
    driver.does(Action::Close);
    driver.add_shirt();
    driver.does(Action::OpenCheckout);
    assert_eq!(
        driver.screen(),
        Some(CheckoutScreen::Unknown),
        "the open question is shown instead"
    );
    let writes = driver.sent[sent..]
        .iter()
        .filter(|request| request.url.contains("/carts"))
        .count();
    assert_eq!(writes, 0, "the cart waits");
    driver.settle();
    assert!(placed(&driver));
    assert_eq!(driver.world.orders, 1);
    assert_eq!(
        driver.view().overlay.cart_count,
        1,
        "what was added meanwhile is in the new cart"
    );
}

#[test]
fn a_declined_card_charges_nothing_and_another_card_is_a_new_intent() {
    let mut driver = Driver::new();
    driver.add_shirt();
    driver.goes_to_payment();
    driver.gives_card("fail_token");
    driver.does(Action::Pay);
    let Some(CheckoutScreen::Declined {
        refusal: Refusal::Payment(_),
        not_charged,
    }) = driver.screen()
    else {
        panic!("{:?}", driver.screen())
    };
    assert_eq!(not_charged.unwrap().minor, 6_390);
    driver.does(Action::Retry);
    driver.gives_card("success_token");
    driver.does(Action::Pay);
    assert!(placed(&driver));
    assert_eq!((driver.world.orders, driver.world.charges.len()), (1, 1));
    let keys: Vec<_> = driver
        .completes()
        .iter()
        .map(|request| request.headers.clone())
        .collect();
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn a_changed_total_is_shown_old_and_new_and_asked_again() {
    let mut driver = Driver::at_review();
    driver.world.raise_total = true;
    driver.does(Action::Pay);
    let Some(CheckoutScreen::Changed { old, new }) = driver.screen() else {
        panic!("{:?}", driver.screen())
    };
    assert_eq!((old.minor, new.unwrap().minor), (6_390, 6_490));
    assert_eq!(driver.world.charges.len(), 0);
    driver.does(Action::Retry);
    assert_eq!(driver.screen(), Some(CheckoutScreen::Review));
    driver.does(Action::Pay);
    assert!(placed(&driver));
}

#[test]
fn with_storage_blocked_leaving_the_page_while_placing_is_asked_about() {
    let mut driver = Driver::at_review();
    driver.storage_blocked = true;
    driver.held = Some("/complete");
    driver.does(Action::Pay);
    assert!(driver.guarded);
    driver.release();
    assert!(placed(&driver));
    assert!(!driver.guarded);
}

#[test]
fn a_shop_that_does_not_take_the_form_loses_nothing_of_it() {
    let mut driver = Driver::new();
    driver.add_shirt();
    driver.does(Action::OpenCheckout);
    driver.enters_address();
    driver.fates = [("/checkout-sessions/session", Fate::LostBefore)].into();
    driver.does(Action::SubmitContact);
    let troubled = view(&driver);
    assert_eq!(troubled.problem, Some(ShopProblem::Unreachable));
    assert_eq!(
        (troubled.screen, troubled.busy),
        (CheckoutScreen::Contact, false)
    );
    driver.does(Action::Retry);
    assert_eq!(driver.screen(), Some(CheckoutScreen::Delivery));
}

#[test]
fn going_back_and_forth_keeps_what_was_entered() {
    let mut driver = Driver::at_review();
    driver.does(Action::EditContact);
    assert_eq!(view(&driver).fields[0].value, "ada@example.org");
    driver.does(Action::SubmitContact);
    assert_eq!(driver.screen(), Some(CheckoutScreen::Delivery));
    driver.does(Action::Back);
    assert_eq!(driver.screen(), Some(CheckoutScreen::Contact));
}

#[test]
fn rubbish_where_an_intent_should_be_is_no_intent() {
    for rubbish in ["", "{}", "{\"checkout\":1}", "null"] {
        let storage = [(StoreSlot::Intent, rubbish.to_owned())].into();
        let world = support::World::new();
        let driver = Driver::mounted(world, storage, 5);
        assert_eq!(*driver.view().panel, Panel::Closed, "{rubbish}");
    }
}

/// A payment that waits for the buyer on the shop's page.
fn waiting_for_the_buyer() -> Driver {
    let mut driver = Driver::new();
    driver.add_shirt();
    driver.goes_to_payment();
    driver.gives_card("escalation_token");
    driver.does(Action::Pay);
    let asked = CheckoutScreen::ActionNeeded("https://shop.example/challenge/c1".into());
    assert_eq!(driver.screen(), Some(asked));
    driver
}

#[test]
fn what_the_shop_asks_for_is_done_beside_the_page_and_then_it_is_placed() {
    let mut driver = waiting_for_the_buyer();
    driver.does(Action::ContinueAtShop);
    assert_eq!(driver.popups, ["https://shop.example/challenge/c1"]);
    driver.timer(TimerId::Intent);
    assert!(matches!(
        driver.screen(),
        Some(CheckoutScreen::ActionNeeded(_))
    ));
    driver.world.decides(true);
    // Back from the shop's page: no waiting for the next time.
    driver.happens(Event::Visible(true));
    assert!(matches!(
        driver.screen(),
        Some(CheckoutScreen::Placed { .. })
    ));
    assert_eq!((driver.world.orders, driver.world.charges.len()), (1, 1));
}

#[test]
fn a_buyer_who_refuses_on_the_shop_s_page_is_charged_nothing_and_can_pay_otherwise() {
    let mut driver = waiting_for_the_buyer();
    driver.world.decides(false);
    driver.settle();
    assert!(matches!(
        driver.screen(),
        Some(CheckoutScreen::Declined { .. })
    ));
    assert_eq!(driver.world.charges.len(), 0);
    driver.world.refused = false;
    driver.does(Action::EditPayment);
    driver.gives_card("success_token");
    driver.does(Action::Pay);
    assert!(matches!(
        driver.screen(),
        Some(CheckoutScreen::Placed { .. })
    ));
}

#[test]
fn a_payment_that_waits_for_the_buyer_can_be_given_up() {
    let mut driver = waiting_for_the_buyer();
    driver.does(Action::GiveUp);
    assert!(matches!(
        driver.screen(),
        Some(CheckoutScreen::Declined { .. })
    ));
    assert!(!driver.storage.contains_key(&StoreSlot::Intent));
    assert_eq!((driver.world.orders, driver.world.charges.len()), (0, 0));
}

#[test]
fn giving_up_that_gets_no_answer_proves_nothing() {
    let mut driver = waiting_for_the_buyer();
    driver.fates.push_back(("/cancel", Fate::LostAfter));
    driver.does(Action::GiveUp);
    assert!(matches!(
        driver.screen(),
        Some(CheckoutScreen::ActionNeeded(_))
    ));
    driver.settle();
    assert!(matches!(
        driver.screen(),
        Some(CheckoutScreen::Declined { .. })
    ));
    assert_eq!(driver.world.orders, 0);
}

#[test]
fn an_address_that_nothing_is_delivered_to_leads_to_the_field_that_the_shop_blames() {
    let mut driver = Driver::new();
    driver.world.nowhere = Some(true);
    driver.add_shirt();
    driver.does(Action::OpenCheckout);
    driver.enters_address();
    driver.does(Action::SubmitContact);
    assert_eq!(driver.screen(), Some(CheckoutScreen::Contact));
    let said = view(&driver)
        .fields
        .into_iter()
        .find_map(|field| field.said);
    assert_eq!(said.as_deref(), Some("Not to DE."));
    assert_eq!(driver.focus, Some(Focus::Element("field-country")));
}

#[test]
fn where_the_shop_offers_no_delivery_and_does_not_say_why_that_is_said_and_the_address_can_be_changed()
 {
    let mut driver = Driver::new();
    driver.world.nowhere = Some(false);
    driver.add_shirt();
    driver.does(Action::OpenCheckout);
    driver.enters_address();
    driver.does(Action::SubmitContact);
    assert_eq!(driver.screen(), Some(CheckoutScreen::Delivery));
    assert!(
        view(&driver)
            .delivery
            .iter()
            .all(|group| group.options.is_empty())
    );
    driver.does(Action::SubmitDelivery);
    assert_eq!(
        driver.screen(),
        Some(CheckoutScreen::Delivery),
        "there is nothing to go on with"
    );
    driver.world.nowhere = None;
    driver.does(Action::EditContact);
    driver.does(Action::SubmitContact);
    driver.does(Action::SubmitDelivery);
    assert!(matches!(driver.screen(), Some(CheckoutScreen::Payment(_))));
}
