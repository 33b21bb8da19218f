//! The timeline: the fold of the cue log at a time.
//!
//! Latency, pause, rewind, late join and replay are one question, "what is true at this picture time?", so there is
//! one answer, [`Timeline::scene`]. Playing forward costs only the cues that are passed; going back folds anew.

use super::cue::{Cue, CueKind, SLOTS};
use super::{Hotspot, ShowTime, Slot};
use crate::domain::ids::{CueId, OfferId, ProductId};
use crate::domain::table::Table;

/// How long a host's message stands, in milliseconds of show time.
pub const MESSAGE_MS: i64 = 8_000;

/// The most hotspots at a time; the oldest beyond that are dropped.
const MOST_HOTSPOTS: usize = 20;

/// The most cues that are kept; the oldest beyond that are dropped (a 12-hour show at one a second).
const MOST: usize = 50_000;

/// A product over the picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pin {
    /// The cue that put it there.
    pub cue: CueId,
    /// The product.
    pub product: ProductId,
}

/// What a host's message says while it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// The cue that brought it.
    pub cue: CueId,
    /// Plain text.
    pub text: String,
    /// Its language, if told.
    pub lang: Option<String>,
    at: ShowTime,
}

/// What is true at one time of a show.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scene {
    /// The pins, by slot.
    pub pins: [Option<Pin>; SLOTS],
    /// The offers that the host has started and not taken back.
    pub offers: Vec<(OfferId, ProductId)>,
    /// The products at places of the picture.
    pub hotspots: Vec<Hotspot>,
    /// What the host says to everyone.
    pub message: Option<Message>,
    /// Whether the show is over.
    pub ended: bool,
}

impl Scene {
    fn apply(&mut self, cue: &Cue) {
        match &cue.kind {
            CueKind::Offer { offer, product, on } => {
                self.offers.retain(|(known, _)| known != offer);
                if *on {
                    self.offers.push((offer.clone(), product.clone()));
                }
            }
            CueKind::Pin { slot, product } => {
                let pin = Pin {
                    cue: cue.id.clone(),
                    product: product.clone(),
                };
                self.set(*slot, Some(pin));
            }
            CueKind::Unpin { slot } => self.set(*slot, None),
            CueKind::Hotspot {
                product,
                spot,
                until,
            } => {
                self.leave(cue.at);
                if self.hotspots.len() == MOST_HOTSPOTS {
                    self.hotspots.remove(0);
                }
                self.hotspots.push(Hotspot {
                    cue: cue.id.clone(),
                    product: product.clone(),
                    spot: *spot,
                    until: *until,
                });
            }
            CueKind::Message { text, lang } => {
                self.message = Some(Message {
                    cue: cue.id.clone(),
                    text: text.clone(),
                    lang: lang.clone(),
                    at: cue.at,
                });
            }
            CueKind::End => self.ended = true,
        }
    }

    /// Takes away what has had its time.
    fn leave(&mut self, time: ShowTime) {
        self.hotspots.retain(|hotspot| time < hotspot.until);
    }

    fn set(&mut self, slot: Slot, pin: Option<Pin>) {
        if let Some(place) = self.pins.get_mut(slot.index()) {
            *place = pin;
        }
    }
}

/// The cue log, and where in it the viewer's picture is.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    cues: Vec<Cue>,
    known: Table<CueId, ()>,
    /// The fold of `cues[..passed]`.
    scene: Scene,
    passed: usize,
}

impl Timeline {
    /// Takes a cue in, from wherever it came. A cue with a known id is the same cue and changes nothing. Says whether it
    /// was new.
    pub fn insert(&mut self, cue: Cue) -> bool {
        if self.known.insert(cue.id.clone(), ()).is_some() {
            return false;
        }
        let place = self.cues.partition_point(|known| known.order(&cue).is_lt());
        self.cues.insert(place, cue);
        if place < self.passed {
            self.rewind();
        }
        if self.cues.len() > MOST {
            let oldest = self.cues.remove(0);
            self.known.remove(&oldest.id);
            self.rewind();
        }
        true
    }

