//! The moments of a recording: when each product came up.

use super::ShowTime;
use super::cue::{Cue, CueKind, SLOTS};
use crate::domain::ids::ProductId;

/// When each product came up, of cues in the order in which they take effect. One that is pinned already does not come up
/// again, and one that is taken back in its own moment never did.
#[must_use]
pub fn moments(cues: &[Cue]) -> Vec<(ShowTime, &ProductId)> {
    let mut slots = [const { None }; SLOTS];
    let mut moments = Vec::new();
    for moment in cues.chunk_by(|one, next| one.at == next.at) {
        let before = slots;
        for cue in moment {
            let (slot, pinned) = match &cue.kind {
                CueKind::Pin { slot, product } => (slot, Some(product)),
                CueKind::Unpin { slot } => (slot, None),
                _ => continue,
            };
            if let Some(place) = slots.get_mut(slot.index()) {
                *place = pinned;
            }
        }
        let new = slots.iter().filter(|pinned| !before.contains(pinned));
        for product in new.flatten() {
            moments.extend(moment.first().map(|cue| (cue.at, *product)));
        }
    }
    moments
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::domain::show::Slot;

    fn of<const N: usize>(cues: [(i64, CueKind); N]) -> Vec<(i64, String)> {
        let cues = cues.map(|(at, kind)| Cue {
            id: "c".into(),
            seq: 1,
            at: ShowTime(at),
            kind,
        });
        let moments = moments(&cues).into_iter();
        moments.map(|(at, of)| (at.0, of.to_string())).collect()
    }

    fn owned((at, product): (i64, &str)) -> (i64, String) {
        (at, product.to_owned())
    }

    #[test]
    fn a_product_has_a_moment_whenever_it_comes_up_anew() {
        let slot = |n| Slot::new(n).unwrap();
        let pin = |n, product: &str| CueKind::Pin {
            slot: slot(n),
            product: product.into(),
        };
        let cues = [
            (1, pin(0, "a")),
            (2, pin(1, "a")),
            (3, pin(0, "b")),
            (4, CueKind::Unpin { slot: slot(1) }),
            (5, pin(1, "a")),
        ];
        assert_eq!(of(cues), [(1, "a"), (3, "b"), (5, "a")].map(owned));
    }

    #[test]
    fn a_pin_that_was_undone_was_no_moment() {
        let slot = Slot::new(0).unwrap();
        let pin = |product: &str| CueKind::Pin {
            slot,
            product: product.into(),
        };
        let cues = [
            (1, pin("a")),
            (2, pin("undone")),
            (2, pin("a")),
            (3, pin("undone")),
            (3, CueKind::Unpin { slot }),
        ];
        assert_eq!(of(cues), [(1, "a")].map(owned));
    }
}
