//! Moments as the server writes them: RFC 3339, UTC, milliseconds.

use serde::{Deserialize, Deserializer, de};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use vitrine::domain::show::ShowTime;

/// Reads a moment; none where it is no RFC 3339 date-time.
#[must_use]
pub fn read(text: &str) -> Option<ShowTime> {
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let ms = moment.unix_timestamp_nanos().div_euclid(1_000_000);
    i64::try_from(ms).ok().map(ShowTime)
}

/// Writes a moment; one that no calendar has is the epoch.
#[must_use]
pub fn write(moment: ShowTime) -> String {
    let format =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(moment.0) * 1_000_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
        .format(&format)
        .unwrap_or_default()
}

/// For fields that are a moment.
///
/// # Errors
/// Where it is none.
pub fn field<'de, D: Deserializer<'de>>(from: D) -> Result<ShowTime, D::Error> {
    let text = String::deserialize(from)?;
    read(&text).ok_or_else(|| de::Error::custom("not a date-time"))
}

/// For fields that are a moment or null.
///
/// # Errors
/// Where it is neither.
pub fn maybe<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ShowTime>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|text| read(&text).ok_or_else(|| de::Error::custom("not a date-time")))
        .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_moment_is_written_in_utc_with_milliseconds() {
        assert_eq!(write(ShowTime(1_250)), "1970-01-01T00:00:01.250Z");
        assert_eq!(read("1970-01-01T01:00:01.250+01:00"), Some(ShowTime(1_250)));
        assert_eq!(read("yesterday"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_it_was(ms in 0_i64..4_000_000_000_000) {
            prop_assert_eq!(read(&write(ShowTime(ms))), Some(ShowTime(ms)));
        }
    }
}
