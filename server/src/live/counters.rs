//! The counters of shows as one server holds them in memory.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Counters by name.
pub type Values = BTreeMap<String, i64>;

/// The counters of all shows.
#[derive(Debug, Default)]
pub struct Counters(Mutex<HashMap<String, Counted>>);

#[derive(Debug, Default)]
struct Counted {
    values: Values,
    /// Whether only this memory knows the newest.
    changed: bool,
}

impl Counters {
    /// Takes in what was written down. Counters only go up, so what is higher is newer.
    pub fn known(&self, show: &str, name: &str, value: i64) {
        let mut all = self.all();
        let counted = all.entry(show.to_owned()).or_default();
        let known = counted.values.entry(name.to_owned()).or_default();
        *known = value.max(*known);
    }

    /// Adds to a counter.
    pub fn count(&self, show: &str, name: &str, by: i64) {
        self.change(show, name, |value| value.saturating_add(by));
    }

    /// Raises a counter to at least this much.
    pub fn raise(&self, show: &str, name: &str, to: i64) {
        self.change(show, name, |value| value.max(to));
    }

    /// The counters of a show.
    #[must_use]
    pub fn of(&self, show: &str) -> Values {
        let all = self.all();
        all.get(show)
            .map(|counted| counted.values.clone())
            .unwrap_or_default()
    }

    /// Those that are to be written down; afterwards they count as written.
    #[must_use]
    pub fn take_changed(&self) -> Vec<(String, Values)> {
        let mut all = self.all();
        all.iter_mut()
            .filter_map(|(show, counted)| {
                let changed = std::mem::take(&mut counted.changed);
                changed.then(|| (show.clone(), counted.values.clone()))
            })
            .collect()
    }

    /// They could not be written down.
    pub fn still_changed(&self, shows: impl IntoIterator<Item = String>) {
        let mut all = self.all();
        for show in shows {
            all.entry(show).or_default().changed = true;
        }
    }

    fn change(&self, show: &str, name: &str, change: impl FnOnce(i64) -> i64) {
        let mut all = self.all();
        let counted = all.entry(show.to_owned()).or_default();
        let value = counted.values.entry(name.to_owned()).or_default();
        let next = change(*value);
        if next != *value {
            *value = next;
            counted.changed = true;
        }
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Counted>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
