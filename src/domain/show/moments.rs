//! The moments of a recording: when each product came up.

use super::ShowTime;
use super::cue::{Cue, CueKind, SLOTS};
use crate::domain::ids::ProductId;

/// When each product came up, of cues in the order in which they take effect. One that is pinned already does not come up
/// again.
#[must_use]
pub fn moments(cues: &[Cue]) -> Vec<(ShowTime, &ProductId)> {
    let mut slots = [const { None }; SLOTS];
    let mut moments = Vec::new();
    for cue in cues {
        let (slot, pinned) = match &cue.kind {
            CueKind::Pin { slot, product } => (slot, Some(product)),
            CueKind::Unpin { slot } => (slot, None),
            _ => continue,
        };
        if let Some(product) = pinned.filter(|_| !slots.contains(&pinned)) {
            moments.push((cue.at, product));
        }
        if let Some(place) = slots.get_mut(slot.index()) {
            *place = pinned;
        }
    }
    moments
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::domain::show::Slot;

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
        let cues = cues.map(|(at, kind)| Cue {
            id: format!("{at}").into(),
            seq: 1,
            at: ShowTime(at),
            kind,
        });
        let moments = moments(&cues).into_iter();
        let moments: Vec<_> = moments.map(|(at, of)| (at.0, of.as_str())).collect();
        assert_eq!(moments, [(1, "a"), (3, "b"), (5, "a")]);
    }
}
