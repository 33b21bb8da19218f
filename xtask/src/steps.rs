//! Naming a piece of work on the terminal and timing it. Used by every command that takes a while.

use std::time::{Duration, Instant};

/// Says what begins, does it, says how long it took, and hands back what came of it and the time.
pub(crate) fn timed<T>(what: &str, work: impl FnOnce() -> T) -> (T, Duration) {
    println!("\n=== {what}");
    let started = Instant::now();
    let result = work();
    let took = started.elapsed();
    println!("--- {what}: {}", seconds(took));
    (result, took)
}

/// A duration as people read it: `3.2 s`, `4 min 05 s`.
pub(crate) fn seconds(duration: Duration) -> String {
    let tenths = (duration.as_millis() + 50) / 100;
    if tenths < 600 {
        format!("{}.{} s", tenths / 10, tenths % 10)
    } else {
        let whole = (tenths + 5) / 10;
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_times_show_tenths() {
        assert_eq!(seconds(Duration::from_millis(0)), "0.0 s");
        assert_eq!(seconds(Duration::from_millis(3_249)), "3.2 s");
        assert_eq!(seconds(Duration::from_millis(59_949)), "59.9 s");
    }

    #[test]
    fn long_times_show_minutes() {
        assert_eq!(seconds(Duration::from_millis(59_950)), "1 min 00 s");
        assert_eq!(seconds(Duration::from_secs(245)), "4 min 05 s");
    }
}
