use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use vitrine::app::event::{Event, StoreSlot};
use vitrine::port::storage::{Area, Blocked, Storage};
use wasm_bindgen_test::wasm_bindgen_test;

use super::support::{Log, js};

/// A storage that can be told to refuse, as a blocked or a full one does.
#[derive(Clone, Default)]
struct AreaDouble(Rc<RefCell<(BTreeMap<String, String>, Refuses)>>);

#[derive(Clone, Copy, Default, PartialEq)]
enum Refuses {
    #[default]
    Nothing,
    Writing,
    All,
}

impl AreaDouble {
    fn refuse(&self, what: Refuses) {
        self.0.borrow_mut().1 = what;
    }
}

impl Area for AreaDouble {
    fn read(&self, key: &str) -> Result<Option<String>, Blocked> {
        let inner = self.0.borrow();
        if inner.1 == Refuses::All {
            return Err(Blocked);
        }
        Ok(inner.0.get(key).cloned())
    }

    fn write(&self, key: &str, value: Option<&str>) -> Result<(), Blocked> {
        let mut inner = self.0.borrow_mut();
        if inner.1 != Refuses::Nothing {
            return Err(Blocked);
        }
        match value {
            Some(value) => inner.0.insert(key.to_owned(), value.to_owned()),
            None => inner.0.remove(key),
        };
        Ok(())
    }
}

fn over(area: &AreaDouble, log: &Log, shop: &str) -> Storage {
    let storage = Storage::over(log.sink(), Box::new(area.clone()), Box::new(area.clone()));
    storage.use_shop(shop.to_owned());
    storage
}

fn loaded(slot: StoreSlot, value: Option<&str>) -> Event {
    let value = value.map(str::to_owned);
    Event::Loaded { slot, value }
}

fn stored(slot: StoreSlot, kept: bool) -> Event {
    Event::Stored { slot, kept }
}

#[wasm_bindgen_test]
fn what_is_stored_is_found_by_the_next_page() {
    let log = Log::default();
    for slot in [
        StoreSlot::Cart,
        StoreSlot::Intent,
        StoreSlot::Draft,
        StoreSlot::Settings,
    ] {
        let storage = Storage::new(log.sink());
        storage.use_shop("https://kept.example".to_owned());
        storage.store(slot, Some("{\"a\":1}"));
        let next = Storage::new(log.sink());
        next.use_shop("https://kept.example".to_owned());
        next.load(slot);
        next.store(slot, None);
        next.load(slot);
        assert_eq!(
            log.rest(),
            [
                stored(slot, true),
                loaded(slot, Some("{\"a\":1}")),
                stored(slot, true),
                loaded(slot, None)
            ]
        );
    }
}

#[wasm_bindgen_test]
fn the_cart_outlives_the_tab_and_the_draft_does_not() {
    let storage = Storage::new(Log::default().sink());
    storage.use_shop("https://places.example".to_owned());
    storage.store(StoreSlot::Cart, Some("cart"));
    storage.store(StoreSlot::Draft, Some("draft"));
    let place = |area: &str, slot: &str| {
        js(&format!(
            "return {area}.getItem('vitrine:1:{slot}:https://places.example')"
        ))
        .as_string()
    };
    assert_eq!(place("localStorage", "cart").as_deref(), Some("cart"));
    assert_eq!(place("localStorage", "draft"), None);
    assert_eq!(place("sessionStorage", "draft").as_deref(), Some("draft"));
}

#[wasm_bindgen_test]
fn two_shops_do_not_see_each_other_s_carts() {
    let (area, log) = (AreaDouble::default(), Log::default());
    over(&area, &log, "https://one.example").store(StoreSlot::Cart, Some("one"));
    over(&area, &log, "https://two.example").load(StoreSlot::Cart);
    assert_eq!(log.rest()[1], loaded(StoreSlot::Cart, None));
}

#[wasm_bindgen_test]
fn before_the_shop_is_known_nothing_of_a_shop_is_kept() {
    let log = Log::default();
    let storage = Storage::new(log.sink());
    storage.store(StoreSlot::Cart, Some("nobody's"));
    storage.load(StoreSlot::Cart);
    assert_eq!(
        log.rest(),
        [
            stored(StoreSlot::Cart, false),
            loaded(StoreSlot::Cart, None)
        ]
    );
}

#[wasm_bindgen_test]
fn where_storage_is_blocked_memory_stands_in_and_that_is_said() {
    let (area, log) = (AreaDouble::default(), Log::default());
    area.refuse(Refuses::All);
    over(&area, &log, "https://blocked.example").store(StoreSlot::Cart, Some("cart"));
    // A widget that is removed and mounted again in the same page.
    over(&area, &log, "https://blocked.example").load(StoreSlot::Cart);
    assert_eq!(
        log.rest(),
        [
            stored(StoreSlot::Cart, false),
            loaded(StoreSlot::Cart, Some("cart"))
        ]
    );
}

#[wasm_bindgen_test]
fn where_storage_is_full_the_newer_value_is_the_one_that_counts() {
    let (area, log) = (AreaDouble::default(), Log::default());
    let storage = over(&area, &log, "https://full.example");
    storage.store(StoreSlot::Cart, Some("old"));
    area.refuse(Refuses::Writing);
    storage.store(StoreSlot::Cart, Some("new"));
    storage.load(StoreSlot::Cart);
    storage.store(StoreSlot::Cart, None);
    storage.load(StoreSlot::Cart);
    assert_eq!(
        log.rest(),
        [
            stored(StoreSlot::Cart, true),
            stored(StoreSlot::Cart, false),
            loaded(StoreSlot::Cart, Some("new")),
            stored(StoreSlot::Cart, false),
            loaded(StoreSlot::Cart, None),
        ]
    );
}

#[wasm_bindgen_test]
fn once_storage_takes_values_again_memory_no_longer_stands_in() {
    let (area, log) = (AreaDouble::default(), Log::default());
    let storage = over(&area, &log, "https://again.example");
    area.refuse(Refuses::All);
    storage.store(StoreSlot::Cart, Some("in memory"));
    area.refuse(Refuses::Nothing);
    storage.store(StoreSlot::Cart, Some("kept"));
    // Another tab goes on.
    over(&area, &Log::default(), "https://again.example").store(StoreSlot::Cart, None);
    storage.load(StoreSlot::Cart);
    assert_eq!(log.rest()[2], loaded(StoreSlot::Cart, None));
}
