//! What the sandbox's provider does wrong on purpose, for tests and demos. By counting, not by chance, so that a test knows
//! what will happen.

use std::num::NonZeroU64;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Which faults. None by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Faults {
    /// How long every answer to a charge takes.
    pub delay: Duration,
    /// Every how many charges one is refused that would have succeeded.
    pub refuse_every: Option<NonZeroU64>,
    /// After every how many charges that took money one reply is lost.
    pub lose_every: Option<NonZeroU64>,
}

/// Counts since the start of the process.
#[derive(Debug, Default)]
pub(super) struct Faulty {
    faults: Faults,
    good: AtomicU64,
    charged: AtomicU64,
}

impl Faulty {
    pub(super) fn new(faults: Faults) -> Self {
        Self {
            faults,
            ..Self::default()
        }
    }

    /// Whether this charge, which would succeed, is refused. Ask once a charge.
    pub(super) fn refuses(&self) -> bool {
        is_due(&self.good, self.faults.refuse_every)
    }

    /// Whether the reply to this charge, which took money, is lost. Ask once a charge.
    pub(super) fn loses(&self) -> bool {
        is_due(&self.charged, self.faults.lose_every)
    }

    /// Takes the time that an answer takes.
    pub(super) fn wait(&self) {
        if !self.faults.delay.is_zero() {
            std::thread::sleep(self.faults.delay);
        }
    }
}

fn is_due(count: &AtomicU64, every: Option<NonZeroU64>) -> bool {
    let number = count.fetch_add(1, Ordering::Relaxed) + 1;
    every.is_some_and(|every| number.is_multiple_of(every.get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_third_is_refused_and_without_faults_none_is() {
        let faulty = Faulty::new(Faults {
            refuse_every: NonZeroU64::new(3),
            ..Faults::default()
        });
        let refused: Vec<bool> = (0..6).map(|_| faulty.refuses()).collect();
        assert_eq!(refused, [false, false, true, false, false, true]);
        assert!(!(0..9).any(|_| faulty.loses()));
    }
}
