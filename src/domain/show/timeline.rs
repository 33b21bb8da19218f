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
    until: ShowTime,
}

/// Whether the show goes on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum State {
    /// It does.
    #[default]
    On,
    /// It has a break.
    Break(Break),
    /// It is over.
    Ended,
}

/// A break of the show.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Break {
    /// Why, in plain text, if the host says it.
    pub text: Option<String>,
    /// When it probably goes on.
    pub until: Option<ShowTime>,
}

/// What is true at one time of a show.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scene {
    /// The pins, by slot.
    pub pins: [Option<Pin>; SLOTS],
    /// The offers that the host has started and not taken back, and until when.
    pub offers: Vec<(OfferId, ProductId, ShowTime)>,
    /// The products at places of the picture.
    pub hotspots: Vec<Hotspot>,
    /// What the host says to everyone.
    pub message: Option<Message>,
    /// Whether the show goes on.
    pub state: State,
}

impl Scene {
    fn apply(&mut self, cue: &Cue) {
        match &cue.kind {
            CueKind::Offer {
                offer,
                product,
                until,
            } => {
                self.offers.retain(|(known, ..)| known != offer);
                if cue.at < *until {
                    self.offers.push((offer.clone(), product.clone(), *until));
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
                name,
                product,
                path,
                until,
            } => {
                self.leave(cue.at);
                let hotspot = Hotspot {
                    name: name.clone(),
                    product: product.clone(),
                    at: cue.at,
                    path: path.clone(),
                    until: *until,
                };
                self.mark(hotspot, cue.at);
            }
            CueKind::Message { text, lang } => {
                self.message = (!text.is_empty()).then(|| Message {
                    cue: cue.id.clone(),
                    text: text.clone(),
                    lang: lang.clone(),
                    until: cue.at + MESSAGE_MS,
                });
            }
            CueKind::Break { text, until } => {
                self.state = State::Break(Break {
                    text: text.clone(),
                    until: *until,
                });
            }
            CueKind::Resume => self.state = State::On,
            CueKind::End => self.state = State::Ended,
        }
    }

    /// A hotspot as a cue of this moment says it: in the place of the former of its name, or none any more.
    fn mark(&mut self, hotspot: Hotspot, at: ShowTime) {
        let known = self.hotspots.iter().position(|h| h.name == hotspot.name);
        let stands = at < hotspot.until;
        match known {
            Some(known) if stands => self.hotspots[known] = hotspot,
            Some(known) => drop(self.hotspots.remove(known)),
            None if stands => {
                if self.hotspots.len() == MOST_HOTSPOTS {
                    self.hotspots.remove(0);
                }
                self.hotspots.push(hotspot);
            }
            None => {}
        }
    }

    /// Takes away what has had its time. Says whether there was anything.
    fn leave(&mut self, time: ShowTime) -> bool {
        let gone = self.ends().any(|end| end <= time);
        if gone {
            self.hotspots.retain(|hotspot| time < hotspot.until);
            self.message.take_if(|message| message.until <= time);
            self.offers.retain(|(.., until)| time < *until);
        }
        gone
    }

    /// When something of it has had its time.
    fn ends(&self) -> impl Iterator<Item = ShowTime> {
        let hotspots = self.hotspots.iter().map(|hotspot| hotspot.until);
        let offers = self.offers.iter().map(|(.., until)| *until);
        let message = self.message.as_ref().map(|message| message.until);
        hotspots.chain(offers).chain(message)
    }

    /// Whether the same things are there, wherever in the picture they are.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        let named = |hotspot: &Hotspot| (hotspot.name.clone(), hotspot.product.clone());
        let hotspots = self.hotspots.iter().map(named);
        (&self.pins, &self.offers, &self.message, &self.state)
            == (&other.pins, &other.offers, &other.message, &other.state)
            && hotspots.eq(other.hotspots.iter().map(named))
    }

    fn set(&mut self, slot: Slot, pin: Option<Pin>) {
        if let Some(place) = self.pins.get_mut(slot.index()) {
            *place = pin;
        }
    }
}

