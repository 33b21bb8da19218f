//! How long to wait before a stream that cannot be reached is tried again. Pure.

use std::cell::Cell;

const FIRST_MS: u32 = 1_000;
const LONGEST_MS: u32 = 30_000;

/// Ever longer pauses, until something worked.
#[derive(Debug)]
pub struct Backoff(Cell<u32>);

impl Default for Backoff {
    fn default() -> Self {
        Self(Cell::new(FIRST_MS))
    }
}

impl Backoff {
    /// The pause before the next try.
    #[must_use]
    pub fn next_ms(&self) -> u32 {
        let pause = self.0.get();
        self.0.set(pause.saturating_mul(2).min(LONGEST_MS));
        pause
    }

    /// Something worked: the next trouble starts with a short pause again.
    pub fn reset(&self) {
        self.0.set(FIRST_MS);
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::Backoff;

    #[test]
    fn pauses_grow_up_to_half_a_minute_and_start_anew_after_a_success() {
        let backoff = Backoff::default();
        let pauses: Vec<_> = (0..7).map(|_| backoff.next_ms()).collect();
        assert_eq!(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
        backoff.reset();
        assert_eq!(backoff.next_ms(), 1_000);
    }
}
