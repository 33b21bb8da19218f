//! The way of a hotspot through the picture: places at times, and in between in a straight line.

use std::sync::Arc;

use super::hotspot::Spot;

/// The most places of a way that are kept.
const MOST: usize = 600;

/// Where a hotspot is at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Keyframe {
    /// Milliseconds after the cue's own moment.
    pub after: i64,
    /// The place.
    pub spot: Spot,
}

/// A way through the picture. Cheap to clone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Path(Arc<[Keyframe]>);

impl Path {
    /// A way of these places, in the order of their times: one that would lead back in time is left out, and of too many the
    /// first are taken. `None` where there is none.
    #[must_use]
    pub fn new(mut keyframes: Vec<Keyframe>) -> Option<Self> {
        let mut last = i64::MIN;
        keyframes.retain(|keyframe| {
            let forward = keyframe.after >= last;
            last = last.max(keyframe.after);
            forward
        });
        keyframes.truncate(MOST);
        (!keyframes.is_empty()).then(|| Self(keyframes.into()))
    }

    /// The place so many milliseconds after the cue's moment: the first before the way begins, the last once it has ended.
    #[must_use]
    pub fn at(&self, passed: i64) -> Spot {
        let next = self.0.partition_point(|keyframe| keyframe.after <= passed);
        let (from, to) = match (self.0.get(next.wrapping_sub(1)), self.0.get(next)) {
            (Some(from), Some(to)) => (from, to),
            (Some(only), None) | (None, Some(only)) => return only.spot,
            (None, None) => return Spot { x: 0, y: 0 },
        };
        // The later one lies after `passed`, so there is something to divide by.
        let part = |from: u16, to: u16, (gone, all): (i64, i64)| {
            let way = (i64::from(to) - i64::from(from)).saturating_mul(gone) / all;
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between two numbers of that size"
            )]
            let place = (i64::from(from) + way) as u16;
            place
        };
        let times = (
            passed.saturating_sub(from.after),
            to.after.saturating_sub(from.after),
        );
        Spot {
            x: part(from.spot.x, to.spot.x, times),
            y: part(from.spot.y, to.spot.y, times),
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::hotspot::SIDE;
    use super::*;
    use proptest::prelude::*;

    fn keyframe() -> impl Strategy<Value = Keyframe> {
        (any::<i64>(), 0..=SIDE, 0..=SIDE).prop_map(|(after, x, y)| Keyframe {
            after,
            spot: Spot { x, y },
        })
    }

    fn path(places: &[(i64, u16)]) -> Path {
        let keyframe = |&(after, x)| Keyframe {
            after,
            spot: Spot { x, y: SIDE - x },
        };
        Path::new(places.iter().map(keyframe).collect()).unwrap()
    }

    #[test]
    fn a_hotspot_goes_straight_from_place_to_place_and_stays_at_the_last() {
        let path = path(&[(0, 1_000), (500, 3_000), (1_500, 2_000)]);
        let x = [-100, 0, 250, 500, 1_000, 1_500, 99_999].map(|passed| path.at(passed).x);
        assert_eq!(x, [1_000, 1_000, 2_000, 3_000, 2_500, 2_000, 2_000]);
        assert_eq!(path.at(250).y, 8_000);
    }

    #[test]
    fn of_two_places_of_one_time_the_later_one_holds() {
        let path = path(&[(0, 0), (100, 10), (100, 5_000), (200, 6_000)]);
        assert_eq!(path.at(100).x, 5_000);
        assert_eq!(path.at(99).x, 9);
    }

    #[test]
    fn a_way_has_a_place_and_no_more_than_anyone_needs() {
        assert_eq!(Path::new(vec![]), None);
        let long = (0_u16..2_000)
            .map(|n| (i64::from(n), n))
            .collect::<Vec<_>>();
        assert_eq!(path(&long).at(5_000).x, 599);
    }

    proptest! {
        #[test]
        fn it_is_always_between_its_neighbours_and_moves_no_faster_than_they_say(
            keyframes in proptest::collection::vec(keyframe(), 1..12), passed: i64,
        ) {
            let path = Path::new(keyframes.clone()).unwrap();
            let here = path.at(passed);
            let mut forward: Vec<Keyframe> = vec![];
            for keyframe in keyframes {
                if forward.last().is_none_or(|last| last.after <= keyframe.after) {
                    forward.push(keyframe);
                }
            }
            let before = forward.iter().rfind(|keyframe| keyframe.after <= passed);
            let after = forward.iter().find(|keyframe| keyframe.after > passed);
            let (before, after) = (before.or(after).unwrap(), after.or(before).unwrap());
            let between = |at: u16, a: u16, b: u16| (a.min(b)..=a.max(b)).contains(&at);
            prop_assert!(between(here.x, before.spot.x, after.spot.x));
            prop_assert!(between(here.y, before.spot.y, after.spot.y));
        }

        #[test]
        fn it_is_at_each_of_its_places_in_time(
            places in proptest::collection::btree_map(0_i64..600_000, 0..=SIDE, 1..40),
        ) {
            let places: Vec<_> = places.into_iter().collect();
            let path = path(&places);
            for (after, x) in places {
                prop_assert_eq!(path.at(after).x, x);
            }
        }
    }
}
