//! The cart, as a viewer lives it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod support;

use support::{Driver, Fate};
use vitrine::app::event::Action;
use vitrine::app::view::{
    Announcement, CartView, Panel, ProductDetail, ProductView, ShopProblem, StockView, Toast,
    ValueState,
};

fn cart(driver: &mut Driver) -> CartView {
    driver.does(Action::OpenCart);
    match &*driver.view().panel {
        Panel::Cart(cart) => cart.clone(),
        other => panic!("{other:?}"),
    }
}

fn product(driver: &Driver) -> ProductDetail {
    match &*driver.view().panel {
        Panel::Product(ProductView::Ready(product)) => (**product).clone(),
        other => panic!("{other:?}"),
    }
}

fn quantities(cart: &CartView) -> Vec<u32> {
    cart.lines.iter().map(|line| line.quantity).collect()
}

#[test]
fn a_product_says_what_is_open_what_is_sold_out_and_what_is_left() {
    let mut driver = Driver::new();
    driver.does(Action::OpenProduct("shirt".into()));
    let open = product(&driver);
    assert_eq!(open.open_axis.as_deref(), Some("Size"));
    assert!(!open.can_add);
    assert_eq!(open.axes[0].values[1].state, ValueState::SoldOut);
    driver.does(Action::Choose { axis: 0, value: 0 });
    let chosen = product(&driver);
    assert!(chosen.can_add);
    assert_eq!(chosen.stock, StockView::Few(3));
    driver.does(Action::WantQuantity(50));
    assert_eq!(product(&driver).quantity, 3, "no more than there are");
}

#[test]
fn what_is_sold_out_cannot_be_added() {
    let mut driver = Driver::new();
    driver.does(Action::OpenProduct("shirt".into()));
    driver.does(Action::Choose { axis: 0, value: 1 });
    driver.does(Action::AddToCart);
    assert_eq!(driver.view().overlay.cart_count, 0);
}

#[test]
fn adding_counts_at_once_says_so_and_goes_back_to_the_picture() {
    let mut driver = Driver::new();
    driver.held = Some("/carts");
    driver.add_shirt();
    let view = driver.view();
    assert_eq!(view.overlay.cart_count, 1);
    assert_eq!(*view.panel, Panel::Closed);
    assert!(matches!(view.toast, Some(Toast::Added(title)) if title == "Linen shirt, S"));
    let estimated = cart(&mut driver);
    assert!(estimated.saving && estimated.estimate.is_some());
    assert_eq!(
        driver.view().toast,
        None,
        "the cart that it offered is open"
    );
    driver.release();
    let confirmed = cart(&mut driver);
    assert!(!confirmed.saving && confirmed.estimate.is_none());
}

#[test]
fn the_cart_is_there_after_a_reload_even_when_nothing_had_been_sent() {
    let mut driver = Driver::new();
    driver.add_shirt();
    let mut driver = driver.reload();
    assert_eq!(quantities(&cart(&mut driver)), vec![1]);

    driver.held = Some("/carts");
    driver.add_shirt();
    driver.held = None;
    let mut driver = driver.reload();
    driver.settle();
    assert_eq!(quantities(&cart(&mut driver)), vec![2]);
    assert_eq!(driver.world.carts_made, 1);
}

#[test]
fn a_lost_answer_to_making_the_cart_makes_no_second_cart() {
    let mut driver = Driver::new();
    driver.fates = [("/carts", Fate::LostAfter)].into();
    driver.add_shirt();
    driver.settle();
    assert_eq!(quantities(&cart(&mut driver)), vec![1]);
    assert_eq!(driver.world.carts_made, 1);
}

#[test]
fn a_lost_answer_to_a_change_is_read_before_anything_is_written_again() {
    for fate in [Fate::LostBefore, Fate::LostAfter, Fate::Status(502)] {
        let mut driver = Driver::new();
        driver.add_shirt();
        driver.fates = [("/carts/cart", fate)].into();
        driver.add_shirt();
        driver.settle();
        assert_eq!(quantities(&cart(&mut driver)), vec![2], "{fate:?}");
        assert_eq!(
            driver.world.cart.as_ref().unwrap().1,
            vec![("shirt-s".to_owned(), 2)]
        );
    }
}

