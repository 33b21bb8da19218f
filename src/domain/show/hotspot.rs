//! A hotspot: a product at a place of the picture.
//!
//! Places are parts of the full coded picture, whatever of it a viewer's screen shows; [`Fit`] maps them to that screen.

use super::ShowTime;
use super::path::Path;
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
    /// From when its way counts.
    pub(super) at: ShowTime,
    pub(super) path: Path,
    pub(super) until: ShowTime,
}

impl Hotspot {
    /// The middle of what is shown there at this time.
    #[must_use]
    pub fn spot(&self, time: ShowTime) -> Spot {
        self.path.at(time.0.saturating_sub(self.at.0))
    }
}

/// How a picture is made to fit its box (`object-fit`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ObjectFit {
    /// As large as the box, its aspect lost.
    Fill,
    /// Whole, with bars.
    Contain,
    /// Without bars, cropped.
    Cover,
    /// As large as it is.
    None,
    /// As large as it is, but whole.
    ScaleDown,
}

/// How a video lies in its box.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Fit {
    /// The picture's width and height.
    pub picture: (f64, f64),
    /// The box's, in CSS pixels.
    pub frame: (f64, f64),
    /// How the one is made to fit the other.
    pub how: ObjectFit,
    /// Where it lies then (`object-position`), across and down: a part of the space that is left, and pixels besides.
    pub lies: [(f64, f64); 2],
}

/// In the middle, as a picture lies where nobody says anything else.
pub const MIDDLE: [(f64, f64); 2] = [(0.5, 0.0); 2];

impl Fit {
    /// Where a place of the picture is in the box, in CSS pixels from its top left; outside of the box where it is cropped
    /// away. `None` while there is no picture.
    #[must_use]
    pub fn place(&self, spot: Spot) -> Option<(f64, f64)> {
        let ((width, height), frame) = (self.picture, self.frame);
        let (across, down) = (frame.0 / width, frame.1 / height);
        let whole = across.min(down);
        let scales = match self.how {
            ObjectFit::Fill => (across, down),
            ObjectFit::Contain => (whole, whole),
            ObjectFit::Cover => (across.max(down), across.max(down)),
            ObjectFit::None => (1.0, 1.0),
            ObjectFit::ScaleDown => (whole.min(1.0), whole.min(1.0)),
        };
        let along = |spot: u16, drawn: f64, frame: f64, (part, pixels): (f64, f64)| {
            (frame - drawn) * part + pixels + f64::from(spot) / f64::from(SIDE) * drawn
        };
        let shown = whole.is_finite() && whole > 0.0;
        let [x, y] = self.lies;
        shown.then(|| {
            (
                along(spot.x, width * scales.0, frame.0, x),
                along(spot.y, height * scales.1, frame.1, y),
            )
        })
    }
}

