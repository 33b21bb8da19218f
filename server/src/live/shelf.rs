//! The shows as one server holds them in memory. Who keeps it up to date is the business of a [`super::store::Papers`].

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use super::shows::Saved;

/// All shows, by id.
#[derive(Debug)]
pub struct Shelf {
    known: Mutex<BTreeMap<String, Saved>>,
    changed: watch::Sender<u64>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            known: Mutex::default(),
            changed: watch::Sender::new(0),
        }
    }
}

impl Shelf {
    /// Takes in a show as it was saved, unless a later one is there.
    pub fn put(&self, show: Saved) {
        let mut known = self.known();
        let newer = known
            .get(&show.id)
            .is_none_or(|known| known.revision < show.revision);
        if newer {
            known.insert(show.id.clone(), show);
            drop(known);
            self.changed.send_modify(|changes| *changes += 1);
        }
    }

    /// All shows, by id.
    #[must_use]
    pub fn all(&self) -> Vec<Saved> {
        self.known().values().cloned().collect()
    }

    /// A show.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<Saved> {
        self.known().get(id).cloned()
    }

    /// Tells whenever a show was saved.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Saved>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