#[test]
fn a_change_that_has_arrived_is_not_made_again_after_a_reload() {
    for fate in [Fate::LostBefore, Fate::LostAfter, Fate::Status(502)] {
        let mut driver = Driver::new();
        driver.add_shirt();
        driver.fates = [("/carts/cart", fate)].into();
        driver.add_shirt();
        let mut driver = driver.reload();
        driver.settle();
        assert_eq!(quantities(&cart(&mut driver)), vec![2], "{fate:?}");
        driver.add_shirt();
        assert_eq!(quantities(&cart(&mut driver)), vec![3], "{fate:?}");
    }
}

#[test]
fn a_cart_changed_elsewhere_keeps_both_changes() {
    let mut driver = Driver::new();
    driver.add_shirt();
    driver.world.cart = Some((7, vec![("shirt-s".into(), 5)]));
    driver.add_shirt();
    driver.settle();
    assert_eq!(quantities(&cart(&mut driver)), vec![6]);
}

#[test]
fn a_cart_that_the_shop_lost_is_made_anew_from_its_lines() {
    let mut driver = Driver::new();
    driver.add_shirt();
    driver.world.cart = None;
    driver.add_shirt();
    driver.settle();
    assert_eq!(quantities(&cart(&mut driver)), vec![2]);
    assert_eq!(driver.world.carts_made, 2);
}

#[test]
fn what_is_taken_out_can_be_brought_back() {
    let mut driver = Driver::new();
    driver.add_shirt();
    let variant = cart(&mut driver).lines[0].variant.clone();
    driver.does(Action::SetLine {
        variant,
        quantity: 0,
    });
    assert_eq!(quantities(&cart(&mut driver)), Vec::<u32>::new());
    assert!(matches!(driver.view().toast, Some(Toast::Removed(_))));
    driver.does(Action::Undo);
    driver.settle();
    assert_eq!(quantities(&cart(&mut driver)), vec![1]);
    assert!(
        matches!(driver.view().announcement, Some((_, Announcement::Back(thing))) if thing.contains("shirt")),
        "who cannot see it is told as well"
    );
}

#[test]
fn a_shop_that_does_not_answer_is_said_and_nothing_is_lost() {
    let mut driver = Driver::new();
    driver.fates = std::iter::repeat_n(("/carts", Fate::LostBefore), 3).collect();
    driver.add_shirt();
    driver.timer(vitrine::app::event::TimerId::Cart);
    let troubled = cart(&mut driver);
    assert_eq!(troubled.problem, Some(ShopProblem::Unreachable));
    assert_eq!(quantities(&troubled), vec![1]);
    driver.settle();
    let fine = cart(&mut driver);
    assert_eq!((fine.problem, fine.saving), (None, false));
}

#[test]
fn changes_that_do_not_arrive_are_said_although_the_cart_can_be_read() {
    let mut driver = Driver::new();
    driver.add_shirt();
    let change = ("/carts/cart", Fate::LostBefore);
    let reading = ("/carts/cart", Fate::Answered);
    driver.fates = [change, reading, change].into();
    driver.add_shirt();
    driver.timer(vitrine::app::event::TimerId::Cart);
    assert_eq!(cart(&mut driver).problem, Some(ShopProblem::Unreachable));
    driver.settle();
    let fine = cart(&mut driver);
    assert_eq!((fine.problem, quantities(&fine)), (None, vec![2]));
}

#[test]
fn the_page_can_add_a_variant() {
    let mut driver = Driver::new();
    driver.does(Action::AddVariant {
        variant: "shirt-s".into(),
        quantity: 2,
    });
    assert_eq!(driver.view().overlay.cart_count, 2);
}

#[test]
fn rubbish_in_the_storage_is_an_empty_cart() {
    for rubbish in [
        "",
        "null",
        "{\"cart\":7}",
        "[]",
        "{\"pending\":[{\"number\":-1}]}",
    ] {
        let storage = [(vitrine::app::event::StoreSlot::Cart, rubbish.to_owned())].into();
        let world = support::World::new();
        let mut driver = Driver::mounted(world, storage, 5);
        driver.add_shirt();
        driver.settle();
        assert_eq!(quantities(&cart(&mut driver)), vec![1], "{rubbish}");
    }
}
