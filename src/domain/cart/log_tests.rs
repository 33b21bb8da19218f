use super::super::{Code, Item, Line};
use super::*;
use crate::domain::money::{Currency, Money};
use proptest::prelude::*;

fn euro() -> Currency {
    Currency::parse("EUR").unwrap()
}

fn item(variant: &str) -> Item {
    Item {
        variant: variant.into(),
        title: variant.into(),
        picture: None,
        price: Money::new(100, euro()),
    }
}

fn add(variant: &str, quantity: u32) -> Operation {
    Operation::Add {
        item: item(variant),
        quantity,
    }
}

fn set(variant: &str, quantity: u32) -> Operation {
    Operation::SetQuantity {
        variant: variant.into(),
        quantity,
    }
}

/// A test double of a shop's cart: a write replaces it and raises its revision; an old revision is refused.
#[derive(Default)]
struct Shop {
    lines: Vec<(VariantId, u32)>,
    codes: Vec<String>,
    revision: u32,
}

impl Shop {
    fn put(&mut self, write: &Write) -> Option<Cart> {
        if write.cart.is_some() && write.revision != Some(self.revision.to_string()) {
            return None;
        }
        self.lines.clone_from(&write.lines);
        self.codes.clone_from(&write.codes);
        self.revision += 1;
        Some(self.cart())
    }

    fn cart(&self) -> Cart {
        let line = |(variant, quantity): &(VariantId, u32)| Line {
            id: variant.as_str().into(),
            variant: variant.clone(),
            title: variant.to_string(),
            picture: None,
            price: Money::new(100, euro()),
            quantity: *quantity,
            total: Money::new(100 * i64::from(*quantity), euro()),
        };
        Cart {
            id: "cart".into(),
            revision: Some(self.revision.to_string()),
            currency: euro(),
            lines: self.lines.iter().map(line).collect(),
            totals: vec![],
            codes: self.codes.iter().cloned().map(Code::new).collect(),
            remarks: vec![],
        }
    }
}

fn code(code: &str, on: bool) -> Operation {
    Operation::Code {
        code: code.into(),
        on,
    }
}

#[test]
fn a_discount_code_goes_with_the_next_write_and_stays_until_it_is_taken_out() {
    let mut shop = Shop::default();
    let mut log = CartLog::default();
    log.push(add("a", 1));
    log.push(code("SPRING", true));
    log.push(code("Spring", true));
    let write = log.begin().unwrap();
    assert_eq!(write.codes, ["Spring"], "two that differ in case are one");
    log.confirm(shop.put(&write).unwrap());
    log.push(set("a", 2));
    let write = log.begin().unwrap();
    assert_eq!(write.codes, ["Spring"], "every write sends it again");
    log.lose();
    log.push(code("SPRING", false));
    log.read(shop.put(&write).unwrap());
    let write = log.begin().unwrap();
    assert_eq!((write.lines.len(), write.codes.len()), (1, 0));
}

#[test]
fn an_added_item_is_seen_at_once_as_an_estimate() {
    let mut log = CartLog::default();
    log.push(add("a", 2));
    let seen = log.visible();
    assert_eq!(seen.count(), 2);
    assert_eq!(seen.estimate, Some(Money::new(200, euro())));
    assert!(seen.lines[0].estimated);
}

#[test]
fn one_write_is_in_flight_and_the_rest_wait() {
    let mut log = CartLog::default();
    log.push(add("a", 1));
    let first = log.begin().unwrap();
    log.push(add("a", 1));
    assert_eq!(log.begin(), None);
    let mut shop = Shop::default();
    log.confirm(shop.put(&first).unwrap());
    assert_eq!(log.visible().count(), 2);
    let second = log.begin().unwrap();
    assert_eq!(second.lines, vec![("a".into(), 2)]);
}

#[test]
fn waiting_changes_of_one_line_become_one() {
    let mut log = CartLog::default();
    log.push(add("a", 1));
    for quantity in 2..9 {
        log.push(set("a", quantity));
    }
    assert_eq!(log.pending().len(), 2);
    assert_eq!(log.visible().count(), 8);
}

#[test]
fn a_refused_write_is_taken_out_and_handed_back() {
    let mut log = CartLog::default();
    log.push(add("a", 1));
    log.begin().unwrap();
    log.push(add("b", 1));
    assert_eq!(log.refuse(), vec![add("a", 1)]);
    assert_eq!(log.visible().wanted(), vec![("b".into(), 1)]);
}

