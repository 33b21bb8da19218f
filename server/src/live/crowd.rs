//! How many are watching at this server: open event streams, by show.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The viewers of all shows. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Crowd(Arc<Mutex<HashMap<String, i64>>>);

/// A viewer, until it is dropped.
#[derive(Debug)]
pub struct Seat {
    crowd: Crowd,
    show: String,
}

impl Crowd {
    /// Somebody comes. Answers how many there are now, too.
    #[must_use]
    pub fn enter(&self, show: &str) -> (Seat, i64) {
        let mut counts = self.counts();
        let count = counts.entry(show.to_owned()).or_default();
        *count += 1;
        let seat = Seat {
            crowd: self.clone(),
            show: show.to_owned(),
        };
        (seat, *count)
    }

    /// How many there are.
    #[must_use]
    pub fn now(&self, show: &str) -> i64 {
        self.counts().get(show).copied().unwrap_or_default()
    }

    /// How many there are, by show.
    #[must_use]
    pub fn all(&self) -> BTreeMap<String, i64> {
        let counts = self.counts();
        let watched = counts.iter().filter(|(_, count)| **count > 0);
        watched
            .map(|(show, count)| (show.clone(), *count))
            .collect()
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<String, i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        if let Some(count) = self.crowd.counts().get_mut(&self.show) {
            *count -= 1;
        }
    }
}
