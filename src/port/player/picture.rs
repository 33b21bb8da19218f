//! Which time a picture shows, from where it stands in the media: the map from media time to programme date-time.
//!
//! Pure, so that it is tested natively. The player fills the table whenever hls.js has learnt more of the playlist.

use crate::app::event::PictureClock;
use crate::domain::show::ShowTime;

/// What rounding on the way (µs in the browser, 1/90000 s in the stream) can take from a picture's time. It is given
/// back before cutting to milliseconds, or a picture on the very millisecond of a cue would count as before it.
const ROUNDING_MS: f64 = 0.05;

/// A fragment: where its first picture stands in the media, and which moment of the programme that is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Fragment {
    /// Media time of its first picture, in seconds.
    pub start: f64,
    /// Programme date-time of its first picture, in milliseconds since the Unix epoch.
    pub date_ms: f64,
}

/// The fragments of a playlist that have a programme date-time, in the order of the media.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Table(Vec<Fragment>);

impl Table {
    /// A table of these fragments, in any order.
    #[must_use]
    pub fn new(mut fragments: Vec<Fragment>) -> Self {
        fragments.retain(|fragment| fragment.start.is_finite() && fragment.date_ms.is_finite());
        fragments.sort_by(|a, b| a.start.total_cmp(&b.start));
        Self(fragments)
    }

    /// The programme date-time of the picture at this media time (seconds), or of a picture before the first fragment
    /// by going back from it. `None` for an empty table.
    #[must_use]
    pub fn date(&self, media_time: f64) -> Option<ShowTime> {
        let reached = media_time + ROUNDING_MS / 1_000.0;
        let after = self.0.partition_point(|fragment| fragment.start <= reached);
        let fragment = self.0.get(after.saturating_sub(1))?;
        let date = fragment.date_ms + (media_time - fragment.start) * 1_000.0;
        Some(cut(date))
    }
}

/// Milliseconds, downwards: a cue may come one picture late, never early.
#[must_use]
#[allow(clippy::cast_possible_truncation)] // `as` saturates, which is what is wanted of an absurd number.
pub fn cut(ms: f64) -> ShowTime {
    ShowTime((ms + ROUNDING_MS).floor() as i64)
}

/// The time of a picture in a medium without programme date-times.
#[must_use]
pub fn media(media_time: f64) -> PictureClock {
    PictureClock::Media(cut(media_time * 1_000.0))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    const EPOCH: f64 = 1_767_225_600_000.0;

    fn table() -> Table {
        let fragment = |start, seconds| Fragment {
            start,
            date_ms: EPOCH + seconds * 1_000.0,
        };
        // A loop of the programme begins at media second 14, half a second late against the media.
        Table::new(vec![
            fragment(14.0, 104.5),
            fragment(10.0, 100.0),
            fragment(12.0, 102.0),
        ])
    }

    fn at(media_time: f64) -> i64 {
        table().date(media_time).unwrap().0 - 1_767_225_600_000
    }

    #[test]
    fn a_picture_s_time_is_counted_from_the_fragment_that_holds_it() {
        assert_eq!(at(10.0), 100_000);
        assert_eq!(at(11.5), 101_500);
        assert_eq!(at(12.0), 102_000);
    }

    #[test]
    fn a_discontinuity_does_not_blur_into_its_neighbours() {
        assert_eq!(at(13.999), 103_999);
        assert_eq!(at(14.0), 104_500);
        assert_eq!(at(15.0), 105_500);
    }

    #[test]
    fn a_picture_outside_of_the_playlist_is_counted_from_the_nearest_fragment() {
        assert_eq!(at(9.0), 99_000);
        assert_eq!(at(30.0), 120_500);
    }

    #[test]
    fn a_drifting_encoder_is_followed_segment_by_segment_for_hours() {
        // 3 hours of 2 s segments, each of which takes 2.0004 s of the programme: 2 s too much at the end.
        let drifting: Vec<_> = (0..5_400_i32)
            .map(|n| Fragment {
                start: f64::from(n) * 2.0,
                date_ms: EPOCH + f64::from(n) * 2_000.4,
            })
            .collect();
        let table = Table::new(drifting);
        for n in [0, 1, 2_700, 5_399] {
            let begins = table.date(f64::from(n) * 2.0).unwrap().0 - 1_767_225_600_000;
            let wanted = i64::from(n) * 20_004 / 10;
            assert_eq!(begins, wanted, "segment {n}");
            let ends = table.date(f64::from(n) * 2.0 + 1.966).unwrap().0 - 1_767_225_600_000;
            assert!((ends - wanted - 1_966).abs() <= 1, "segment {n}");
        }
    }

    #[test]
    fn a_date_that_jumps_back_holds_from_its_own_segment_on() {
        let back = Fragment {
            start: 16.0,
            date_ms: EPOCH + 50_000.0,
        };
        let mut fragments = table().0;
        fragments.push(back);
        let table = Table::new(fragments);
        let at = |media_time| table.date(media_time).unwrap().0 - 1_767_225_600_000;
        assert_eq!((at(15.9), at(16.0), at(17.0)), (106_400, 50_000, 51_000));
    }

    #[test]
    fn a_fraction_of_a_millisecond_is_cut_never_rounded_up() {
        assert_eq!(at(10.000_9), 100_000);
    }

    #[test]
    fn rounding_on_the_way_does_not_make_a_picture_miss_its_moment() {
        assert_eq!(at(11.999_99), 102_000);
        assert_eq!(at(10.033_33), 100_033);
        assert_eq!(at(11.249_999), 101_250);
    }

    #[test]
    fn an_empty_table_tells_nothing() {
        assert_eq!(Table::default().date(3.0), None);
        let nonsense = Fragment {
            start: f64::NAN,
            date_ms: 0.0,
        };
        assert_eq!(Table::new(vec![nonsense]).date(3.0), None);
    }
}