    /// What is true at `time`: every cue up to and including that moment, none after it.
    pub fn scene(&mut self, time: ShowTime) -> Scene {
        let upto = self.cues.partition_point(|cue| cue.at <= time);
        if upto < self.passed {
            self.rewind();
        }
        for cue in &self.cues[self.passed..upto] {
            self.scene.apply(cue);
        }
        self.passed = upto;
        let mut scene = self.scene.clone();
        scene.leave(time);
        scene.message = scene
            .message
            .filter(|message| time < message.at + MESSAGE_MS);
        scene
    }

    /// The products that were shown up to the time of the last [`Self::scene`], each once, the latest first.
    #[must_use]
    pub fn featured(&self) -> Vec<ProductId> {
        let mut featured = Vec::new();
        for cue in self.cues[..self.passed].iter().rev() {
            if let CueKind::Pin { product, .. } | CueKind::Hotspot { product, .. } = &cue.kind
                && !featured.contains(product)
            {
                featured.push(product.clone());
            }
        }
        featured
    }

    /// The cues, in the order in which they take effect.
    #[must_use]
    pub fn cues(&self) -> &[Cue] {
        &self.cues
    }

    fn rewind(&mut self) {
        self.scene = Scene::default();
        self.passed = 0;
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::hotspot::{SIDE, Spot};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn cue() -> impl Strategy<Value = Cue> {
        let slot = (0_u64..3).prop_map(|n| Slot::new(n).unwrap());
        let kind = prop_oneof![
            (slot.clone(), "[a-d]").prop_map(|(slot, p)| CueKind::Pin {
                slot,
                product: p.into()
            }),
            slot.prop_map(|slot| CueKind::Unpin { slot }),
            ("[a-d]", "[st]", any::<bool>()).prop_map(|(p, offer, on)| CueKind::Offer {
                offer: offer.into(),
                product: p.into(),
                on
            }),
            ("[a-d]", 0_u16..SIDE, 0_i64..45_000).prop_map(|(p, x, until)| CueKind::Hotspot {
                product: p.into(),
                spot: Spot { x, y: x },
                until: ShowTime(until)
            }),
            "[a-z]{1,5}".prop_map(|text| CueKind::Message { text, lang: None }),
            Just(CueKind::End),
        ];
        (0_u64..40, 0_u64..5, 0_i64..40_000, kind).prop_map(|(id, seq, at, kind)| Cue {
            id: format!("c{id}").into(),
            seq,
            at: ShowTime(at),
            kind,
        })
    }

    fn log() -> impl Strategy<Value = Vec<Cue>> {
        proptest::collection::vec(cue(), 0..40).prop_map(|cues| {
            let mut seen = BTreeSet::new();
            cues.into_iter()
                .filter(|c| seen.insert(c.id.clone()))
                .collect()
        })
    }

    fn timeline(cues: &[Cue]) -> Timeline {
        let mut timeline = Timeline::default();
        for cue in cues {
            timeline.insert(cue.clone());
        }
        timeline
    }

    #[test]
    fn a_pin_shows_from_its_very_moment_and_never_before() {
        let pin = Cue {
            id: "c1".into(),
            seq: 1,
            at: ShowTime(2_000),
            kind: CueKind::Pin {
                slot: Slot::new(0).unwrap(),
                product: "p1".into(),
            },
        };
        let mut timeline = timeline(&[pin]);
        assert_eq!(timeline.scene(ShowTime(1_999)).pins[0], None);
        let shown = timeline.scene(ShowTime(2_000)).pins[0].clone();
        assert_eq!(shown.map(|pin| pin.product), Some("p1".into()));
    }

    fn hotspot(id: &str, at: i64, until: i64) -> Cue {
        Cue {
            id: id.into(),
            seq: 1,
            at: ShowTime(at),
            kind: CueKind::Hotspot {
                product: id.into(),
                spot: Spot { x: 1, y: 2 },
                until: ShowTime(until),
            },
        }
    }

    #[test]
    fn a_hotspot_is_there_from_its_moment_until_its_end_and_again_after_a_rewind() {
        let mut timeline = timeline(&[hotspot("a", 1_000, 3_000), hotspot("b", 2_000, 4_000)]);
        let mut there = |time| timeline.scene(ShowTime(time)).hotspots.len();
        let times = [999, 1_000, 2_000, 3_000, 3_999, 4_000, 2_500];
        assert_eq!(times.map(&mut there), [0, 1, 2, 1, 1, 0, 2]);
    }

    #[test]
    fn of_too_many_hotspots_the_latest_stay() {
        let many: Vec<_> = (0..30)
            .map(|n| hotspot(&format!("h{n}"), n, 9_000))
            .collect();
        let shown = timeline(&many).scene(ShowTime(100)).hotspots;
        assert_eq!(shown.len(), MOST_HOTSPOTS);
        assert_eq!(shown[19].product, "h29".into());
    }

    #[test]
    fn an_offer_is_on_from_its_moment_until_it_is_taken_back() {
        let offer = |at: i64, on: bool| Cue {
            id: format!("o{at}").into(),
            seq: 1,
            at: ShowTime(at),
            kind: CueKind::Offer {
                offer: "half".into(),
                product: "vase".into(),
                on,
            },
        };
        let mut timeline = timeline(&[offer(100, true), offer(300, false)]);
        let mut there = |time| timeline.scene(ShowTime(time)).offers.len();
        assert_eq!([99, 100, 299, 300, 200].map(&mut there), [0, 1, 1, 0, 1]);
    }

    #[test]
    fn what_was_shown_up_to_now_is_told_once_each_the_latest_first() {
        let cues = [hotspot("a", 0, 1), hotspot("b", 1, 2), hotspot("c", 9, 10)];
        let mut timeline = timeline(&cues);
        timeline.insert(Cue {
            id: "again".into(),
            at: ShowTime(5),
            ..hotspot("a", 0, 6)
        });
        assert_eq!(timeline.featured(), []);
        timeline.scene(ShowTime(5));
        assert_eq!(timeline.featured(), ["a".into(), "b".into()]);
    }

    #[test]
    fn a_message_stands_for_a_while_and_goes() {
        let message = Cue {
            id: "m".into(),
            seq: 1,
            at: ShowTime(0),
            kind: CueKind::Message {
                text: "Hello".into(),
                lang: None,
            },
        };
        let mut timeline = timeline(&[message]);
        assert!(timeline.scene(ShowTime(MESSAGE_MS - 1)).message.is_some());
        assert!(timeline.scene(ShowTime(MESSAGE_MS)).message.is_none());
        assert!(timeline.scene(ShowTime(0)).message.is_some());
    }

    proptest! {
        #[test]
        fn seeking_to_a_time_shows_what_playing_up_to_it_shows(
            cues in log(), path in proptest::collection::vec(0_i64..45_000, 1..30),
        ) {
            let mut wandering = timeline(&cues);
            for time in path {
                let seeked = wandering.scene(ShowTime(time));
                let mut fresh = timeline(&cues);
                let mut played = Scene::default();
                for step in (0..=time).step_by(500).chain([time]) {
                    played = fresh.scene(ShowTime(step));
                }
                prop_assert_eq!(&seeked, &played);
            }
        }

        #[test]
        fn cues_may_come_in_any_order_at_any_time_and_twice(
            cues in log(), order in any::<proptest::sample::Index>(), at in 0_i64..45_000, between in 0_i64..45_000,
        ) {
            let expected = timeline(&cues).scene(ShowTime(at));
            let mut shuffled = cues.clone();
            if !shuffled.is_empty() {
                let middle = order.index(shuffled.len());
                shuffled.rotate_left(middle);
                shuffled.extend(cues.iter().take(middle).cloned());
            }
            let mut other = Timeline::default();
            for cue in shuffled {
                other.insert(cue);
                other.scene(ShowTime(between));
            }
            prop_assert_eq!(other.scene(ShowTime(at)), expected);
        }
    }
}
