//! Places that can be taken: so many in all, and so many by one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::address::network;

/// Places. Cheap to clone; clones are the same places.
#[derive(Clone, Debug)]
pub struct Places(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    limits: Limits,
    taken: Mutex<Taken>,
}

/// How many places there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// In all.
    pub all: usize,
    /// By one address; 0: as many as there are.
    pub per_address: usize,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by: HashMap<IpAddr, usize>,
}

/// Why no place was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// All are taken.
    House,
    /// This address has as many as it may.
    Address,
}

/// A place, until it is dropped.
#[derive(Debug)]
pub struct Place {
    places: Places,
    by: IpAddr,
}

impl Places {
    /// Empty places.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let taken = Mutex::default();
        Self(Arc::new(Inner { limits, taken }))
    }

    /// Takes a place for an address.
    ///
    /// # Errors
    /// Where none is left, in all or for this address.
    pub fn take(&self, by: IpAddr) -> Result<Place, Full> {
        let Limits { all, per_address } = self.0.limits;
        let by = network(by);
        let mut taken = self.taken();
        if taken.all >= all {
            return Err(Full::House);
        }
        let own = taken.by.entry(by).or_default();
        if per_address > 0 && *own >= per_address {
            return Err(Full::Address);
        }
        *own += 1;
        taken.all += 1;
        let places = self.clone();
        Ok(Place { places, by })
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        taken.all -= 1;
        if let Some(own) = taken.by.get_mut(&self.by) {
            *own -= 1;
            // Nothing is remembered of who has gone.
            if *own == 0 {
                taken.by.remove(&self.by);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_take_the_places_of_theothers_and_what_is_left_is_free_again() {
        let places = Places::new(Limits {
            all: 3,
            per_address: 2,
        });
        let take = |last| places.take(IpAddr::from([192, 0, 2, last]));
        let (first, second) = (take(1).unwrap(), take(1).unwrap());
        assert_eq!(take(1).unwrap_err(), Full::Address);
        let other = take(2).unwrap();
        assert_eq!(take(3).unwrap_err(), Full::House);
        drop(first);
        let again = take(1).unwrap();
        drop((again, second, other));
        assert!(places.taken().by.is_empty() && places.taken().all == 0);
    }

    #[test]
    fn without_a_limit_by_address_one_may_take_all() {
        let places = Places::new(Limits {
            all: 2,
            per_address: 0,
        });
        let by = IpAddr::from([192, 0, 2, 1]);
        let _taken = (places.take(by).unwrap(), places.take(by).unwrap());
        assert_eq!(places.take(by).unwrap_err(), Full::House);
    }
}
