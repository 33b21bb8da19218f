//! A hotspot: a product at a place of the picture.
//!
//! Places are parts of the full coded picture, whatever of it a viewer's screen shows; [`Fit`] maps them to that screen.

use super::ShowTime;
use crate::domain::ids::{ProductId, SpotId};

/// The side of a picture, in units of places: fine enough for any screen, and whole, so that places compare.
pub const SIDE: u16 = 10_000;

/// A place of the picture, in units of [`SIDE`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// From the left.
    pub x: u16,
    /// From the top.
    pub y: u16,
}

/// A product at a place of the picture, for a while.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hotspot {
    /// Its name, which it keeps while it moves.
    pub name: SpotId,
    /// The product.
    pub product: ProductId,
    /// The middle of what is shown there.
    pub spot: Spot,
    pub(super) until: ShowTime,
}

/// How a video lies in its box.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Fit {
    /// The coded picture's width and height.
    pub picture: (f64, f64),
    /// The box's, in CSS pixels.
    pub frame: (f64, f64),
    /// Whether the picture fills the box and is cropped (`object-fit: cover`), or is whole (`contain`).
    pub cover: bool,
}

impl Fit {
    /// Where a place of the picture is in the box, in CSS pixels from its top left; outside of the box where it is cropped
    /// away. `None` while there is no picture.
    #[must_use]
    pub fn place(&self, spot: Spot) -> Option<(f64, f64)> {
        let ((width, height), frame) = (self.picture, self.frame);
        let (across, down) = (frame.0 / width, frame.1 / height);
        let scale = if self.cover {
            across.max(down)
        } else {
            across.min(down)
        };
        let shown = scale.is_finite() && scale > 0.0;
        // The picture's middle is the box's.
        let along = |spot: u16, side: f64, frame: f64| {
            frame / 2.0 + (f64::from(spot) / f64::from(SIDE) - 0.5) * side * scale
        };
        shown.then(|| {
            (
                along(spot.x, width, frame.0),
                along(spot.y, height, frame.1),
            )
        })
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn length() -> impl Strategy<Value = f64> {
        1.0..4_000.0_f64
    }

    fn fit() -> impl Strategy<Value = Fit> {
        ((length(), length()), (length(), length()), any::<bool>()).prop_map(
            |(picture, frame, cover)| Fit {
                picture,
                frame,
                cover,
            },
        )
    }

    fn spot() -> impl Strategy<Value = Spot> {
        (0..=SIDE, 0..=SIDE).prop_map(|(x, y)| Spot { x, y })
    }

    const CORNERS: [Spot; 2] = [Spot { x: 0, y: 0 }, Spot { x: SIDE, y: SIDE }];

    #[test]
    fn a_tall_picture_on_a_taller_phone_loses_its_sides_and_on_a_laptop_gets_bars() {
        let phone = Fit {
            picture: (540.0, 960.0),
            frame: (390.0, 844.0),
            cover: true,
        };
        let (x, y) = phone.place(CORNERS[0]).unwrap();
        assert!(x < 0.0 && y.abs() < 1e-9, "{x} {y}");
        let laptop = Fit {
            frame: (900.0, 800.0),
            cover: false,
            ..phone
        };
        assert_eq!(laptop.place(CORNERS[0]), Some((225.0, 0.0)));
        assert_eq!(laptop.place(CORNERS[1]), Some((675.0, 800.0)));
    }

    #[test]
    fn without_a_picture_or_a_box_there_is_no_place() {
        let none = Fit {
            picture: (0.0, 0.0),
            frame: (390.0, 844.0),
            cover: true,
        };
        assert_eq!(none.place(CORNERS[0]), None);
        let hidden = Fit {
            picture: (540.0, 960.0),
            frame: (0.0, 0.0),
            cover: false,
        };
        assert_eq!(hidden.place(CORNERS[0]), None);
    }

    proptest! {
        #[test]
        fn a_whole_picture_has_all_its_places_in_the_box_and_a_cropped_one_covers_it(fit in fit(), spot in spot()) {
            let place = |spot| fit.place(spot).unwrap();
            let (from, to) = (place(CORNERS[0]), place(CORNERS[1]));
            let near = 1e-6 * (fit.frame.0 + fit.frame.1);
            if fit.cover {
                prop_assert!(from.0 <= near && from.1 <= near);
                prop_assert!(to.0 >= fit.frame.0 - near && to.1 >= fit.frame.1 - near);
            } else {
                let (x, y) = place(spot);
                prop_assert!(x >= -near && x <= fit.frame.0 + near);
                prop_assert!(y >= -near && y <= fit.frame.1 + near);
            }
        }

        #[test]
        fn the_picture_keeps_its_aspect_and_touches_two_sides_of_the_box(fit in fit()) {
            let (from, to) = (fit.place(CORNERS[0]).unwrap(), fit.place(CORNERS[1]).unwrap());
            let (width, height) = (to.0 - from.0, to.1 - from.1);
            let same = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs());
            prop_assert!(same(width * fit.picture.1, height * fit.picture.0));
            prop_assert!(same(width, fit.frame.0) || same(height, fit.frame.1));
            prop_assert!(same(from.0 + to.0, fit.frame.0) || (from.0 + to.0 - fit.frame.0).abs() < 1e-6);
        }

        #[test]
        fn a_place_is_where_the_picture_shows_it(fit in fit(), spot in spot()) {
            // Back from the screen to the picture, as a browser draws it.
            let (x, y) = fit.place(spot).unwrap();
            let ratio = (fit.frame.0 / fit.picture.0, fit.frame.1 / fit.picture.1);
            let scale = if fit.cover { ratio.0.max(ratio.1) } else { ratio.0.min(ratio.1) };
            let left = (fit.frame.0 - fit.picture.0 * scale) / 2.0;
            let top = (fit.frame.1 - fit.picture.1 * scale) / 2.0;
            let back = |at: f64, from: f64, side: f64| (at - from) / (side * scale) * f64::from(SIDE);
            prop_assert!((back(x, left, fit.picture.0) - f64::from(spot.x)).abs() < 0.01);
            prop_assert!((back(y, top, fit.picture.1) - f64::from(spot.y)).abs() < 0.01);
        }
    }
}
