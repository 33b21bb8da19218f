//! Where the picture is on the screen, where a box is in the picture, and which moment a picture shows.

use vitrine::domain::show::ShowTime;

use super::cue::Rect;

/// The smallest box, as a fraction of the picture.
const SMALLEST: f64 = 0.04;

/// Where a picture of these measures stands in a box that holds it whole (`object-fit: contain`): left, top, width, height.
#[must_use]
pub fn contained(outer: (f64, f64), picture: (f64, f64)) -> (f64, f64, f64, f64) {
    let known = picture.0 > 0.0 && picture.1 > 0.0;
    if !known {
        return (0.0, 0.0, outer.0, outer.1);
    }
    let scale = (outer.0 / picture.0).min(outer.1 / picture.1);
    let (width, height) = (picture.0 * scale, picture.1 * scale);
    (
        (outer.0 - width) / 2.0,
        (outer.1 - height) / 2.0,
        width,
        height,
    )
}

/// The box between two points, each in fractions of the picture.
#[must_use]
pub fn between(a: (f64, f64), b: (f64, f64)) -> Rect {
    within(Rect {
        x: a.0.min(b.0),
        y: a.1.min(b.1),
        w: (a.0 - b.0).abs(),
        h: (a.1 - b.1).abs(),
    })
}

/// The same box, within the picture and not too small.
#[must_use]
pub fn within(rect: Rect) -> Rect {
    let side = |value: f64| {
        if value.is_finite() {
            value.clamp(SMALLEST, 1.0)
        } else {
            SMALLEST
        }
    };
    let (w, h) = (side(rect.w), side(rect.h));
    let start = |value: f64, length: f64| {
        if value.is_finite() {
            value.clamp(0.0, 1.0 - length)
        } else {
            0.0
        }
    };
    Rect {
        x: start(rect.x, w),
        y: start(rect.y, h),
        w,
        h,
    }
}

/// A box in the middle, to begin with by keyboard.
pub const MIDDLE: Rect = Rect {
    x: 0.35,
    y: 0.35,
    w: 0.3,
    h: 0.3,
};

/// How far a key moves a box.
const STEP: f64 = 0.02;

/// The box after an arrow key; with Shift it grows or shrinks instead. None for other keys.
#[must_use]
pub fn nudged(rect: Rect, key: &str, shift: bool) -> Option<Rect> {
    let (dx, dy) = match key {
        "ArrowLeft" => (-STEP, 0.0),
        "ArrowRight" => (STEP, 0.0),
        "ArrowUp" => (0.0, -STEP),
        "ArrowDown" => (0.0, STEP),
        _ => return None,
    };
    Some(within(if shift {
        Rect {
            w: rect.w + dx,
            h: rect.h + dy,
            ..rect
        }
    } else {
        Rect {
            x: rect.x + dx,
            y: rect.y + dy,
            ..rect
        }
    }))
}

/// What rounding on the way can take from a picture's time, in milliseconds.
const ROUNDING_MS: f64 = 0.05;

/// The moment of the picture at a media time (seconds), by fragments: where each begins in the media (seconds), and which
/// moment that is (milliseconds). As the widget counts it; in the order of the media.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
pub fn moment(fragments: &[(f64, f64)], media_time: f64) -> Option<ShowTime> {
    let reached = media_time + ROUNDING_MS / 1_000.0;
    let after = fragments.partition_point(|(start, _)| *start <= reached);
    let (start, date) = fragments.get(after.saturating_sub(1))?;
    let date = date + (media_time - start) * 1_000.0;
    Some(ShowTime((date + ROUNDING_MS).floor() as i64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_tall_picture_stands_in_the_middle_of_a_wide_box() {
        assert_eq!(
            contained((800.0, 450.0), (540.0, 960.0)),
            (273.4375, 0.0, 253.125, 450.0)
        );
        let unknown = contained((800.0, 450.0), (0.0, 0.0));
        assert_eq!(unknown, (0.0, 0.0, 800.0, 450.0));
    }

    #[test]
    fn the_moment_is_counted_from_the_fragment_that_holds_the_picture() {
        let table = [(10.0, 100_000.0), (12.0, 102_000.0), (14.0, 104_500.0)];
        assert_eq!(moment(&table, 11.5), Some(ShowTime(101_500)));
        assert_eq!(moment(&table, 14.0), Some(ShowTime(104_500)));
        assert_eq!(moment(&table, 9.0), Some(ShowTime(99_000)));
        assert_eq!(moment(&[], 9.0), None);
    }

    #[test]
    fn arrows_move_a_box_and_with_shift_they_resize_it() {
        let right = nudged(MIDDLE, "ArrowRight", false).unwrap();
        assert!(right.x > MIDDLE.x && (right.w - MIDDLE.w).abs() < 1e-9);
        let taller = nudged(MIDDLE, "ArrowDown", true).unwrap();
        assert!(taller.h > MIDDLE.h && (taller.y - MIDDLE.y).abs() < 1e-9);
        assert_eq!(nudged(MIDDLE, "a", false), None);
    }

    proptest! {
        #[test]
        fn a_box_is_always_within_the_picture(a in (-2.0..3.0, -2.0..3.0), b in (-2.0..3.0, -2.0..3.0)) {
            let rect = between(a, b);
            prop_assert!(rect.x >= 0.0 && rect.y >= 0.0 && rect.w >= SMALLEST && rect.h >= SMALLEST);
            prop_assert!(rect.x + rect.w <= 1.0 + 1e-9 && rect.y + rect.h <= 1.0 + 1e-9);
        }
    }
}
