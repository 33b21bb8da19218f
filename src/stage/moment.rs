//! Moments as a stage writes them.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::domain::show::ShowTime;

/// An RFC 3339 date-time as milliseconds since the Unix epoch, rounded up: a cue is never early.
pub(super) fn date_time(text: &str) -> Option<ShowTime> {
    if text.len() > 64 {
        return None;
    }
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let nanoseconds = moment.unix_timestamp_nanos();
    let milliseconds =
        nanoseconds.div_euclid(1_000_000) + i128::from(nanoseconds.rem_euclid(1_000_000) > 0);
    i64::try_from(milliseconds).ok().map(ShowTime)
}

/// Media seconds as milliseconds, rounded up: a cue is never early.
pub(super) fn media_seconds(seconds: f64) -> Option<ShowTime> {
    let fits = seconds.is_finite() && (0.0..=1e9).contains(&seconds);
    #[allow(clippy::cast_possible_truncation, reason = "bounded just above")]
    fits.then(|| ShowTime((seconds * 1_000.0 - 1e-6).ceil() as i64))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn date_times_of_any_offset_are_read_to_the_millisecond() {
        assert_eq!(date_time("1970-01-01T00:00:01.250Z"), Some(ShowTime(1_250)));
        assert_eq!(date_time("1970-01-01T01:00:00+01:00"), Some(ShowTime(0)));
        assert_eq!(date_time("1970-01-01T00:00:00.0000001Z"), Some(ShowTime(1)));
        assert_eq!(date_time("1969-12-31T23:59:59.999Z"), Some(ShowTime(-1)));
        for wrong in [
            "",
            "yesterday",
            "2026-13-01T00:00:00Z",
            "2026-01-01",
            "2026-01-01T00:00:00",
        ] {
            assert_eq!(date_time(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn media_seconds_are_finite_and_not_negative() {
        assert_eq!(media_seconds(2.5), Some(ShowTime(2_500)));
        assert_eq!(media_seconds(0.1 + 0.2), Some(ShowTime(300)));
        for wrong in [-1.0, f64::NAN, f64::INFINITY, 1e12] {
            assert_eq!(media_seconds(wrong), None);
        }
    }
}
