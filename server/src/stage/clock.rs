//! Time as the stage counts it: milliseconds since the epoch from which the programme is played for ever.
//!
//! Everything in the stage takes a [`Moment`] as an argument. Only its edges, the routes and the event streams, read a
//! [`Clock`], so tests ask about any moment without waiting for it.

use std::{fmt, sync::Arc, time::SystemTime};

use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339, macros::datetime};

/// When loop 0 of the programme began.
pub const EPOCH: OffsetDateTime = datetime!(2026-01-01 00:00 UTC);

/// A point in time, in milliseconds since [`EPOCH`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u64);

impl Moment {
    /// The moment `millis` milliseconds after [`EPOCH`].
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since [`EPOCH`].
    #[must_use]
    pub const fn millis(self) -> u64 {
        self.0
    }

    /// Reads an RFC 3339 date-time, rounded up to a millisecond: a cue is never early. `None` before [`EPOCH`].
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let since = OffsetDateTime::parse(text, &Rfc3339).ok()? - EPOCH;
        let nanoseconds = u128::try_from(since.whole_nanoseconds()).ok()?;
        u64::try_from(nanoseconds.div_ceil(1_000_000))
            .ok()
            .map(Self)
    }

    /// Seconds since [`EPOCH`].
    #[must_use]
    pub fn seconds(self) -> f64 {
        std::time::Duration::from_millis(self.0).as_secs_f64()
    }

    /// Its date and time in UTC; the calendar's last where it lies beyond that.
    #[must_use]
    pub fn utc(self) -> OffsetDateTime {
        let millis = i64::try_from(self.0).unwrap_or(i64::MAX);
        EPOCH.saturating_add(Duration::milliseconds(millis))
    }

    /// This moment, `millis` milliseconds earlier; [`EPOCH`] at the least.
    #[must_use]
    pub const fn less(self, millis: u64) -> Self {
        Self(self.0.saturating_sub(millis))
    }

    /// This moment and `millis` milliseconds more.
    #[must_use]
    pub const fn plus(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

/// RFC 3339 in UTC with milliseconds, as playlists, cues and the `now` of the stage carry it.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.utc();
        let (date, time) = (at.date(), at.time());
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            date.year(),
            u8::from(date.month()),
            date.day(),
            time.hour(),
            time.minute(),
            time.second(),
            time.millisecond()
        )
    }
}

/// Where the edges of the stage read the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Moment + Send + Sync>);

impl Clock {
    /// The machine's clock. A time before [`EPOCH`] reads as the epoch itself.
    #[must_use]
    pub fn system() -> Self {
        Self::from_fn(|| {
            let since = SystemTime::now().duration_since(SystemTime::from(EPOCH));
            let millis = since.map_or(0, |elapsed| elapsed.as_millis());
            Moment(u64::try_from(millis).unwrap_or(u64::MAX))
        })
    }

    /// A clock that asks `read`.
    pub fn from_fn(read: impl Fn() -> Moment + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }

    /// What the clock says.
    #[must_use]
    pub fn now(&self) -> Moment {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc_with_milliseconds() {
        assert_eq!(
            Moment::from_millis(0).to_string(),
            "2026-01-01T00:00:00.000Z"
        );
        let leap_day = 790 * 86_400_000 - 1;
        assert_eq!(
            Moment::from_millis(leap_day).to_string(),
            "2028-02-29T23:59:59.999Z"
        );
    }

    #[test]
    fn a_moment_is_read_as_it_is_written_and_never_early() {
        let some_day = Moment::from_millis(27_000_000_123);
        assert_eq!(Moment::read(&some_day.to_string()), Some(some_day));
        let later = Moment::read("2026-01-01T01:00:00.0000001+01:00");
        assert_eq!(later, Some(Moment::from_millis(1)));
        for wrong in ["", "2025-12-31T23:59:59Z", "2026-01-01", "soon"] {
            assert_eq!(Moment::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_moment_beyond_the_calendar_is_still_a_date() {
        assert_eq!(
            Moment::from_millis(u64::MAX).to_string(),
            "9999-12-31T23:59:59.999Z"
        );
    }
}