/// Moves places apart that lie closer to each other than `apart`, each as little as it takes, within a room that begins at
/// (0, 0); its edges are no places. A place that is close to none stays where it is.
pub fn fan(places: &mut [(f64, f64)], apart: f64, margin: f64, room: (f64, f64)) {
    /// More than a crowd takes that has room; one that has none stays as it is then.
    const ROUNDS: usize = 60;
    /// Where places go that lie upon each other.
    const WAYS: [(f64, f64); 6] = [
        (1.0, 0.0),
        (-0.5, 0.87),
        (-0.5, -0.87),
        (0.5, 0.87),
        (0.5, -0.87),
        (-1.0, 0.0),
    ];
    let inside = |at: f64, side: f64| at.min(side - margin).max(margin);
    for round in 0..ROUNDS {
        // Those that stand in a row too long for the room have to step out of it.
        let turn = if round < 8 { 0.0 } else { 0.3 };
        let mut still = true;
        for second in 1..places.len() {
            for first in 0..second {
                let (a, b) = (places[first], places[second]);
                let (across, down) = (b.0 - a.0, b.1 - a.1);
                let distance = (across * across + down * down).sqrt();
                // A hair closer is near enough, and spares rounds.
                if distance > apart - 0.5 {
                    continue;
                }
                still = false;
                let way = if distance < 0.1 {
                    WAYS[(second - 1) % WAYS.len()]
                } else {
                    (
                        (across - turn * down) / distance,
                        (down + turn * across) / distance,
                    )
                };
                let push = (apart - distance) / 2.0;
                for (place, push) in [(first, -push), (second, push)] {
                    let (x, y) = places[place];
                    places[place] = (
                        inside(x + way.0 * push, room.0),
                        inside(y + way.1 * push, room.1),
                    );
                }
            }
        }
        if still {
            return;
        }
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
        ((length(), length()), (length(), length()), how()).prop_map(|(picture, frame, how)| Fit {
            picture,
            frame,
            how,
            lies: MIDDLE,
        })
    }

    fn how() -> impl Strategy<Value = ObjectFit> {
        use ObjectFit::{Contain, Cover, Fill, None, ScaleDown};
        proptest::sample::select(vec![Fill, Contain, Cover, None, ScaleDown])
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
            how: ObjectFit::Cover,
            lies: MIDDLE,
        };
        let (x, y) = phone.place(CORNERS[0]).unwrap();
        assert!(x < 0.0 && y.abs() < 1e-9, "{x} {y}");
        let laptop = Fit {
            frame: (900.0, 800.0),
            how: ObjectFit::Contain,
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
            how: ObjectFit::Cover,
            lies: MIDDLE,
        };
        assert_eq!(none.place(CORNERS[0]), None);
        let hidden = Fit {
            picture: (540.0, 960.0),
            frame: (0.0, 0.0),
            how: ObjectFit::Contain,
            lies: MIDDLE,
        };
        assert_eq!(hidden.place(CORNERS[0]), None);
    }

    #[test]
    fn each_way_to_fit_and_to_lie_is_followed() {
        // Half as large as its box, and half as high as wide.
        let fit = |how, lies| Fit {
            picture: (200.0, 100.0),
            frame: (400.0, 400.0),
            how,
            lies,
        };
        let corners = |fit: Fit| CORNERS.map(|corner| fit.place(corner).unwrap());
        let all = |how| corners(fit(how, MIDDLE));
        assert_eq!(all(ObjectFit::Fill), [(0.0, 0.0), (400.0, 400.0)]);
        assert_eq!(all(ObjectFit::Contain), [(0.0, 100.0), (400.0, 300.0)]);
        assert_eq!(all(ObjectFit::Cover), [(-200.0, 0.0), (600.0, 400.0)]);
        assert_eq!(all(ObjectFit::None), [(100.0, 150.0), (300.0, 250.0)]);
        assert_eq!(all(ObjectFit::ScaleDown), all(ObjectFit::None));
        let small = Fit {
            frame: (100.0, 100.0),
            ..fit(ObjectFit::ScaleDown, MIDDLE)
        };
        assert_eq!(corners(small), [(0.0, 25.0), (100.0, 75.0)]);
        let corner = corners(fit(ObjectFit::None, [(1.0, -20.0), (0.0, 10.0)]));
        assert_eq!(corner, [(180.0, 10.0), (380.0, 110.0)]);
    }

    fn closest(places: &[(f64, f64)]) -> f64 {
        let pairs = (0..places.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
        let distance = |(a, b): (usize, usize)| {
            let (a, b): ((f64, f64), (f64, f64)) = (places[a], places[b]);
            (b.0 - a.0).hypot(b.1 - a.1)
        };
        pairs.map(distance).fold(f64::INFINITY, f64::min)
    }

    proptest! {
        #[test]
        fn a_crowd_fans_out_within_its_room(
            mut places in proptest::collection::vec((0.0..360.0_f64, 0.0..500.0_f64), 0..12), crowded: bool,
        ) {
            if crowded {
                places.fill((200.0, 250.0));
            }
            fan(&mut places, 44.0, 0.0, (360.0, 500.0));
            prop_assert!(closest(&places) > 40.0, "{places:?}");
            prop_assert!(places.iter().all(|(x, y)| (0.0..=360.0).contains(x) && (0.0..=500.0).contains(y)));
        }

        #[test]
        fn what_is_close_to_nothing_stays_exactly_where_it_is(
            places in proptest::collection::vec((0_u16..8, 0_u16..8), 0..12),
        ) {
            let mut once = places;
            once.sort_unstable();
            once.dedup();
            let places: Vec<_> = once.into_iter().map(|(x, y)| (f64::from(x) * 50.0, f64::from(y) * 50.0)).collect();
            let mut fanned = places.clone();
            fan(&mut fanned, 44.0, 0.0, (360.0, 360.0));
            prop_assert_eq!(fanned, places);
        }

        #[test]
        fn whatever_the_places_and_the_room_it_comes_to_an_end(
            mut places in proptest::collection::vec((any::<f64>(), any::<f64>()), 0..21), room: (f64, f64),
        ) {
            fan(&mut places, 44.0, 12.0, room);
        }
    }

    proptest! {
        #[test]
        fn a_whole_picture_has_all_its_places_in_the_box_and_a_cropped_one_covers_it(fit in fit(), spot in spot()) {
            let place = |spot| fit.place(spot).unwrap();
            let (from, to) = (place(CORNERS[0]), place(CORNERS[1]));
            let near = 1e-6 * (fit.frame.0 + fit.frame.1);
            if fit.how == ObjectFit::Cover {
                prop_assert!(from.0 <= near && from.1 <= near);
                prop_assert!(to.0 >= fit.frame.0 - near && to.1 >= fit.frame.1 - near);
            } else if fit.how != ObjectFit::None {
                let (x, y) = place(spot);
                prop_assert!(x >= -near && x <= fit.frame.0 + near);
                prop_assert!(y >= -near && y <= fit.frame.1 + near);
            }
        }

        #[test]
        fn the_picture_keeps_its_aspect_lies_in_the_middle_and_touches_two_sides_of_the_box(fit in fit()) {
            let (from, to) = (fit.place(CORNERS[0]).unwrap(), fit.place(CORNERS[1]).unwrap());
            let (width, height) = (to.0 - from.0, to.1 - from.1);
            let same = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(b.abs());
            prop_assert!(fit.how == ObjectFit::Fill || same(width * fit.picture.1, height * fit.picture.0));
            let natural = matches!(fit.how, ObjectFit::None | ObjectFit::ScaleDown) && same(width, fit.picture.0);
            prop_assert!(natural || same(width, fit.frame.0) || same(height, fit.frame.1));
            prop_assert!(same(from.0 + to.0, fit.frame.0) || (from.0 + to.0 - fit.frame.0).abs() < 1e-6);
        }

        #[test]
        fn a_place_is_where_the_picture_shows_it(fit in fit(), spot in spot()) {
            // Back from the screen to the picture, by where its corners are.
            let (from, to) = (fit.place(CORNERS[0]).unwrap(), fit.place(CORNERS[1]).unwrap());
            let (x, y) = fit.place(spot).unwrap();
            let back = |at: f64, from: f64, to: f64| (at - from) / (to - from) * f64::from(SIDE);
            prop_assert!((back(x, from.0, to.0) - f64::from(spot.x)).abs() < 0.01);
            prop_assert!((back(y, from.1, to.1) - f64::from(spot.y)).abs() < 0.01);
        }
    }
}
