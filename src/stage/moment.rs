//! Moments as a stage writes them.

use crate::domain::show::ShowTime;

/// An RFC 3339 date-time as milliseconds since the Unix epoch, rounded up: a cue is never early.
///
/// Read by hand: a library for dates weighs 4 KB in the browser, and the stage writes no other form. A test holds it to
/// what such a library reads.
pub(super) fn date_time(text: &str) -> Option<ShowTime> {
    let mut rest = Rest(text.as_bytes());
    let (year, month, day) = (rest.digits(4)?, rest.after(b"-", 2)?, rest.after(b"-", 2)?);
    let (hour, minute, second) = (
        rest.after(b"Tt", 2)?,
        rest.after(b":", 2)?,
        rest.after(b":", 2)?,
    );
    let milliseconds = rest.fraction()?;
    let offset = rest.offset()?;
    let fits = (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    let minutes = (days_to(year, month, day) * 24 + hour) * 60 + minute - offset;
    fits.then_some(ShowTime((minutes * 60 + second) * 1_000 + milliseconds))
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn one_of(&mut self, wanted: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        wanted.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn digits(&mut self, count: u32) -> Option<i64> {
        (0..count).try_fold(0, |number, _| {
            let digit = self.one_of(b"0123456789")?;
            Some(number * 10 + i64::from(digit - b'0'))
        })
    }

    fn after(&mut self, mark: &[u8], count: u32) -> Option<i64> {
        self.one_of(mark)?;
        self.digits(count)
    }

    /// The fraction of a second, if there is one, in milliseconds.
    fn fraction(&mut self) -> Option<i64> {
        if self.one_of(b".").is_none() {
            return Some(0);
        }
        let mut milliseconds = self.digits(1)? * 100;
        let (mut place, mut more) = (10, false);
        while let Some(digit) = self.digits(1) {
            milliseconds += digit * place;
            more |= place == 0 && digit > 0;
            place /= 10;
        }
        Some(milliseconds + i64::from(more))
    }

    /// The offset from UTC in minutes; nothing may come after it.
    fn offset(&mut self) -> Option<i64> {
        let minutes = match self.one_of(b"Zz+-")? {
            b'Z' | b'z' => 0,
            sign => {
                let (hours, minutes) = (self.digits(2)?, self.after(b":", 2)?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                let all = hours * 60 + minutes;
                if sign == b'-' { -all } else { all }
            }
        };
        self.0.is_empty().then_some(minutes)
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days from the Unix epoch to a date.
fn days_to(year: i64, month: i64, day: i64) -> i64 {
    let past = year - 1;
    let leaps = past / 4 - past / 100 + past / 400;
    let months: i64 = (1..month).map(|month| days_in(year, month)).sum();
    // 719,162 days lie between 0001-01-01 and the epoch.
    past * 365 + leaps + months + day - 1 - 719_162
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
    use proptest::prelude::*;
    use time::OffsetDateTime;
    use time::format_description::well_known::Rfc3339;

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
            "2026-02-29T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00Z ",
            "2026-01-01T00:00:00+1:00",
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

    proptest! {
        #[test]
        fn what_a_library_writes_is_read_as_it_means_it(seconds in -62_135_596_800_i64..253_402_300_800, nanoseconds in 0_i64..1_000_000_000) {
            let whole = i128::from(seconds) * 1_000_000_000 + i128::from(nanoseconds);
            let written = OffsetDateTime::from_unix_timestamp_nanos(whole).unwrap().format(&Rfc3339).unwrap();
            let milliseconds = i64::try_from(whole.div_euclid(1_000_000)).unwrap() + i64::from(whole.rem_euclid(1_000_000) > 0);
            prop_assert_eq!(date_time(&written), Some(ShowTime(milliseconds)));
        }

        #[test]
        fn what_is_read_a_library_reads_too(text in "(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-][01][0-9]:[0-5][0-9])") {
            let by_library = OffsetDateTime::parse(&text, &Rfc3339).ok().map(|moment| {
                let nanoseconds = moment.unix_timestamp_nanos();
                i64::try_from(nanoseconds.div_euclid(1_000_000)).unwrap() + i64::from(nanoseconds.rem_euclid(1_000_000) > 0)
            });
            prop_assert_eq!(date_time(&text).map(|moment| moment.0), by_library);
        }

        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = date_time(&text);
        }
    }
}
