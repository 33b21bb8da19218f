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
            offer: None,
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

#[test]
fn a_write_that_arrives_after_it_was_given_up_is_not_done_twice() {
    let mut shop = Shop::default();
    let mut log = CartLog::default();
    log.push(add("a", 1));
    exchange(&mut log, &mut shop, true, true);
    log.push(add("a", 2));
    let late = log.begin().unwrap();
    log.lose();
    log.read(shop.cart());
    log.push(add("a", 4));
    let again = log.begin().unwrap();
    assert!(shop.put(&late).is_some());
    assert!(shop.put(&again).is_none());
    log.conflict();
    log.read(shop.cart());
    assert_eq!(log.visible().count(), 1 + 2 + 4);
}

/// A tab: its log, and the last write that got lost on the way to the shop.
#[derive(Default)]
struct Tab {
    log: CartLog,
    late: Option<Write>,
}

/// What happens to a tab's exchange with the shop.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fate {
    Answered,
    LostBefore,
    LostAfter,
    /// The shop gets the write twice; the tab, one answer.
    Doubled,
    /// A write that was lost on the way arrives after all.
    Late,
}

impl Tab {
    fn exchange(&mut self, shop: &mut Shop, fate: Fate) {
        if fate == Fate::Late {
            if let Some(late) = self.late.take() {
                shop.put(&late);
            }
            return;
        }
        if self.log.in_doubt() {
            if fate != Fate::LostBefore && fate != Fate::LostAfter {
                self.log.read(shop.cart());
            }
            return;
        }
        let Some(write) = self.log.begin() else {
            return;
        };
        if fate == Fate::LostBefore {
            self.late = Some(write);
            return self.log.lose();
        }
        let reply = shop.put(&write);
        if fate == Fate::Doubled {
            shop.put(&write);
        }
        match reply {
            _ if fate == Fate::LostAfter => self.log.lose(),
            Some(cart) => self.log.confirm(cart),
            None => {
                self.log.conflict();
                self.log.read(shop.cart());
            }
        }
    }

    fn settle(&mut self, shop: &mut Shop) {
        for _ in 0..10 {
            self.exchange(shop, Fate::Answered);
        }
    }
}

/// Two tabs of one browser that have the same cart, with one piece in it.
fn two_tabs() -> (Shop, [Tab; 2]) {
    let (mut shop, mut tabs) = (Shop::default(), <[Tab; 2]>::default());
    tabs[0].log.push(add("a", 1));
    tabs[0].settle(&mut shop);
    tabs[1].log.read(shop.cart());
    (shop, tabs)
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        4 => Just(Fate::Answered),
        1 => Just(Fate::LostBefore),
        1 => Just(Fate::LostAfter),
        1 => Just(Fate::Doubled),
        1 => Just(Fate::Late),
    ]
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        ("[abc]", 1_u32..4).prop_map(|(v, q)| add(&v, q)),
        ("[abc]", 0_u32..4).prop_map(|(v, q)| set(&v, q)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn two_tabs_end_up_seeing_what_the_shop_holds_whatever_the_network_does(
        steps in proptest::collection::vec((0_usize..2, proptest::option::of(operation()), fate()), 0..40),
    ) {
        let (mut shop, mut tabs) = two_tabs();
        for (number, operation, fate) in steps {
            if let Some(operation) = operation {
                tabs[number].log.push(operation);
            }
            tabs[number].exchange(&mut shop, fate);
        }
        for number in [0, 1, 0, 1] {
            tabs[number].settle(&mut shop);
        }
        let held: Vec<_> = shop.lines.iter().filter(|(_, q)| *q > 0).cloned().collect();
        for tab in &mut tabs {
            prop_assert!(tab.log.settled());
            tab.log.read(shop.cart());
            prop_assert_eq!(&tab.log.visible().wanted(), &held);
        }
    }

    #[test]
    fn two_tabs_that_add_at_the_same_time_add_all_of_it_once(
        adds in proptest::collection::vec((0_usize..2, 1_u32..3, proptest::bool::ANY, proptest::bool::ANY), 0..20),
    ) {
        let (mut shop, mut tabs) = two_tabs();
        let mut expected = 1;
        for (number, quantity, at_once, doubled) in adds {
            tabs[number].log.push(add("a", quantity));
            expected += quantity;
            if at_once {
                let fate = if doubled { Fate::Doubled } else { Fate::Answered };
                tabs[number].exchange(&mut shop, fate);
            }
        }
        for number in [0, 1, 0, 1] {
            tabs[number].settle(&mut shop);
        }
        prop_assert_eq!(shop.lines.clone(), vec![("a".into(), expected)]);
    }

    #[test]
    fn one_tab_adds_all_of_it_once_whatever_is_lost_late_or_doubled(
        adds in proptest::collection::vec((1_u32..3, fate()), 0..20),
    ) {
        let (mut shop, mut tabs) = two_tabs();
        let mut expected = 1;
        for (quantity, fate) in adds {
            tabs[0].log.push(add("a", quantity));
            expected += quantity;
            tabs[0].exchange(&mut shop, fate);
        }
        tabs[0].settle(&mut shop);
        prop_assert_eq!(shop.lines.clone(), vec![("a".into(), expected)]);
    }
}
