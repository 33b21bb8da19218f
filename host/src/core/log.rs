//! The log of a show, and what it makes true: a fold by (`at`, `seq`) that leaves out what was undone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use vitrine::domain::show::ShowTime;
use vitrine::domain::show::cue::SLOTS;

use super::cue::{self, Cue, Entry, Fact, Keyframe, Rect};

/// Everything recorded of a show, in the order of recording. Taking a line in twice changes nothing.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Log {
    entries: BTreeMap<u64, Entry>,
    undone: BTreeSet<String>,
}

/// What is true at one time, as far as the host decides it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Scene {
    /// The product of each slot.
    pub pins: [Option<String>; SLOTS],
    /// Whether there is a break, and why.
    pub pause: Option<Option<String>>,
    /// Whether the show is over.
    pub ended: bool,
    /// Marks in the picture.
    pub spots: Vec<Spot>,
}

/// A mark in the picture.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    /// Its name.
    pub spot: String,
    /// The product.
    pub product: String,
    /// Where it is.
    pub rect: Rect,
}

/// The last that was said of a mark: product, moment, end, way.
type Standing<'a> = (&'a str, ShowTime, ShowTime, &'a [Keyframe]);

impl Log {
    /// Takes a line in; says whether it was new.
    pub fn insert(&mut self, wire: &Value) -> bool {
        let Some((seq, entry)) = cue::entry(wire) else {
            return false;
        };
        if let Entry::Undo { cue } = &entry {
            self.undone.insert(cue.clone());
        }
        self.entries.insert(seq, entry).is_none()
    }

    /// The lines, the newest first.
    pub fn newest(&self) -> impl Iterator<Item = (u64, &Entry)> {
        self.entries.iter().rev().map(|(seq, entry)| (*seq, entry))
    }

    /// Whether a cue was undone.
    #[must_use]
    pub fn is_undone(&self, cue: &str) -> bool {
        self.undone.contains(cue)
    }

    /// The host's own cue that can be undone next: the newest that is none yet.
    #[must_use]
    pub fn last_own(&self) -> Option<&Cue> {
        self.newest().find_map(|(_, entry)| match entry {
            Entry::Cue(cue) if !cue.corrects && !self.is_undone(&cue.id) => Some(cue),
            _ => None,
        })
    }

    /// Since when the host runs the show that has a script; none where the script runs, or there is none.
    #[must_use]
    pub fn taken_over(&self) -> Option<ShowTime> {
        self.newest().find_map(|(_, entry)| match entry {
            Entry::Script { running, at } => Some((!running).then_some(*at)),
            _ => None,
        })?
    }

    /// What is true at a time.
    #[must_use]
    pub fn scene(&self, time: ShowTime) -> Scene {
        let at = |entry: &Entry| match entry {
            Entry::Cue(cue) if !cue.corrects && !self.is_undone(&cue.id) => Some(cue.at),
            Entry::Script { at, .. } => Some(*at),
            _ => None,
        };
        let mut counted: Vec<(ShowTime, u64, &Entry)> = self
            .entries
            .iter()
            .filter_map(|(seq, entry)| Some((at(entry)?, *seq, entry)))
            .filter(|(at, ..)| *at <= time)
            .collect();
        counted.sort_by_key(|(at, seq, _)| (*at, *seq));
        let mut scene = Scene::default();
        let mut spots: BTreeMap<&str, Standing<'_>> = BTreeMap::new();
        for (.., entry) in counted {
            match entry {
                // Who takes a show over, or gives it back, starts from nothing.
                Entry::Script { .. } => {
                    scene = Scene::default();
                    spots.clear();
                }
                Entry::Cue(Cue {
                    fact:
                        Fact::Hotspot {
                            spot,
                            product,
                            until,
                            path,
                        },
                    at,
                    ..
                }) => {
                    spots.insert(spot, (product, *at, *until, path));
                }
                Entry::Cue(cue) => scene.apply(&cue.fact),
                Entry::Undo { .. } => {}
            }
        }
        scene.spots = spots
            .into_iter()
            .filter(|(_, (_, _, until, _))| time < *until)
            .filter_map(|(spot, (product, at, _, path))| {
                Some(Spot {
                    spot: spot.to_owned(),
                    product: product.to_owned(),
                    rect: cue::along(path, time.0 - at.0)?,
                })
            })
            .collect();
        scene
    }
}