#[test]
fn a_lost_reply_is_settled_by_reading_whether_or_not_the_write_arrived() {
    for arrived in [true, false] {
        let mut shop = Shop::default();
        let mut log = CartLog::default();
        log.push(add("a", 1));
        let first = log.begin().unwrap();
        log.confirm(shop.put(&first).unwrap());
        log.push(add("a", 2));
        let write = log.begin().unwrap();
        if arrived {
            shop.put(&write);
        }
        log.lose();
        assert!(log.in_doubt());
        assert_eq!(log.begin(), None, "nothing is written on a doubtful base");
        log.read(shop.cart());
        if let Some(again) = log.begin() {
            assert!(!arrived);
            log.confirm(shop.put(&again).unwrap());
        }
        assert!(log.settled());
        assert_eq!(shop.lines, vec![("a".into(), 3)]);
    }
}

#[test]
fn a_cart_that_the_shop_forgot_is_made_anew() {
    let mut shop = Shop::default();
    let mut log = CartLog::default();
    log.push(add("a", 2));
    let write = log.begin().unwrap();
    log.confirm(shop.put(&write).unwrap());
    log.push(set("a", 3));
    log.forget_cart();
    let anew = log.begin().unwrap();
    assert_eq!(anew.cart, None);
    assert_eq!(anew.lines, vec![("a".into(), 3)]);
}

#[derive(Clone, Debug)]
enum Step {
    Viewer(Operation),
    Arrives,
    LostBefore,
    LostAfter,
    OtherTab(u32),
}

fn step() -> impl Strategy<Value = Step> {
    let variant = "[abc]";
    prop_oneof![
        3 => (variant, 1_u32..4).prop_map(|(v, q)| Step::Viewer(add(&v, q))),
        3 => (variant, 0_u32..4).prop_map(|(v, q)| Step::Viewer(set(&v, q))),
        4 => Just(Step::Arrives),
        1 => Just(Step::LostBefore),
        1 => Just(Step::LostAfter),
        1 => (0_u32..5).prop_map(Step::OtherTab),
    ]
}

/// One exchange with the shop, as the cart flow does it.
fn exchange(log: &mut CartLog, shop: &mut Shop, arrives: bool, answered: bool) {
    if log.in_doubt() {
        if arrives && answered {
            log.read(shop.cart());
        }
        return;
    }
    let Some(write) = log.begin() else { return };
    let reply = if arrives { shop.put(&write) } else { None };
    match (answered, reply) {
        (false, _) => log.lose(),
        (true, Some(cart)) => log.confirm(cart),
        (true, None) => {
            log.conflict();
            log.read(shop.cart());
        }
    }
}

proptest! {
    #[test]
    fn whatever_the_network_does_viewer_and_shop_end_up_seeing_the_same(
        steps in proptest::collection::vec(step(), 0..40),
    ) {
        let mut shop = Shop::default();
        let mut log = CartLog::default();
        for step in steps {
            match step {
                Step::Viewer(operation) => log.push(operation),
                Step::Arrives => exchange(&mut log, &mut shop, true, true),
                Step::LostBefore => exchange(&mut log, &mut shop, false, false),
                Step::LostAfter => exchange(&mut log, &mut shop, true, false),
                Step::OtherTab(quantity) => {
                    if log.confirmed().is_some() {
                        shop.lines = vec![("z".into(), quantity)];
                        shop.revision += 1;
                    }
                }
            }
        }
        for _ in 0..10 {
            exchange(&mut log, &mut shop, true, true);
        }
        prop_assert!(log.settled());
        if log.confirmed().is_some() {
            log.read(shop.cart());
            let seen: Vec<_> = log.visible().wanted();
            let held: Vec<_> = shop.lines.iter().filter(|(_, q)| *q > 0).cloned().collect();
            prop_assert_eq!(seen, held);
        }
    }

    #[test]
    fn without_other_tabs_no_lost_reply_adds_twice_or_not_at_all(
        adds in proptest::collection::vec((1_u32..3, 0_u8..3), 1..10),
    ) {
        let mut shop = Shop::default();
        let mut log = CartLog::default();
        log.push(add("a", 1));
        exchange(&mut log, &mut shop, true, true);
        let mut expected = 1;
        for (quantity, fate) in adds {
            log.push(add("a", quantity));
            expected += quantity;
            exchange(&mut log, &mut shop, fate != 1, fate == 0);
        }
        for _ in 0..10 {
            exchange(&mut log, &mut shop, true, true);
        }
        prop_assert_eq!(shop.lines.clone(), vec![("a".into(), expected)]);
    }
}
