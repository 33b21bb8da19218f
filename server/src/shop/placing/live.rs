//! Which placings this process is busy with: equal keys take turns, and nobody resolves an attempt
//! that is still under way.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::sync::Mutex as Turn;

/// A turn, for as long as somebody waits for it.
type Shared = Weak<Turn<()>>;

/// Placings under way.
#[derive(Debug, Default)]
pub struct UnderWay {
    /// By checkout and key.
    turns: Mutex<HashMap<(String, String), Shared>>,
    checkouts: Arc<Mutex<HashMap<String, usize>>>,
}

/// Ends when dropped.
#[derive(Debug)]
pub struct Guard {
    checkout: String,
    checkouts: Arc<Mutex<HashMap<String, usize>>>,
}

impl UnderWay {
    /// The turn that equal keys of a checkout share.
    #[must_use]
    pub fn turn(&self, checkout: &str, key: &str) -> Arc<Turn<()>> {
        let mut turns = locked(&self.turns);
        turns.retain(|_, turn| turn.strong_count() > 0);
        let name = (checkout.to_owned(), key.to_owned());
        if let Some(turn) = turns.get(&name).and_then(Weak::upgrade) {
            return turn;
        }
        let turn = Arc::new(Turn::new(()));
        turns.insert(name, Arc::downgrade(&turn));
        turn
    }

    /// Marks a checkout as being placed. Enter before the attempt is written down.
    #[must_use]
    pub fn enter(&self, checkout: &str) -> Guard {
        *locked(&self.checkouts)
            .entry(checkout.to_owned())
            .or_default() += 1;
        Guard {
            checkout: checkout.to_owned(),
            checkouts: Arc::clone(&self.checkouts),
        }
    }

    /// Whether somebody is placing this checkout now.
    #[must_use]
    pub fn is_live(&self, checkout: &str) -> bool {
        locked(&self.checkouts).contains_key(checkout)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        let mut checkouts = locked(&self.checkouts);
        if let Some(count) = checkouts.get_mut(&self.checkout) {
            *count -= 1;
            if *count == 0 {
                checkouts.remove(&self.checkout);
            }
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
