//! The browser's storage, which may be blocked, full or throwing: then this page's memory stands in for it.
//!
//! Called by [`super::Ports`]. The draft, and changes that wait for the lock, are kept until the tab closes; everything
//! else is kept in `localStorage`. What stands in a slot is never read here.

use std::cell::RefCell;

use super::{Sink, js};
use crate::app::event::{Event, StoreSlot};
use crate::domain::table::Table;

/// The storage would not do it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Blocked;

/// A place that keeps text under a key, and may refuse to.
pub trait Area {
    /// What stands under the key.
    ///
    /// # Errors
    /// [`Blocked`] where it cannot be read.
    fn read(&self, key: &str) -> Result<Option<String>, Blocked>;

    /// Puts a value under the key, or takes it away.
    ///
    /// # Errors
    /// [`Blocked`] where it was not kept.
    fn write(&self, key: &str, value: Option<&str>) -> Result<(), Blocked>;
}

/// `localStorage` or `sessionStorage`. Looked up on every use, since merely touching it can throw.
struct Browser(fn() -> Result<web_sys::Storage, Blocked>);

impl Area for Browser {
    fn read(&self, key: &str) -> Result<Option<String>, Blocked> {
        (self.0)()?.get_item(key).map_err(|_| Blocked)
    }

    fn write(&self, key: &str, value: Option<&str>) -> Result<(), Blocked> {
        let storage = (self.0)()?;
        let done = match value {
            Some(value) => storage.set_item(key, value),
            None => storage.remove_item(key),
        };
        done.map_err(|_| Blocked)
    }
}

fn local() -> Result<web_sys::Storage, Blocked> {
    let window = js::window().ok_or(Blocked)?;
    window.local_storage().ok().flatten().ok_or(Blocked)
}

fn session() -> Result<web_sys::Storage, Blocked> {
    let window = js::window().ok_or(Blocked)?;
    window.session_storage().ok().flatten().ok_or(Blocked)
}

thread_local! {
    /// What could not be kept. One for the page, so that a widget which is removed and mounted again finds it.
    static MEMORY: RefCell<Table<String, Option<String>>> = RefCell::default();
}

/// Reads and writes slots, and reports.
pub struct Storage {
    sink: Sink,
    shop: RefCell<Option<String>>,
    /// What stood in the intent's slot when this tab last looked.
    seen: RefCell<Option<String>>,
    lasting: Box<dyn Area>,
    tab: Box<dyn Area>,
}

impl Storage {
    /// A port over the browser's own storage.
    #[must_use]
    pub fn new(sink: Sink) -> Self {
        Self::over(sink, Box::new(Browser(local)), Box::new(Browser(session)))
    }

    /// A port over other areas.
    #[must_use]
    pub fn over(sink: Sink, lasting: Box<dyn Area>, tab: Box<dyn Area>) -> Self {
        Self {
            sink,
            shop: RefCell::default(),
            seen: RefCell::default(),
            lasting,
            tab,
        }
    }

    /// From now on slots that belong to a shop are this one's.
    pub fn use_shop(&self, shop: String) {
        self.shop.replace(Some(shop));
    }

    /// Reads a slot and reports what it holds.
    pub fn load(&self, slot: StoreSlot) {
        let value = self.read(slot);
        if slot == StoreSlot::Intent {
            self.seen.replace(value.clone());
        }
        self.sink.send(Event::Loaded { slot, value });
    }

    fn read(&self, slot: StoreSlot) -> Option<String> {
        let key = self.key(slot)?;
        let kept_here = MEMORY.with_borrow(|memory| memory.get(&key).cloned());
        kept_here.unwrap_or_else(|| self.area(slot).read(&key).ok().flatten())
    }

    /// Writes a slot, or empties it, and reports whether a reload will find it so.
    ///
    /// An intent of another tab is neither written over nor taken away: what stands there is reported instead, or left.
    pub fn store(&self, slot: StoreSlot, value: Option<&str>) {
        if slot == StoreSlot::Intent {
            let stands = self.read(slot);
            let seen = self.seen.replace(value.map(str::to_owned));
            if value.is_some() && stands.is_some() {
                self.seen.replace(stands.clone());
                let value = stands;
                return self.sink.send(Event::Loaded { slot, value });
            }
            if value.is_none() && stands != seen {
                return self.sink.send(Event::Stored { slot, kept: true });
            }
        }
        let kept = self.key(slot).is_some_and(|key| {
            let kept = self.area(slot).write(&key, value).is_ok();
            MEMORY.with_borrow_mut(|memory| {
                if kept {
                    memory.remove(&key);
                } else {
                    memory.insert(key, value.map(str::to_owned));
                }
            });
            kept
        });
        self.sink.send(Event::Stored { slot, kept });
    }

    fn area(&self, slot: StoreSlot) -> &dyn Area {
        match slot {
            StoreSlot::Draft | StoreSlot::Waiting => self.tab.as_ref(),
            StoreSlot::Cart | StoreSlot::Intent | StoreSlot::Settings => self.lasting.as_ref(),
        }
    }

    /// The slot's key; none for a shop's slot while no shop is known.
    fn key(&self, slot: StoreSlot) -> Option<String> {
        let name = match slot {
            StoreSlot::Settings => return Some("vitrine:1:settings".to_owned()),
            StoreSlot::Cart => "cart",
            StoreSlot::Intent => "intent",
            StoreSlot::Draft => "draft",
            StoreSlot::Waiting => "waiting",
        };
        let shop = self.shop.borrow();
        Some(format!("vitrine:1:{name}:{}", shop.as_deref()?))
    }
}