/// The cue log, and where in it the viewer's picture is.
#[derive(Clone, Debug)]
pub struct Timeline {
    cues: Vec<Cue>,
    known: Table<CueId, ()>,
    /// The fold of `cues[..passed]`, without what has had its time.
    scene: Scene,
    passed: usize,
    /// The scene holds from here up to before there: between two changes a picture costs two comparisons.
    holds: (ShowTime, ShowTime),
}

const NEVER: (ShowTime, ShowTime) = (ShowTime(i64::MIN), ShowTime(i64::MIN));

impl Default for Timeline {
    fn default() -> Self {
        Self {
            cues: Vec::new(),
            known: Table::default(),
            scene: Scene::default(),
            passed: 0,
            holds: NEVER,
        }
    }
}

impl Timeline {
    /// Takes a cue in, from wherever it came. A cue with a known id is the same cue and changes nothing. Says whether it
    /// was new.
    pub fn insert(&mut self, cue: Cue) -> bool {
        if self.known.insert(cue.id.clone(), ()).is_some() {
            return false;
        }
        let place = self.cues.partition_point(|known| known.order(&cue).is_lt());
        if place < self.passed || cue.at < self.holds.0 {
            self.rewind();
        }
        self.holds.1 = self.holds.1.min(cue.at);
        self.cues.insert(place, cue);
        if self.cues.len() > MOST {
            let oldest = self.cues.remove(0);
            self.known.remove(&oldest.id);
            self.rewind();
        }
        true
    }

    /// Goes to `time`: every cue up to and including that moment, none after it. Says whether anything may be true now that
    /// was not before.
    pub fn go(&mut self, time: ShowTime) -> bool {
        let (since, until) = self.holds;
        if since <= time && time < until {
            return false;
        }
        if time < since {
            self.rewind();
        }
        let upto = self.cues.partition_point(|cue| cue.at <= time);
        for cue in &self.cues[self.passed..upto] {
            self.scene.apply(cue);
            self.holds.0 = cue.at;
        }
        self.passed = upto;
        if self.scene.leave(time) {
            self.holds.0 = time;
        }
        let next = self.cues.get(upto).map(|cue| cue.at);
        let ends = self.scene.ends().chain(next).min();
        self.holds.1 = ends.unwrap_or(ShowTime(i64::MAX));
        true
    }

    /// What is true at the time that it went to.
    #[must_use]
    pub fn now(&self) -> &Scene {
        &self.scene
    }

