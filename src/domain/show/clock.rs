//! The two clocks of a show. *Presentation* is what the viewer's picture shows; *authority* is the server's now.

use std::ops::Add;

/// A moment of a show in milliseconds: since the Unix epoch for a live show, since the start of the media for a replay.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Hash)]
pub struct ShowTime(pub i64);

impl Add<i64> for ShowTime {
    type Output = Self;

    fn add(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
}

/// A moment of this page's own monotonic clock (`performance.now()`), in milliseconds. It never jumps, and says
/// nothing about the time of day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Monotonic(pub i64);

/// The authority clock as measured by one exchange: the server's now, halfway between asking and its answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Authority {
    offset: i64,
    /// Half the exchange's duration: how wrong the offset can be.
    error: i64,
    /// When it was measured.
    at: Monotonic,
}

/// A page's clock goes wrong by a millisecond in so many at the most.
const DRIFT: i64 = 10_000;

impl Authority {
    /// From one exchange.
    #[must_use]
    pub fn measured(sent: Monotonic, received: Monotonic, server_now: ShowTime) -> Self {
        let round_trip = received.0.saturating_sub(sent.0).max(0);
        let middle = sent.0.saturating_add(round_trip / 2);
        Self {
            offset: server_now.0.saturating_sub(middle),
            error: round_trip / 2,
            at: received,
        }
    }

    /// Which of two measurements to go by: the more exact one, as far as it can still be. Where they cannot both be right the
    /// page's clock has stood still in between, since the machine slept, and the newer one counts.
    #[must_use]
    pub fn better(self, newer: Self) -> Self {
        let error = self.error + newer.at.0.saturating_sub(self.at.0) / DRIFT;
        let apart = newer.offset.saturating_sub(self.offset).saturating_abs();
        if newer.error <= error || apart > error + newer.error + 1 {
            newer
        } else {
            self
        }
    }

    /// The server's now.
    #[must_use]
    pub fn now(self, here: Monotonic) -> ShowTime {
        ShowTime(here.0.saturating_add(self.offset))
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_server_s_now_is_taken_halfway_through_the_exchange() {
        let clock = Authority::measured(Monotonic(1_000), Monotonic(1_200), ShowTime(50_000));
        assert_eq!(clock.now(Monotonic(1_100)), ShowTime(50_000));
        assert_eq!(clock.now(Monotonic(2_100)), ShowTime(51_000));
    }

    #[test]
    fn a_clock_that_stood_still_while_the_machine_slept_is_set_right_by_the_next_exchange() {
        let clock = |sent, took, now| {
            Authority::measured(Monotonic(sent), Monotonic(sent + took), ShowTime(now))
        };
        let before = clock(1_000, 20, 50_000);
        let slow = clock(2_000, 400, 51_100);
        assert_eq!(before.better(slow), before, "the more exact one");
        // An hour of sleep, of which the page's clock knows nothing.
        let after = clock(3_000, 400, 3_652_100);
        assert_eq!(before.better(after), after);
    }

    #[test]
    fn after_hours_a_clock_is_measured_anew_since_it_may_have_drifted() {
        let clock = |sent, took, now| {
            Authority::measured(Monotonic(sent), Monotonic(sent + took), ShowTime(now))
        };
        let first = clock(0, 20, 10);
        let hours = 3 * 3_600_000;
        let later = clock(hours, 400, hours + 200);
        assert_eq!(first.better(later), later);
    }

    proptest! {
        #[test]
        fn the_clock_is_off_by_half_the_round_trip_at_most(
            sent in 0_i64..1_000_000, there in 0_i64..5_000, back in 0_i64..5_000, skew in -1_000_000_000_i64..1_000_000_000,
        ) {
            let truth = |here: i64| here + skew;
            let received = sent + there + back;
            let clock = Authority::measured(Monotonic(sent), Monotonic(received), ShowTime(truth(sent + there)));
            let error = (clock.now(Monotonic(received)).0 - truth(received)).abs();
            prop_assert!(2 * error <= there + back + 2);
        }
    }
}