impl Scene {
    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::Pin { slot, product } => self.pins[slot.index()] = Some(product.clone()),
            Fact::Unpin { slot } => self.pins[slot.index()] = None,
            // As in the widget: a break, going on and the end are one track, and the last word counts.
            Fact::Break { text, .. } => (self.pause, self.ended) = (Some(text.clone()), false),
            Fact::Resume => (self.pause, self.ended) = (None, false),
            Fact::End => (self.pause, self.ended) = (None, true),
            Fact::Hotspot { .. } | Fact::Offer { .. } | Fact::Message { .. } | Fact::Other(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::moment;
    use proptest::prelude::*;
    use serde_json::json;

    fn pin(seq: u64, at: i64, slot: u64, product: &str) -> Value {
        json!({ "seq": seq, "id": format!("c{seq}"), "at": moment::write(ShowTime(at)), "told": moment::write(ShowTime(at)),
                "kind": "pin", "slot": slot, "product": product })
    }

    fn log(lines: &[Value]) -> Log {
        let mut log = Log::default();
        for line in lines {
            log.insert(line);
        }
        log
    }

    fn pinned(log: &Log, time: i64) -> Option<String> {
        log.scene(ShowTime(time)).pins[0].clone()
    }

    #[test]
    fn an_undone_pin_gives_way_to_the_one_before() {
        let undo = json!({ "seq": 3, "id": "c3", "at": moment::write(ShowTime(200)), "kind": "undo", "cue": "c2" });
        let log = log(&[pin(1, 100, 0, "vase"), pin(2, 200, 0, "board"), undo]);
        assert_eq!(pinned(&log, 300).as_deref(), Some("vase"));
        assert_eq!(log.last_own().map(|cue| cue.id.as_str()), Some("c1"));
    }

    #[test]
    fn corrections_are_no_facts_of_their_own() {
        let mut again = pin(2, 50, 0, "ghost");
        again["corrects"] = true.into();
        let log = log(&[pin(1, 100, 0, "vase"), again]);
        assert_eq!(pinned(&log, 60), None);
        assert_eq!(pinned(&log, 100).as_deref(), Some("vase"));
    }

    #[test]
    fn a_break_going_on_and_the_end_are_one_track_of_which_the_last_word_counts() {
        let said = |seq: i64, kind: &str| json!({ "seq": seq, "id": format!("c{seq}"), "at": moment::write(ShowTime(seq)), "kind": kind });
        let log = log(&[
            said(1, "break"),
            said(2, "end"),
            said(3, "resume"),
            said(4, "end"),
            said(5, "break"),
        ]);
        let state = |time| {
            let scene = log.scene(ShowTime(time));
            (scene.pause.is_some(), scene.ended)
        };
        let (on, pause, over) = ((false, false), (true, false), (false, true));
        assert_eq!([1, 2, 3, 4, 5].map(state), [pause, over, on, over, pause]);
    }

    #[test]
    fn giving_the_show_back_takes_away_what_the_host_had_pinned() {
        let back = json!({ "seq": 2, "id": "s2", "at": moment::write(ShowTime(500)), "kind": "script", "running": true });
        let log = log(&[pin(1, 100, 0, "vase"), back]);
        assert_eq!(pinned(&log, 499).as_deref(), Some("vase"));
        assert_eq!(pinned(&log, 500), None);
    }

    #[test]
    fn a_mark_stands_until_its_end_and_a_later_one_of_its_name_replaces_it() {
        let spot = |seq: u64, at: i64, until: i64| {
            json!({ "seq": seq, "id": format!("c{seq}"), "at": moment::write(ShowTime(at)), "kind": "hotspot", "spot": "a",
                    "product": "vase", "until": moment::write(ShowTime(until)), "path": [{"t":0,"x":0.1,"y":0.1,"w":0.2,"h":0.2}] })
        };
        let log = log(&[spot(1, 0, 30_000), spot(2, 1_000, 1_000)]);
        assert_eq!(log.scene(ShowTime(999)).spots.len(), 1);
        assert!(log.scene(ShowTime(1_000)).spots.is_empty());
    }

    proptest! {
        #[test]
        fn two_consoles_that_hear_the_same_in_any_order_and_twice_agree(
            lines in proptest::collection::vec((0_i64..1_000, 0_u64..3, "[a-c]", any::<bool>()), 1..30),
            order in any::<proptest::sample::Index>(), time in 0_i64..1_200,
        ) {
            let mut wires = vec![];
            for (seq, (at, slot, product, undone)) in (1_u64..).zip(&lines) {
                wires.push(pin(seq * 2, *at, *slot, product));
                if *undone {
                    wires.push(json!({ "seq": seq * 2 + 1, "id": "u", "at": moment::write(ShowTime(*at)), "kind": "undo", "cue": format!("c{}", seq * 2) }));
                }
            }
            let first = log(&wires);
            let middle = order.index(wires.len());
            let mut other = wires.clone();
            other.rotate_left(middle);
            other.extend(wires.iter().take(middle).cloned());
            let second = log(&other);
            prop_assert_eq!(first.scene(ShowTime(time)), second.scene(ShowTime(time)));
            prop_assert_eq!(first, second);
        }
    }
}