    /// What is true at `time`.
    pub fn scene(&mut self, time: ShowTime) -> Scene {
        self.go(time);
        self.scene.clone()
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
        self.holds = NEVER;
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::hotspot::{SIDE, Spot};
    use super::super::path::{Keyframe, Path};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn still(x: u16) -> Path {
        let spot = Spot { x, y: x };
        Path::new(vec![Keyframe { after: 0, spot }]).unwrap()
    }

    fn cue() -> impl Strategy<Value = Cue> {
        let slot = (0_u64..3).prop_map(|n| Slot::new(n).unwrap());
        let kind = prop_oneof![
            (slot.clone(), "[a-d]").prop_map(|(slot, p)| CueKind::Pin {
                slot,
                product: p.into()
            }),
            slot.prop_map(|slot| CueKind::Unpin { slot }),
            ("[a-d]", "[st]", 0_i64..45_000).prop_map(|(p, offer, until)| CueKind::Offer {
                offer: offer.into(),
                product: p.into(),
                until: ShowTime(until)
            }),
            ("[a-d]", "[st]", 0_u16..SIDE, 0_i64..45_000).prop_map(|(p, name, x, until)| {
                CueKind::Hotspot {
                    name: name.into(),
                    product: p.into(),
                    path: still(x),
                    until: ShowTime(until),
                }
            }),
            "[a-z]{0,5}".prop_map(|text| CueKind::Message { text, lang: None }),
            proptest::option::of("[a-z]{1,5}")
                .prop_map(|text| CueKind::Break { text, until: None }),
            Just(CueKind::Resume),
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
                name: id.into(),
                product: id.into(),
                path: still(1),
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
        let offer = |at: i64, until: i64| Cue {
            id: format!("o{at}").into(),
            seq: 1,
            at: ShowTime(at),
            kind: CueKind::Offer {
                offer: "half".into(),
                product: "vase".into(),
                until: ShowTime(until),
            },
        };
        let cues = [offer(100, 900), offer(300, 300), offer(400, 500)];
        let mut timeline = timeline(&cues);
        let mut there = |time| timeline.scene(ShowTime(time)).offers.len();
        let times = [99, 100, 299, 300, 399, 400, 499, 500, 200];
        assert_eq!(times.map(&mut there), [0, 1, 1, 0, 0, 1, 1, 0, 1]);
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

    #[test]
    fn between_two_changes_nothing_is_folded_however_many_cues_there_are() {
        let many: Vec<_> = (0..10_000)
            .map(|n| hotspot(&format!("h{n}"), n * 1_000, n * 1_000 + 700))
            .collect();
        let mut timeline = timeline(&many);
        timeline.go(ShowTime(5_000_000));
        // A minute of pictures: sixty hotspots come and go in it.
        let pictures = (5_000_016..5_060_000).step_by(16);
        let folds = pictures.filter(|time| timeline.go(ShowTime(*time)));
        assert_eq!(folds.count(), 119);
    }

    fn at(at: i64, kind: CueKind) -> Cue {
        Cue {
            id: format!("{at}").into(),
            seq: 1,
            at: ShowTime(at),
            kind,
        }
    }

    #[test]
    fn a_message_without_words_takes_away_the_one_that_stands() {
        let say = |text: &str| CueKind::Message {
            text: text.into(),
            lang: None,
        };
        let mut timeline = timeline(&[at(0, say("Hello")), at(100, say(""))]);
        assert!(timeline.scene(ShowTime(99)).message.is_some());
        assert_eq!(timeline.scene(ShowTime(100)).message, None);
    }

    #[test]
    fn a_break_stands_until_the_show_goes_on_and_so_does_the_end() {
        let pause = Break {
            text: Some("Tea".into()),
            until: Some(ShowTime(90_000)),
        };
        let said = CueKind::Break {
            text: pause.text.clone(),
            until: pause.until,
        };
        let mut timeline = timeline(&[
            at(100, said),
            at(200, CueKind::Resume),
            at(300, CueKind::End),
            at(400, CueKind::Resume),
        ]);
        let mut state = |time| timeline.scene(ShowTime(time)).state.clone();
        assert_eq!(state(99), State::On);
        assert_eq!(state(199), State::Break(pause));
        assert_eq!(state(200), State::On);
        assert_eq!(state(399), State::Ended);
        assert_eq!(state(400), State::On);
    }

    #[test]
    fn a_later_cue_of_a_hotspot_replaces_the_former_and_one_without_a_time_takes_it_away() {
        let step = |at: i64, x: u16, until: i64| Cue {
            kind: CueKind::Hotspot {
                name: "s".into(),
                product: "vase".into(),
                path: still(x),
                until: ShowTime(until),
            },
            ..self::at(at, CueKind::End)
        };
        let other = hotspot("other", 0, 9_000);
        let mut late = self::timeline(&[step(0, 1, 50), hotspot("t", 10, 100)]);
        late.scene(ShowTime(60));
        late.insert(step(30, 1, 100));
        let names = late.scene(ShowTime(60)).hotspots;
        let names: Vec<_> = names.iter().map(|hotspot| hotspot.name.clone()).collect();
        assert_eq!(names, ["s".into(), "t".into()], "as if it had come in time");
        let mut timeline = timeline(&[
            other,
            step(1, 10, 8_000),
            step(100, 20, 5_000),
            step(200, 0, 200),
        ]);
        let mut there = |time| {
            let scene = timeline.scene(ShowTime(time));
            let places = scene
                .hotspots
                .iter()
                .map(|hotspot| hotspot.spot(ShowTime(time)).x);
            places.collect::<Vec<_>>()
        };
        assert_eq!(there(99), [1, 10]);
        assert_eq!(there(100), [1, 20]);
        assert_eq!(
            there(200),
            [1],
            "the first one's end does not count any more"
        );
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
